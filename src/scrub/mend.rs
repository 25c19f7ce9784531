//! Mending a claim: applying fixes, judging again, and never leaving it worse.

use super::mender::{Candidate, Mender, Said, candidates};
use super::{Report, Scrubber};
use crate::claim::Claim;
use crate::finding::{Applicability, Edit, RuleId, Severity};

/// A claim after its fixes.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The claim with the fixes applied.
    pub claim: Claim,
    /// The report before.
    pub before: Report,
    /// The report after.
    pub after: Report,
    /// The fixes applied, in order; each had a finding of its own to take away.
    pub applied: Vec<ChosenFix>,
    /// How often the claim was judged for it.
    pub judgments: usize,
    /// Whether the search came to its end. It is broken off, with the fixes kept so far, when the
    /// reports it compared hold a million findings: claims of hundreds of lines each of which
    /// conflicts with most of the others.
    pub complete: bool,
}

/// A fix of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenFix {
    /// The rule whose finding it mends.
    pub rule: RuleId,
    /// The line of the finding; `None` for the whole claim.
    pub line: Option<u32>,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// What it does, in a sentence.
    pub title: String,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// The most sets of fixes that are tried in search of the smallest.
const MOST_TRIALS: usize = 400;

impl Scrubber {
    /// Applies the fixes a caller allows and judges again.
    ///
    /// Fixes are kept only when together they take findings away and bring none, so the claim is never
    /// left worse. Manual fixes are never applied: `most` is taken as at most
    /// [`Applicability::IfDocumented`]. The safest fixes of the present report come first; those of
    /// different lines are tried together, and apart where that does not make the claim better, until
    /// none is kept any more: mending what was mended changes nothing. Of more than sixteen that fail
    /// together, those that also fail in every tried part of them are not tried alone. The search is
    /// bounded, see [`Mended::complete`].
    pub fn fix(&self, claim: &Claim, most: Applicability) -> Mended {
        let before = self.scrub(claim);
        let mut mender = Mender::new(self, claim.clone(), before.clone());
        mender.mend(most.min(Applicability::IfDocumented));
        let complete = !mender.is_exhausted();
        let Mender { claim, report, applied, judgments, .. } = mender;
        Mended { claim, before, after: report, applied, judgments: judgments + 1, complete }
    }

    /// The smallest set of fixes that leaves nothing at deny or reject, manual ones included, for a
    /// person to choose by; `None` when no set of at most three fixes does, or nothing has to be
    /// mended.
    pub fn smallest_fix(&self, claim: &Claim) -> Option<Vec<ChosenFix>> {
        let report = self.scrub(claim);
        if report.worst() < Some(Severity::Deny) {
            return None;
        }
        let mut trials = 0;
        let mut level = vec![(claim.clone(), report, Vec::new())];
        for _ in 0..3 {
            let mut next = Vec::new();
            for (claim, report, applied) in &level {
                let now = Said::of(report);
                for Candidate { fix, .. } in candidates(report, Applicability::Manual) {
                    trials += 1;
                    if trials > MOST_TRIALS {
                        return None;
                    }
                    let Ok(trial) = claim.with(&fix.edits) else { continue };
                    let after = self.scrub(&trial);
                    if !Said::of(&after).is_better_than(&now) {
                        continue;
                    }
                    let mut applied: Vec<ChosenFix> = Vec::clone(applied);
                    applied.push(fix);
                    if after.worst() < Some(Severity::Deny) {
                        return Some(applied);
                    }
                    next.push((trial, after, applied));
                }
            }
            level = next;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Edition;
    use crate::profile::Profiles;

    fn scrubber() -> Scrubber {
        Scrubber::new(Edition::starter().clone(), Profiles::by_payer())
    }

    fn pair() -> Claim {
        let line = |number, procedure: &str| crate::claim::Line {
            number,
            procedure: Some(crate::claim::Parsed::from_text(procedure)),
            from: Some(crate::claim::Parsed::from_text("2024-08-05")),
            diagnosis_pointers: vec![crate::claim::Parsed::from_text("1")],
            ..Default::default()
        };
        Claim {
            diagnoses: vec![crate::claim::Parsed::from_text("L57.0")],
            lines: vec![line(1, "11102"), line(2, "17000")],
            ..Claim::default()
        }
    }

    #[test]
    fn a_modifier_is_added_only_where_allowed() {
        let (scrubber, claim) = (scrubber(), pair());
        let mechanical = scrubber.fix(&claim, Applicability::Mechanical);
        assert_eq!((mechanical.claim, mechanical.applied.len()), (claim.clone(), 0));
        let documented = scrubber.fix(&claim, Applicability::Manual);
        assert_eq!(documented.applied.len(), 1);
        assert!(documented.after.worst() < Some(Severity::Deny));
    }

    #[test]
    fn the_smallest_set_is_one_fix() {
        let fixes = scrubber().smallest_fix(&pair()).unwrap();
        assert_eq!(fixes.len(), 1);
    }
}
