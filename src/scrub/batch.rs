//! Many claims on all cores.

use super::{Report, Scrubber, Workspace};
use crate::claim::Claim;
use crate::finding::Findings;
use rayon::prelude::*;

impl Scrubber {
    /// Judges many claims on all cores; the reports are in the order of the claims, whatever the
    /// number of threads (rayon's: `RAYON_NUM_THREADS`).
    ///
    /// ```
    /// use cleanclaim::{Claim, Edition, Profiles, Scrubber};
    /// let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    /// let claims: Vec<Claim> = (0..100).map(|n| Claim { id: Some(n.to_string()), ..Claim::default() }).collect();
    /// let reports = scrubber.scrub_batch(&claims);
    /// assert_eq!(reports[42].claim(), Some("42"));
    /// ```
    pub fn scrub_batch(&self, claims: &[Claim]) -> Vec<Report> {
        claims.par_iter().map(|claim| self.scrub(claim)).collect()
    }

    /// Judges many claims on all cores and keeps of each what a function reads off its findings, in
    /// the order of the claims. The findings themselves are written over, so that nothing is allocated
    /// for a claim once each thread is warm.
    ///
    /// ```
    /// use cleanclaim::{Claim, Edition, Profiles, Scrubber};
    /// let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    /// let at_risk = scrubber.scrub_batch_with(&[Claim::default()], |_, findings| findings.at_risk());
    /// assert_eq!(at_risk.len(), 1);
    /// ```
    pub fn scrub_batch_with<R: Send>(
        &self,
        claims: &[Claim],
        read: impl Fn(&Claim, &Findings) -> R + Sync,
    ) -> Vec<R> {
        let judge = |workspace: &mut Workspace, claim| read(claim, self.scrub_in(claim, workspace));
        claims.par_iter().map_init(Workspace::default, judge).collect()
    }
}
