//! CLIA certificate numbers of laboratories.

use super::fixed::{Grammar, number, refuse_misplaced};
use super::{CodeError, pad, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<10> = Grammar {
    what: "CLIA number",
    length: "10",
    digit_at: [true, true, false, true, true, true, true, true, true, true],
};

/// A CLIA certificate number: two digits, the letter D and seven digits.
///
/// ```
/// use cleanclaim::code::Clia;
/// assert_eq!("05d1234567".parse::<Clia>().unwrap().to_string(), "05D1234567");
/// assert_eq!("O5D1234567".parse::<Clia>().unwrap_err().repair(), Some("05D1234567"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clia(u32);

fn read(text: &str) -> Result<Clia, CodeError> {
    GRAMMAR.read(text, |bytes| {
        refuse_misplaced(&bytes, |index, byte| match index {
            2 => byte == b'D',
            _ => byte.is_ascii_digit(),
        })?;
        Ok(Clia(number(&bytes) as u32))
    })
}

impl FromStr for Clia {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        read(text).map_err(|error| match read(&text.replace(['-', ' '], "")) {
            Ok(clia) => error.with_repair(clia.to_string()),
            Err(_) => error,
        })
    }
}

impl fmt::Display for Clia {
    /// Writes ten characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{:02}D{:07}", self.0 / 10_000_000, self.0 % 10_000_000))
    }
}

impl fmt::Debug for Clia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clia({self})")
    }
}

serde_as_text!(Clia, "a CLIA number such as \"05D1234567\"");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Problem;

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Clia>().unwrap_err();
        assert_eq!(error("05X1234567").problem(), Problem::Character { found: 'X', position: 3 });
        assert_eq!(error("05D123456").problem(), Problem::Length { found: 9, expected: "10" });
        assert_eq!(error("05D-1234567").repair(), Some("05D1234567"));
        assert_eq!(error("05DI23456O").repair(), Some("05D1234560"));
        assert_eq!(error("").problem(), Problem::Empty);
    }
}
