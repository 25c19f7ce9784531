//! P010.

use crate::code::Date;
use crate::edition::{Lookup, OutpatientFlag};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service that is given in person is billed as telehealth.
    ///
    /// ## What it checks
    /// Services at places 02 and 10 against Medicare's telehealth list, by quarter from 2023-07-01 on.
    /// Codes that are remote by nature (calls, portals, monitoring, the originating site) pass.
    ///
    /// ## Why it matters
    /// Medicare pays by telehealth only what is on the year's list.
    ///
    /// ## Example
    /// 11042 at place 10 fails; 99213 at place 10 passes.
    ///
    /// ## How to fix
    /// Correct the place, or bill the service that was given.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §190; Integrated Outpatient Code
    /// Editor, table data_hcpcs (telehealth)
    "P010" "not-on-telehealth-list" {
        severity: Deny,
        denial: Some(Denial::co("5", &["M77"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [Outpatient],
        features: [OtherPlace],
        left_out: "The forms of telehealth billing before 2023-07-01, and whether a visit was audio-only (93), \
                   which the claim does not say.",
    }
}

/// Numbers of services that are remote by nature, first and last.
const REMOTE: [(u32, u32); 6] = [
    (98_000, 98_016),
    (98_966, 98_981),
    (99_091, 99_091),
    (99_421, 99_458),
    (99_473, 99_474),
    (99_484, 99_494),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date), Some(place)) = (line.procedure, line.from, line.place) else {
            continue;
        };
        let remote =
            procedure.number().is_some_and(|number| REMOTE.iter().any(|(a, b)| (*a..=*b).contains(&number)));
        if !matches!(place.number(), 2 | 10)
            || Some(date) < Date::from_ymd(2023, 7, 1)
            || remote
            || procedure.number().is_none()
            || findings.is_rejected(line.index)
        {
            continue;
        }
        match context.outpatient(line) {
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Found(known) if !known.has(OutpatientFlag::Telehealth) => {
                findings
                    .flag(line.index, "{procedure} is not on Medicare's telehealth list; it cannot be given at place {place}")
                    .field("place")
                    .value("procedure", procedure)
                    .value("place", place);
            }
            _ => {}
        }
    }
}
