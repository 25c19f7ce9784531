//! stub
#![allow(missing_docs)]
use crate::code::*;
#[derive(Debug, Clone)]
pub struct Edition;
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(u16);
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    Procedures,
    PtpPractitioner,
    PtpHospital,
    MuePractitioner,
    MueOutpatient,
    MueDme,
    AddOn,
    PhysicianFee,
    Level2,
    Diagnoses,
    DiagnosisFlags,
    Opps,
    MedicalNecessity,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gap {
    pub table: Table,
}
impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "edition has no {:?} table", self.table)
    }
}
impl Edition {
    pub fn starter() -> &'static Edition {
        &Edition
    }
    pub fn id(&self) -> &str {
        "starter"
    }
    pub fn code_id(&self, _: ProcedureCode) -> Option<CodeId> {
        None
    }
}
