//! T020.

use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A final bill says that the patient is still there.
    ///
    /// ## What it checks
    /// Discharge status 30 (still a patient) on a bill of frequency 1 or 4 (admit through discharge,
    /// last claim): rejected on inpatient and skilled nursing bills (011x, 018x, 021x), a warning on
    /// hospital outpatient bills (013x), where recurring services are billed so.
    ///
    /// ## Why it matters
    /// The two contradict each other.
    ///
    /// ## Example
    /// 0111 with status 30 fails; with status 01 it passes.
    ///
    /// ## How to fix
    /// Use the frequency of an interim bill (2 or 3), or the status at discharge.
    ///
    /// ## Source
    /// UB-04 form locators 4 and 17; Medicare Claims Processing Manual (Pub. 100-04), chapter 25, §75
    "T020" "patient-still-there" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA43"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
        left_out: "Which frequencies each type of bill takes, on which the published lists differ.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let Some(bill) = claim.type_of_bill.as_ref().and_then(|bill| bill.value()) else { return };
    let still = claim.discharge_status.as_deref().map(str::trim) == Some("30");
    if !still || !matches!(bill.frequency(), '1' | '4') {
        return;
    }
    let severity = match bill.facility_and_classification() {
        11 | 18 | 21 => Severity::Reject,
        13 => Severity::Warn,
        _ => return,
    };
    findings
        .flag_claim("the bill {bill} is a final one, but the discharge status 30 says that the patient is still there")
        .field("discharge_status")
        .value("bill", bill.to_string())
        .severity(severity);
}
