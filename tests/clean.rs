//! Quiet on correct claims: realistic claims of many specialties on which no rule may fire.

use super::cases::Case;
use cleanclaim::{Edition, Profiles, Scrubber};
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<Case>,
}

#[test]
fn no_rule_fires_on_clean_claims() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean_claims.toml");
    let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(file.claim.len() >= 60, "{} claims", file.claim.len());
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut loud = Vec::new();
    for case in &file.claim {
        let report = scrubber.scrub(&case.claim());
        for finding in report.findings().iter() {
            loud.push(format!(
                "{}: {} {:?} {}",
                case.name(),
                finding.rule(),
                finding.line(),
                finding.message()
            ));
        }
    }
    assert!(loud.is_empty(), "{} findings\n{}", loud.len(), loud.join("\n"));
}
