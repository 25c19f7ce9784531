//! Many claims on several threads: the reports of one thread, in the order of the claims.

use super::{cases, clean};
use cleanclaim::{Claim, Edition, Profiles, Scrubber};

#[test]
fn threads_change_nothing() {
    let flagged = cases::flagged_claims().into_iter().map(|(_, _, claim)| claim);
    let claims: Vec<Claim> = flagged.chain(clean::claims().iter().map(|case| case.claim())).collect();
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let alone: Vec<String> = claims.iter().map(|claim| scrubber.scrub(claim).to_json()).collect();
    for threads in [1, 2, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let together = pool.install(|| scrubber.scrub_batch(&claims));
        for ((report, alone), claim) in together.iter().zip(&alone).zip(&claims) {
            assert_eq!(report.to_json(), *alone, "{:?} on {threads} threads", claim.id);
        }
        let counts = pool.install(|| scrubber.scrub_batch_with(&claims, |_, findings| findings.len()));
        assert!(together.iter().map(|report| report.findings().len()).eq(counts));
    }
}
