//! Rule identifiers.

use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The longest identifier, in bytes.
const ROOM: usize = 16;

/// A rule's identifier: for the library's own rules the letter of the family and three digits
/// (`N002`); for a profile's custom edits up to 16 letters, digits, hyphens and underscores.
///
/// Identifiers are stable; a retired one is never used again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId([u8; ROOM]);

impl RuleId {
    /// The identifier of one of the library's rules; a compile-time error when it is none.
    pub const fn new(text: &str) -> Self {
        match text.as_bytes() {
            &[family, a, b, c]
                if family.is_ascii_uppercase()
                    && a.is_ascii_digit()
                    && b.is_ascii_digit()
                    && c.is_ascii_digit() =>
            {
                let mut id = [0; ROOM];
                id[0] = family;
                id[1] = a;
                id[2] = b;
                id[3] = c;
                Self(id)
            }
            _ => panic!("a rule id is a capital letter and three digits"),
        }
    }

    /// Whether it has the form of the library's own rules.
    pub fn is_own(&self) -> bool {
        matches!(self.as_str().as_bytes(), [b'A'..=b'Z', rest @ ..] if rest.len() == 3 && rest.iter().all(u8::is_ascii_digit))
    }

    /// The identifier as a number that orders as it does.
    pub(crate) const fn order(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// The first letter; of the library's own rules the family: `N` for NCCI, `M` for modifiers.
    pub const fn family(self) -> char {
        self.0[0] as char
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(ROOM);
        self.0.get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }
}

/// A text that is no rule identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rule id has 1 to 16 letters, digits, hyphens or underscores")]
pub struct NoRuleId;

impl FromStr for RuleId {
    type Err = NoRuleId;

    /// Reads an identifier; one in the form of the library's own may be in lower case.
    fn from_str(text: &str) -> Result<Self, NoRuleId> {
        let text = text.trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if text.is_empty() || text.len() > ROOM || !text.bytes().all(fits) {
            return Err(NoRuleId);
        }
        let mut id = [0; ROOM];
        for (slot, byte) in id.iter_mut().zip(text.bytes()) {
            *slot = byte;
        }
        if text.len() == 4 && text.bytes().skip(1).all(|byte| byte.is_ascii_digit()) {
            id.make_ascii_uppercase();
        }
        Ok(Self(id))
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
