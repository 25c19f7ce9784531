//! What benches and the peer runner work on where no published files are given.

#[path = "../benches/support/mod.rs"]
#[allow(dead_code)]
mod support;

use cleanclaim::claim::Claim;
use cleanclaim::edition::PtpSet;
use cleanclaim::{Profile, Scrubber};
use support::mix::Mix;

/// The generated tables are sound, and the claims of the mix are judged by them.
#[test]
fn generated_tables_can_be_built() {
    let edition = support::tables::generated(600);
    let pairs = edition.ptp_pairs(PtpSet::Practitioner).count();
    assert!(pairs > 50_000, "{pairs}");
    let mut names: Vec<String> = edition.codes().map(|code| code.to_string()).collect();
    names.sort();
    let claims: Vec<Claim> = support::claims::claims(&mut Mix::new(&names, 21), 300, 1);
    let scrubber = Scrubber::new(edition, Profile::shipped("medicare-professional").expect("it is shipped"));
    let findings: usize = claims.iter().map(|claim| scrubber.scrub(claim).findings().iter().count()).sum();
    assert!(findings > claims.len(), "{findings}");
}
