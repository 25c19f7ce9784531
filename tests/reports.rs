//! Snapshots of what a person reads: the page of every sample claim.

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
