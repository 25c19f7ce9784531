//! D015.

use crate::code::{Modifier, Side as BodySide};
use crate::edition::Side;
use crate::finding::{Denial, Findings};
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

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines.iter().filter(|_| context.claim.has_icd_10()) {
        let side = line.modifiers().find_map(Modifier::side);
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
                "the modifier and {diagnosis}, which is of the {diagnosed} side, name different sides"
            };
            findings
                .flag(line.index, message)
                .field("modifiers")
                .value("diagnosis", diagnosis)
                .value("diagnosed", diagnosed);
        }
    }
}
