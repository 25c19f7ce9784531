//! The tables of an edition: which there are, what they answer, and how they say that they cannot.

pub(super) mod add_on;
pub(super) mod coverage;
pub(super) mod descriptors;
pub(super) mod diagnoses;
pub(super) mod excludes;
mod indicator;
pub(super) mod keyed;
pub(super) mod level_2;
pub(super) mod modifiers;
pub(super) mod mue;
pub(super) mod opps;
pub(super) mod outpatient;
pub(super) mod outpatient_diagnosis;
pub(super) mod pair_lookup;
pub(super) mod pair_writer;
pub(super) mod pairs;
pub(super) mod physician_fee;
pub(super) mod procedures;
pub(super) mod ptp;
pub(super) mod windowed;

use crate::code::{Date, ProcedureCode};
use std::fmt;

/// The tables an edition may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Table {
    /// Which procedure codes exist on which date.
    Procedures,
    /// NCCI procedure-to-procedure edits for practitioners.
    PtpPractitioner,
    /// NCCI procedure-to-procedure edits for outpatient hospitals.
    PtpHospital,
    /// Medicaid procedure-to-procedure edits for practitioners.
    PtpMedicaidPractitioner,
    /// Medicaid procedure-to-procedure edits for outpatient hospitals.
    PtpMedicaidHospital,
    /// Medically unlikely edits for practitioners.
    MuePractitioner,
    /// Medically unlikely edits for outpatient hospitals.
    MueOutpatient,
    /// Medically unlikely edits for suppliers of durable medical equipment.
    MueDme,
    /// Medicaid medically unlikely edits for practitioners.
    MueMedicaidPractitioner,
    /// Medicaid medically unlikely edits for outpatient hospitals.
    MueMedicaidOutpatient,
    /// Medicaid medically unlikely edits for suppliers of durable medical equipment.
    MueMedicaidDme,
    /// Add-on codes and their primary codes.
    AddOn,
    /// Payment policy indicators of the Medicare physician fee schedule.
    PhysicianFee,
    /// Coverage and cross-references of HCPCS Level II codes.
    Level2,
    /// Which modifiers exist on which date.
    Modifiers,
    /// Which diagnosis codes are billable on which date.
    Diagnoses,
    /// Medicare Code Editor flags of diagnosis codes.
    DiagnosisFlags,
    /// Status indicator and ambulatory payment classification of outpatient procedures.
    Opps,
    /// Diagnoses that Medicare contractors cover for a procedure.
    MedicalNecessity,
    /// The user's own licensed code descriptors.
    Descriptors,
    /// Flags, ages and dates of procedures in the integrated outpatient code editor.
    Outpatient,
    /// Flags and ages of diagnosis codes in the integrated outpatient code editor.
    OutpatientDiagnoses,
    /// Which revenue codes exist, and their flags, in the integrated outpatient code editor.
    RevenueCodes,
    /// The edits of the integrated outpatient code editor, with their dispositions.
    OutpatientEdits,
    /// The days each version of the integrated outpatient code editor is for.
    OutpatientVersions,
    /// The edits that a contractor's line item action flag bypasses.
    EditBypasses,
    /// The modifiers of the integrated outpatient code editor.
    OutpatientModifiers,
    /// Add-on codes of drug administration and their primary codes.
    DrugAdministrationAddOns,
    /// Add-on codes of partial hospitalization and their primary codes.
    PartialHospitalizationAddOns,
    /// Procedures and modifiers that rural health clinics do not report together.
    RuralHealthConflicts,
    /// Procedures and the device each cannot be done without.
    DeviceProcedures,
    /// Modifiers that do not stand on one line.
    ModifierConflicts,
    /// Status indicators of ambulatory payment classifications.
    OutpatientApcs,
    /// Diagnosis codes that are not reported together: excludes 1 notes of ICD-10-CM.
    Excludes1,
}

impl Table {
    /// How many tables there are.
    pub(super) const COUNT: usize = 34;

