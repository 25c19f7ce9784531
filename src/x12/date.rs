//! Dates in the formats of DTP and HI.

use crate::claim::{Parsed, Period};
use crate::code::Date;

/// Reads a date or period: `D8` a date, `DT` a date with a time, `RD8` a period. `TM`, a time
/// without a date, gives nothing. A text that does not fit its format is kept as it is.
pub(super) fn period(format: &str, text: &str) -> Period {
    if text.is_empty() {
        return Period::default();
    }
    let day = |text: &str| Some(Parsed::<Date>::from_text(text));
    match format {
        "TM" => Period::default(),
        "DT" => Period { from: day(date_of_moment(text)), through: None },
        "RD8" => match text.split_once('-') {
            Some((from, through)) => Period { from: day(from), through: day(through) },
            None => Period { from: day(text), through: None },
        },
        _ => Period { from: day(text), through: None },
    }
}

/// The date of `YYYYMMDDHHMM`, with or without seconds; any other text unchanged.
fn date_of_moment(text: &str) -> &str {
    match text.split_at_checked(8) {
        Some((date, time)) if matches!(time.len(), 4 | 6) && time.bytes().all(|b| b.is_ascii_digit()) => date,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_read_and_the_rest_kept() {
        let shown = |format, text| {
            let Period { from, through } = period(format, text);
            (from.map(|date| date.to_string()), through.map(|date| date.to_string()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(shown("D8", "20240229"), (some("2024-02-29"), None));
        assert_eq!(shown("RD8", "20240201-20240207"), (some("2024-02-01"), some("2024-02-07")));
        assert_eq!(shown("RD8", "20240201"), (some("2024-02-01"), None));
        assert_eq!(shown("DT", "202402291530"), (some("2024-02-29"), None));
        assert_eq!(shown("DT", "2024022915"), (some("2024022915"), None));
        assert_eq!(shown("TM", "1530"), (None, None));
        assert_eq!(shown("D8", "20240230"), (some("20240230"), None));
        assert_eq!(shown("D8", ""), (None, None));
    }
}
