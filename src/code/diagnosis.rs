//! ICD-10-CM diagnosis codes, seven characters packed in a `u64`.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "diagnosis code";

/// An ICD-10-CM diagnosis code of three to seven characters, kept without its dot.
///
/// The packed form is base 37 over seven positions, a missing character counting 0, so that its
/// order is the order of the texts and every code sorts directly before its children.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiagnosisCode(u64);

impl DiagnosisCode {
    /// The packed value, in the order of the texts.
    pub const fn packed(self) -> u64 {
        self.0
    }

    /// The code of ASCII characters in upper case without a dot, `None` when no code looks so.
    pub fn from_bytes(text: &[u8]) -> Option<Self> {
        let [first, second, third, rest @ ..] = text else { return None };
        let head = first.is_ascii_uppercase()
            && (second.is_ascii_digit() || second.is_ascii_uppercase())
            && (third.is_ascii_digit() || matches!(third, b'A' | b'B'));
        let tail =
            rest.len() <= 4 && rest.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if !(head && tail) {
            return None;
        }
        let packed = (0..7)
            .fold(0, |packed, position| packed * 37 + text.get(position).map_or(0, |&byte| value(byte)));
        Some(Self(packed))
    }

    /// The code of a packed value, `None` when no code packs to it.
    pub fn from_packed(packed: u64) -> Option<Self> {
        let (buffer, length) = Self(packed).characters();
        Self::from_bytes(buffer.get(..length)?).filter(|code| code.0 == packed)
    }

    /// The characters without the dot, in a buffer, and how many there are.
    pub fn characters(self) -> ([u8; 7], usize) {
        let mut buffer = [0; 7];
        let mut rest = self.0;
        let mut length = 0;
        for (position, byte) in buffer.iter_mut().enumerate().rev() {
            let digit = (rest % 37) as u8;
            rest /= 37;
            if digit > 0 {
                *byte = if digit <= 10 { b'0' + digit - 1 } else { b'A' + digit - 11 };
                length = length.max(position + 1);
            }
        }
        (buffer, length)
    }
}

fn value(byte: u8) -> u64 {
    u64::from(if byte.is_ascii_digit() { byte - b'0' + 1 } else { byte - b'A' + 11 })
}

impl FromStr for DiagnosisCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(CodeError::new(WHAT, text, Problem::Empty));
        }
        let mut buffer = [0; 7];
        let mut length = 0;
        for (position, byte) in trimmed.bytes().enumerate() {
            if byte == b'.' && position == 3 && trimmed.len() > 4 {
                continue;
            }
            let Some(slot) = buffer.get_mut(length) else {
                return Err(CodeError::new(
                    WHAT,
                    text,
                    Problem::Shape("3 to 7 characters, a dot after the third"),
                ));
            };
            *slot = byte.to_ascii_uppercase();
            length += 1;
        }
        buffer.get(..length).and_then(Self::from_bytes).ok_or_else(|| {
            CodeError::new(
                WHAT,
                text,
                Problem::Shape("a letter, 2 to 6 letters or digits, a dot after the third"),
            )
        })
    }
}

impl fmt::Display for DiagnosisCode {
    /// Writes the code with its dot; `{:#}` leaves the dot out, as claims are sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (buffer, length) = self.characters();
        let text = std::str::from_utf8(buffer.get(..length).unwrap_or_default()).unwrap_or_default();
        match text.split_at_checked(3) {
            Some((category, rest)) if !rest.is_empty() && !f.alternate() => write!(f, "{category}.{rest}"),
            _ => f.pad(text),
        }
    }
}

impl fmt::Debug for DiagnosisCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DiagnosisCode({self})")
    }
}

serde_as_text!(DiagnosisCode, "an ICD-10-CM diagnosis code");