    /// Every table, in the order of the file.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Procedures,
        Self::PtpPractitioner,
        Self::PtpHospital,
        Self::PtpMedicaidPractitioner,
        Self::PtpMedicaidHospital,
        Self::MuePractitioner,
        Self::MueOutpatient,
        Self::MueDme,
        Self::MueMedicaidPractitioner,
        Self::MueMedicaidOutpatient,
        Self::MueMedicaidDme,
        Self::AddOn,
        Self::PhysicianFee,
        Self::Level2,
        Self::Modifiers,
        Self::Diagnoses,
        Self::DiagnosisFlags,
        Self::Opps,
        Self::MedicalNecessity,
        Self::Descriptors,
        Self::Outpatient,
        Self::OutpatientDiagnoses,
        Self::RevenueCodes,
        Self::OutpatientEdits,
        Self::OutpatientVersions,
        Self::EditBypasses,
        Self::OutpatientModifiers,
        Self::DrugAdministrationAddOns,
        Self::PartialHospitalizationAddOns,
        Self::RuralHealthConflicts,
        Self::DeviceProcedures,
        Self::ModifierConflicts,
        Self::OutpatientApcs,
        Self::Excludes1,
    ];

    /// The number of the table in the file.
    pub(super) const fn number(self) -> u16 {
        self as u16
    }

    /// The name of the table, in the words messages use: `practitioner PTP`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Procedures => "procedure code",
            Self::PtpPractitioner => "practitioner PTP",
            Self::PtpHospital => "hospital PTP",
            Self::PtpMedicaidPractitioner => "Medicaid practitioner PTP",
            Self::PtpMedicaidHospital => "Medicaid hospital PTP",
            Self::MuePractitioner => "practitioner MUE",
            Self::MueOutpatient => "outpatient hospital MUE",
            Self::MueDme => "DME supplier MUE",
            Self::MueMedicaidPractitioner => "Medicaid practitioner MUE",
            Self::MueMedicaidOutpatient => "Medicaid outpatient hospital MUE",
            Self::MueMedicaidDme => "Medicaid DME supplier MUE",
            Self::AddOn => "add-on code",
            Self::PhysicianFee => "physician fee schedule",
            Self::Level2 => "HCPCS Level II",
            Self::Modifiers => "modifier",
            Self::Diagnoses => "ICD-10-CM",
            Self::DiagnosisFlags => "Medicare Code Editor",
            Self::Opps => "OPPS",
            Self::MedicalNecessity => "coverage",
            Self::Descriptors => "descriptor",
            Self::Outpatient => "I/OCE procedure",
            Self::OutpatientDiagnoses => "I/OCE diagnosis",
            Self::RevenueCodes => "I/OCE revenue code",
            Self::OutpatientEdits => "I/OCE edit",
            Self::OutpatientVersions => "I/OCE version",
            Self::EditBypasses => "I/OCE edit bypass",
            Self::OutpatientModifiers => "I/OCE modifier",
            Self::DrugAdministrationAddOns => "I/OCE drug administration add-on",
            Self::PartialHospitalizationAddOns => "I/OCE partial hospitalization add-on",
            Self::RuralHealthConflicts => "I/OCE rural health conflict",
            Self::DeviceProcedures => "I/OCE device procedure",
            Self::ModifierConflicts => "I/OCE modifier conflict",
            Self::OutpatientApcs => "I/OCE APC",
            Self::Excludes1 => "excludes 1",
        }
    }

    /// The published file that fills the table, in the words messages use after "import".
    pub const fn source(self) -> &'static str {
        match self {
            Self::Procedures => "the I/OCE table data_hcpcs and the HCPCS Level II file",
            Self::PtpPractitioner => "the NCCI practitioner PTP files (ccipra, f1 to f4)",
            Self::PtpHospital => "the NCCI outpatient hospital PTP files (ccioph)",
            Self::PtpMedicaidPractitioner => "the Medicaid NCCI practitioner PTP files",
            Self::PtpMedicaidHospital => "the Medicaid NCCI outpatient hospital PTP files",
            Self::MuePractitioner => "the NCCI practitioner MUE file (MCR_MUE_PractitionerServices)",
            Self::MueOutpatient => {
                "the NCCI outpatient hospital MUE file (MCR_MUE_OutpatientHospitalServices)"
            }
            Self::MueDme => "the NCCI DME supplier MUE file (MCR_MUE_DMESupplierServices)",
            Self::MueMedicaidPractitioner => "the Medicaid NCCI practitioner MUE file",
            Self::MueMedicaidOutpatient => "the Medicaid NCCI outpatient hospital MUE file",
            Self::MueMedicaidDme => "the Medicaid NCCI DME supplier MUE file",
            Self::AddOn => "the NCCI add-on code file (AOC)",
            Self::PhysicianFee => "the physician fee schedule relative value file (PPRRVU)",
            Self::Level2 => "the HCPCS Level II file (ANWEB)",
            Self::Modifiers => "the HCPCS Level II file (ANWEB) and the I/OCE table data_modifier",
            Self::Diagnoses => "the ICD-10-CM order file (icd10cm_order) of the fiscal year",
            Self::DiagnosisFlags => "the Medicare Code Editor diagnosis table",
            Self::Opps => "OPPS Addendum B or the I/OCE table data_hcpcs",
            Self::MedicalNecessity => "the Medicare Coverage Database export",
            Self::Descriptors => "a descriptor file of your own",
            Self::Outpatient => "the I/OCE table data_hcpcs",
            Self::OutpatientDiagnoses => "the I/OCE table data_dx10",
            Self::RevenueCodes => "the I/OCE table data_revenue",
            Self::OutpatientEdits => "the I/OCE table dsc_edit",
            Self::OutpatientVersions => "the I/OCE table version_range",
            Self::EditBypasses => "the I/OCE table data_edit_bypass",
            Self::OutpatientModifiers => "the I/OCE table data_modifier",
            Self::DrugAdministrationAddOns => "the I/OCE table map_addon_drug_admin",
            Self::PartialHospitalizationAddOns => "the I/OCE table map_addon_ph",
            Self::RuralHealthConflicts => "the I/OCE table map_conflict_rhc",
            Self::DeviceProcedures => "the I/OCE table map_device_procedure",
            Self::ModifierConflicts => "the I/OCE table map_modifier_conflict",
            Self::OutpatientApcs => "the I/OCE table data_apc",
            Self::Excludes1 => "the ICD-10-CM Tabular List (icd10cm_tabular)",
        }
    }
}

