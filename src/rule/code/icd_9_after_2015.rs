//! C013.

use super::icd_9;
use crate::claim::{DiagnosisCodeSet, Form};
use crate::code::Date;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The diagnoses are in the code set that was not in force.
    ///
    /// ## What it checks
    /// A claim whose diagnoses were sent under ICD-9-CM qualifiers has no service from 2015-10-01
    /// on, and one under ICD-10-CM none before. The qualifier decides, not the look of the code,
    /// since E and V codes exist in both; only a code of digits alone, which ICD-10-CM has not, is
    /// known as ICD-9-CM without it. A claim for an injury at work or in traffic only warns: those
    /// payers are not bound by HIPAA.
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
        features: [OtherDiagnosis, Icd9],
        left_out: "Whether codes of both sets stand on one claim under one qualifier, digits apart.",
    }
}

/// The first day of ICD-10-CM.
const CHANGE: Date = Date::constant(2015, 10, 1);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let related = claim.related_cause.as_deref().map(str::trim);
    let severity = if matches!(related, Some("AA" | "EM")) { Severity::Warn } else { Severity::Reject };
    let first = context.lines.iter().filter_map(|line| line.from).min();
    let last = context.lines.iter().filter_map(|line| match claim.form {
        Form::Professional => line.from,
        Form::Outpatient => line.through,
    });
    let last = last.max();
    if claim.diagnosis_code_set == Some(DiagnosisCodeSet::Icd9Cm) {
        if let Some(date) = last.filter(|date| *date >= CHANGE) {
            findings
                .flag_claim(
                    "the diagnoses are sent as ICD-9-CM, which ended on 2015-09-30; the service is dated {date}",
                )
                .field("diagnoses")
                .value("date", date)
                .severity(severity);
        }
        return;
    }
    if last.is_none_or(|date| date >= CHANGE) {
        for (position, code) in claim.diagnoses.iter().enumerate() {
            if let Some(text) = code.malformed().filter(|text| icd_9::is_numeric(text)) {
                findings
                    .flag_claim(
                        "{text} is an ICD-9-CM code, a set that ended on 2015-09-30; code it in ICD-10-CM",
                    )
                    .field_at("diagnoses", position)
                    .value("text", text.to_owned())
                    .severity(severity);
            }
        }
    }
    // Without a qualifier, a code that ICD-9-CM could have says nothing about the set.
    let declared = claim.diagnosis_code_set.is_some();
    let sent_as_icd_10 = || {
        if declared {
            !claim.diagnoses.is_empty()
        } else {
            claim.diagnoses.iter().any(|code| !icd_9::is_possible(&code.to_string()))
        }
    };
    if let Some(date) = first.filter(|date| *date < CHANGE && sent_as_icd_10()) {
        findings
            .flag_claim(
                "the diagnoses are ICD-10-CM, in force from 2015-10-01; the service is dated {date}, when \
                 ICD-9-CM was",
            )
            .field("diagnoses")
            .value("date", date)
            .severity(severity);
    }
}
