//! Civil dates of the years 1900 to 2199.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "date";

/// A civil date of the years 1900 to 2199, held as days since 1900-01-01.
///
/// Read from `YYYY-MM-DD` or `YYYYMMDD`, written as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

impl Date {
    /// The first date that can be held: 1900-01-01.
    pub const MIN: Self = Self(0);
    /// The last date that can be held: 2199-12-31.
    pub const MAX: Self = Self(109_572);

    /// The date of a year, month (1–12) and day; `None` when the calendar has no such day.
    pub const fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        if year < 1900
            || year > 2199
            || month < 1
            || month > 12
            || day < 1
            || day > days_in_month(year, month)
        {
            return None;
        }
        // Days from civil, counted from March so that the leap day comes last (a known algorithm).
        let y = year as u32 - (month <= 2) as u32;
        let m = (month as u32 + 9) % 12;
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day as u32 - 1;
        Some(Self(days - EPOCH))
    }

    /// The date of a year, month and day that the calendar has; a compile-time error or panic
    /// otherwise.
    ///
    /// Meant for constants: `const START: Date = Date::constant(2023, 1, 1);`
    pub const fn constant(year: u16, month: u8, day: u8) -> Self {
        match Self::from_ymd(year, month, day) {
            Some(date) => date,
            None => panic!("the calendar has no such day"),
        }
    }

    /// Days since 1900-01-01.
    pub const fn days(self) -> u32 {
        self.0
    }

    /// The date that many days after 1900-01-01; `None` after [`Date::MAX`].
    pub const fn from_days(days: u32) -> Option<Self> {
        if days <= Self::MAX.0 { Some(Self(days)) } else { None }
    }

    /// Year, month and day.
    pub const fn ymd(self) -> (u16, u8, u8) {
        let z = self.0 + EPOCH;
        let era = z / 146_097;
        let doe = z % 146_097;
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let m = (5 * doy + 2) / 153;
        let day = doy - (153 * m + 2) / 5 + 1;
        let month = if m < 10 { m + 3 } else { m - 9 };
        let year = yoe + era * 400 + (month <= 2) as u32;
        (year as u16, month as u8, day as u8)
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.ymd().0
    }

    /// The date `days` later (earlier when negative), held at the ends of the range.
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add_signed(days).min(Self::MAX.0))
    }

    /// Days from `earlier` to this date; negative when it is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 as i32 - earlier.0 as i32
    }

    /// Completed years from `birth` to this date, `None` when `birth` is later.
    pub fn years_since(self, birth: Self) -> Option<u16> {
        if birth > self {
            return None;
        }
        let ((year, month, day), (birth_year, birth_month, birth_day)) = (self.ymd(), birth.ymd());
        let before_birthday = (month, day) < (birth_month, birth_day);
        Some(year - birth_year - u16::from(before_birthday))
    }
}

/// Days from 0000-03-01 to 1900-01-01.
const EPOCH: u32 = 693_901;

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let trimmed = text.trim();
        let error = |problem| CodeError::new(WHAT, text, problem);
        let digits: [u8; 8] = match trimmed.as_bytes() {
            [] => return Err(error(Problem::Empty)),
            &[a, b, c, d, b'-', e, f, b'-', g, h] => [a, b, c, d, e, f, g, h],
            &[a, b, c, d, e, f, g, h] => [a, b, c, d, e, f, g, h],
            _ => return Err(error(Problem::Shape("YYYY-MM-DD or YYYYMMDD"))),
        };
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(error(Problem::Shape("YYYY-MM-DD or YYYYMMDD")));
        }
        let number = |range: &[u8]| range.iter().fold(0_u16, |n, d| n * 10 + u16::from(d - b'0'));
        let [y1, y2, y3, y4, m1, m2, d1, d2] = digits;
        Self::from_ymd(number(&[y1, y2, y3, y4]), number(&[m1, m2]) as u8, number(&[d1, d2]) as u8)
            .ok_or_else(|| error(Problem::Range("a day of the calendar from 1900-01-01 to 2199-12-31")))
    }
}

impl fmt::Display for Date {
    /// Writes `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

serde_as_text!(Date, "a date");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_range_goes_round() {
        assert_eq!(Date::from_ymd(1900, 1, 1), Some(Date::MIN));
        assert_eq!(Date::from_ymd(2199, 12, 31), Some(Date::MAX));
        for days in 0..=Date::MAX.days() {
            let date = Date::from_days(days).unwrap();
            let (year, month, day) = date.ymd();
            assert_eq!(Date::from_ymd(year, month, day), Some(date));
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }
}
