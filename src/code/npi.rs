//! National provider identifiers.

use super::fixed::{Grammar, number, refuse_misplaced};
use super::{CodeError, Problem, pad, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<10> = Grammar { what: "NPI", length: "10", digit_at: [true; 10] };

/// A national provider identifier: ten digits, the first 1 or 2, the last a check digit.
///
/// The check digit is that of the Luhn formula over the NPI with the issuer prefix 80840 before
/// it (CMS, "Requirements for National Provider Identifier (NPI) and NPI check digit").
///
/// ```
/// use cleanclaim::code::{Npi, Problem};
/// assert!("1234567893".parse::<Npi>().is_ok());
/// let error = "1234567890".parse::<Npi>().unwrap_err();
/// assert_eq!(error.problem(), Problem::CheckDigit);
/// assert_eq!("I234567893".parse::<Npi>().unwrap_err().repair(), Some("1234567893"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Npi(u32);

impl Npi {
    /// The ten digits as a number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

fn check(digits: [u8; 10]) -> Result<Npi, Problem> {
    refuse_misplaced(&digits, |index, byte| match index {
        0 => matches!(byte, b'1' | b'2'),
        _ => byte.is_ascii_digit(),
    })?;
    // The five digits of the prefix add 24 to every sum.
    let sum = digits.iter().enumerate().fold(24_u32, |sum, (index, digit)| {
        let digit = u32::from(digit - b'0');
        sum + if index % 2 == 0 { digit * 2 % 10 + digit / 5 } else { digit }
    });
    if sum % 10 == 0 { Ok(Npi(number(&digits) as u32)) } else { Err(Problem::CheckDigit) }
}

impl FromStr for Npi {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        GRAMMAR.read(text, check)
    }
}

impl fmt::Display for Npi {
    /// Writes ten digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{:010}", self.0))
    }
}

impl fmt::Debug for Npi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Npi({self})")
    }
}

serde_as_text!(Npi, "an NPI of 10 digits");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_check_digit_fits() {
        for body in ["123456789", "198765432", "200000000", "299999999"] {
            let fitting: Vec<_> =
                (0..10).filter_map(|digit| format!("{body}{digit}").parse::<Npi>().ok()).collect();
            assert_eq!(fitting.len(), 1, "{body}");
        }
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Npi>().unwrap_err();
        assert_eq!(error("1234567890").problem(), Problem::CheckDigit);
        assert_eq!(error("1234567890").repair(), None);
        assert_eq!(error("3234567893").problem(), Problem::Character { found: '3', position: 1 });
        assert_eq!(error("123456789").problem(), Problem::Length { found: 9, expected: "10" });
        assert_eq!(error("l234567893").repair(), Some("1234567893"));
        // Reading the O as 0 would still fail the check digit: nothing is proposed.
        assert_eq!(error("123456789O").repair(), None);
    }
}
