//! T018.

use crate::finding::{Denial, Findings, Severity};
use crate::rule::provider::SKETCH;
use crate::rule::{Context, PROFESSIONAL_COMPONENT, declare_rule};

declare_rule! {
    /// Inpatient services come without the date of admission.
    ///
    /// ## What it checks
    /// A professional claim with services at places 21, 51 or 61 gives the date of admission; place
    /// 31 warns. Interpretations alone (26) need none. A claim that names no billing provider is
    /// taken for a sketch and not evaluated.
    ///
    /// ## Why it matters
    /// The claim standard requires the date for inpatient visits.
    ///
    /// ## Example
    /// Place 21 without an admission date fails; with one it passes.
    ///
    /// ## How to fix
    /// Add the date the patient was admitted.
    ///
    /// ## Source
    /// 005010X222A1, DTP*435
    "T018" "admission-date-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA40"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        features: [OtherPlace],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.claim.admission_date.is_some() {
        return;
    }
    let places =
        context.lines.iter().filter(|line| !line.has(PROFESSIONAL_COMPONENT)).filter_map(|line| line.place);
    let number =
        places.map(|place| place.number()).filter(|number| matches!(number, 21 | 31 | 51 | 61)).min();
    if let Some(number) = number {
        if context.claim.billing_provider.is_none() {
            return findings.claim_not_evaluated(SKETCH);
        }
        findings
            .flag_claim("services at place {place} need the date of admission")
            .field("admission_date")
            .value("place", u32::from(number))
            .severity(if number == 31 { Severity::Warn } else { Severity::Reject });
    }
}
