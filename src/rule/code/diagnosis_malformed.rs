//! C011.

use super::icd_9;
use crate::claim::{DiagnosisCodeSet, Parsed};
use crate::code::DiagnosisCode;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A diagnosis code has not the shape of ICD-10-CM.
    ///
    /// ## What it checks
    /// Each diagnosis of a claim sent under ICD-10-CM qualifiers has three to seven characters: a
    /// letter, a digit (a letter only in categories that have one), a digit or A or B, then up to
    /// four more; a dot only after the third. Digits alone are an ICD-9-CM code and C013's; whether a
    /// code exists and is billable on the date is D003's.
    ///
    /// ## Why it matters
    /// A malformed diagnosis stops the whole claim.
    ///
    /// ## Example
    /// E11. and E1165.0 fail; E11.65 passes.
    ///
    /// ## How to fix
    /// Correct the code from the record; a letter O for a zero is the usual slip.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, section I.A; ICD-10-CM order files
    "C011" "diagnosis-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M76"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        features: [OtherDiagnosis],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    if claim.diagnosis_code_set == Some(DiagnosisCodeSet::Icd9Cm) {
        return;
    }
    list(findings, "diagnoses", &claim.diagnoses);
    list(findings, "reason_for_visit", &claim.reason_for_visit);
    list(findings, "external_causes", &claim.external_causes);
    list(findings, "admitting_diagnosis", claim.admitting_diagnosis.as_slice());
}

fn list(findings: &mut Findings, field: &'static str, codes: &[Parsed<DiagnosisCode>]) {
    for (position, code) in codes.iter().enumerate() {
        let Some(text) = code.malformed().filter(|text| !icd_9::is_numeric(text)) else { continue };
        let Err(error) = text.parse::<DiagnosisCode>() else { continue };
        let mut finding = findings
            .flag_claim("the diagnosis {text} {problem}")
            .field_at(field, position)
            .value("text", format!("{text:?}"))
            .value("problem", error.problem().to_string());
        if field == "diagnoses" && position == 0 {
            finding = finding.denial(Denial::co("16", &["MA63"]));
        }
        if let Some(code) = error.repair().and_then(|repair| repair.parse().ok())
            && field == "diagnoses"
            && let Ok(diagnosis) = u8::try_from(position + 1)
        {
            drop(finding.fix(
                Applicability::IfDocumented,
                "read it as {code}",
                &[Edit::SetDiagnosis { diagnosis, code }],
            ));
        }
    }
}
