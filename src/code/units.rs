//! Quantities with up to three decimals.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "quantity";

/// A quantity (units of service, minutes, drug quantity) in thousandths.
///
/// The 837 allows three decimals (005010X222A1, SV104).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Units(i64);

impl Units {
    /// A whole quantity.
    pub const fn whole(units: u32) -> Self {
        Self(units as i64 * 1_000)
    }

    /// A quantity in thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The quantity when it is whole and not negative.
    pub fn as_whole(self) -> Option<u32> {
        if self.0 % 1_000 == 0 { u32::try_from(self.0 / 1_000).ok() } else { None }
    }
}

impl std::ops::Add for Units {
    type Output = Self;
    /// Adds, held at the ends of the range.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Reads an optional sign, digits and at most `places` decimals as a whole number of the smallest
/// place.
pub(super) fn decimal(text: &str, places: u32) -> Result<i64, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Problem::Empty);
    }
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(Problem::Shape("a decimal number"));
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places as usize {
        return Err(Problem::Range(if places == 2 { "at most 2 decimals" } else { "at most 3 decimals" }));
    }
    let mut value: i64 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return Err(Problem::Shape("a decimal number"));
        }
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(byte - b'0')))
            .ok_or(Problem::Range("at most 15 digits"))?;
    }
    let scale = 10_i64.pow(places - fraction.len() as u32);
    let value = value.checked_mul(scale).ok_or(Problem::Range("at most 15 digits"))?;
    Ok(if negative { -value } else { value })
}

impl FromStr for Units {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        decimal(text, 3).map(Self).map_err(|problem| CodeError::new(WHAT, text, problem))
    }
}

impl fmt::Display for Units {
    /// Writes the quantity without needless zeros: `1`, `12.4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = thousandths / 1_000;
        match thousandths % 1_000 {
            0 => f.pad(&format!("{sign}{whole}")),
            rest => {
                let fraction = format!("{rest:03}");
                f.pad(&format!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
            }
        }
    }
}

impl fmt::Debug for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Units({self})")
    }
}

serde_as_text!(Units, "a quantity such as \"1\" or \"12.4\"");
