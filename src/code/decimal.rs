//! Reading decimal numbers as whole numbers of their smallest place.

use super::{CodeError, Problem, trimmed};

/// Reads an optional sign, up to 15 digits and at most `places` decimals as a whole number of the
/// smallest place; zeros at the end of the decimals are free.
///
/// The error proposes the number without a dollar sign, commas between thousands and letters that
/// look like digits, when that leaves a number.
pub(super) fn read(what: &'static str, text: &str, places: u32) -> Result<i64, CodeError> {
    let trimmed = trimmed(text);
    if let Some(value) = plain(trimmed, places) {
        return Ok(value);
    }
    value(trimmed, places).map_err(|problem| {
        let error = CodeError::new(what, text, problem);
        match likely(trimmed) {
            Some(likely) if value(&likely, places).is_ok() => error.with_repair(likely),
            _ => error,
        }
    })
}

/// The value of what is mostly written: digits, and no more decimals than `places`; `None` leaves the
/// text to [`value`].
fn plain(text: &str, places: u32) -> Option<i64> {
    let bytes = text.as_bytes();
    let (mut value, mut decimals, mut pointed) = (0_i64, 0, false);
    // As many bytes stay far below what an i64 holds.
    if bytes.len() > 15 {
        return None;
    }
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                decimals += u32::from(pointed);
            }
            b'.' if !pointed => pointed = true,
            _ => return None,
        }
    }
    let written = bytes.len() > usize::from(pointed);
    let missing = places.checked_sub(decimals).filter(|_| written)?;
    Some(value * 10_i64.pow(missing))
}

fn value(text: &str, places: u32) -> Result<i64, Problem> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let signs = text.len() - digits.len();
    let mut dots = 0;
    for (index, found) in digits.chars().enumerate() {
        dots += usize::from(found == '.');
        if !(found.is_ascii_digit() || (found == '.' && dots == 1)) {
            return Err(Problem::Character { found, position: signs + index + 1 });
        }
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(if text.is_empty() { Problem::Empty } else { Problem::Shape("a decimal number") });
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places as usize {
        return Err(Problem::Range(if places == 2 { "at most 2 decimals" } else { "at most 3 decimals" }));
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 15 {
        return Err(Problem::Range("at most 15 digits before the decimal point"));
    }
    let unscaled =
        whole.bytes().chain(fraction.bytes()).fold(0_i64, |value, byte| value * 10 + i64::from(byte - b'0'));
    // 15 digits and three decimals stay below 10^18, which an i64 holds.
    let value = unscaled * 10_i64.pow(places - fraction.len() as u32);
    Ok(if negative { -value } else { value })
}

/// The number that was likely meant, `None` when the text has nothing to repair.
fn likely(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let thousands = groups.iter().skip(1).all(|group| group.len() == 3);
    let whole = if thousands { groups.concat() } else { whole.to_owned() };
    let point = if text.contains('.') { "." } else { "" };
    let meant: String = format!("{whole}{point}{fraction}")
        .chars()
        .filter(|c| *c != '$')
        .map(|c| match c {
            'O' | 'o' => '0',
            'I' | 'l' => '1',
            other => other,
        })
        .collect();
    (meant != text).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_their_smallest_place() {
        for (text, places, expected) in [
            ("125", 2, 12_500),
            (" 125.5 ", 2, 12_550),
            ("-0.01", 2, -1),
            ("+.5", 3, 500),
            ("1.", 3, 1_000),
            ("1.5000", 2, 150),
            ("000000000000000000012", 2, 1_200),
            ("999999999999999.999", 3, 999_999_999_999_999_999),
        ] {
            assert_eq!(read("amount", text, places), Ok(expected), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_mostly_written_is_read_as_everything_is(text in "[0-9]{0,15}[.]?[0-9]{0,4}|[-+0-9.e]{0,8}") {
            for places in [2, 3] {
                if let Some(quickly) = plain(&text, places) {
                    proptest::prop_assert_eq!(value(&text, places), Ok(quickly));
                }
            }
        }
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        for (text, problem, repair) in [
            ("", Problem::Empty, None),
            ("-", Problem::Shape("a decimal number"), None),
            (".", Problem::Shape("a decimal number"), None),
            ("$1,250.00", Problem::Character { found: '$', position: 1 }, Some("1250.00")),
            ("12,50", Problem::Character { found: ',', position: 3 }, None),
            ("1.2.3", Problem::Character { found: '.', position: 4 }, None),
            ("-1é", Problem::Character { found: 'é', position: 3 }, None),
            ("1OO", Problem::Character { found: 'O', position: 2 }, Some("100")),
            ("1e3", Problem::Character { found: 'e', position: 2 }, None),
            ("1.234", Problem::Range("at most 2 decimals"), None),
            ("1000000000000000", Problem::Range("at most 15 digits before the decimal point"), None),
        ] {
            let error = read("amount", text, 2).unwrap_err();
            assert_eq!((error.problem(), error.repair()), (problem, repair), "{text}");
        }
    }
}
