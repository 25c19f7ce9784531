//! T017.

use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The patient paid more than the claim charges.
    ///
    /// ## What it checks
    /// The amount the patient has paid is not above the total charge.
    ///
    /// ## Why it matters
    /// The payer takes the amount off its payment; an amount above the charge cannot be right.
    ///
    /// ## Example
    /// 150.00 paid on a claim of 125.00 warns; 20.00 passes.
    ///
    /// ## How to fix
    /// Send what was paid for this claim's services only.
    ///
    /// ## Source
    /// 005010X222A1, AMT*F5; CMS-1500 instructions, item 29
    "T017" "paid-above-charge" {
        severity: Warn,
        denial: Some(Denial::co("16", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let amount = |money: &Option<crate::claim::Parsed<crate::code::Money>>| {
        money.as_ref().and_then(|money| money.value())
    };
    let (paid, total) = (amount(&context.claim.patient_paid), amount(&context.claim.total_charge));
    if let (Some(paid), Some(total)) = (paid, total)
        && paid > total
    {
        findings
            .flag_claim("the patient paid {paid}, more than the total charge of {total}")
            .field("patient_paid")
            .value("paid", paid)
            .value("total", total);
    }
}
