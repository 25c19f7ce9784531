//! Whole claims of the mix: professional, one day in the third quarter of 2024, one physician.

use super::mix::Mix;
use cleanclaim::claim::{Claim, json};
use std::fmt::Write;

/// Diagnoses that offices send.
const DIAGNOSES: [&str; 16] = [
    "E11.9", "I10", "Z00.00", "M54.50", "E78.5", "J06.9", "F41.1", "K21.9", "M25.561", "N39.0", "R07.9",
    "L57.0", "Z23", "G47.33", "I25.10", "D64.9",
];

/// The JSON of a claim of at least so many lines.
///
/// One visit in three carries modifier 25, one other line in twelve 59; one line in ten has several
/// units.
pub fn text(mix: &mut Mix, number: usize, least: usize) -> String {
    let codes = mix.claim(least);
    let day = format!("2024-{:02}-{:02}", 7 + mix.random().below(3), 1 + mix.random().below(28));
    let count = 1 + mix.random().below(3);
    let start = mix.random().below(DIAGNOSES.len());
    let diagnoses: Vec<String> =
        (0..count).map(|n| format!("{:?}", DIAGNOSES[(start + n * 5) % DIAGNOSES.len()])).collect();
    let mut text = format!(
        r#"{{"id": "{number}", "form": "professional", "payer": "medicare", "frequency": "1",
        "patient": {{"birth_date": "{}-03-04", "sex": "F"}},
        "billing_provider": {{"npi": "1234567893", "taxonomy": "207Q00000X"}},
        "rendering_provider": {{"npi": "1234567893", "taxonomy": "207Q00000X"}},
        "referring_provider": {{"npi": "1234567893"}}, "clia": "01D0000000",
        "diagnoses": [{}], "lines": ["#,
        1930 + mix.random().below(60),
        diagnoses.join(", ")
    );
    for (index, code) in codes.iter().enumerate() {
        let visit = code.starts_with("992");
        let modifiers = match (visit, mix.random().below(12)) {
            (true, 0..4) => r#""25""#,
            (false, 0) => r#""59""#,
            _ => "",
        };
        let units = if mix.random().percent(10) { 2 + mix.random().below(4) } else { 1 };
        let separator = if index == 0 { "" } else { "," };
        write!(
            text,
            r#"{separator}{{"number": {}, "procedure": "{code}", "modifiers": [{modifiers}], "units": "{units}",
            "charge": "{}.00", "from": "{day}", "through": "{day}", "place": "11", "diagnosis_pointers": [1]}}"#,
            index + 1,
            40 + mix.random().below(400)
        )
        .expect("writing to a string");
    }
    text.push_str("]}");
    text
}

/// Claims of the mix.
pub fn claims(mix: &mut Mix, count: usize, least: usize) -> Vec<Claim> {
    (0..count)
        .map(|number| {
            json::read_one(text(mix, number, least).as_bytes()).expect("a claim of the mix can be read")
        })
        .collect()
}
