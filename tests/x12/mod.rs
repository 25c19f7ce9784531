//! 837 files to claims.

mod damaged;
mod envelopes;
mod hospital;
mod office;
mod public_files;

use cleanclaim::x12::{self, X12Claim, X12Error};

/// Own 837P file: two transaction sets, six claims, fictional people.
const OFFICE: &str = include_str!("../data/x12/office.837");
/// Own 837I file: two claims, every delimiter another than usual, a line a segment.
const HOSPITAL: &str = include_str!("../data/x12/hospital.837");

/// What a file gives: its claims and the rest, each in the order of the file.
fn read(bytes: &[u8]) -> (Vec<X12Claim>, Vec<X12Error>) {
    let (mut claims, mut errors) = (Vec::new(), Vec::new());
    for result in x12::read(bytes) {
        match result {
            Ok(claim) => claims.push(claim),
            Err(error) => errors.push(error),
        }
    }
    (claims, errors)
}

/// The identifiers of the claims of a file.
fn ids(bytes: &[u8]) -> Vec<String> {
    read(bytes).0.into_iter().map(|claim| claim.claim.id.unwrap_or_default()).collect()
}