impl Table {
    /// The tables whose rows are found by their published key.
    pub(super) const KEYED: [Self; 11] = [
        Self::RevenueCodes,
        Self::OutpatientEdits,
        Self::OutpatientVersions,
        Self::EditBypasses,
        Self::OutpatientModifiers,
        Self::DrugAdministrationAddOns,
        Self::PartialHospitalizationAddOns,
        Self::RuralHealthConflicts,
        Self::DeviceProcedures,
        Self::ModifierConflicts,
        Self::OutpatientApcs,
    ];
}

/// What a table answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<T> {
    /// The table holds it.
    Found(T),
    /// The table covers the question and holds nothing: a true "no".
    Absent,
    /// The table cannot answer: the outcome of a rule that needs it is *not evaluated*.
    Unknown(Gap),
}

impl<T> Lookup<T> {
    /// What was found, `None` when absent or unknown.
    pub fn found(self) -> Option<T> {
        match self {
            Self::Found(value) => Some(value),
            Self::Absent | Self::Unknown(_) => None,
        }
    }

    /// Why the table cannot answer, when it cannot.
    pub fn gap(&self) -> Option<Gap> {
        match self {
            Self::Unknown(gap) => Some(*gap),
            Self::Found(_) | Self::Absent => None,
        }
    }

    /// The answer with what was found turned into something else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Lookup<U> {
        match self {
            Self::Found(value) => Lookup::Found(change(value)),
            Self::Absent => Lookup::Absent,
            Self::Unknown(gap) => Lookup::Unknown(gap),
        }
    }

    pub(super) fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Found)
    }
}

/// Why a table cannot answer; its text says what to import.
///
/// ```
/// use cleanclaim::edition::{Edition, Lookup, PtpSet};
/// let edition = Edition::starter();
/// let date = "1995-01-01".parse().unwrap();
/// let code = |text: &str| edition.code_id(text.parse().unwrap()).unwrap();
/// let answer = edition.ptp(PtpSet::Practitioner, code("45385"), code("45378"), date);
/// let gap = answer.gap().unwrap();
/// assert!(gap.to_string().starts_with("practitioner PTP table answers 1996-01-01 to 2024-09-30; "));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gap {
    /// The table that was asked.
    pub table: Table,
    /// Why it cannot answer.
    pub why: GapKind,
}

/// The ways a table can fail to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// The edition does not have the table.
    NoTable,
    /// The date lies outside of the period the table answers for (the nearest, when it has several).
    OutsideDates {
        /// First day the table answers for.
        first: Date,
        /// Last day the table answers for.
        last: Date,
    },
    /// The table is partial and does not hold the code.
    OutsideScope,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, source) = (self.table.name(), self.table.source());
        match self.why {
            GapKind::NoTable => write!(f, "edition has no {name} table; import {source}"),
            GapKind::OutsideDates { first, last } => {
                write!(f, "{name} table answers {first} to {last}; import {source} for the date asked")
            }
            GapKind::OutsideScope => {
                write!(f, "{name} table of this edition does not hold this code; import {source}")
            }
        }
    }
}

/// A dense number for a procedure code of one edition, in the order of the codes.
///
/// Valid only with the edition that gave it; another edition answers with what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeId(pub(super) u16);

impl CodeId {
    /// The number, from 0.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The family of a procedure code: the bit that says whether a code list is complete for it.
///
/// Bit 0: five digits. Bits 1–26: four digits and that last letter. Bits 27–52: that first letter
/// and four digits (HCPCS Level II).
pub(super) fn family(code: ProcedureCode) -> u32 {
    let [first, .., last] = code.to_bytes();
    if last.is_ascii_uppercase() {
        u32::from(last - b'A') + 1
    } else if first.is_ascii_uppercase() {
        u32::from(first - b'A') + 27
    } else {
        0
    }
}
