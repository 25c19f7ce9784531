//! D003.

use crate::claim::Form;
use crate::edition::{DiagnosisStatus, Lookup};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A diagnosis code is not one that can be reported.
    ///
    /// ## What it checks
    /// Every diagnosis against the ICD-10-CM codes of the fiscal year of its date: a category or
    /// subcategory needs more characters (the message lists how it goes on), and a code that is in
    /// no year's list does not exist.
    ///
    /// ## Why it matters
    /// Payers take only codes of the highest specificity; the claim is rejected.
    ///
    /// ## Example
    /// E11.6 fails; E11.65 passes. S52.501 fails for want of its seventh character.
    ///
    /// ## How to fix
    /// Choose the code below it that the record supports.
    ///
    /// ## Source
    /// ICD-10-CM order files (column 15: valid for reporting); ICD-10-CM Official Guidelines, section
    /// I.B.2
    "D003" "diagnosis-not-billable" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M76", "M81"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Diagnoses],
        features: [InvalidDiagnosis],
    }
}

/// How many of a code's children the message lists.
const LISTED: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[1]) {
        return;
    }
    for diagnosis in context.diagnoses {
        let (position, code, date) = (diagnosis.position, diagnosis.code, diagnosis.date);
        match context.diagnosis_status(diagnosis) {
            Lookup::Found(DiagnosisStatus::Header) => {
                let mut children: Vec<String> = context
                    .edition
                    .diagnosis_children(code, date)
                    .take(LISTED + 1)
                    .map(|c| c.to_string())
                    .collect();
                let more = children.len() > LISTED;
                children.truncate(LISTED);
                let listed = children.join(", ");
                let message = if more {
                    "{diagnosis} is a heading, not a code: it goes on as {children} and others"
                } else {
                    "{diagnosis} is a heading, not a code: it goes on as {children}"
                };
                let finding = findings
                    .flag_claim(message)
                    .field_at("diagnoses", position)
                    .value("diagnosis", code)
                    .value("children", listed);
                if context.claim.form == Form::Outpatient {
                    let remarks: &[&str] = if position == 0 { &["MA63", "M81"] } else { &["M76", "M81"] };
                    drop(
                        finding
                            .denial(Denial::co("16", remarks))
                            .ioce_edit(outpatient::edit_of_bill(context, 1)),
                    );
                }
            }
            Lookup::Absent => {
                let finding = findings
                    .flag_claim("{diagnosis} is not an ICD-10-CM code")
                    .field_at("diagnoses", position)
                    .value("diagnosis", code);
                if context.claim.form == Form::Outpatient {
                    drop(finding.ioce_edit(outpatient::edit_of_bill(context, 1)));
                }
            }
            Lookup::Unknown(gap) => findings.claim_not_evaluated(gap),
            Lookup::Found(_) => {}
        }
    }
}
