//! M040.

use super::position;
use crate::code::Modifier;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A shared visit is billed outside a facility.
    ///
    /// ## What it checks
    /// FS (a visit shared by a physician and another practitioner) stands at places 19, 21, 22, 23,
    /// 26, 31, 51, 52 and 61 only.
    ///
    /// ## Why it matters
    /// Shared visits exist in facilities; in an office the rules of incident-to services apply and
    /// the line is denied.
    ///
    /// ## Example
    /// 99214-FS at place 11 warns; 99232-FS at place 21 passes.
    ///
    /// ## How to fix
    /// Remove FS and bill the practitioner who gave the visit, or correct the place.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.18; 42 CFR 415.140
    "M040" "shared-visit-place" {
        severity: Warn,
        denial: Some(Denial::co("5", &["M77"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"FS"],
    }
}

const SHARED: Modifier = Modifier::constant(b"FS");
const PLACES: [u8; 9] = [19, 21, 22, 23, 26, 31, 51, 52, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines.iter().filter(|line| line.has(SHARED)) {
        let Some(place) = line.place else {
            findings.not_evaluated(line.index, Reason::Missing("no place of service that can be read"));
            continue;
        };
        if !PLACES.contains(&place.number()) {
            findings
                .flag(line.index, "{modifier} is for visits shared in a facility; place {place} is none")
                .field_at("modifiers", position(line, SHARED))
                .value("modifier", SHARED)
                .value("place", place);
        }
    }
}
