//! C022.

use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The type of bill is malformed.
    ///
    /// ## What it checks
    /// The type of bill of an outpatient claim is a facility type (1 to 8), a classification digit and
    /// a frequency (a digit or a letter), with or without the leading zero. A claim without one is
    /// not evaluated.
    ///
    /// ## Why it matters
    /// Every facility edit depends on it; the claim is returned without one (outpatient code editor,
    /// edit 118).
    ///
    /// ## Example
    /// 999 and 0139X fail; 0131 and 131 pass.
    ///
    /// ## How to fix
    /// Send the facility type, the classification and the frequency of the claim.
    ///
    /// ## Source
    /// 005010X223A2, CLM05; UB-04 form locator 4; Integrated Outpatient Code Editor, edit 118
    "C022" "bill-type-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA30"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    match &context.claim.type_of_bill {
        None => findings.claim_not_evaluated(Reason::Missing("no type of bill")),
        Some(bill) => {
            if let Some(text) = bill.malformed() {
                findings
                    .flag_claim(
                        "the type of bill {text} is not a facility type, a classification and a frequency, \
                         such as 0131",
                    )
                    .field("type_of_bill")
                    .value("text", format!("{text:?}"))
                    .ioce_edit(118);
            }
        }
    }
}
