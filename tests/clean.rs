//! Quiet on correct claims: realistic claims of many specialties on which no rule may fire.

use super::cases::Case;
use cleanclaim::{Claim, Edition, Profiles, Scrubber};
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<Case>,
}

/// The claims with their names.
pub fn claims() -> Vec<(String, Claim)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean_claims.toml");
    let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    file.claim.iter().map(|case| (case.name().to_owned(), case.claim())).collect()
}

#[test]
fn no_rule_fires_on_clean_claims() {
    let claims = claims();
    assert!(claims.len() >= 60, "{} claims", claims.len());
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut loud = Vec::new();
    for (name, claim) in &claims {
        let report = scrubber.scrub(claim);
        for finding in report.findings().iter() {
            loud.push(format!("{name}: {} {:?} {}", finding.rule(), finding.line(), finding.message()));
        }
    }
    assert!(loud.is_empty(), "{} findings\n{}", loud.len(), loud.join("\n"));
}
