//! The patient, as far as a coding edit needs to know.

use super::Parsed;
use super::reading::readable;
use crate::code::Date;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// The facts of a patient that coding edits use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Patient {
    /// Date of birth.
    pub birth_date: Option<Parsed<Date>>,
    /// Age in completed years on the first date of service, where the date of birth is not given.
    pub age_years: Option<u16>,
    /// Administrative sex.
    pub sex: Option<Parsed<Sex>>,
    /// Date of death.
    pub death_date: Option<Parsed<Date>>,
    /// The member identifier the payer knows the patient by; for Medicare the MBI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
}

readable! { Patient or null [] {
    birth_date age_years sex death_date member_id
} }

/// Administrative sex as claims carry it (005010X222A1, DMG03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `U`
    Unknown,
}

impl FromStr for Sex {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.trim() {
            "F" | "f" => Ok(Self::Female),
            "M" | "m" => Ok(Self::Male),
            "U" | "u" => Ok(Self::Unknown),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Unknown => "U",
        })
    }
}
