//! Snapshots of what a person reads: the page of every sample claim.

use super::cases::{self, Case};
use cleanclaim::claim::{Claim, has_field, json};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::{Colors, Page};
use cleanclaim::{Edition, Profiles, Scrubber, x12};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn claims(file: &Path) -> Vec<Claim> {
    let bytes = fs::read(file).unwrap();
    if x12::is_x12(&bytes) {
        x12::read(&bytes).map(|read| read.unwrap().claim).collect()
    } else {
        json::read(bytes.as_slice()).map(Result::unwrap).collect()
    }
}

#[test]
fn a_long_text_of_the_claim_is_quoted_in_part() {
    let long = "\u{e9}".repeat(1 << 20);
    let claim = format!(
        r#"{{"form": "professional", "lines": [{{"procedure": "{long}", "units": "", "unit_basis": ""}}]}}"#
    );
    let claim = json::read_one(claim.as_bytes()).unwrap();
    let report = Scrubber::new(Edition::starter().clone(), Profiles::by_payer()).scrub(&claim);
    let said = report.to_json();
    assert!(said.contains("\u{e9}\u{e9}…") && said.len() < 20_000, "{} bytes", said.len());
    assert!(
        said.contains(r#"units \"\" cannot be read"#) && said.contains(r#"\"\" is no unit of measure"#),
        "{said}"
    );
}

#[test]
fn the_page_of_every_sample_claim() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/claims");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut count = 0;
    for file in files {
        let mut pages = String::new();
        for claim in claims(&file) {
            pages += &Page::new(&claim, &scrubber.scrub(&claim), Colors::Never).to_string();
            count += 1;
        }
        insta::with_settings!({
            snapshot_suffix => file.file_name().unwrap().to_string_lossy().into_owned(),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("page", pages);
        });
    }
    assert!(count >= 16, "{count} claims");
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Families {
    claim: Vec<Case>,
}

#[test]
fn the_page_of_a_claim_of_every_family() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/family_claims.toml");
    let families: Families = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    for case in &families.claim {
        let claim = case.claim();
        let page = Page::new(&claim, &scrubber.scrub(&claim), Colors::Never).to_string();
        insta::with_settings!({
            snapshot_suffix => case.name().replace(' ', "-"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("family", page);
        });
    }
    assert!(families.claim.len() >= 11, "{} claims", families.claim.len());
}

#[test]
fn the_field_of_a_finding_is_one_of_the_claim_or_the_line() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let (mut seen, mut strangers) = (0, BTreeSet::new());
    for case in RULES.iter().flat_map(|rule| cases::of_rule(rule.id.as_str())) {
        for finding in scrubber.scrub(&case.claim()).findings().iter().filter(|own| !own.field().is_empty()) {
            let field = finding.field();
            if !has_field(false, field) && !has_field(true, field) {
                strangers.insert((finding.rule(), field));
            }
            seen += 1;
        }
    }
    assert!(strangers.is_empty(), "{strangers:?}");
    assert!(seen > 500, "only {seen} findings name a field");
}
