//! F026.

use super::claim_kind::ConditionCode;
use super::editor::{Editor, Next};
use crate::claim::Parsed;
use crate::code::DiagnosisCode;
use crate::edition::{Lookup, OutpatientDiagnosis};
use crate::finding::{Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The patient's sex cannot be read.
    ///
    /// ## What it checks
    /// That the sex is F, M or U; condition code 45 lets any pass. CMS marks the edit
    /// inactive, so it only informs.
    ///
    /// ## Why it matters
    /// Other systems on the claim's way may still reject it.
    ///
    /// ## Example
    /// Sex `X` is reported; `F` passes.
    ///
    /// ## How to fix
    /// Correct the sex, or add condition code 45 where it applies.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 26
    "F026" "sex-not-readable" {
        severity: Info,
        denial: None,
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[26]);
}

pub(super) fn validity(editor: &mut Editor<'_, '_>) -> Next {
    let claim = editor.context.claim;
    if claim.diagnoses.is_empty() {
        editor.raise(1, Place::Claim);
    }
    for (position, code) in claim.diagnoses.iter().enumerate() {
        if !editor.is_valid(code) {
            editor.raise(1, Place::Diagnosis(position));
        }
    }
    for (position, code) in claim.reason_for_visit.iter().enumerate() {
        if !editor.is_valid(code) {
            editor.raise(1, Place::Reason(position));
        }
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether a diagnosis is valid in the version, or in one that the claim still reaches.
    fn is_valid(&self, code: &Parsed<DiagnosisCode>) -> bool {
        let Some(code) = code.value() else { return false };
        let known = |date| !matches!(self.context.edition.outpatient_diagnosis(code, date), Lookup::Absent);
        let edition = self.context.edition;
        let later = || edition.outpatient_diagnosis(code, self.through).found().is_some();
        known(self.kind.from) || self.through > self.kind.from && later()
    }

    /// What the editor knows of the principal diagnosis.
    pub(super) fn principal(&self) -> Option<OutpatientDiagnosis> {
        self.knowledge(self.context.claim.diagnoses.first()?)
    }

    /// What the editor knows of a diagnosis.
    pub(super) fn knowledge(&self, code: &Parsed<DiagnosisCode>) -> Option<OutpatientDiagnosis> {
        self.context.edition.outpatient_diagnosis(code.value()?, self.kind.from).found()
    }
}

/// The patient's age and sex themselves.
pub(super) fn age_and_sex(editor: &mut Editor<'_, '_>) -> Next {
    let patient = &editor.context.claim.patient;
    let given = patient.birth_date.is_some() || patient.age_years.is_some();
    if given && editor.age().is_none_or(|age| age > 124) {
        editor.raise(25, Place::Claim);
    }
    let unreadable = patient.sex.as_ref().is_some_and(|sex| sex.value().is_none());
    if unreadable {
        editor.raise(26, Place::Claim);
    }
    Next::Continue
}

/// Each diagnosis against the patient's age.
pub(super) fn age(editor: &mut Editor<'_, '_>) -> Next {
    let Some(age) = editor.age().filter(|age| *age <= 124) else {
        return Next::Continue;
    };
    let claim = editor.context.claim;
    let diagnoses =
        claim.diagnoses.iter().enumerate().map(|(position, code)| (Place::Diagnosis(position), code));
    let reasons = claim.reason_for_visit.iter().enumerate();
    let reasons = reasons.map(|(position, code)| (Place::Reason(position), code));
    for (place, code) in diagnoses.chain(reasons) {
        let ages = editor.knowledge(code).and_then(|known| known.ages());
        if ages.is_some_and(|(lowest, highest)| !(lowest..=highest).contains(&age)) {
            editor.raise(2, place);
        }
    }
    Next::Continue
}

/// What the principal diagnosis may not be.
pub(super) fn principal(editor: &mut Editor<'_, '_>) -> Next {
    let Some(principal) = editor.principal() else { return Next::Continue };
    if principal.is_external_cause() {
        editor.raise(5, Place::Diagnosis(0));
    }
    let inpatient = matches!(editor.kind.bill, 12 | 22 | 81 | 82)
        && !editor.kind.has(ConditionCode::C07)
        && principal.is_exclusion_ignored();
    if principal.is_unacceptable_principal() && (!principal.is_unacceptable_exclusion() || inpatient) {
        editor.raise(113, Place::Diagnosis(0));
    }
    if principal.is_manifestation() {
        editor.raise(86, Place::Diagnosis(0));
    }
    Next::Continue
}
