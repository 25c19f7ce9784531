//! D002.

use crate::claim::Form;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The claim has no diagnosis, too many, or one twice.
    ///
    /// ## What it checks
    /// A professional claim has 1 to 12 diagnoses. An institutional one has a principal diagnosis
    /// and up to 24 others, at most 3 reasons for the visit and at most 12 external causes. A code
    /// that stands twice in the list of diagnoses warns.
    ///
    /// ## Why it matters
    /// The claim standard has no room for more, and a claim without a diagnosis is rejected.
    ///
    /// ## Example
    /// 13 diagnoses on an 837P fail; 12 pass.
    ///
    /// ## How to fix
    /// Keep the diagnoses that the lines point to; drop what is not treated or does not bear on the
    /// services.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, loop 2300 HI segments
    "D002" "number-of-diagnoses" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M76"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

const PROFESSIONAL_MOST: usize = 12;
const INSTITUTIONAL_MOST: usize = 25;
const REASONS_MOST: usize = 3;
const EXTERNAL_CAUSES_MOST: usize = 12;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let most = match claim.form {
        Form::Professional => PROFESSIONAL_MOST,
        Form::Outpatient => INSTITUTIONAL_MOST,
    };
    if claim.diagnoses.is_empty() {
        findings.flag_claim("the claim has no diagnosis; every claim needs at least one").field("diagnoses");
    }
    for (field, count, most) in [
        ("diagnoses", claim.diagnoses.len(), most),
        ("reason_for_visit", claim.reason_for_visit.len(), REASONS_MOST),
        ("external_causes", claim.external_causes.len(), EXTERNAL_CAUSES_MOST),
    ] {
        if count > most {
            findings
                .flag_claim("the claim has {count} codes in {field}; its form carries at most {most}")
                .field_at(field, most)
                .value("field", field)
                .value("count", count)
                .value("most", most);
        }
    }
    for (position, diagnosis) in claim.diagnoses.iter().enumerate() {
        if claim.diagnoses.iter().take(position).any(|earlier| earlier == diagnosis) {
            findings
                .flag_claim(
                    "the diagnosis {diagnosis} stands twice; drop one and point the lines to the other",
                )
                .field_at("diagnoses", position)
                .value("diagnosis", diagnosis.to_string())
                .severity(Severity::Warn);
        }
    }
}
