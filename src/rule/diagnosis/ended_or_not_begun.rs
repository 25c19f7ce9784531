//! D004.

use crate::claim::Form;
use crate::edition::{DiagnosisStatus, Lookup};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A diagnosis code is not in force on the date of service.
    ///
    /// ## What it checks
    /// Every diagnosis against the fiscal year of its date (from 1 October, with the April update):
    /// codes that begin later or ended earlier. On an outpatient claim a code that is in force at
    /// the end of the statement period passes too.
    ///
    /// ## Why it matters
    /// The code set changes every year without a grace period; the claim is rejected.
    ///
    /// ## Example
    /// E66.811 on 2024-09-30 fails; on 2024-10-01 it passes.
    ///
    /// ## How to fix
    /// Code the condition in the code set of the date of service.
    ///
    /// ## Source
    /// ICD-10-CM order files by fiscal year; 45 CFR 162.1002
    "D004" "diagnosis-not-in-force" {
        severity: Reject,
        denial: Some(Denial::co("146", &["M76"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Diagnoses],
        features: [InvalidDiagnosis],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[]) {
        return;
    }
    let outpatient = context.claim.form == Form::Outpatient;
    let through = context.claim.statement.as_ref().and_then(|period| period.through.as_ref()?.value());
    for diagnosis in context.diagnoses {
        let (position, code, date) = (diagnosis.position, diagnosis.code, diagnosis.date);
        let status = match context.diagnosis_status(diagnosis) {
            Lookup::Found(status) => status,
            Lookup::Absent => continue,
            Lookup::Unknown(gap) => {
                findings.claim_not_evaluated(gap);
                continue;
            }
        };
        if let Some(through) = through.filter(|_| outpatient)
            && context.edition.diagnosis(code, through) == Lookup::Found(DiagnosisStatus::Billable)
        {
            continue;
        }
        let (message, edge) = match status {
            DiagnosisStatus::NotYet { first } => {
                ("{diagnosis} begins on {edge}; the service is dated {date}", first)
            }
            DiagnosisStatus::Ended { last } => {
                ("{diagnosis} ended on {edge}; the service is dated {date}", last)
            }
            _ => continue,
        };
        let finding = findings
            .flag_claim(message)
            .field_at("diagnoses", position)
            .value("diagnosis", code)
            .value("edge", edge)
            .value("date", date);
        if outpatient {
            drop(finding.ioce_edit(outpatient::edit_of_bill(context, 1)));
        }
    }
}
