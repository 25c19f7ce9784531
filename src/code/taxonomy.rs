//! Health care provider taxonomy codes.

use super::fixed::{Grammar, refuse_misplaced};
use super::{CodeError, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<10> = Grammar { what: "taxonomy code", length: "10", digit_at: [false; 10] };

/// A provider taxonomy code: nine letters or digits and an X.
///
/// Whether the code is on the list that the NUCC publishes is not part of its grammar.
///
/// ```
/// use cleanclaim::code::Taxonomy;
/// assert_eq!("207q00000x".parse::<Taxonomy>().unwrap().to_string(), "207Q00000X");
/// assert_eq!("207Q00000".parse::<Taxonomy>().unwrap_err().repair(), Some("207Q00000X"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Taxonomy([u8; 10]);

impl Taxonomy {
    /// The ten ASCII characters.
    pub const fn to_bytes(self) -> [u8; 10] {
        self.0
    }

    /// The ten characters as text, borrowed.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether it begins with some characters: a group or type of providers.
    #[inline]
    pub fn starts_with(&self, characters: &str) -> bool {
        self.0.starts_with(characters.as_bytes())
    }
}

impl FromStr for Taxonomy {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let read = GRAMMAR.read(text, |bytes| {
            refuse_misplaced(&bytes, |index, byte| match index {
                9 => byte == b'X',
                _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            })?;
            Ok(Self(bytes))
        });
        read.map_err(|error| {
            let trimmed = text.trim();
            let only_the_x_is_missing =
                trimmed.len() == 9 && trimmed.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if only_the_x_is_missing { error.with_repair(trimmed.to_ascii_uppercase() + "X") } else { error }
        })
    }
}

impl fmt::Display for Taxonomy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Taxonomy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Taxonomy({self})")
    }
}

serde_as_text!(Taxonomy, "a provider taxonomy code such as \"207Q00000X\"");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Problem;

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Taxonomy>().unwrap_err();
        assert_eq!(error("207Q000000").problem(), Problem::Character { found: '0', position: 10 });
        assert_eq!(error("207Q-0000X").problem(), Problem::Character { found: '-', position: 5 });
        assert_eq!(error("207Q00000").problem(), Problem::Length { found: 9, expected: "10" });
        assert_eq!(error("207Q0000é").repair(), None);
    }
}
