//! The same claims on every way into the library: Rust structs, JSON, the C functions, 837 files.
//!
//! The corpus is every case of `tests/cases`, the clean claims and the sample claims. Whichever way a
//! claim takes, it comes out the same, and so does its report; what a way cannot carry is named where
//! the way is written down, and how often that happens is asserted.

#[cfg(feature = "capi")]
mod border;
#[cfg(feature = "x12")]
mod file;
#[cfg(feature = "capi")]
pub mod structures;

use super::{cases, clean};
use cleanclaim::claim::{Claim, json};
use cleanclaim::{Edition, Profile, Profiles, Report, Scrubber};
use std::fs;
use std::path::Path;

/// A claim of the corpus and what judges it.
pub struct Sample {
    pub name: String,
    pub claim: Claim,
    /// The shipped profile; `None` chooses by payer and form.
    pub profile: Option<String>,
    /// The bytes of the edition; `None` is the starter edition.
    pub edition: Option<Vec<u8>>,
}

impl Sample {
    fn of(name: String, claim: Claim) -> Self {
        Self { name, claim, profile: None, edition: None }
    }

    /// The report on a claim by what judges this one.
    pub fn judge(&self, claim: &Claim) -> Report {
        let profiles = match &self.profile {
            Some(name) => Profile::shipped(name).unwrap().into(),
            None => Profiles::by_payer(),
        };
        let edition = match &self.edition {
            Some(bytes) => Edition::from_bytes(bytes.clone()).unwrap(),
            None => Edition::starter().clone(),
        };
        Scrubber::new(edition, profiles).scrub(claim)
    }
}

/// Every sample.
pub fn corpus() -> Vec<Sample> {
    let mut corpus: Vec<Sample> = cases::all()
        .map(|(rule, case)| Sample {
            name: format!("{rule} {}", case.name()),
            claim: case.claim(),
            profile: case.profile().map(str::to_owned),
            edition: case.edition(),
        })
        .collect();
    corpus.extend(clean::claims().iter().map(|case| Sample::of(case.name().to_owned(), case.claim())));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/claims");
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read(&path).unwrap();
        let claims: Vec<Claim> = if text.starts_with(b"ISA") {
            #[cfg(feature = "x12")]
            let claims = cleanclaim::x12::read(&text).map(|claim| claim.unwrap().claim).collect();
            #[cfg(not(feature = "x12"))]
            let claims = Vec::new();
            claims
        } else {
            json::read(&text[..]).map(Result::unwrap).collect()
        };
        corpus.extend(claims.into_iter().map(|claim| Sample::of(path.display().to_string(), claim)));
    }
    assert!(corpus.len() > 1_000, "only {} claims", corpus.len());
    corpus
}

#[test]
fn claims_written_as_json_are_read_as_they_were() {
    for sample in corpus() {
        let written = serde_json::to_string(&sample.claim).unwrap();
        let read =
            json::read_one(written.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        assert_eq!(read, sample.claim, "{}", sample.name);
        assert_eq!(sample.judge(&read).to_json(), sample.judge(&sample.claim).to_json(), "{}", sample.name);
    }
}
