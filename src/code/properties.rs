//! Properties that hold for every code type: texts go round, order is that of the texts, repairs
//! can be read, and no text makes a reader panic.

use super::*;
use proptest::prelude::*;
use std::{fmt::Display, str::FromStr};

/// Reads `text` as every type; whatever is refused names the text and proposes what can be read.
fn read_as_everything(text: &str) {
    fn read<T: FromStr<Err = CodeError> + Display + PartialEq + std::fmt::Debug>(text: &str) {
        match text.parse::<T>() {
            Ok(code) => assert_eq!(code.to_string().parse::<T>(), Ok(code)),
            Err(error) => {
                assert_eq!(error.text(), text);
                assert!(error.to_string().contains(error.what()));
                if let Some(repair) = error.repair() {
                    assert!(repair.parse::<T>().is_ok(), "{error}");
                }
            }
        }
    }
    read::<Clia>(text);
    read::<Date>(text);
    read::<DiagnosisCode>(text);
    read::<GroupCode>(text);
    read::<Mbi>(text);
    read::<Modifier>(text);
    read::<Money>(text);
    read::<Ndc>(text);
    read::<Npi>(text);
    read::<PlaceOfService>(text);
    read::<ProcedureCode>(text);
    read::<RevenueCode>(text);
    read::<Taxonomy>(text);
    read::<TypeOfBill>(text);
    read::<Units>(text);
}

/// Codes with one character replaced, inserted or cut, so that readers are met close to the border.
fn nearly_a_code() -> impl Strategy<Value = String> {
    let codes = prop::sample::select(vec![
        "99213",
        "J1885",
        "0075T",
        "99213-25",
        "25",
        "E11.65",
        "W19XXXA",
        "2024-02-29",
        "20240229",
        "125.00",
        "12.4",
        "11",
        "0360",
        "0131",
        "131",
        "0409-1234-01",
        "00409123401",
        "1234567893",
        "207Q00000X",
        "05D1234567",
        "1EG4-TE5-MK73",
        "CO",
    ]);
    (codes, 0_usize..14, prop::option::of(any::<char>()), any::<bool>()).prop_map(
        |(code, position, other, replaces)| {
            let mut characters: Vec<char> = code.chars().collect();
            let position = position.min(characters.len());
            if (replaces || other.is_none()) && position < characters.len() {
                characters.remove(position);
            }
            characters.splice(position..position, other);
            characters.into_iter().collect()
        },
    )
}

#[test]
fn long_texts_are_refused_without_recursion() {
    for part in ["-", "N4", " ", "\u{a0}", "0", "O", "9", ",", "."] {
        read_as_everything(&part.repeat(200_000));
    }
}

