//! D: diagnoses and medical necessity.

pub mod age_conflict;
pub mod chemotherapy_encounter;
pub mod clinical_trial;
pub mod companion_missing;
pub mod ended_or_not_begun;
pub mod external_cause_first;
pub mod first_only;
pub mod manifestation_first;
pub mod newborn_and_mother;
pub mod not_billable;
pub mod not_covered_by_policy;
pub mod number_of_diagnoses;
pub mod pointer_unusable;
pub mod procedure_age;
pub mod reason_for_visit_missing;
pub mod screening_diagnosis;
pub mod sex_conflict;
pub mod side_conflict;
pub mod unacceptable_first;

use super::{Context, ServiceLine};
use crate::claim::{Claim, DiagnosisCodeSet, Form};
use crate::code::{Date, DiagnosisCode};

/// Whether the claim's diagnoses are ICD-10-CM, so that their tables can be asked.
fn is_icd_10(claim: &Claim) -> bool {
    claim.diagnosis_code_set != Some(DiagnosisCodeSet::Icd9Cm)
}

/// The readable diagnoses of a claim with their positions, from 0, each with a date it has to hold
/// on: professional, the first day of a line that points to it (of the claim when none does);
/// outpatient, the first day of the statement, else of the lines.
fn dated<'c>(context: &Context<'c>) -> impl Iterator<Item = (usize, DiagnosisCode, Date)> + use<'c> {
    let (claim, lines) = (context.claim, context.lines);
    let first_day = lines.iter().filter_map(|line| line.from).min();
    let statement = claim.statement.as_ref().and_then(|period| period.from.as_ref()?.value());
    let codes = claim.diagnoses.iter().enumerate().filter(move |_| is_icd_10(claim));
    codes.filter_map(move |(position, code)| {
        let pointing = lines.iter().filter(|line| {
            let mut pointers = line.line.diagnosis_pointers.iter().filter_map(|pointer| pointer.value());
            pointers.any(|pointer| pointer.index() == position)
        });
        let date = match claim.form {
            Form::Outpatient => statement.or(first_day),
            Form::Professional => pointing.filter_map(|line| line.from).min().or(first_day),
        };
        Some((position, code.value()?, date?))
    })
}

/// The diagnosis a line is first given for: what its first pointer points to.
fn first_pointed(line: &ServiceLine<'_>) -> Option<DiagnosisCode> {
    let pointer = line.line.diagnosis_pointers.first()?.value()?;
    line.claim.diagnoses.get(pointer.index())?.value()
}

/// The principal diagnosis of an outpatient claim, with the day it has to hold on.
fn principal(context: &Context<'_>) -> Option<(DiagnosisCode, Date)> {
    dated(context).find(|(position, ..)| *position == 0).map(|(_, code, date)| (code, date))
}

/// Whether a code lies under one of several categories or codes, given as text.
fn is_any_of(code: DiagnosisCode, starts: &[&str]) -> bool {
    let (characters, length) = code.characters();
    starts.iter().any(|start| start.len() <= length && characters.starts_with(start.as_bytes()))
}

/// Whether a code lies between two categories, both included, given as text.
fn is_between(code: DiagnosisCode, first: &str, last: &str) -> bool {
    let (characters, _) = code.characters();
    let category = characters.get(..3).unwrap_or_default();
    first.as_bytes() <= category && category <= last.as_bytes()
}
