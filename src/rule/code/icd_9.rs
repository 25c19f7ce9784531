//! The shape of ICD-9-CM diagnosis codes, which were in force to 2015-09-30.

/// Whether a text can only be an ICD-9-CM code: three digits and up to two more, with or without a
/// dot between.
pub(super) fn is_numeric(text: &str) -> bool {
    let text = text.trim();
    let (category, rest) = match text.split_once('.') {
        Some((category, rest)) if !rest.is_empty() => (category, rest),
        Some(_) => return false,
        None => text.split_at_checked(3).unwrap_or((text, "")),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    category.len() == 3 && rest.len() <= 2 && digits(category) && digits(rest)
}

/// Whether a text can be an ICD-9-CM code: digits as in [`is_numeric`], V and two digits, or E and
/// three digits from E800 on, each with its decimals.
pub(super) fn is_possible(text: &str) -> bool {
    let text = text.trim().to_ascii_uppercase();
    let plain: Vec<u8> = text.bytes().filter(|byte| *byte != b'.').collect();
    let (letter, digits) = match plain.as_slice() {
        [letter @ (b'V' | b'E'), digits @ ..] => (*letter, digits),
        _ => return is_numeric(&text),
    };
    digits.iter().all(u8::is_ascii_digit)
        && match letter {
            b'V' => (2..=4).contains(&digits.len()),
            _ => (3..=4).contains(&digits.len()) && digits.first().is_some_and(|first| *first >= b'8'),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_apart() {
        for text in ["250", "250.0", "25000", " 401.9 "] {
            assert!(is_numeric(text) && is_possible(text), "{text}");
        }
        for text in ["25", "250.", "250.000", "E11.9", "250000", "2500.0", ""] {
            assert!(!is_numeric(text), "{text}");
        }
        for text in ["V70.0", "V5869", "E880.1", "e8801"] {
            assert!(is_possible(text), "{text}");
        }
        for text in ["E11.9", "E119", "V00.01XA", "I10"] {
            assert!(!is_possible(text), "{text}");
        }
    }
}
