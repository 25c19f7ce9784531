//! C021.

use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A place of service is not in CMS's set on the date.
    ///
    /// ## What it checks
    /// Every professional line has a place of service of two digits that CMS has assigned by the
    /// date of service.
    ///
    /// ## Why it matters
    /// The place decides the rate and many coverage rules; an unassigned one is rejected.
    ///
    /// ## Example
    /// 30 fails; 11 passes. 10 fails on 2021-12-31 and passes on 2022-01-01.
    ///
    /// ## How to fix
    /// Choose the place where the patient was, from CMS's list.
    ///
    /// ## Source
    /// CMS place of service code set; Medicare Claims Processing Manual (Pub. 100-04), chapter 26,
    /// §10.5
    "C021" "place-unknown" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M77"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(given) = &line.line.place else {
            findings.not_evaluated(line.index, Reason::Missing("no place of service"));
            continue;
        };
        let Some(place) = given.value() else {
            findings
                .flag(line.index, "the place of service {text} is not two digits")
                .field("place")
                .value("text", format!("{:?}", given.to_string()));
            continue;
        };
        if place.setting().is_none() {
            findings
                .flag(line.index, "{place} is not an assigned place of service")
                .field("place")
                .value("place", place);
        } else if let Some(date) = line.from
            && let Some(since) = place.assigned_since()
            && date < since
        {
            findings
                .flag(
                    line.index,
                    "place of service {place} is assigned from {since}; the service is dated {date}",
                )
                .field("place")
                .value("place", place)
                .value("since", since)
                .value("date", date);
        }
    }
}
