//! M046.

use super::positioned;
use crate::code::{Modifier, ProcedureCode, ProcedureKind, Section, Site};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An anatomic modifier names a part the procedure is not done on.
    ///
    /// ## What it checks
    /// Only what is plainly wrong: an eyelid, finger or toe on a visit, a drug, a laboratory test, the
    /// large joint 20610 or a procedure of the hip, thigh, knee or leg (27xxx); a finger on the foot
    /// (28xxx); a toe on shoulder, arm or hand (23xxx to 26xxx); an eyelid on other surgery than
    /// that of skin and eyes; a coronary artery on anything but coronary interventions and studies;
    /// and LT or RT on those.
    ///
    /// ## Why it matters
    /// The payer cannot match the modifier to the procedure and returns or denies the line.
    ///
    /// ## Example
    /// 20610-F5 and 92928-RT warn; 26055-F5 and 92928-LD pass.
    ///
    /// ## How to fix
    /// Take the site from the record. Right and left coronary arteries are RC and LC, LD or LM.
    ///
    /// ## Source
    /// HCPCS Level II modifiers; CPT section ranges; NCCI Policy Manual, chapter I, §E
    "M046" "wrong-body-part" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        for (position, modifier) in positioned(line) {
            if contradicts(modifier, procedure) {
                findings
                    .flag(
                        line.index,
                        "{modifier} ({label}) does not fit {procedure}; take the site from the record",
                    )
                    .field_at("modifiers", position)
                    .value("modifier", modifier)
                    .value("label", modifier.info().map_or("", |info| info.label))
                    .value("procedure", procedure);
            }
        }
    }
}

fn contradicts(modifier: Modifier, code: ProcedureCode) -> bool {
    let number = code.number().unwrap_or(0);
    let nowhere =
        matches!(code.section(), Some(Section::EvaluationAndManagement | Section::PathologyAndLaboratory))
            || code.kind() == ProcedureKind::Level2('J');
    let large_joint_or_leg = matches!(number, 20_610 | 20_611 | 27_000..=27_899);
    match modifier.site() {
        Some(Site::CoronaryArtery) => {
            // A code outside Category I may be a new coronary procedure.
            code.number().is_some() && !is_coronary(code)
        }
        Some(Site::UpperEyelid | Site::LowerEyelid) => nowhere || matches!(number, 20_000..=64_999),
        Some(Site::Finger(_)) => nowhere || large_joint_or_leg || matches!(number, 28_001..=28_899),
        Some(Site::Toe(_)) => nowhere || large_joint_or_leg || matches!(number, 23_000..=26_989),
        None => modifier.side().is_some() && is_coronary(code),
    }
}

fn is_coronary(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(92_920..=92_945 | 92_973 | 92_975 | 92_978 | 92_979 | 93_571 | 93_572))
        || (*b"C9600"..=*b"C9608").contains(&code.to_bytes())
}
