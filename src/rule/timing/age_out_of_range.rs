//! T005.

use super::{given, received};
use crate::claim::Form;
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// The patient's age cannot be right.
    ///
    /// ## What it checks
    /// The patient is at most 124 years old on the first date of service, and was not born after
    /// the claim was received. A date of service before the birth is T003's. The age given on the
    /// claim counts where there is no date of birth.
    ///
    /// ## Why it matters
    /// Age edits and eligibility cannot be judged. The outpatient code editor returns such a claim
    /// (edit 25).
    ///
    /// ## Example
    /// Born 1901-01-05 and seen on 2026-01-05 (125 years) fails; born 1901-01-06 (124) passes.
    ///
    /// ## How to fix
    /// Correct the date of birth; a two-digit year is the usual cause.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor specification, edit 25; Medicare Code Editor manual, age 0-124
    "T005" "age-out-of-range" {
        severity: Warn,
        denial: Some(Denial::co("16", &["N329"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

const OLDEST: u16 = 124;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let edited = outpatient::speaks(context, findings, &[25]);
    let patient = &context.claim.patient;
    let first = context.lines.iter().filter_map(|line| line.from).min();
    let birth = given(&patient.birth_date);
    let age = birth.zip(first).and_then(|(birth, first)| first.years_since(birth)).or(patient.age_years);
    if birth.is_none() && age.is_none() {
        return findings.claim_not_evaluated(Reason::Missing("neither a date of birth nor an age"));
    }
    if let Some(age) = age
        && age > OLDEST
        && !edited
    {
        let finding = findings
            .flag_claim(
                "the patient would be {age} years old; payers accept ages to 124, so check the date of birth",
            )
            .field("patient.birth_date")
            .value("age", u32::from(age));
        if context.claim.form == Form::Outpatient {
            drop(finding.severity(Severity::Reject).ioce_edit(25));
        }
    }
    if let (Some(birth), Some(received)) = (birth, received(context.claim))
        && birth > received
    {
        findings
            .flag_claim("the patient's date of birth {birth} is after the claim was received on {received}")
            .field("patient.birth_date")
            .value("birth", birth)
            .value("received", received);
    }
}
