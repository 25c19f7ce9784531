//! Dates as numbers: 20260105 for 2026-01-05.

use crate::claim::Parsed;
use crate::code::Date;

/// The number of a date.
pub(super) fn to_number(date: Date) -> u32 {
    let (year, month, day) = date.ymd();
    u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)
}

/// The date of a number; 0 is none, and a number that is no date stays as its digits.
#[inline]
pub(super) fn from_number(number: u32) -> Option<Parsed<Date>> {
    if number == 0 {
        return None;
    }
    let year = u16::try_from(number / 10_000).unwrap_or(0);
    let date = Date::from_ymd(year, (number / 100 % 100) as u8, (number % 100) as u8);
    Some(date.map_or_else(|| Parsed::Malformed(number.to_string().into()), Parsed::Valid))
}

/// Writes the date of a number over another one.
pub(super) fn set(slot: &mut Option<Parsed<Date>>, number: u32) {
    *slot = from_number(number);
}

/// Writes the date of a text when there is one, else of a number.
#[inline]
pub(super) fn set_either(slot: &mut Option<Parsed<Date>>, text: &str, number: u32) {
    match (text, number) {
        ("", 0) => *slot = None,
        ("", _) => set(slot, number),
        _ => *slot = Some(Parsed::from_text(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_no_date_stays_as_its_digits() {
        let date = Date::from_ymd(2026, 1, 5).unwrap();
        assert_eq!(from_number(20_260_105), Some(Parsed::Valid(date)));
        assert_eq!(to_number(date), 20_260_105);
        assert_eq!(from_number(0), None);
        for wrong in [20_260_230, 1, 202_601, u32::MAX] {
            assert_eq!(from_number(wrong).unwrap().malformed(), Some(wrong.to_string().as_str()));
        }
        let mut slot = None;
        set_either(&mut slot, "1/5/2026", 20_260_105);
        assert_eq!(slot.as_ref().and_then(Parsed::malformed), Some("1/5/2026"));
        set_either(&mut slot, "", 20_260_105);
        assert_eq!(slot, Some(Parsed::Valid(date)));
    }
}
