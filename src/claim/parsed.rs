//! A value that may not be readable.

use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A value of type `T`, or the text that was sent when it cannot be read as one.
///
/// ```
/// use cleanclaim::{claim::Parsed, code::ProcedureCode};
/// let good: Parsed<ProcedureCode> = Parsed::from_text("99213");
/// let bad: Parsed<ProcedureCode> = Parsed::from_text("9921");
/// assert!(good.value().is_some());
/// assert_eq!(bad.malformed(), Some("9921"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Parsed<T> {
    /// A readable value.
    Valid(T),
    /// The text as it was sent.
    Malformed(Unreadable),
}

/// A text that cannot be read as what its field holds.
///
/// It is rare, and kept behind a single pointer: a claim has dozens of fields that may be one, and a
/// wide pointer in each would make it a fifth larger.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unreadable(Box<Box<str>>);

impl std::ops::Deref for Unreadable {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Unreadable {
    fn from(text: &str) -> Self {
        Self(Box::new(text.into()))
    }
}

impl From<String> for Unreadable {
    fn from(text: String) -> Self {
        Self(Box::new(text.into()))
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl<T> Parsed<T> {
    /// The value, when it can be read.
    pub fn value(&self) -> Option<T>
    where
        T: Copy,
    {
        match self {
            Self::Valid(value) => Some(*value),
            Self::Malformed(_) => None,
        }
    }

    /// The text that cannot be read.
    pub fn malformed(&self) -> Option<&str> {
        match self {
            Self::Valid(_) => None,
            Self::Malformed(text) => Some(text),
        }
    }
}

impl<T: FromStr> Parsed<T> {
    /// Reads a text, keeping it when it cannot be read.
    pub fn from_text(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Malformed(text.into()), Self::Valid)
    }
}

impl<T> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self::Valid(value)
    }
}

impl<T: fmt::Display> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid(value) => value.fmt(f),
            Self::Malformed(text) => f.pad(text),
        }
    }
}

impl<T: fmt::Display> Serialize for Parsed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
