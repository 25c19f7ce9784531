//! A claim as a billing system holds it: patient, providers, diagnoses and lines.
//!
//! The structs are plain and public. A code that cannot be read is kept as the text that was sent
//! ([`Parsed::Malformed`]) so that it becomes a finding, not a lost line. The JSON of a claim is
//! these structs through serde: one object a claim, dates as `YYYY-MM-DD`, money and quantities as
//! decimal strings; an unknown field is an error.

mod fields;
mod header;
#[cfg(feature = "json")]
pub mod json;
mod line;
mod parsed;
mod patient;
mod provider;
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only texts of JSON are read in old memory"))]
mod reading;
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only texts of JSON are read in old memory"))]
mod spare;

pub use fields::has_field;
pub use header::{
    Claim, DiagnosisCodeSet, Form, OccurrenceCode, OccurrenceSpan, Period, ProcedurePerformed, ValueCode,
};
pub use line::{DecisionElements, DecisionLevel, Line, MedicalDecisionMaking, Pointer, UnitBasis};
pub use parsed::{Parsed, Unreadable};
pub use patient::{Patient, Sex};
pub use provider::Provider;
#[cfg(feature = "capi")]
pub(crate) use spare::{Memory, Spare};
