//! Quarters: when a published file is in force, told from its name or its title.

use crate::code::Date;
use std::fmt;

/// A calendar quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year, 1900 to 2199.
    pub year: u16,
    /// The quarter, 1 to 4.
    pub quarter: u8,
}

impl Quarter {
    /// A quarter, `None` when the year or the quarter is out of range.
    pub fn new(year: u16, quarter: u8) -> Option<Self> {
        ((1900..=2199).contains(&year) && (1..=4).contains(&quarter)).then_some(Self { year, quarter })
    }

    /// The quarter of a date.
    pub(super) fn of(date: Date) -> Self {
        let (year, month, _) = date.ymd();
        Self { year, quarter: month.div_ceil(3) }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        Date::from_ymd(self.year, self.quarter * 3 - 2, 1).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.next().first().plus_days(-1)
    }

    /// The first day of its year.
    pub(super) fn year_first(self) -> Date {
        Self { quarter: 1, ..self }.first()
    }

    /// The last day of its year.
    pub(super) fn year_last(self) -> Date {
        Self { quarter: 4, ..self }.last()
    }

    fn next(self) -> Self {
        if self.quarter == 4 {
            Self { year: self.year + 1, quarter: 1 }
        } else {
            Self { quarter: self.quarter + 1, ..self }
        }
    }

    /// The quarter that many quarters later.
    pub(super) fn plus(self, quarters: u16) -> Option<Self> {
        let count = u32::from(self.year) * 4 + u32::from(self.quarter) - 1 + u32::from(quarters);
        Self::new(u16::try_from(count / 4).ok()?, (count % 4) as u8 + 1)
    }

    /// From an NCCI version such as `v302`: 2024 Q3, version 30.2; `v322r0` is 2026 Q3.
    pub(super) fn of_ncci_version(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        lower.match_indices('v').find_map(|(at, _)| {
            let digits = lower.get(at + 1..at + 4)?;
            let more = lower.get(at + 4..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            if more || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let number: u16 = digits.parse().ok()?;
            Self::new(1994 + number / 10, (number % 10) as u8 + 1)
        })
    }

    /// From a year with a quarter (`2026Q2`) or with a month's name (`July 2024`, `2020_OCT`).
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let (year, at) = year_in(&lower)?;
        let rest = lower.get(at + 4..).unwrap_or_default();
        if let Some(quarter) =
            rest.strip_prefix('q').and_then(|rest| rest.chars().next()).and_then(|c| c.to_digit(10))
        {
            return Self::new(year, quarter as u8);
        }
        Self::new(year, month_quarter(&lower)?)
    }

    /// From a date such as `Eff_07-01-2024`.
    pub(super) fn of_effective(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let at = lower.find("eff")?;
        let date: String =
            lower.get(at + 3..)?.chars().skip_while(|c| !c.is_ascii_digit()).take(10).collect();
        let mut parts = date.split(['-', '_']);
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        Some(Self::of(date))
    }
}

/// The first year 1990 to 2199 in a text, and where it stands.
pub(super) fn year_in(text: &str) -> Option<(u16, usize)> {
    (0..text.len()).find_map(|at| {
        let digits = text.get(at..at + 4)?;
        let year = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        let alone = !text.get(at + 4..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        ((1990..=2199).contains(&year) && alone).then_some((year, at))
    })
}

/// The quarter a month's name opens.
pub(super) fn month_quarter(lower: &str) -> Option<u8> {
    [("jan", 1), ("apr", 2), ("jul", 3), ("oct", 4)]
        .into_iter()
        .find(|(month, _)| lower.contains(month))
        .map(|(_, quarter)| quarter)
}

impl fmt::Display for Quarter {
    /// Writes `2024 Q3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Q{}", self.year, self.quarter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_quarter() {
        let quarter = |year, quarter| Quarter::new(year, quarter);
        assert_eq!(Quarter::of_ncci_version("ccipra-v302-reconstructed.TXT.gz"), quarter(2024, 3));
        assert_eq!(Quarter::of_ncci_version("ccipra-v322r0-f1.TXT"), quarter(2026, 3));
        assert_eq!(Quarter::of_ncci_version("ccipra.TXT"), None);
        assert_eq!(Quarter::of_text("AOC_V2026Q2-MCR.txt"), quarter(2026, 2));
        assert_eq!(Quarter::of_text("HCPC2020_OCT_ANWEB.xlsx"), quarter(2020, 4));
        assert_eq!(Quarter::of_text("HCPC2019_CONTR_ANWEB.txt"), None);
        assert_eq!(
            Quarter::of_effective("MCR_MUE_PractitionerServices_Eff_07-01-2024.csv"),
            quarter(2024, 3)
        );
        assert_eq!(quarter(2024, 4).map(Quarter::last), Date::from_ymd(2024, 12, 31));
        assert_eq!(quarter(2019, 3).and_then(|q| q.plus(27)), quarter(2026, 2));
    }
}
