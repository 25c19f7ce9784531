//! The facts behind a finding.

use super::Sum;
use crate::code::{Date, DiagnosisCode, Modifier, Money, PlaceOfService, ProcedureCode, RevenueCode, Units};
use std::fmt;

/// One fact behind a finding, as it appears in the message and in the report's `values`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A procedure code.
    Procedure(ProcedureCode),
    /// A modifier.
    Modifier(Modifier),
    /// A diagnosis code.
    Diagnosis(DiagnosisCode),
    /// A place of service.
    Place(PlaceOfService),
    /// A revenue code.
    Revenue(RevenueCode),
    /// A date.
    Date(Date),
    /// An amount of money.
    Money(Money),
    /// A quantity.
    Units(Units),
    /// A number.
    Number(i64),
    /// What a total is made of.
    Sum(Sum),
    /// Fixed words.
    Word(&'static str),
    /// A text of the claim's own.
    Text(Box<str>),
}

/// The most bytes of a claim's own text that a finding quotes.
const MOST_QUOTED: usize = 200;

impl Value {
    /// The value, a long text cut off.
    pub(super) fn quoted(self) -> Self {
        match self {
            Self::Text(text) if text.len() > MOST_QUOTED => {
                let start = text.get(..text.floor_char_boundary(MOST_QUOTED)).unwrap_or_default();
                Self::Text(format!("{start}…").into())
            }
            value => value,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Procedure(value) => value.fmt(f),
            Self::Modifier(value) => value.fmt(f),
            Self::Diagnosis(value) => value.fmt(f),
            Self::Place(value) => value.fmt(f),
            Self::Revenue(value) => value.fmt(f),
            Self::Date(value) => value.fmt(f),
            Self::Money(value) => value.fmt(f),
            Self::Units(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Sum(value) => value.fmt(f),
            Self::Word(value) => f.pad(value),
            Self::Text(value) => f.pad(value),
        }
    }
}

/// Makes a [`Value`] of each type it holds.
macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        })*
    };
}

from! {
    ProcedureCode => Procedure,
    Modifier => Modifier,
    DiagnosisCode => Diagnosis,
    PlaceOfService => Place,
    RevenueCode => Revenue,
    Date => Date,
    Money => Money,
    Units => Units,
    i64 => Number,
    Sum => Sum,
    &'static str => Word,
    Box<str> => Text,
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}
