//! C013.

use crate::claim::{DiagnosisCodeSet, Form};
use crate::code::Date;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The diagnoses are in the code set that was not in force.
    ///
    /// ## What it checks
    /// A claim whose diagnoses were sent under ICD-9-CM qualifiers has no service from 2015-10-01
    /// on, and one under ICD-10-CM none before. The qualifier decides, not the look of the code: E
    /// and V codes exist in both.
    ///
    /// ## Why it matters
    /// The code set changed for every HIPAA payer on one day; the other one is rejected.
    ///
    /// ## Example
    /// 250.00 under BK on a service of 2024 fails; E11.9 under ABK passes.
    ///
    /// ## How to fix
    /// Code the diagnoses anew in the set of the date of service. A claim that spans the change is
    /// split on that day.
    ///
    /// ## Source
    /// 45 CFR 162.1002; CMS MLN Matters SE1408 (ICD-10 from 2015-10-01)
    "C013" "wrong-diagnosis-code-set" {
        severity: Reject,
        denial: Some(Denial::co("146", &["M76"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let dated = context.lines.iter().filter_map(|line| match claim.form {
        Form::Professional => line.from,
        Form::Outpatient => line.through,
    });
    let Some(change) = Date::from_ymd(2015, 10, 1) else { return };
    let set = claim.diagnosis_code_set.unwrap_or(DiagnosisCodeSet::Icd10Cm);
    match set {
        DiagnosisCodeSet::Icd9Cm => {
            if let Some(date) = dated.max()
                && date >= change
            {
                findings
                    .flag_claim("the diagnoses are sent as ICD-9-CM, which ended on 2015-09-30; the service is dated {date}")
                    .field("diagnoses")
                    .value("date", date);
            }
        }
        DiagnosisCodeSet::Icd10Cm => {
            if let Some(date) = dated.min()
                && date < change
                && !claim.diagnoses.is_empty()
            {
                findings
                    .flag_claim("the diagnoses are sent as ICD-10-CM, in force from 2015-10-01; the service is dated {date}")
                    .field("diagnoses")
                    .value("date", date);
            }
        }
    }
}
