//! M011.

use super::position;
use super::visit::{is_clearly_none, is_visit};
use crate::code::Modifier;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 24 stands on something that is not a visit.
    ///
    /// ## What it checks
    /// 24, an unrelated visit in a postoperative period, stands on visits only. On surgery,
    /// anesthesia, radiology, laboratory and drugs it is denied, elsewhere it warns.
    ///
    /// ## Why it matters
    /// An unrelated procedure in a postoperative period takes 79; with 24 it is denied as part of the
    /// surgery.
    ///
    /// ## Example
    /// 27447-24 fails; 99213-24 in a postoperative period passes.
    ///
    /// ## How to fix
    /// Use 79 for an unrelated procedure, 58 for a planned one and 78 for a return to the operating
    /// room, as the record shows.
    ///
    /// ## Source
    /// CPT appendix A; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.2
    "M011" "postoperative-visit-elsewhere" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N525"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"24"],
        left_out: "Whether a postoperative period was open, which takes earlier claims and the fee \
                   schedule, and whether the diagnosis is unrelated.",
    }
}

const UNRELATED_VISIT: Modifier = Modifier::constant(b"24");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|code| !is_visit(*code)) else { continue };
        if line.has(UNRELATED_VISIT) {
            let severity = if is_clearly_none(procedure) { Severity::Deny } else { Severity::Warn };
            findings
                .flag(
                    line.index,
                    "{modifier} is for visits; an unrelated procedure in a postoperative period takes 79",
                )
                .field_at("modifiers", position(line, UNRELATED_VISIT))
                .value("modifier", UNRELATED_VISIT)
                .value("procedure", procedure)
                .severity(severity);
        }
    }
}
