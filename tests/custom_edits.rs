//! Custom edits of profile files: `tests/data/custom_edits.toml`, an edit and cases of it.

use super::cases::Case;
use cleanclaim::claim::json;
use cleanclaim::finding::Applicability;
use cleanclaim::{Edition, Profile, Scrubber};
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edit: Vec<Edit>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// The keys of the edit but for its id, message and severity.
    keys: String,
    case: Vec<Case>,
}

#[test]
fn every_kind_of_edit_flags_and_passes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/custom_edits.toml");
    let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut failures = Vec::new();
    for Edit { keys, case: cases } in file.edit {
        let text = format!(
            "name = \"own\"\n[[edit]]\nid = \"OWN-1\"\nmessage = \"own words\"\nseverity = \"deny\"\n{keys}"
        );
        let profile = Profile::from_text(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let scrubber = Scrubber::new(Edition::starter().clone(), profile);
        assert!(cases.iter().any(|case| case.expect.is_flagged()), "{keys}");
        assert!(cases.iter().any(|case| case.expect.is_passed()), "{keys}");
        for case in cases {
            if let Err(error) = case.check_report("OWN-1", &scrubber.scrub(&case.claim())) {
                failures.push(format!("{keys}{}: {error}", case.name()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_modifier_an_edit_asks_for_is_added_where_the_tables_of_others_end() {
    let text = r#"
        name = "own"
        extends = "commercial"
        [[edit]]
        id = "OWN-1"
        kind = "required-modifier"
        message = "own words"
        severity = "deny"
        codes = ["97110"]
        modifiers = ["GP"]
    "#;
    // The starter edition's pairs end in 2024: with a modifier, one more rule asks for them.
    let claim = json::read_one(
        br#"{"form": "professional", "payer": "own", "diagnoses": ["M54.50"], "lines": [
            {"number": 1, "procedure": "97110", "from": "2026-01-05", "place": "11", "diagnosis_pointers": [1]},
            {"number": 2, "procedure": "99213", "from": "2026-01-05", "place": "11", "diagnosis_pointers": [1]}
        ]}"#,
    );
    let scrubber = Scrubber::new(Edition::starter().clone(), Profile::from_text(text).unwrap());
    let mended = scrubber.fix(&claim.unwrap(), Applicability::IfDocumented);
    let gaps = |report: &cleanclaim::scrub::Report| report.findings().gaps().len();
    assert!(gaps(&mended.after) > gaps(&mended.before));
    assert_eq!(mended.applied.len(), 1);
    assert_eq!(mended.applied[0].rule.as_str(), "OWN-1");
}
