//! D030.

use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An unscheduled outpatient visit gives no reason.
    ///
    /// ## What it checks
    /// A hospital or critical access outpatient claim (013x, 085x) of admission type 1, 2 or 5 with an
    /// emergency room (045x) or urgent care (0516) line has a patient's reason for visit. With 0526
    /// or 0762 it warns (certainty below 90 %).
    ///
    /// ## Why it matters
    /// The claim standard requires the reason for unscheduled visits.
    ///
    /// ## Example
    /// 0131, type 1, revenue code 0450 without a reason fails; with R07.9 it passes.
    ///
    /// ## How to fix
    /// Add the diagnosis for which the patient came.
    ///
    /// ## Source
    /// 005010X223A2, HI (PR, patient's reason for visit); UB-04 form locator 70
    "D030" "reason-for-visit-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M76"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let bill = claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let unscheduled = matches!(claim.admission_type.as_deref().map(str::trim), Some("1" | "2" | "5"));
    if !claim.reason_for_visit.is_empty()
        || !unscheduled
        || !bill.is_some_and(|bill| matches!(bill.facility_and_classification(), 13 | 85))
    {
        return;
    }
    let revenue = |line: &crate::rule::ServiceLine<'_>| {
        line.line.revenue_code.as_ref().and_then(|code| code.value()).map_or(0, |code| code.number())
    };
    let numbers = || context.lines.iter().map(revenue);
    let severity = if numbers().any(|number| matches!(number, 450..=459 | 516)) {
        Severity::Reject
    } else if numbers().any(|number| matches!(number, 526 | 762)) {
        Severity::Warn
    } else {
        return;
    };
    findings
        .flag_claim("an unscheduled visit needs the patient's reason for it")
        .field("reason_for_visit")
        .severity(severity);
}
