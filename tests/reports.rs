//! Snapshots of what a person reads: the page of every sample claim.

use super::cases::Case;
use cleanclaim::claim::{Claim, json};
use cleanclaim::scrub::{Colors, Page};
use cleanclaim::{Edition, Profiles, Scrubber, x12};
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
