//! The scrubber.

use super::Report;
use super::ahead;
use super::memory::Memory;
use crate::claim::Claim;
use crate::code::Money;
use crate::edition::Edition;
use crate::finding::{Findings, RuleId};
use crate::profile::{Profile, Profiles};
use crate::rule::{CodeNotes, Context};
use std::sync::Arc;

/// Judges claims by an edition and a profile. It is shared freely between threads.
///
/// What it finds out about a code of the edition it keeps, so that the first claim with a code costs more
/// than the next: make one and use it for many claims. Its memory is about 1.5 MB for an edition of every
/// published file, 3.8 MB once every code has been met; clones share it.
///
/// ```
/// use cleanclaim::{claim::Claim, edition::Edition, profile::Profiles, scrub::Scrubber};
/// let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
/// let report = scrubber.scrub(&Claim::default());
/// assert_eq!(report.profile(), "medicare-professional");
/// ```
#[derive(Debug, Clone)]
pub struct Scrubber {
    edition: Edition,
    profiles: Profiles,
    codes: Arc<CodeNotes>,
}

/// Memory that is reused from claim to claim, so that judging one allocates nothing once it is warm and
/// the scrubber has met the codes.
#[derive(Debug, Default)]
pub struct Workspace {
    findings: Findings,
    memory: Memory,
}

impl Scrubber {
    /// A scrubber of an edition and either one [`Profile`] or a choice by payer.
    pub fn new(edition: Edition, profiles: impl Into<Profiles>) -> Self {
        let codes = Arc::new(CodeNotes::new(&edition));
        Self { edition, profiles: profiles.into(), codes }
    }

    /// The reference data it judges by.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The profile it would judge a claim by.
    pub fn profile_for(&self, claim: &Claim) -> &Profile {
        self.profiles.for_claim(claim)
    }

    /// Judges a claim.
    pub fn scrub(&self, claim: &Claim) -> Report {
        let mut report = Report::default();
        self.scrub_into(claim, &mut report);
        report
    }

    /// Judges a claim and writes over a report, whose memory is used again.
    pub fn scrub_into(&self, claim: &Claim, report: &mut Report) {
        let profile = self.profiles.for_claim(claim).name();
        let (findings, memory) = report.renew(claim.id.as_deref(), self.edition.id(), profile);
        self.judge(claim, findings, memory);
    }

    /// Judges a claim in the memory of a workspace and lends the findings.
    pub fn scrub_in<'w>(&self, claim: &Claim, workspace: &'w mut Workspace) -> &'w Findings {
        self.judge(claim, &mut workspace.findings, &mut workspace.memory);
        &workspace.findings
    }

    fn judge(&self, claim: &Claim, findings: &mut Findings, memory: &mut Memory) {
        ahead::read(claim);
        let profile = self.profiles.for_claim(claim);
        let resolved = memory.resolve(claim, &self.edition);
        let charges = resolved.lines.iter().map(|line| (line.number, line.charge.unwrap_or(Money::ZERO)));
        let total = claim.total_charge.as_ref().and_then(|total| total.value());
        let total = total.unwrap_or_else(|| charges.clone().map(|(_, charge)| charge).sum());
        findings.start(total, charges);
        let context = Context {
            claim,
            lines: &resolved.lines,
            history: &resolved.history,
            diagnoses: &resolved.diagnoses,
            scratch: &resolved.scratch,
            edition: &self.edition,
            codes: &self.codes,
            payer: profile.payer(),
            thresholds: profile.thresholds(),
        };
        profile.judge(&context, findings);
        findings.finish();
        memory.keep(resolved);
    }

    /// Whether the scrubber's profile for a claim selects a rule.
    pub fn selects(&self, claim: &Claim, rule: RuleId) -> bool {
        self.profiles.for_claim(claim).rules().any(|(selected, _)| selected.id == rule)
    }
}
