//! C012.

use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An ICD-10-PCS procedure stands on an outpatient claim.
    ///
    /// ## What it checks
    /// ICD-10-PCS procedures (qualifiers BBR and BBQ) stand on inpatient bills only; types of bill
    /// 12x, 18x and 41x, which some payers let carry them, are not looked at.
    ///
    /// ## Why it matters
    /// Outpatient services are coded with CPT and HCPCS; the claim is rejected.
    ///
    /// ## Example
    /// 0DTJ4ZZ on 0131 fails; CPT 44970 passes.
    ///
    /// ## How to fix
    /// Remove the ICD-10-PCS code and bill the CPT or HCPCS code on a line.
    ///
    /// ## Source
    /// 45 CFR 162.1002(c): ICD-10-PCS is for hospital inpatient procedures
    "C012" "inpatient-procedure-code" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M67"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
    }
}

/// Facility and classification digits of bills that may carry ICD-10-PCS.
const MAY_CARRY: [u8; 4] = [11, 12, 18, 41];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.claim.procedures_performed.is_empty() {
        return;
    }
    let Some(bill) = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value()) else {
        return findings.claim_not_evaluated(Reason::Missing("no type of bill that can be read"));
    };
    if MAY_CARRY.contains(&bill.facility_and_classification()) {
        return;
    }
    for (position, procedure) in context.claim.procedures_performed.iter().enumerate() {
        if matches!(procedure.qualifier.trim(), "BBR" | "BBQ") {
            findings
                .flag_claim("{code} is an ICD-10-PCS code; outpatient services are coded with CPT and HCPCS")
                .field_at("procedures_performed", position)
                .value("code", procedure.code.clone());
        }
    }
}
