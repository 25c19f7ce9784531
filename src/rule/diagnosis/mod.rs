//! D: diagnoses and medical necessity.

pub mod age_conflict;
pub mod chemotherapy_encounter;
pub mod clinical_trial;
pub mod companion_missing;
pub mod ended_or_not_begun;
pub mod excluded_together;
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
use crate::code::{Date, DiagnosisCode, DiagnosisRange};

/// The readable ICD-10-CM diagnoses of a claim with their positions, from 0, and the date each has to
/// hold on.
fn dated<'c>(context: &Context<'c>) -> impl Iterator<Item = (usize, DiagnosisCode, Date)> + use<'c> {
    context.diagnoses.iter().map(|own| (own.position, own.code, own.date))
}

/// The diagnosis a line is first given for: what its first pointer points to.
fn first_pointed(line: &ServiceLine<'_>) -> Option<DiagnosisCode> {
    line.first_diagnosis()
}

/// The principal diagnosis of an outpatient claim, with the day it has to hold on.
fn principal(context: &Context<'_>) -> Option<(DiagnosisCode, Date)> {
    dated(context).find(|(position, ..)| *position == 0).map(|(_, code, date)| (code, date))
}

/// Whether a code lies in one of several ranges.
fn is_any_of(code: DiagnosisCode, ranges: &[DiagnosisRange]) -> bool {
    ranges.iter().any(|range| range.contains(code))
}
