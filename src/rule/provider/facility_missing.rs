//! P008.

use super::SKETCH;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Services in a facility do not name it.
    ///
    /// ## What it checks
    /// A professional claim with services at places 21, 22, 23, 31, 32, 51 or 61 names the facility,
    /// on the line or the claim. A claim that names no billing provider is taken for a sketch and
    /// not evaluated.
    ///
    /// ## Why it matters
    /// Medicare requires the name, address and NPI of the place; the claim is returned without it.
    ///
    /// ## Example
    /// Place 21 without a facility fails; with its NPI it passes.
    ///
    /// ## How to fix
    /// Add the facility's NPI.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 26, §10.4, item 32; 005010X222A1, loop
    /// 2310C
    "P008" "facility-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA114"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        features: [OtherPlace],
        left_out: "The facility's address, which the claim does not carry here.",
    }
}

const FACILITIES: [u8; 7] = [21, 22, 23, 31, 32, 51, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    if claim.service_facility.is_some() {
        return;
    }
    let place = context
        .lines
        .iter()
        .filter(|line| line.line.service_facility.is_none())
        .find_map(|line| line.place.filter(|place| FACILITIES.contains(&place.number())));
    if let Some(place) = place {
        if claim.billing_provider.is_none() {
            return findings.claim_not_evaluated(SKETCH);
        }
        findings
            .flag_claim("services at place {place} need the facility where they were given")
            .field("service_facility")
            .value("place", place);
    }
}
