//! Quiet on correct claims: realistic claims of many specialties on which no rule may fire.

use super::cases::Case;
use cleanclaim::edition::Builder;
use cleanclaim::edition::source::Sources;
use cleanclaim::{Edition, Profile, Profiles, Scrubber};
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<Case>,
}

/// The claims.
pub fn claims() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean_claims.toml");
    let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    file.claim
}

/// What the rules say of the claims, but for some rules that ask more of another payer's claims.
fn assert_quiet(edition: &Edition, profiles: Profiles, unasked: &[&str]) {
    let scrubber = Scrubber::new(edition.clone(), profiles);
    let mut loud = Vec::new();
    for case in claims() {
        let report = scrubber.scrub(&case.claim());
        for finding in report.findings().iter() {
            if !unasked.contains(&finding.rule().as_str()) {
                let (rule, line) = (finding.rule(), finding.line());
                loud.push(format!("{}: {rule} {line:?} {}", case.name(), finding.message()));
            }
        }
    }
    assert!(loud.is_empty(), "{} findings\n{}", loud.len(), loud.join("\n"));
}

#[test]
fn no_rule_fires_on_clean_claims() {
    let claims = claims();
    assert!(claims.len() >= 120, "{} claims", claims.len());
    assert_quiet(Edition::starter(), Profiles::by_payer(), &[]);
}

/// Medicaid and commercial payers want the national drug code on drugs (C017) and count therapy
/// minutes code by code (U004), which claims made for Medicare need not meet.
const OTHER_PAYERS_ASK: [&str; 2] = ["C017", "U004"];

#[test]
fn nor_by_the_profiles_of_other_payers() {
    for name in ["commercial", "medicaid"] {
        assert_quiet(Edition::starter(), Profile::shipped(name).unwrap().into(), &OTHER_PAYERS_ASK);
    }
}

#[test]
fn nor_by_the_published_tables() {
    let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
        println!("skipped: CLEANCLAIM_DATA names no folder of published files");
        return;
    };
    let mut sources = Sources::new();
    sources.add(Path::new(&folder)).unwrap();
    let mut builder = Builder::new("published");
    sources.import(&mut builder, Default::default(), |_, _| {}).unwrap();
    let edition = Edition::from_bytes(builder.finish().unwrap()).unwrap();
    assert_quiet(&edition, Profiles::by_payer(), &[]);
    for name in ["commercial", "medicaid"] {
        assert_quiet(&edition, Profile::shipped(name).unwrap().into(), &OTHER_PAYERS_ASK);
    }
}
