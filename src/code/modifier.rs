//! Modifiers: two characters packed in a `u16`.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "modifier";

/// A two-character modifier of CPT or HCPCS Level II, or an ambulance origin and destination.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modifier(u16);

impl Modifier {
    /// The modifier of two upper-case letters or digits; a compile-time error or panic otherwise.
    ///
    /// Meant for constants: `const DISTINCT: Modifier = Modifier::constant(b"59");`
    pub const fn constant(text: &[u8; 2]) -> Self {
        assert!(is_alphanumeric(text[0]) && is_alphanumeric(text[1]));
        Self(((text[0] as u16) << 8) | text[1] as u16)
    }

    /// The modifier of two ASCII characters in upper case, `None` when one is no letter or digit.
    pub const fn from_bytes(text: [u8; 2]) -> Option<Self> {
        if is_alphanumeric(text[0]) && is_alphanumeric(text[1]) {
            Some(Self(((text[0] as u16) << 8) | text[1] as u16))
        } else {
            None
        }
    }

    /// The packed value: the two ASCII characters, the first in the high byte.
    pub const fn packed(self) -> u16 {
        self.0
    }

    /// The two ASCII characters.
    pub const fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }
}

const fn is_alphanumeric(character: u8) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit()
}

impl FromStr for Modifier {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(CodeError::new(WHAT, text, Problem::Empty));
        }
        <[u8; 2]>::try_from(trimmed.as_bytes())
            .ok()
            .and_then(|bytes| Self::from_bytes(bytes.map(|byte| byte.to_ascii_uppercase())))
            .ok_or_else(|| CodeError::new(WHAT, text, Problem::Shape("two letters or digits")))
    }
}

impl fmt::Display for Modifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.to_bytes()).unwrap_or_default())
    }
}

impl fmt::Debug for Modifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Modifier({self})")
    }
}

serde_as_text!(Modifier, "a modifier");
