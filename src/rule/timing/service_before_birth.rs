//! T003.

use super::given;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service is dated before the patient was born.
    ///
    /// ## What it checks
    /// The first date of service of every line is not before the patient's date of birth. The day
    /// of birth itself passes.
    ///
    /// ## Why it matters
    /// One of the two dates is wrong, or the claim names the wrong patient (a newborn billed with
    /// the mother's facts, or the reverse).
    ///
    /// ## Example
    /// Born 2026-01-06, service on 2026-01-05 fails; service on 2026-01-06 passes.
    ///
    /// ## How to fix
    /// Check the date of birth against the member's card and the date of service against the
    /// record.
    ///
    /// ## Source
    /// 005010X222A1, DMG02 and DTP*472; claim adjustment reason code 14
    "T003" "service-before-birth" {
        severity: Reject,
        denial: Some(Denial::co("14", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(birth) = given(&context.claim.patient.birth_date) else {
        return findings.claim_not_evaluated(Reason::Missing("no date of birth that can be read"));
    };
    for line in context.lines {
        if let Some(from) = line.from
            && from < birth
        {
            findings
                .flag(line.index, "the service is dated {from}, before the patient was born on {birth}")
                .field("from")
                .value("from", from)
                .value("birth", birth);
        }
    }
}
