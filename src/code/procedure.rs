//! Procedure codes: CPT and HCPCS Level II, five characters packed in a `u32`.

use super::fixed::Grammar;
use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<5> = Grammar { what: "procedure code", length: "5", digit_at: [true; 5] };

/// A five-character procedure code of CPT, HCPCS Level II, CDT or a retired Level III.
///
/// The packed form keeps the order of the texts, so that families are adjacent:
/// `first × 36,000 + three digits × 36 + last`, where the first and the last character count
/// `0`–`9` then `A`–`Z`; every value is below [`ProcedureCode::LIMIT`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcedureCode(u32);

impl ProcedureCode {
    /// One more than the largest packed value: 36 × 1,000 × 36.
    pub const LIMIT: u32 = 36 * 1_000 * 36;

    /// The packed value, below [`ProcedureCode::LIMIT`], in the order of the texts.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// The code of a packed value, `None` when no code packs to it.
    pub fn from_packed(packed: u32) -> Option<Self> {
        if packed >= Self::LIMIT {
            return None;
        }
        Self::from_bytes(Self(packed).to_bytes())
    }

    /// The code of five ASCII characters in upper case, `None` when they have no code's shape.
    pub fn from_bytes(bytes: [u8; 5]) -> Option<Self> {
        let [first, a, b, c, last] = bytes;
        let digits = a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit();
        let shape = matches!(
            (first, last),
            (b'0'..=b'9', b'0'..=b'9' | b'A' | b'F' | b'M' | b'T' | b'U')
                | (b'A'..=b'E' | b'G' | b'H' | b'J'..=b'M' | b'P'..=b'Z', b'0'..=b'9')
        );
        if !(digits && shape) {
            return None;
        }
        let middle = u32::from(a - b'0') * 100 + u32::from(b - b'0') * 10 + u32::from(c - b'0');
        Some(Self(base36(first) * 36_000 + middle * 36 + base36(last)))
    }

    /// The five ASCII characters of the code.
    pub const fn to_bytes(self) -> [u8; 5] {
        let middle = self.0 / 36 % 1_000;
        [
            character(self.0 / 36_000),
            b'0' + (middle / 100) as u8,
            b'0' + (middle / 10 % 10) as u8,
            b'0' + (middle % 10) as u8,
            character(self.0 % 36),
        ]
    }
}

const fn character(value: u32) -> u8 {
    if value < 10 { b'0' + value as u8 } else { b'A' + (value - 10) as u8 }
}

fn base36(character: u8) -> u32 {
    u32::from(if character.is_ascii_digit() { character - b'0' } else { character - b'A' + 10 })
}

impl FromStr for ProcedureCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        GRAMMAR.read(text, |bytes| {
            Self::from_bytes(bytes).ok_or(Problem::Shape("five characters such as 99213 or J1885"))
        })
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.to_bytes();
        f.pad(std::str::from_utf8(&bytes).unwrap_or_default())
    }
}

impl fmt::Debug for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProcedureCode({self})")
    }
}

serde_as_text!(ProcedureCode, "a procedure code");
