//! The search for the fixes that are kept.
//!
//! Trying every fix alone would judge a claim once for each, and start again after each that is kept.
//! So the fixes of different lines are tried together, in a wave. Where the wave makes the claim
//! better, as many judgments as it takes bits to number its fixes show that each has its own part in
//! that. Where it does not, the report tells which fixes to try alone (those of a large wave first in
//! parts of it, which tell as much); where that does not help, the wave is halved. A fix that was
//! refused is tried again only after others were kept, when no other is left.

use super::{ChosenFix, Report, Scrubber};
use crate::claim::Claim;
use crate::finding::{Applicability, Edit, Finding, RuleId, Severity};
use std::collections::HashSet;
use std::ops::Range;

/// What makes two findings the same before and after a fix: the numbers in its message may change.
type Key = (Option<u32>, RuleId, Severity);

fn key_of(found: &Finding<'_>) -> Key {
    (found.line(), found.rule(), found.severity())
}

/// What a report says, for comparison.
pub(super) struct Said {
    /// The findings, sorted.
    findings: Vec<Key>,
    /// The rules that could not be evaluated.
    gaps: Vec<RuleId>,
}

impl Said {
    pub(super) fn of(report: &Report) -> Self {
        let mut findings: Vec<Key> = report.findings().iter().map(|found| key_of(&found)).collect();
        findings.sort_unstable();
        Self { findings, gaps: report.findings().gaps().iter().map(|gap| gap.rule).collect() }
    }

    /// How many findings have a key.
    fn count(&self, key: &Key) -> usize {
        let start = self.findings.partition_point(|own| own < key);
        self.findings.iter().skip(start).take_while(|own| *own == key).count()
    }

    /// The findings that another report has not, or not as often.
    fn new_since<'s>(&'s self, before: &'s Self) -> impl Iterator<Item = &'s Key> {
        let mut rest = before.findings.iter().peekable();
        self.findings.iter().filter(move |key| {
            while rest.next_if(|own| own < key).is_some() {}
            rest.next_if_eq(key).is_none()
        })
    }

    /// The rules that had found something and can no longer be evaluated: what can only no longer be
    /// checked is not mended.
    fn lost_since<'s>(&'s self, before: &'s Self) -> impl Iterator<Item = RuleId> + 's {
        let had_found = |rule| before.findings.iter().any(|(_, own, _)| *own == rule);
        self.gaps.iter().copied().filter(move |rule| !before.gaps.contains(rule) && had_found(*rule))
    }

    /// Whether a report finds nothing that another does not, and less, and still evaluates every rule
    /// that had found something.
    pub(super) fn is_better_than(&self, before: &Self) -> bool {
        self.findings.len() < before.findings.len()
            && self.new_since(before).next().is_none()
            && self.lost_since(before).next().is_none()
    }
}

/// A fix of a report that may be tried.
pub(super) struct Candidate {
    pub(super) fix: ChosenFix,
    /// Its finding.
    key: Key,
}

impl Candidate {
    /// The lines it changes and the line its finding is on; none stands for the whole claim.
    fn places(&self) -> impl Iterator<Item = Option<u32>> {
        self.fix.edits.iter().map(Edit::line).chain([self.fix.line])
    }

    /// What makes it the same fix in another report.
    fn identity(&self) -> (Key, Vec<Edit>) {
        (self.key, self.fix.edits.clone())
    }
}

/// The fixes of a report that may be trusted so far, the safest first.
pub(super) fn candidates(report: &Report, most: Applicability) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for finding in report.findings().iter() {
        for fix in finding.fixes() {
            if fix.applicability() <= most && !fix.edits().is_empty() {
                let fix = ChosenFix {
                    rule: finding.rule(),
                    line: finding.line(),
                    applicability: fix.applicability(),
                    title: fix.title(),
                    edits: fix.edits().to_vec(),
                };
                candidates.push(Candidate { fix, key: key_of(&finding) });
            }
        }
    }
    candidates.sort_by_key(|candidate| candidate.fix.applicability);
    candidates
}

/// A claim with fixes that may be kept.
struct Trial {
    claim: Claim,
    report: Report,
    said: Said,
}

/// The most fixes that are each tried alone without first looking at parts of the wave.
const FEW: usize = 16;

/// What a report after some fixes has that the one before had not.
struct Worse {
    lines: HashSet<Option<u32>>,
    rules: Vec<RuleId>,
}

