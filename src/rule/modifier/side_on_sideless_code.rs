//! M016.

use super::visit::is_visit;
use crate::code::{Modifier, ProcedureCode, Section};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A side stands on a service that has none.
    ///
    /// ## What it checks
    /// LT or RT on visits, laboratory tests, drugs and anesthesia. A bilateral indicator of 0 or 9
    /// proves nothing (26055 and 11042 have it and are done on a side), so other codes pass.
    ///
    /// ## Why it matters
    /// A modifier that cannot be true stops the line or draws an audit.
    ///
    /// ## Example
    /// 99213-LT warns; 20610-LT passes.
    ///
    /// ## How to fix
    /// Remove the modifier.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.7; HCPCS Level II modifiers LT and
    /// RT
    "M016" "side-on-sideless-code" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"LT", b"RT"],
    }
}

const SIDES: [Modifier; 2] = [Modifier::constant(b"LT"), Modifier::constant(b"RT")];

/// Drugs that go into one eye or one joint, so that payers ask for the side.
fn is_eye_or_joint(code: ProcedureCode) -> bool {
    let code = code.to_bytes();
    (*b"J7308"..=*b"J7355").contains(&code)
        || (*b"J0177"..=*b"J0179").contains(&code)
        || matches!(
            &code,
            b"J2503"
                | b"J2777"
                | b"J2778"
                | b"J2779"
                | b"J2781"
                | b"J2782"
                | b"J3300"
                | b"J3396"
                | b"J9035"
                | b"J0585"
                | b"J1030"
                | b"J1040"
                | b"J3301"
                | b"J3304"
        )
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let drug = matches!(procedure.to_bytes(), [b'J', ..]) && !is_eye_or_joint(procedure);
        let laboratory_or_anesthesia =
            matches!(procedure.section(), Some(Section::PathologyAndLaboratory | Section::Anesthesia));
        // Tissue is labelled by its side, so surgical pathology takes one.
        let pathology = matches!(procedure.number(), Some(88_300..=88_399));
        if !(is_visit(procedure) || drug || laboratory_or_anesthesia) || pathology {
            continue;
        }
        for modifier in SIDES {
            if line.has(modifier) {
                findings
                    .flag(line.index, "{procedure} has no side; {modifier} cannot be right")
                    .field_at("modifiers", super::position(line, modifier))
                    .value("procedure", procedure)
                    .value("modifier", modifier)
                    .fix(
                        Applicability::IfDocumented,
                        "remove {modifier} from line {line}",
                        &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                    );
            }
        }
    }
}
