//! Civil dates of the years 1900 to 2199.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "date";
const SHAPE: &str = "YYYY-MM-DD or YYYYMMDD";

/// A civil date of the years 1900 to 2199, held as days since 1900-01-01.
///
/// Read from `YYYY-MM-DD` or `YYYYMMDD`, written as `YYYY-MM-DD`.
///
/// ```
/// use cleanclaim::code::Date;
/// let date: Date = "20240229".parse().unwrap();
/// assert_eq!(date.to_string(), "2024-02-29");
/// assert_eq!(date.plus_days(1).ymd(), (2024, 3, 1));
/// let error = "2024-13-01".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "date \"2024-13-01\" is out of range: the month must be 01 to 12");
/// ```
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
        let trimmed = super::trimmed(text);
        read(trimmed).map_err(|problem| {
            let error = CodeError::new(WHAT, text, problem);
            match likely(trimmed) {
                Some(date) => error.with_repair(date.to_string()),
                None => error,
            }
        })
    }
}

fn read(text: &str) -> Result<Date, Problem> {
    let digits: [u8; 8] = match text.as_bytes() {
        [] => return Err(Problem::Empty),
        &[a, b, c, d, b'-', e, f, b'-', g, h] => [a, b, c, d, e, f, g, h],
        &[a, b, c, d, e, f, g, h] => [a, b, c, d, e, f, g, h],
        _ => return Err(Problem::Shape(SHAPE)),
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(Problem::Shape(SHAPE));
    }
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits.map(|digit| u16::from(digit - b'0'));
    let year = y1 * 1_000 + y2 * 100 + y3 * 10 + y4;
    let (month, day) = ((m1 * 10 + m2) as u8, (d1 * 10 + d2) as u8);
    Date::from_ymd(year, month, day).ok_or(Problem::Range(match (year, month, day) {
        (..1900 | 2200.., _, _) => "the year must be 1900 to 2199",
        (_, 0 | 13.., _) => "the month must be 01 to 12",
        (_, _, 0 | 32..) => "the day must be 01 to 31",
        (_, 2, 29) => "February has 29 days in leap years only",
        _ => "the month has no such day",
    }))
}

/// The date that was likely meant: month, day and year with slashes, the date in front of a time,
/// or letters that look like digits.
fn likely(text: &str) -> Option<Date> {
    if let &[a, b, b'/', c, d, b'/', e, f, g, h] = text.as_bytes() {
        return read(std::str::from_utf8(&[e, f, g, h, a, b, c, d]).ok()?).ok();
    }
    let (date, _) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let meant = date.replace(['O', 'o'], "0").replace(['I', 'l'], "1");
    if meant == text { None } else { read(&meant).ok() }
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

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let range = Problem::Range;
        for (text, problem, repair) in [
            ("", Problem::Empty, None),
            ("2024-13-01", range("the month must be 01 to 12"), None),
            ("20240001", range("the month must be 01 to 12"), None),
            ("20240132", range("the day must be 01 to 31"), None),
            ("20230229", range("February has 29 days in leap years only"), None),
            ("20230431", range("the month has no such day"), None),
            ("18991231", range("the year must be 1900 to 2199"), None),
            ("22000101", range("the year must be 1900 to 2199"), None),
            ("2024-1-1", Problem::Shape(SHAPE), None),
            ("01/31/2024", Problem::Shape(SHAPE), Some("2024-01-31")),
            ("2024-01-31T00:00:00Z", Problem::Shape(SHAPE), Some("2024-01-31")),
            ("2O24O131", Problem::Shape(SHAPE), Some("2024-01-31")),
            ("２０24", Problem::Shape(SHAPE), None),
        ] {
            let error = text.parse::<Date>().unwrap_err();
            assert_eq!((error.problem(), error.repair()), (problem, repair), "{text}");
        }
    }

    #[test]
    fn ages_count_completed_years() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let birth = date("2000-02-29");
        assert_eq!(date("2018-02-28").years_since(birth), Some(17));
        assert_eq!(date("2018-03-01").years_since(birth), Some(18));
        assert_eq!(birth.years_since(birth), Some(0));
        assert_eq!(date("2000-02-28").years_since(birth), None);
        assert_eq!(date("2000-03-01").days_since(birth), 1);
        assert_eq!(Date::MIN.plus_days(-1), Date::MIN);
        assert_eq!(Date::MAX.plus_days(1), Date::MAX);
    }
}