/// A claim while it is mended.
pub(super) struct Mender<'s> {
    scrubber: &'s Scrubber,
    pub(super) claim: Claim,
    /// The report of the claim as it is now.
    pub(super) report: Report,
    said: Said,
    /// The fixes kept.
    pub(super) applied: Vec<ChosenFix>,
    /// The fixes that alone did not make the claim better.
    refused: HashSet<(Key, Vec<Edit>)>,
    /// How often a claim was judged.
    pub(super) judgments: usize,
    /// How many findings there were to compare for it.
    compared: usize,
}

/// The most findings that are compared in search of fixes: about a second's work.
const MOST_COMPARED: usize = 1_000_000;

/// The binary digits that tell so many places apart.
fn digits(places: usize) -> Range<u32> {
    0..usize::BITS - places.saturating_sub(1).leading_zeros()
}

/// Whether a binary digit of a place is 1.
fn has(place: usize, digit: u32) -> bool {
    place >> digit & 1 == 1
}

impl<'s> Mender<'s> {
    /// Of a claim and its report.
    pub(super) fn new(scrubber: &'s Scrubber, claim: Claim, report: Report) -> Self {
        let said = Said::of(&report);
        let (applied, refused) = (Vec::new(), HashSet::new());
        Self { scrubber, claim, report, said, applied, refused, judgments: 0, compared: 0 }
    }

    /// Keeps fixes until none alone would make the claim better.
    pub(super) fn mend(&mut self, most: Applicability) {
        loop {
            let kept = self.applied.len();
            while let Some(wave) = self.wave(most).filter(|_| !self.is_exhausted()) {
                self.keep(wave);
            }
            if self.applied.len() == kept || self.is_exhausted() {
                return;
            }
            self.refused.clear();
        }
    }

    /// Whether the search has cost what it may.
    pub(super) fn is_exhausted(&self) -> bool {
        self.compared > MOST_COMPARED
    }

    /// The safest fixes that were not refused: of one applicability, no two of them for one finding
    /// or about one line.
    fn wave(&self, most: Applicability) -> Option<Vec<Candidate>> {
        let mut taken = HashSet::new();
        let mut wave: Vec<Candidate> = Vec::new();
        for candidate in candidates(&self.report, most) {
            let level = wave.first().map(|first| first.fix.applicability);
            if level.is_some_and(|level| level != candidate.fix.applicability) {
                break;
            }
            let is_free = candidate.places().all(|place| !taken.contains(&place));
            if is_free && !self.refused.contains(&candidate.identity()) {
                taken.extend(candidate.places());
                wave.push(candidate);
            }
        }
        (!wave.is_empty()).then_some(wave)
    }

