//! Medicare beneficiary identifiers.

use super::fixed::{Grammar, refuse_misplaced};
use super::{CodeError, Problem, serde_as_text, trimmed};
use std::{borrow::Cow, fmt, str::FromStr};

const GRAMMAR: Grammar<11> =
    Grammar { what: "Medicare beneficiary identifier", length: "11", digit_at: [false; 11] };

/// A Medicare beneficiary identifier (MBI): eleven letters and digits in a fixed pattern, without
/// the letters S, L, O, I, B and Z.
///
/// Hyphens and spaces, as the card prints them, are passed over. Source: CMS, "Understanding the
/// Medicare Beneficiary Identifier (MBI) format".
///
/// ```
/// use cleanclaim::code::Mbi;
/// let mbi: Mbi = "1eg4-te5-mk73".parse().unwrap();
/// assert_eq!(mbi.to_string(), "1EG4TE5MK73");
/// assert_eq!(format!("{mbi:#}"), "1EG4-TE5-MK73");
/// assert_eq!("1EG4TESMK73".parse::<Mbi>().unwrap_err().repair(), Some("1EG4TE5MK73"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mbi([u8; 11]);

impl Mbi {
    /// The eleven characters as text, borrowed.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What each position holds: a digit 1–9, a letter, a letter or digit, or a digit.
const PATTERN: &[u8; 11] = b"1AX9AX9AA99";

fn fits(index: usize, byte: u8) -> bool {
    let letter = byte.is_ascii_uppercase() && !matches!(byte, b'S' | b'L' | b'O' | b'I' | b'B' | b'Z');
    match PATTERN.get(index) {
        Some(b'1') => matches!(byte, b'1'..=b'9'),
        Some(b'A') => letter,
        Some(b'X') => letter || byte.is_ascii_digit(),
        _ => byte.is_ascii_digit(),
    }
}

/// The digit that a letter which no MBI has was most likely read from.
fn meant(byte: u8) -> u8 {
    match byte {
        b'S' => b'5',
        b'L' | b'I' => b'1',
        b'O' => b'0',
        b'B' => b'8',
        b'Z' => b'2',
        other => other,
    }
}

impl FromStr for Mbi {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let spaced = text.contains(['-', ' ']);
        let bare = if spaced { Cow::Owned(text.replace(['-', ' '], "")) } else { Cow::Borrowed(text) };
        let error = |problem| CodeError::new(GRAMMAR.what, text, placed(problem, text));
        let bytes = GRAMMAR.characters(&bare).map_err(error)?;
        match refuse_misplaced(&bytes, fits) {
            Ok(()) => Ok(Self(bytes)),
            Err(problem) => {
                let repaired = Self(bytes.map(meant));
                match refuse_misplaced(&repaired.0, fits) {
                    Ok(()) => Err(error(problem).with_repair(repaired.to_string())),
                    Err(_) => Err(error(problem)),
                }
            }
        }
    }
}

/// The problem with the position in the text as it was given, hyphens and spaces included.
fn placed(problem: Problem, text: &str) -> Problem {
    let Problem::Character { found, position } = problem else { return problem };
    let given = trimmed(text).chars().enumerate().filter(|(_, c)| !matches!(c, '-' | ' '));
    let place = given.map(|(index, _)| index + 1).nth(position.saturating_sub(1));
    Problem::Character { found, position: place.unwrap_or(position) }
}

impl fmt::Display for Mbi {
    /// Writes the eleven characters, as claims are sent; `{:#}` adds the hyphens of the card.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (f.alternate(), self.as_str().split_at_checked(4)) {
            (true, Some((first, rest))) => match rest.split_at_checked(3) {
                Some((second, third)) => write!(f, "{first}-{second}-{third}"),
                None => f.pad(self.as_str()),
            },
            _ => f.pad(self.as_str()),
        }
    }
}

impl fmt::Debug for Mbi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mbi({self})")
    }
}

serde_as_text!(Mbi, "a Medicare beneficiary identifier");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Mbi>().unwrap_err();
        assert_eq!(error("1SG4TE5MK73").problem(), Problem::Character { found: 'S', position: 2 });
        // A letter must stand there, so the digit 5 cannot be meant.
        assert_eq!(error("1SG4TE5MK73").repair(), None);
        assert_eq!(error("IEG4TESMK73").repair(), Some("1EG4TE5MK73"));
        assert_eq!(error("1EG4TE5MK7B").repair(), Some("1EG4TE5MK78"));
        assert_eq!(error("0EG4TE5MK73").problem(), Problem::Character { found: '0', position: 1 });
        assert_eq!(error("123-45-6789A").problem(), Problem::Length { found: 10, expected: "11" });
        assert_eq!(error("--").problem(), Problem::Empty);
    }

    #[test]
    fn positions_3_and_6_take_letters_and_digits() {
        for text in ["1EG4TE5MK73", "9A12A34AA56", "1AA1AA1AA11"] {
            assert_eq!(text.parse::<Mbi>().unwrap().as_str(), text);
        }
    }
}
