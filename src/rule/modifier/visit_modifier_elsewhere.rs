//! M008.

use super::position;
use super::visit::{is_clearly_none, is_visit};
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 25 stands on something that is not a visit.
    ///
    /// ## What it checks
    /// 25 stands on visits: evaluation and management, the visits of ophthalmology and psychiatry and
    /// those of HCPCS Level II. On surgery, anesthesia, radiology, laboratory, drugs and G2211 it is
    /// denied, elsewhere it warns.
    ///
    /// ## Why it matters
    /// 25 belongs to the visit that the payer would otherwise bundle into the procedure; on the
    /// procedure it does nothing and the visit is denied.
    ///
    /// ## Example
    /// 11042-25 fails; 99213-25 with 11042 passes.
    ///
    /// ## How to fix
    /// Move 25 to the visit of the same day, if that was significant and separate.
    ///
    /// ## Source
    /// CPT appendix A; NCCI Policy Manual, chapter I, §D
    "M008" "visit-modifier-elsewhere" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"25"],
        left_out: "Procedures outside those ranges warn: their global period is in the fee schedule.",
    }
}

const SEPARATE_VISIT: Modifier = Modifier::constant(b"25");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|code| !is_visit(*code)) else { continue };
        if line.has(SEPARATE_VISIT) {
            let severity = if is_clearly_none(procedure) { Severity::Deny } else { Severity::Warn };
            findings
                .flag(line.index, "{modifier} belongs on the visit of the day; {procedure} is no visit")
                .field_at("modifiers", position(line, SEPARATE_VISIT))
                .value("modifier", SEPARATE_VISIT)
                .value("procedure", procedure)
                .severity(severity)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier} from {procedure}",
                    &[Edit::RemoveModifier {
                        line: line.number,
                        modifier: SEPARATE_VISIT,
                        keep_first: false,
                    }],
                );
        }
    }
}
