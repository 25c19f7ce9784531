//! C021.

use crate::code::PlaceOfService;
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A place of service is not in CMS's set on the date.
    ///
    /// ## What it checks
    /// The place of service of every professional line has two digits and is one that CMS had
    /// assigned by the date of service. The first day of place 66 (2024-08-01) is not certain, so it
    /// only warns. A line without a place is not evaluated.
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
        features: [OtherPlace],
    }
}

/// The PACE center, whose first day is not certain.
const PACE: u8 = 66;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(given) = &line.line.place else {
            findings.not_evaluated(line.index, Reason::Missing("no place of service"));
            continue;
        };
        let Some(place) = given.value() else {
            let finding = findings
                .flag(line.index, "the place of service {text} is not two digits")
                .field("place")
                .value("text", format!("{:?}", given.to_string()));
            let repair = given.malformed().and_then(|text| text.parse::<PlaceOfService>().err());
            if let Some(place) = repair.and_then(|error| error.repair()?.parse().ok()) {
                drop(finding.fix(
                    Applicability::IfDocumented,
                    "read it as {place}",
                    &[Edit::SetPlace { line: line.number, place }],
                ));
            }
            continue;
        };
        if place.setting().is_none() {
            findings
                .flag(line.index, "{place} is not a place of service that CMS has assigned")
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
                .value("date", date)
                .severity(if place.number() == PACE { Severity::Warn } else { Severity::Reject });
        }
    }
}
