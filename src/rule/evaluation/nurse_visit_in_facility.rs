//! E013.

use super::number;
use crate::finding::{Denial, Findings, RuleId};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit by staff is billed by a practitioner in a hospital.
    ///
    /// ## What it checks
    /// 99211 on a professional claim does not have a hospital's place of service (19, 21, 22, 23).
    ///
    /// ## Why it matters
    /// 99211 is the work of staff, which in a hospital is the hospital's: nothing is incident to
    /// the practitioner there.
    ///
    /// ## Example
    /// 99211 in place 22 warns; in an office it passes.
    ///
    /// ## How to fix
    /// Leave the visit to the hospital's claim, or bill what the practitioner did.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.4; Medicare Benefit Policy Manual
    /// (Pub. 100-02), chapter 15, §60.1
    "E013" "nurse-visit-in-facility" {
        severity: Warn,
        denial: Some(Denial::co("5", &["M77"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99211"..=b"99211"],
    }
}

const HOSPITAL: [u8; 4] = [19, 21, 22, 23];
const PLACE_AGAINST_CODE: RuleId = RuleId::new("P001");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(place)) = (line.procedure, line.place) else { continue };
        if number(line) == Some(99_211)
            && HOSPITAL.contains(&place.number())
            && !findings.is_rejected(line.index)
            && !findings.has(PLACE_AGAINST_CODE, line.index)
        {
            findings
                .flag(
                    line.index,
                    "{procedure} is a visit by staff; in place {place} staff is the hospital's, and its claim bills it",
                )
                .field("place")
                .value("procedure", procedure)
                .value("place", place);
        }
    }
}
