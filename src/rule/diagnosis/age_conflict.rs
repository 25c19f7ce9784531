//! D012.

use crate::claim::Form;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A diagnosis is for another age.
    ///
    /// ## What it checks
    /// Each diagnosis against the age flags of the Medicare Code Editor in force on its date:
    /// newborn 0, pediatric 0-17, maternity 9-64 (12-55 to 2019-09-30), adult 15-124. The flags are
    /// looked up, never derived from a chapter: P codes have lost theirs. The outpatient editor
    /// returns the claim; professional claims are warned, because the editor is not theirs.
    ///
    /// ## Why it matters
    /// The date of birth or the diagnosis is wrong.
    ///
    /// ## Example
    /// O80 at 70 years fails, Z38.00 at 2 years fails; P07.18 at 20 years passes.
    ///
    /// ## How to fix
    /// Correct the diagnosis or the date of birth.
    ///
    /// ## Source
    /// Medicare Code Editor, age conflict edit; Integrated Outpatient Code Editor, edit 2
    "D012" "diagnosis-age-conflict" {
        severity: Deny,
        denial: Some(Denial::co("9", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [DiagnosisFlags],
        features: [ForSexOrAge],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[2]) {
        return;
    }
    let outpatient = context.claim.form == Form::Outpatient;
    for diagnosis in context.diagnoses {
        let (position, code) = (diagnosis.position, diagnosis.code);
        let ages = match context.diagnosis_flags(diagnosis) {
            Lookup::Found(flags) => flags.ages(),
            Lookup::Absent => None,
            Lookup::Unknown(gap) => {
                findings.claim_not_evaluated(gap);
                None
            }
        };
        let Some((youngest, oldest)) = ages else { continue };
        let Some(age) = context.age(diagnosis.date) else {
            findings.claim_not_evaluated(Reason::Missing("no date of birth and no age"));
            continue;
        };
        if (youngest..=oldest).contains(&age) {
            continue;
        }
        let finding = findings
            .flag_claim("{diagnosis} is for patients of {youngest} to {oldest} years; this one is {age}")
            .field_at("diagnoses", position)
            .value("diagnosis", code)
            .value("youngest", u32::from(youngest))
            .value("oldest", u32::from(oldest))
            .value("age", u32::from(age));
        if outpatient {
            drop(finding.severity(Severity::Reject).ioce_edit(outpatient::edit_of_bill(context, 2)));
        } else {
            drop(finding.severity(Severity::Warn));
        }
    }
}
