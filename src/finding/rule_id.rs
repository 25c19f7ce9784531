//! Rule identifiers.

use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A rule's identifier: the letter of its family and three digits. Identifiers are stable; a
/// retired one is never used again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId([u8; 4]);

impl RuleId {
    /// The identifier of a text such as `N002`; a compile-time error when it is none.
    pub const fn new(text: &str) -> Self {
        match text.as_bytes() {
            &[family, a, b, c]
                if family.is_ascii_uppercase()
                    && a.is_ascii_digit()
                    && b.is_ascii_digit()
                    && c.is_ascii_digit() =>
            {
                Self([family, a, b, c])
            }
            _ => panic!("a rule id is a capital letter and three digits"),
        }
    }

    /// The letter of the rule's family: `N` for NCCI, `M` for modifiers.
    pub const fn family(self) -> char {
        self.0[0] as char
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for RuleId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.trim().as_bytes() {
            &[family, a, b, c]
                if family.is_ascii_alphabetic() && [a, b, c].iter().all(u8::is_ascii_digit) =>
            {
                Ok(Self([family.to_ascii_uppercase(), a, b, c]))
            }
            _ => Err(()),
        }
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RuleId({self})")
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
