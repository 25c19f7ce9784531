//! A service line.

use super::reading::readable;
use super::{Parsed, Provider};
use crate::code::{
    Clia, CodeError, Date, Modifier, Money, Ndc, PlaceOfService, Problem, ProcedureCode, RevenueCode, Units,
    trimmed,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// One service line of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The line's own number, unique on the claim; lines without one are numbered by position.
    pub number: u32,
    /// Procedure code; `None` on an institutional line whose revenue code needs none.
    pub procedure: Option<Parsed<ProcedureCode>>,
    /// Modifiers in the order sent.
    pub modifiers: Vec<Parsed<Modifier>>,
    /// Units of service, or minutes for anaesthesia (see `unit_basis`).
    pub units: Option<Parsed<Units>>,
    /// What the units count; none is [`UnitBasis::Units`].
    pub unit_basis: Option<Parsed<UnitBasis>>,
    /// Charge of the whole line.
    pub charge: Option<Parsed<Money>>,
    /// First date of service.
    pub from: Option<Parsed<Date>>,
    /// Last date of service; none is the first.
    pub through: Option<Parsed<Date>>,
    /// Place of service.
    pub place: Option<Parsed<PlaceOfService>>,
    /// Pointers to the claim's diagnoses, the first the primary one.
    #[serde(serialize_with = "as_numbers")]
    pub diagnosis_pointers: Vec<Parsed<Pointer>>,
    /// Revenue code (outpatient).
    pub revenue_code: Option<Parsed<RevenueCode>>,
    /// Who performed the service, when not the claim's rendering provider.
    pub rendering_provider: Option<Box<Provider>>,
    /// Minutes spent, for codes chosen by time.
    pub minutes: Option<u32>,
    /// Level of medical decision making of a visit, where the record states it.
    pub medical_decision_making: Option<MedicalDecisionMaking>,
    /// Free text describing the service (unlisted codes, drugs).
    pub description: Option<String>,
    /// National drug code.
    pub ndc: Option<Parsed<Ndc>>,
    /// Quantity of the drug in `ndc_unit`.
    pub ndc_quantity: Option<Parsed<Units>>,
    /// Unit of the drug quantity: `F2`, `GR`, `ME`, `ML` or `UN`.
    pub ndc_unit: Option<String>,
    /// Emergency service.
    pub emergency: bool,
    /// Who ordered the service, when not the claim's ordering provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordering_provider: Option<Box<Provider>>,
    /// Who referred the patient, when not the claim's referring provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referring_provider: Option<Box<Provider>>,
    /// Who supervised the service, when not the claim's supervising provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supervising_provider: Option<Box<Provider>>,
    /// Who operated, when not the claim's operating provider (institutional).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_provider: Option<Box<Provider>>,
    /// Where the service took place, when not the claim's facility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_facility: Option<Box<Provider>>,
    /// CLIA number of the performing laboratory, when not the claim's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clia: Option<Parsed<Clia>>,
    /// CLIA number of the laboratory a test was referred to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referred_clia: Option<Parsed<Clia>>,
    /// Prior authorization number, when not the claim's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_authorization: Option<String>,
    /// The part of the charge the submitter does not claim as covered (institutional, 837: SV207).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_covered_charge: Option<Parsed<Money>>,
    /// The line item action flag by which a contractor lets the line pass edits or takes it out of
    /// editing (outpatient); none is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_flag: Option<u8>,
    /// The submitter's own line control number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_number: Option<String>,
}

readable! { Line [procedure] {
    number procedure modifiers units unit_basis charge from through place diagnosis_pointers revenue_code
    rendering_provider minutes medical_decision_making description ndc ndc_quantity ndc_unit emergency
    ordering_provider referring_provider supervising_provider operating_provider service_facility clia
    referred_clia prior_authorization non_covered_charge action_flag control_number
} }

impl Line {
    /// The number the line has where it stands `index` lines, counted from 0, after the first of its
    /// claim: its own, or else its place counted from 1.
    #[inline]
    pub fn number_at(&self, index: usize) -> u32 {
        match self.number {
            0 => u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
            number => number,
        }
    }
}

/// What the units of a line count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitBasis {
    /// `UN`: units of service.
    Units,
    /// `MJ`: minutes.
    Minutes,
    /// `DA`: days (institutional).
    Days,
    /// `F2`: international units (drugs on older claims).
    InternationalUnits,
}

impl UnitBasis {
    const ALL: [Self; 4] = [Self::Units, Self::Minutes, Self::Days, Self::InternationalUnits];

    /// The two characters of claims.
    const fn code(self) -> &'static str {
        match self {
            Self::Units => "UN",
            Self::Minutes => "MJ",
            Self::Days => "DA",
            Self::InternationalUnits => "F2",
        }
    }
}

impl FromStr for UnitBasis {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let trimmed = trimmed(text);
        Self::ALL.into_iter().find(|basis| basis.code().eq_ignore_ascii_case(trimmed)).ok_or(())
    }
}

impl fmt::Display for UnitBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A pointer to one of the claim's diagnoses, counted from 1; the letters `A`–`L` are read too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(u8);

impl Pointer {
    /// The pointer to diagnosis `number`, counted from 1; `None` for 0.
    pub const fn new(number: u8) -> Option<Self> {
        if number == 0 { None } else { Some(Self(number)) }
    }

    /// The number of the diagnosis, from 1.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The position of the diagnosis in the claim's list, from 0.
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }
}

impl FromStr for Pointer {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let trimmed = trimmed(text);
        let number = match trimmed.as_bytes() {
            [] => return Err(CodeError::new("diagnosis pointer", text, Problem::Empty)),
            [letter @ (b'A'..=b'L' | b'a'..=b'l')] => letter.to_ascii_uppercase() - b'A' + 1,
            _ => trimmed.parse().unwrap_or(0),
        };
        Self::new(number).ok_or_else(|| {
            CodeError::new("diagnosis pointer", text, Problem::Shape("a number from 1 or a letter A to L"))
        })
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The level of medical decision making of a visit, as one word or by its three elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "this is no decision making: give straightforward, low, moderate or high, or an object with all of \
                 problems, data and risk, each one of these words"
)]
pub enum MedicalDecisionMaking {
    /// The level itself.
    Level(DecisionLevel),
    /// The three elements it is derived from: two of three must be met.
    Elements(DecisionElements),
}

/// A level of medical decision making (CPT E/M guidelines, 2021 and 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionLevel {
    /// Minimal (an element) or straightforward (the whole).
    #[serde(alias = "minimal")]
    Straightforward,
    /// Low; for data: limited.
    #[serde(alias = "limited")]
    Low,
    /// Moderate.
    Moderate,
    /// High; for data: extensive.
    #[serde(alias = "extensive")]
    High,
}

/// The three elements of medical decision making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionElements {
    /// Number and complexity of problems addressed: `minimal` to `high`.
    pub problems: DecisionLevel,
    /// Amount and complexity of data reviewed: `minimal` to `extensive`.
    pub data: DecisionLevel,
    /// Risk of complications, morbidity or mortality: `minimal` to `high`.
    pub risk: DecisionLevel,
}

/// Writes pointers as numbers, and what cannot be read as text.
fn as_numbers<S: Serializer>(pointers: &[Parsed<Pointer>], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Written<'a> {
        Number(u8),
        Text(&'a str),
    }
    serializer.collect_seq(pointers.iter().map(|pointer| match pointer {
        Parsed::Valid(pointer) => Written::Number(pointer.0),
        Parsed::Malformed(text) => Written::Text(text),
    }))
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Pointer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| serde::de::Error::custom("a diagnosis pointer counts from 1"))
    }
}
