//! Mending a claim: applying fixes, judging again, and never leaving it worse.

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
    /// The fixes applied, in order.
    pub applied: Vec<ChosenFix>,
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

/// What makes two findings the same before and after a fix: the numbers in its message may change.
type Key = (Option<u32>, RuleId, Severity);

/// What a report says, for comparison.
struct Said {
    findings: Vec<Key>,
    /// The rules that could not be evaluated.
    gaps: Vec<RuleId>,
}

fn said(report: &Report) -> Said {
    let findings = report.findings().iter();
    Said {
        findings: findings.map(|found| (found.line(), found.rule(), found.severity())).collect(),
        gaps: report.findings().gaps().iter().map(|gap| gap.rule).collect(),
    }
}

/// Whether a report finds nothing that another does not, and less, and still evaluates every rule that
/// had found something: a finding that can only no longer be checked is not mended.
fn is_better(after: &Said, before: &Said) -> bool {
    let had_found = |rule: &RuleId| before.findings.iter().any(|(_, own, _)| own == rule);
    if after.gaps.iter().any(|rule| !before.gaps.contains(rule) && had_found(rule)) {
        return false;
    }
    let mut rest: Vec<&Key> = before.findings.iter().collect();
    for key in &after.findings {
        match rest.iter().position(|other| *other == key) {
            Some(position) => drop(rest.swap_remove(position)),
            None => return false,
        }
    }
    !rest.is_empty()
}

fn fixes(report: &Report, most: Applicability) -> Vec<ChosenFix> {
    let mut fixes = Vec::new();
    for finding in report.findings().iter() {
        for fix in finding.fixes() {
            if fix.applicability() <= most && !fix.edits().is_empty() {
                fixes.push(ChosenFix {
                    rule: finding.rule(),
                    line: finding.line(),
                    applicability: fix.applicability(),
                    title: fix.title(),
                    edits: fix.edits().to_vec(),
                });
            }
        }
    }
    fixes.sort_by_key(|fix| fix.applicability);
    fixes
}

/// The most sets of fixes that are tried in search of the smallest.
const MOST_TRIALS: usize = 400;

impl Scrubber {
    /// Applies the fixes a caller allows and judges again.
    ///
    /// A fix is kept only when it takes findings away and brings none, so the claim is never left
    /// worse. Manual fixes are never applied: `most` is taken as at most
    /// [`Applicability::IfDocumented`]. Each round tries the fixes of the present report, the safest
    /// first.
    pub fn fix(&self, claim: &Claim, most: Applicability) -> Mended {
        let most = most.min(Applicability::IfDocumented);
        let before = self.scrub(claim);
        let mut mended = Mended { claim: claim.clone(), after: before.clone(), before, applied: Vec::new() };
        while let Some((better, report, fix)) = self.one_better(&mended, most) {
            mended.claim = better;
            mended.after = report;
            mended.applied.push(fix);
        }
        mended
    }

    fn one_better(&self, mended: &Mended, most: Applicability) -> Option<(Claim, Report, ChosenFix)> {
        let now = said(&mended.after);
        fixes(&mended.after, most).into_iter().find_map(|fix| {
            let mut trial = mended.claim.clone();
            trial.apply(&fix.edits).ok()?;
            let report = self.scrub(&trial);
            is_better(&said(&report), &now).then_some((trial, report, fix))
        })
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
                let now = said(report);
                for fix in fixes(report, Applicability::Manual) {
                    trials += 1;
                    if trials > MOST_TRIALS {
                        return None;
                    }
                    let mut trial = claim.clone();
                    if trial.apply(&fix.edits).is_err() {
                        continue;
                    }
                    let after = self.scrub(&trial);
                    if !is_better(&said(&after), &now) {
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
