//! M030.

use super::positioned;
use crate::code::{ProcedureKind, Section};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An anesthesia modifier stands on a code that is not anesthesia.
    ///
    /// ## What it checks
    /// P1 to P6, AA, AD, QK, QX, QY and QZ stand on 00100 to 01999 only. On the qualifying
    /// circumstances 99100, 99116, 99135 and 99140 they warn. Dental anesthesia is not looked at.
    ///
    /// ## Why it matters
    /// These modifiers price anesthesia time; on another code they are invalid and the line is denied.
    ///
    /// ## Example
    /// 47562-P3 fails; 00790-AA-P3 passes.
    ///
    /// ## How to fix
    /// Remove the modifier, or bill the anesthesia code. A surgeon who gives anesthesia uses neither.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §50; CPT anesthesia guidelines
    "M030" "anesthesia-modifier-elsewhere" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"AA", b"AD", b"QK", b"QX", b"QY", b"QZ", b"P1", b"P2", b"P3", b"P4", b"P5", b"P6"],
    }
}

const ROLES: [&[u8; 2]; 6] = [b"AA", b"AD", b"QK", b"QX", b"QY", b"QZ"];
const QUALIFYING: [u32; 4] = [99_100, 99_116, 99_135, 99_140];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if procedure.section() == Some(Section::Anesthesia) || procedure.kind() == ProcedureKind::Cdt {
            continue;
        }
        let qualifying = procedure.number().is_some_and(|number| QUALIFYING.contains(&number));
        for (position, modifier) in positioned(line) {
            let text = modifier.to_bytes();
            if !ROLES.contains(&&text) && !matches!(text, [b'P', b'1'..=b'6']) {
                continue;
            }
            findings
                .flag(
                    line.index,
                    "{modifier} is an anesthesia modifier and {procedure} is no anesthesia code",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .severity(if qualifying { Severity::Warn } else { Severity::Deny })
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier}, if {procedure} is the service given",
                    &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                );
        }
    }
}
