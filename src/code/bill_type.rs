//! Types of bill: facility, classification and frequency of an institutional claim.

use super::fixed::{Grammar, refuse_misplaced};
use super::{CodeError, Problem, pad, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<4> =
    Grammar { what: "type of bill", length: "3 or 4", digit_at: [true, true, true, false] };

/// A type of bill: a zero, the type of facility, the classification of the care and the frequency
/// of the bill.
///
/// Three characters are read with their leading zero put back. On the 837I the facility and the
/// classification stand in CLM05-1 and the frequency in CLM05-3.
///
/// ```
/// use cleanclaim::code::TypeOfBill;
/// let bill: TypeOfBill = "131".parse().unwrap();
/// assert_eq!(bill.to_string(), "0131");
/// assert_eq!((bill.facility(), bill.classification(), bill.frequency()), (1, 3, '1'));
/// assert!("999".parse::<TypeOfBill>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeOfBill([u8; 3]);

impl TypeOfBill {
    /// The type of facility: 1 hospital, 2 skilled nursing, 3 home health, 4 religious non-medical
    /// hospital, 5 religious non-medical extended care (no longer used), 6 intermediate care,
    /// 7 clinic, 8 special facility.
    pub const fn facility(self) -> u8 {
        self.0[0] - b'0'
    }

    /// The classification of the care, which reads differently for each type of facility: with a
    /// hospital 1 is inpatient and 3 outpatient.
    pub const fn classification(self) -> u8 {
        self.0[1] - b'0'
    }

    /// Facility and classification as one number: 13 for `013x`, 85 for `085x`.
    pub const fn facility_and_classification(self) -> u8 {
        self.facility() * 10 + self.classification()
    }

    /// The frequency: `1` admission through discharge, `7` replacement, `8` void, and so on.
    pub const fn frequency(self) -> char {
        self.0[2] as char
    }
}

impl FromStr for TypeOfBill {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let check = |bytes: [u8; 4]| {
            refuse_misplaced(&bytes, |index, byte| match index {
                0 => byte == b'0',
                1 => matches!(byte, b'1'..=b'8'),
                2 => byte.is_ascii_digit(),
                _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            })?;
            let [_, rest @ ..] = bytes;
            Ok(Self(rest))
        };
        let trimmed = super::trimmed(text);
        if trimmed.len() != 3 || !trimmed.is_ascii() {
            return GRAMMAR.read(text, check);
        }
        GRAMMAR.read(&format!("0{trimmed}"), check).map_err(|padded| {
            // Say it of the text that was given, not of the padded one.
            let problem = match padded.problem() {
                Problem::Character { found, position } => {
                    Problem::Character { found, position: position.saturating_sub(1) }
                }
                other => other,
            };
            let error = CodeError::new(GRAMMAR.what, text, problem);
            match padded.repair() {
                Some(repair) => error.with_repair(repair),
                None => error,
            }
        })
    }
}

impl fmt::Display for TypeOfBill {
    /// Writes four characters, the first a zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("0{}", std::str::from_utf8(&self.0).unwrap_or_default()))
    }
}

impl fmt::Debug for TypeOfBill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeOfBill({self})")
    }
}

serde_as_text!(TypeOfBill, "a type of bill such as \"0131\"");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_and_four_characters_are_the_same_bill() {
        let bill: TypeOfBill = "85g".parse().unwrap();
        assert_eq!("085G".parse(), Ok(bill));
        assert_eq!(bill.facility_and_classification(), 85);
        assert_eq!(bill.frequency(), 'G');
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<TypeOfBill>().unwrap_err();
        assert_eq!(error("999").problem(), Problem::Character { found: '9', position: 1 });
        assert_eq!(error("1131").problem(), Problem::Character { found: '1', position: 1 });
        assert_eq!(error("0139X").problem(), Problem::Length { found: 5, expected: "3 or 4" });
        assert_eq!(error("O131").repair(), Some("0131"));
        assert_eq!(error("I31").problem(), Problem::Character { found: 'I', position: 1 });
        assert_eq!(error("I31").text(), "I31");
        assert_eq!(error("I31").repair(), Some("0131"));
        assert_eq!(error("13-").problem(), Problem::Character { found: '-', position: 3 });
    }
}