    /// Judges the claim with some fixes; none where they do not fit it, or the search is over.
    fn trial<'f>(&mut self, fixes: impl Iterator<Item = &'f Candidate>) -> Option<Trial> {
        if self.is_exhausted() {
            return None;
        }
        let claim = self.claim.with(fixes.flat_map(|candidate| &candidate.fix.edits)).ok()?;
        self.judgments += 1;
        let report = self.scrubber.scrub(&claim);
        let said = Said::of(&report);
        self.compared += self.said.findings.len().max(said.findings.len());
        Some(Trial { claim, report, said })
    }

    fn accept(&mut self, trial: Trial, fixes: impl IntoIterator<Item = Candidate>) {
        (self.claim, self.report, self.said) = (trial.claim, trial.report, trial.said);
        self.applied.extend(fixes.into_iter().map(|candidate| candidate.fix));
    }

    /// Whether a fix is still proposed: another that was kept since may have taken its finding away.
    fn stands(&self, candidate: &Candidate) -> bool {
        self.report.findings().iter().any(|found| {
            key_of(&found) == candidate.key && found.fixes().any(|fix| fix.edits() == candidate.fix.edits)
        })
    }

    /// Keeps one fix if it makes the claim better.
    fn keep_one(&mut self, candidate: Candidate) {
        if self.is_exhausted() || !self.stands(&candidate) {
            return;
        }
        match self.trial([&candidate].into_iter()) {
            Some(trial) if trial.said.is_better_than(&self.said) => self.accept(trial, [candidate]),
            _ => drop(self.refused.insert(candidate.identity())),
        }
    }

    /// Keeps those fixes of a wave that make the claim better.
    fn keep(&mut self, mut wave: Vec<Candidate>) {
        if self.is_exhausted() {
            return;
        }
        if wave.len() < 2 {
            return wave.into_iter().for_each(|candidate| self.keep_one(candidate));
        }
        let trial = self.trial(wave.iter());
        let (doubtful, good) = match &trial {
            Some(trial) => self.doubtful(&trial.said, wave),
            None => (Vec::new(), wave),
        };
        wave = good;
        if !doubtful.is_empty() {
            self.keep(wave);
            let open = self.open(doubtful);
            return open.into_iter().for_each(|candidate| self.keep_one(candidate));
        }
        let (rest, first) = match trial {
            Some(trial) if trial.said.is_better_than(&self.said) => {
                let (idle, useful) = self.idle(wave);
                if idle.is_empty() {
                    return self.accept(trial, useful);
                }
                (idle, useful)
            }
            _ => (wave.split_off(wave.len() / 2), wave),
        };
        self.keep(first);
        self.keep(rest);
    }

    /// Parts a wave into the fixes that a report after it speaks against, and the others: their own
    /// finding is still there, a new one is on their lines, or their rule is no longer evaluated.
    fn doubtful(&self, after: &Said, wave: Vec<Candidate>) -> (Vec<Candidate>, Vec<Candidate>) {
        let worse = self.worse(after);
        wave.into_iter().partition(|candidate| {
            self.fails(after, &worse, candidate) || worse.rules.contains(&candidate.fix.rule)
        })
    }

    fn worse(&self, after: &Said) -> Worse {
        let lines = after.new_since(&self.said).map(|(line, _, _)| *line).collect();
        Worse { lines, rules: after.lost_since(&self.said).collect() }
    }

    /// Whether the finding of a fix is still there, or a new one is on its lines.
    fn fails(&self, after: &Said, worse: &Worse, candidate: &Candidate) -> bool {
        after.count(&candidate.key) >= self.said.count(&candidate.key)
            || candidate.places().any(|place| place.is_some() && worse.lines.contains(&place))
    }

    /// Those of some fixes that have to be tried alone: all where they are few. Of many, those that
    /// fail in every part of them they stand in are refused without that.
    ///
    /// A part holds the fixes whose places have, or have not, some binary digit; so for each fix and
    /// any other one there is a part with the one and without the other.
    fn open(&mut self, fixes: Vec<Candidate>) -> Vec<Candidate> {
        if fixes.len() <= FEW {
            return fixes;
        }
        let mut open = vec![false; fixes.len()];
        for (digit, side) in digits(fixes.len()).flat_map(|digit| [(digit, false), (digit, true)]) {
            let part = fixes.iter().enumerate().filter(|(place, _)| has(*place, digit) == side);
            let trial = self.trial(part.clone().map(|(_, candidate)| candidate));
            let worse = trial.as_ref().map(|trial| self.worse(&trial.said));
            for (place, candidate) in part {
                let fails = trial.as_ref().zip(worse.as_ref());
                let fails = fails.is_some_and(|(trial, worse)| self.fails(&trial.said, worse, candidate));
                if let Some(open) = open.get_mut(place) {
                    *open |= !fails;
                }
            }
        }
        let mut open = open.into_iter();
        let (open, refused) = fixes.into_iter().partition::<Vec<_>, _>(|_| open.next() == Some(true));
        self.refused.extend(refused.iter().map(Candidate::identity));
        open
    }

    /// Parts a wave into the fixes that may have nothing of their own to do, as others take their
    /// finding away, and the others, of which there is at least one.
    ///
    /// Of two fixes with different places in the wave, some binary digit of the later place is 1
    /// where that of the earlier one is 0. So for each digit those with a 0 are applied without
    /// those with a 1, whose findings must stay.
    fn idle(&mut self, wave: Vec<Candidate>) -> (Vec<Candidate>, Vec<Candidate>) {
        let mut idle = vec![false; wave.len()];
        for digit in digits(wave.len()) {
            let without = wave.iter().enumerate().filter(|(place, _)| !has(*place, digit));
            let trial = self.trial(without.map(|(_, candidate)| candidate));
            for ((place, candidate), idle) in wave.iter().enumerate().zip(&mut idle) {
                let stays =
                    |trial: &Trial| trial.said.count(&candidate.key) >= self.said.count(&candidate.key);
                *idle |= has(place, digit) && !trial.as_ref().is_some_and(stays);
            }
        }
        let mut idle = idle.into_iter();
        wave.into_iter().partition(|_| idle.next() == Some(true))
    }
}
