//! T019.

use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An accident is named without its date or state.
    ///
    /// ## What it checks
    /// A claim related to an auto accident, employment or another accident gives the date of the
    /// accident; for an auto accident its state too.
    ///
    /// ## Why it matters
    /// The payer has to find who else is liable; without the date the claim is rejected.
    ///
    /// ## Example
    /// AA without a date fails; with date and state it passes.
    ///
    /// ## How to fix
    /// Add the date, and the state of an auto accident.
    ///
    /// ## Source
    /// 005010X222A1, CLM11 and DTP*439
    "T019" "accident-date-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &["N305"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let Some(cause) = claim.related_cause.as_deref().map(str::trim).filter(|cause| !cause.is_empty()) else {
        return;
    };
    if claim.accident_date.is_none() {
        findings
            .flag_claim("the claim names a related cause ({cause}) but no date of the accident")
            .field("accident_date")
            .value("cause", cause.to_owned());
    }
    let stated = claim.accident_state.as_deref().is_some_and(|state| !state.trim().is_empty());
    if cause.to_ascii_uppercase().contains("AA") && !stated {
        findings.flag_claim("an auto accident needs the state it happened in").field("accident_state");
    }
}
