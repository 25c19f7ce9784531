//! D: diagnoses and medical necessity.

pub mod number_of_diagnoses;
pub mod pointer_unusable;
