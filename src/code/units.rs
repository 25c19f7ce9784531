//! Quantities with up to three decimals.

use super::{CodeError, decimal, pad, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "quantity";

/// A quantity (units of service, minutes, drug quantity) in thousandths.
///
/// The 837 allows three decimals (005010X222A1, SV104).
///
/// ```
/// use cleanclaim::code::Units;
/// let units: Units = "12.4".parse().unwrap();
/// assert!(units > Units::whole(12) && units.as_whole().is_none());
/// assert_eq!((units + units).to_string(), "24.8");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Units(i64);

impl Units {
    /// None.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self::whole(1);

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

    /// The quantity when it is whole, not negative and below 2³².
    pub fn as_whole(self) -> Option<u32> {
        if self.0 % 1_000 == 0 { u32::try_from(self.0 / 1_000).ok() } else { None }
    }

    /// Whether the quantity is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl std::ops::Add for Units {
    type Output = Self;
    /// Adds, held at the ends of the range.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Units {
    type Output = Self;
    /// Subtracts, held at the ends of the range.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::ops::AddAssign for Units {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Units {
    fn sum<I: Iterator<Item = Self>>(quantities: I) -> Self {
        quantities.fold(Self::ZERO, |sum, quantity| sum + quantity)
    }
}

impl FromStr for Units {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        decimal::read(WHAT, text, 3).map(Self)
    }
}

impl fmt::Display for Units {
    /// Writes the quantity without needless zeros: `1`, `12.4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = thousandths / 1_000;
        match thousandths % 1_000 {
            0 => pad(f, format_args!("{sign}{whole}")),
            rest => {
                let fraction = format!("{rest:03}");
                pad(f, format_args!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_compare_and_show_as_numbers() {
        let units = |text: &str| text.parse::<Units>().unwrap();
        assert_eq!(units("1.000"), Units::ONE);
        assert!(units("1.001") > Units::ONE && units("-1") < Units::ZERO);
        assert_eq!(units("2.50").to_string(), "2.5");
        assert_eq!(units("-0.05").to_string(), "-0.05");
        assert_eq!(units("3").as_whole(), Some(3));
        assert_eq!([units("-1"), units("0.5"), units("4294967296")].map(Units::as_whole), [None; 3]);
        assert_eq!([units("1"), units("2.5")].into_iter().sum::<Units>() - Units::ONE, units("2.5"));
    }

    #[test]
    fn the_message_names_the_remedy() {
        let error = "1.2345".parse::<Units>().unwrap_err();
        assert_eq!(error.to_string(), "quantity \"1.2345\" is out of range: at most 3 decimals");
    }
}
