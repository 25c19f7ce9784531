//! Fixes: typed edits on a claim.

use crate::code::{DiagnosisCode, Modifier, PlaceOfService, ProcedureCode, Units};
use serde::{Deserialize, Serialize};

/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// It writes the same claim correctly; nothing that was claimed changes.
    Mechanical,
    /// It is right when the record shows what it says.
    IfDocumented,
    /// A person has to decide; the edits, if any, are one way.
    Manual,
}

/// One edit on a claim; `line` is the claim's own line number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Edit {
    /// Adds a modifier after the others.
    AddModifier {
        /// Line number.
        line: u32,
        /// The modifier.
        modifier: Modifier,
    },
    /// Takes every occurrence of a modifier away but, where `keep_first`, the first.
    RemoveModifier {
        /// Line number.
        line: u32,
        /// The modifier.
        modifier: Modifier,
        /// Whether the first occurrence stays.
        #[serde(default)]
        keep_first: bool,
    },
    /// Moves the line's modifier to another position, counted from 0.
    MoveModifier {
        /// Line number.
        line: u32,
        /// The modifier.
        modifier: Modifier,
        /// Its new position.
        to: u8,
    },
    /// Replaces the procedure code.
    SetProcedure {
        /// Line number.
        line: u32,
        /// The code.
        procedure: ProcedureCode,
    },
    /// Replaces the units.
    SetUnits {
        /// Line number.
        line: u32,
        /// The units.
        units: Units,
    },
    /// Replaces the place of service.
    SetPlace {
        /// Line number.
        line: u32,
        /// The place.
        place: PlaceOfService,
    },
    /// Takes the line away.
    RemoveLine {
        /// Line number.
        line: u32,
    },
    /// Takes a diagnosis pointer away, counted from 0.
    RemovePointer {
        /// Line number.
        line: u32,
        /// Position of the pointer.
        position: u8,
    },
    /// Replaces a diagnosis of the claim, counted from 1.
    SetDiagnosis {
        /// Number of the diagnosis.
        diagnosis: u8,
        /// The code.
        code: DiagnosisCode,
    },
    /// Sets the claim's total charge to the sum of its lines.
    SetTotalToSum,
}

impl Edit {
    /// The line the edit changes, `None` when it changes the claim.
    pub fn line(&self) -> Option<u32> {
        match *self {
            Self::AddModifier { line, .. }
            | Self::RemoveModifier { line, .. }
            | Self::MoveModifier { line, .. }
            | Self::SetProcedure { line, .. }
            | Self::SetUnits { line, .. }
            | Self::SetPlace { line, .. }
            | Self::RemoveLine { line }
            | Self::RemovePointer { line, .. } => Some(line),
            Self::SetDiagnosis { .. } | Self::SetTotalToSum => None,
        }
    }
}