#[test]
fn codes_are_deserialised_from_texts_and_numbers() {
    use serde::Deserialize;
    use serde::de::value::{BoolDeserializer, Error, F64Deserializer, StrDeserializer, U64Deserializer};
    use serde::de::{Deserializer, IntoDeserializer};
    fn read<'de, T: Deserialize<'de>>(from: impl Deserializer<'de, Error = Error>) -> Result<T, Error> {
        T::deserialize(from)
    }
    let text: StrDeserializer<Error> = "e11.65".into_deserializer();
    assert_eq!(read::<DiagnosisCode>(text).unwrap().to_string(), "E11.65");
    let number: U64Deserializer<Error> = 99_213_u64.into_deserializer();
    assert_eq!(read::<ProcedureCode>(number).unwrap().to_string(), "99213");
    let number: F64Deserializer<Error> = 125.5.into_deserializer();
    assert_eq!(read::<Money>(number).unwrap(), Money::from_cents(12_550));
    let text: StrDeserializer<Error> = "1234567890".into_deserializer();
    assert_eq!(read::<Npi>(text).unwrap_err().to_string(), "NPI \"1234567890\" fails its check digit");
    let truth: BoolDeserializer<Error> = true.into_deserializer();
    assert!(read::<Npi>(truth).unwrap_err().to_string().contains("an NPI of 10 digits"));
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        read_as_everything(&text);
    }

    #[test]
    fn no_printable_text_makes_a_reader_panic(text in "[ -~]{0,14}") {
        read_as_everything(&text);
    }

    #[test]
    fn no_text_close_to_a_code_makes_a_reader_panic(text in nearly_a_code()) {
        read_as_everything(&text);
    }

    #[test]
    fn procedure_codes_go_round_in_order(
        one in "[0-9]{4}[0-9AFMTU]|[A-EGHJ-MP-Z][0-9]{4}",
        two in "[0-9]{4}[0-9AFMTU]|[A-EGHJ-MP-Z][0-9]{4}",
    ) {
        let (a, b): (ProcedureCode, ProcedureCode) = (one.parse().unwrap(), two.parse().unwrap());
        prop_assert_eq!(a.cmp(&b), one.cmp(&two));
        prop_assert_eq!(a.packed().cmp(&b.packed()), one.cmp(&two));
        prop_assert_eq!(ProcedureCode::from_packed(a.packed()), Some(a));
        prop_assert_eq!(ProcedureCode::from_bytes(a.to_bytes()), Some(a));
        prop_assert_eq!(a.to_string(), one);
    }

    #[test]
    fn modifiers_go_round_in_order(one in "[0-9A-Z]{2}", two in "[0-9A-Z]{2}") {
        let (a, b): (Modifier, Modifier) = (one.parse().unwrap(), two.parse().unwrap());
        prop_assert_eq!(a.cmp(&b), one.cmp(&two));
        prop_assert_eq!(Modifier::from_bytes(a.to_bytes()), Some(a));
        prop_assert_eq!(a.to_string(), one);
    }

    #[test]
    fn diagnosis_codes_go_round_in_order(
        one in "[A-Z][0-9][0-9AB]([0-9A-Z]{1,3}|[0-9A-Z]{3}[0-9A-HJKMNP-S])?",
        two in "[A-Z][A-HJKMNP-Z][0-9]([0-9A-Z]{1,3}|[0-9A-Z]{3}[0-9A-HJKMNP-S])?",
    ) {
        let (a, b): (DiagnosisCode, DiagnosisCode) = (one.parse().unwrap(), two.parse().unwrap());
        prop_assert_eq!(a.cmp(&b), one.cmp(&two));
        for (code, text) in [(a, one), (b, two)] {
            prop_assert_eq!(DiagnosisCode::from_packed(code.packed()), Some(code));
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(format!("{code:#}"), text);
            prop_assert!(code.parent().is_none_or(|parent| parent < code && code.is_within(parent)));
            prop_assert!(code.is_within(code.category()));
        }
    }

    #[test]
    fn no_packed_value_makes_a_code_of_another(packed in any::<u64>()) {
        prop_assert!(DiagnosisCode::from_packed(packed).is_none_or(|code| code.packed() == packed));
        let packed = packed as u32;
        prop_assert!(ProcedureCode::from_packed(packed).is_none_or(|code| code.packed() == packed));
    }

    #[test]
    fn dates_go_round_in_order(one in 0..=Date::MAX.days(), two in 0..=Date::MAX.days()) {
        let (a, b) = (Date::from_days(one).unwrap(), Date::from_days(two).unwrap());
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        prop_assert_eq!(b.plus_days(a.days_since(b)), a);
    }

    #[test]
    fn amounts_and_quantities_go_round(value in -99_999_999_999_999_999_i64..=99_999_999_999_999_999) {
        let (money, units) = (Money::from_cents(value), Units::from_thousandths(value));
        prop_assert_eq!(money.to_string().parse(), Ok(money));
        prop_assert_eq!(units.to_string().parse(), Ok(units));
        prop_assert_eq!(money - money, Money::ZERO);
    }

    #[test]
    fn drug_codes_go_round_in_order(one in "[0-9]{11}", two in "[0-9]{5}-[0-9]{4}-[0-9]{2}") {
        let (a, b): (Ndc, Ndc) = (one.parse().unwrap(), Ndc::from_package(&two).unwrap());
        prop_assert_eq!(a.to_string(), one);
        prop_assert_eq!(format!("{b:#}"), two);
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn a_wrong_digit_fails_the_check_digit(body in "[12][0-9]{8}", position in 1_usize..10, digit in 0_u8..10) {
        let npi = (0..10).find_map(|last| format!("{body}{last}").parse::<Npi>().ok()).unwrap();
        let mut wrong = npi.to_string().into_bytes();
        prop_assume!(wrong[position] != b'0' + digit);
        wrong[position] = b'0' + digit;
        let error = String::from_utf8(wrong).unwrap().parse::<Npi>().unwrap_err();
        prop_assert_eq!(error.problem(), Problem::CheckDigit);
    }
}
