//! M050.

use super::positioned;
use crate::code::{Modifier, ProcedureKind, Section};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A modifier of imaging equipment stands where no equipment is billed.
    ///
    /// ## What it checks
    /// CT, FX and FY (older scanner, film, computed radiography) stand on radiology codes, and not
    /// beside 26, which bills the reading alone.
    ///
    /// ## Why it matters
    /// They reduce the payment for the equipment; on another line they are invalid.
    ///
    /// ## Example
    /// 99213-FX and 71046-26-FX warn; 71046-FX passes.
    ///
    /// ## How to fix
    /// Remove the modifier; whoever bills the equipment (TC or the whole) sends it.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 4, §20.6.8 and §20.6.13, and chapter
    /// 13, §20.2
    "M050" "imaging-modifier-elsewhere" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"CT", b"FX", b"FY"],
        left_out: "Which radiology codes are film x-rays or scans, which the outpatient table says.",
    }
}

const READING: Modifier = Modifier::constant(b"26");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let elsewhere =
            procedure.kind() == ProcedureKind::Cpt1 && procedure.section() != Some(Section::Radiology);
        for (position, modifier) in positioned(line) {
            if !matches!(&modifier.to_bytes(), b"CT" | b"FX" | b"FY") || !(elsewhere || line.has(READING)) {
                continue;
            }
            let message = if elsewhere {
                "{modifier} is for imaging equipment; {procedure} is no imaging"
            } else {
                "{modifier} is for imaging equipment; a reading (26) uses none"
            };
            findings
                .flag(line.index, message)
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier}",
                    &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                );
        }
    }
}
