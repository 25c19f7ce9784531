//! D015.

use crate::code::{Modifier, Side as BodySide};
use crate::edition::Side;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The modifier names one side of the body and the diagnoses the other.
    ///
    /// ## What it checks
    /// The side of a line's modifiers (LT, RT, eyelids, fingers, toes) against the sides of the
    /// diagnoses it points to, told from their published texts. It warns only when every pointed
    /// diagnosis has a side, and none is the modifier's or both; and when 50 stands with diagnoses
    /// of one side only.
    ///
    /// ## Why it matters
    /// One of the two is wrong; payers compare them.
    ///
    /// ## Example
    /// 20610-RT for M25.562 (left) warns; 20610-LT passes.
    ///
    /// ## How to fix
    /// Take the side from the record and correct the modifier or the diagnosis.
    ///
    /// ## Source
    /// ICD-10-CM order files (texts); ICD-10-CM Official Guidelines, section I.B.13
    "D015" "side-conflict" {
        severity: Warn,
        denial: Some(Denial::co("11", &[])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [Diagnoses],
        modifiers: any,
    }
}

const BOTH_SIDES: Modifier = Modifier::constant(b"50");
const LEFT: Modifier = Modifier::constant(b"LT");
const RIGHT: Modifier = Modifier::constant(b"RT");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines.iter().filter(|_| context.claim.has_icd_10()) {
        let sided = line.modifiers().find(|own| own.side().is_some());
        let side = sided.and_then(Modifier::side);
        let both = line.has(BOTH_SIDES);
        if side.is_none() && !both {
            continue;
        }
        let (mut right, mut left, mut open, mut any) = (false, false, false, None);
        for code in line.diagnoses() {
            match context.edition.diagnosis_side(code) {
                Some(Side::Right) => right = true,
                Some(Side::Left) => left = true,
                _ => open = true,
            }
            any = any.or(Some(code));
        }
        let Some(diagnosis) = any.filter(|_| !open && (right != left)) else { continue };
        let diagnosed = if right { "right" } else { "left" };
        let agrees = match side {
            Some(BodySide::Right) => right,
            Some(BodySide::Left) => left,
            None => false,
        };
        if both || !agrees {
            let message = if both {
                "50 says both sides; {diagnosis} is of the {diagnosed} side only"
            } else {
                "{modifier} says {other}, and {diagnosis}, to which the line points, is of the {diagnosed} side; one of the \
                 two is wrong"
            };
            let modifier = if both { BOTH_SIDES } else { sided.unwrap_or(BOTH_SIDES) };
            let remove = Edit::RemoveModifier { line: line.number, modifier, keep_first: false };
            let own = if right { RIGHT } else { LEFT };
            let add = Edit::AddModifier { line: line.number, modifier: own };
            // LT and RT have an opposite; a digit or eyelid has several.
            let replaceable = both || matches!(&modifier.to_bytes(), b"LT" | b"RT");
            let finding = findings
                .flag(line.index, message)
                .field("modifiers")
                .value("diagnosis", diagnosis)
                .value("modifier", modifier)
                .value("own", own)
                .value("other", if right { "left" } else { "right" })
                .value("diagnosed", diagnosed);
            if replaceable {
                drop(finding.fix(
                    Applicability::IfDocumented,
                    "send {own} instead of {modifier} on line {line}, if the diagnosis is right",
                    &[remove, add],
                ));
            }
        }
    }
}
