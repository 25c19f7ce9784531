//! Revenue codes: four digits that say which department of a facility rendered a service.

use super::fixed::{Grammar, number, refuse_misplaced};
use super::{CodeError, pad, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<4> = Grammar { what: "revenue code", length: "4", digit_at: [true; 4] };

/// A four-digit revenue code of an institutional claim (837I SV201).
///
/// Three digits are read with their leading zero put back.
///
/// ```
/// use cleanclaim::code::RevenueCode;
/// let operating_room: RevenueCode = "360".parse().unwrap();
/// assert_eq!(operating_room.to_string(), "0360");
/// assert!("36".parse::<RevenueCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevenueCode(u16);

impl RevenueCode {
    /// The line of the claim's total charge on paper; it is not sent as a service line.
    pub const TOTAL: Self = Self(1);

    /// The code of a number below 10,000; `None` for any other.
    pub const fn from_number(number: u16) -> Option<Self> {
        if number < 10_000 { Some(Self(number)) } else { None }
    }

    /// The four digits as a number: 360 for `0360`.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The four digits as text.
    pub const fn digits(self) -> [u8; 4] {
        [
            (self.0 / 1000) as u8 + b'0',
            (self.0 / 100 % 10) as u8 + b'0',
            (self.0 / 10 % 10) as u8 + b'0',
            (self.0 % 10) as u8 + b'0',
        ]
    }

    /// The category, which is the code without its last digit: 45 for the emergency department's
    /// `0450` to `0459`.
    pub const fn category(self) -> u16 {
        self.0 / 10
    }
}

impl FromStr for RevenueCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let check = |digits: [u8; 4]| {
            refuse_misplaced(&digits, |_, byte| byte.is_ascii_digit())?;
            Ok(Self(number(&digits) as u16))
        };
        match text.trim().as_bytes() {
            digits @ [_, _, _] if digits.iter().all(u8::is_ascii_digit) => Ok(Self(number(digits) as u16)),
            _ => GRAMMAR.read(text, check),
        }
    }
}

impl fmt::Display for RevenueCode {
    /// Writes four digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{:04}", self.0))
    }
}

impl fmt::Debug for RevenueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RevenueCode({self})")
    }
}

serde_as_text!(RevenueCode, "a four-digit revenue code");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Problem;

    #[test]
    fn three_digits_get_their_zero_back() {
        assert_eq!("0450".parse(), Ok(RevenueCode(450)));
        assert_eq!(" 450 ".parse(), Ok(RevenueCode(450)));
        assert_eq!("0001".parse(), Ok(RevenueCode::TOTAL));
        assert_eq!(RevenueCode(456).category(), RevenueCode(450).category());
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<RevenueCode>().unwrap_err();
        assert_eq!(error("36").problem(), Problem::Length { found: 2, expected: "4" });
        assert_eq!(error("O36O").problem(), Problem::Character { found: 'O', position: 1 });
        assert_eq!(error("O36O").repair(), Some("0360"));
        assert_eq!(error("045X").problem(), Problem::Character { found: 'X', position: 4 });
    }
}
