//! Money in cents.

use super::{CodeError, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "amount of money";

/// An amount of US dollars in whole cents.
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
}

impl std::ops::Add for Money {
    type Output = Self;
    /// Adds, held at the ends of the range.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
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
        super::units::decimal(text, 2).map(Self).map_err(|problem| CodeError::new(WHAT, text, problem))
    }
}

impl fmt::Display for Money {
    /// Writes dollars and two decimals: `125.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

serde_as_text!(Money, "an amount of money such as \"125.00\"");
