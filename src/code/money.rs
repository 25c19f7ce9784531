//! Money in cents.

use super::{CodeError, decimal, pad, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "amount of money";

/// An amount of US dollars in whole cents.
///
/// Sums, differences and products stay at the ends of the range instead of overflowing.
///
/// ```
/// use cleanclaim::code::Money;
/// let charge: Money = "125".parse().unwrap();
/// assert_eq!((charge * 2).to_string(), "250.00");
/// let error = "$1,250.00".parse::<Money>().unwrap_err();
/// assert_eq!(error.repair(), Some("1250.00"));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of whole cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in whole cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether the amount is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    /// Adds, held at the ends of the range.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::ops::Sub for Money {
    type Output = Self;
    /// Subtracts, held at the ends of the range.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::ops::Mul<u32> for Money {
    type Output = Self;
    /// Multiplies, held at the ends of the range.
    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(times)))
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

impl FromStr for Money {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        decimal::read(WHAT, text, 2).map(Self)
    }
}

impl fmt::Display for Money {
    /// Writes dollars and two decimals: `125.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        pad(f, format_args!("{sign}{}.{:02}", cents / 100, cents % 100))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

serde_as_text!(Money, "an amount of money such as \"125.00\"");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_in_dollars_and_cents() {
        for (cents, text) in
            [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (12_500, "125.00"), (-12_345, "-123.45")]
        {
            assert_eq!(Money::from_cents(cents).to_string(), text);
        }
    }

    #[test]
    fn arithmetic_stays_at_the_ends() {
        let (most, least) = (Money::from_cents(i64::MAX), Money::from_cents(i64::MIN));
        assert_eq!(most + most, most);
        assert_eq!(least - most, least);
        assert_eq!(least * 3, least);
        assert_eq!(
            [Money::from_cents(1), Money::from_cents(2)].into_iter().sum::<Money>(),
            Money::from_cents(3)
        );
        assert_eq!(least.to_string(), "-92233720368547758.08");
    }
}
