//! The store rules write into.
//!
//! Rules speak in hundreds of places, and few of them on any claim. What speaking takes is kept out of
//! line and marked cold: so the code that a correct claim runs through lies closer together, and a
//! library is a twentieth smaller.

use super::{Applicability, Denial, Edit, Edited, Reason, RuleId, Severity, Value};
use crate::code::{Modifier, Money};
use crate::edition::Disposition;
use std::ops::Range;

/// Everything the rules said about one claim; reused from claim to claim.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub(super) items: Vec<Item>,
    pub(super) values: Vec<(&'static str, Value)>,
    pub(super) related: Vec<u32>,
    pub(super) fixes: Vec<FixItem>,
    pub(super) edits: Vec<Edit>,
    pub(super) bypassed: Vec<BypassItem>,
    pub(super) gaps: Vec<GapItem>,
    current: Option<Speaker>,
    /// Where the gaps of the current rule begin.
    first_gap: usize,
    lines: Vec<LineState>,
    claim_charge: Money,
    edited: Edited,
}

/// The rule that is being evaluated, with what its findings carry unless they say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    /// The rule.
    pub rule: RuleId,
    /// How bad its findings are.
    pub severity: Severity,
    /// The worst a finding may be, where the profile softens the rule.
    pub cap: Severity,
    /// The denial its findings draw.
    pub denial: Option<&'static Denial>,
}

/// What is known of a line while the rules run.
#[derive(Debug, Clone, Copy)]
struct LineState {
    number: u32,
    charge: Money,
    worst: Option<Severity>,
}

#[derive(Debug, Clone)]
pub(super) struct Item {
    pub rule: RuleId,
    /// Which finding of the claim it is, in the order they were found.
    pub sequence: u32,
    pub severity: Severity,
    pub line: Option<u32>,
    pub field: &'static str,
    pub position: u8,
    pub message: &'static str,
    pub denial: Option<Denial>,
    pub at_risk: Money,
    pub ioce_edit: Option<u16>,
    pub disposition: Option<Disposition>,
    pub values: Range<u32>,
    pub related: Range<u32>,
    pub fixes: Range<u32>,
}

#[derive(Debug, Clone)]
pub(super) struct FixItem {
    pub applicability: Applicability,
    pub title: &'static str,
    pub edits: Range<u32>,
}

#[derive(Debug, Clone)]
pub(super) struct BypassItem {
    pub rule: RuleId,
    pub line: u32,
    pub related: u32,
    pub by: Modifier,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct GapItem {
    pub rule: RuleId,
    /// Which gap of the claim it is, in the order they were met.
    pub sequence: u32,
    pub line: Option<u32>,
    pub reason: Reason,
}

impl GapItem {
    /// Whether another gap says the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.line, self.rule, self.reason) == (other.line, other.rule, other.reason)
    }
}

/// How many of a rule's latest gaps are compared with a new one.
const RECENT: usize = 4;

impl Findings {
    /// Forgets everything but its memory and makes ready for a claim whose lines have these
    /// numbers and charges; a charge below zero puts nothing at risk.
    pub fn start(&mut self, claim_charge: Money, lines: impl Iterator<Item = (u32, Money)>) {
        self.items.clear();
        self.values.clear();
        self.related.clear();
        self.fixes.clear();
        self.edits.clear();
        self.bypassed.clear();
        self.gaps.clear();
        self.current = None;
        self.lines.clear();
        let at_risk = |charge: Money| charge.max(Money::ZERO);
        self.lines.extend(lines.map(|(number, charge)| LineState {
            number,
            charge: at_risk(charge),
            worst: None,
        }));
        self.claim_charge = at_risk(claim_charge);
        self.edited.clear();
    }

    /// Says which rule speaks next (a profile that softens a rule caps every finding of it).
    #[inline]
    pub fn begin(&mut self, rule: Speaker) {
        self.current = Some(rule);
        self.first_gap = self.gaps.len();
    }

    /// What the outpatient code editor made of the claim.
    pub fn edited(&self) -> &Edited {
        &self.edited
    }

    /// The memory of the outpatient code editor.
    pub fn edited_mut(&mut self) -> &mut Edited {
        &mut self.edited
    }

    /// Flags a line, by its index on the claim.
    #[cold]
    #[inline(never)]
    pub fn flag(&mut self, line: usize, message: &'static str) -> FindingBuilder<'_> {
        let (number, charge) =
            self.lines.get(line).map_or((0, Money::ZERO), |state| (state.number, state.charge));
        self.add(Some((line, number)), charge, message)
    }

    /// Flags the whole claim.
    #[cold]
    #[inline(never)]
    pub fn flag_claim(&mut self, message: &'static str) -> FindingBuilder<'_> {
        self.add(None, self.claim_charge, message)
    }

    fn add(
        &mut self,
        line: Option<(usize, u32)>,
        charge: Money,
        message: &'static str,
    ) -> FindingBuilder<'_> {
        let current = self.current.unwrap_or(Speaker {
            rule: RuleId::new("X000"),
            severity: Severity::Info,
            cap: Severity::Info,
            denial: None,
        });
        let here = |length: usize| length as u32..length as u32;
        self.items.push(Item {
            rule: current.rule,
            sequence: self.items.len() as u32,
            severity: current.severity,
            line: line.map(|(_, number)| number),
            field: "",
            position: 0,
            message,
            denial: current.denial.copied(),
            at_risk: Money::ZERO,
            ioce_edit: None,
            disposition: None,
            values: here(self.values.len()),
            related: here(self.related.len()),
            fixes: here(self.fixes.len()),
        });
        FindingBuilder { findings: self, line: line.map(|(index, _)| index), charge, own_risk: false }
    }

    /// Says that the current rule could not be evaluated on a line, by its index.
    #[cold]
    #[inline(never)]
    pub fn not_evaluated(&mut self, line: usize, reason: impl Into<Reason>) {
        let number = self.lines.get(line).map(|state| state.number);
        self.gap(number, reason.into());
    }

    /// Says that the current rule could not be evaluated on the claim.
    #[cold]
    #[inline(never)]
    pub fn claim_not_evaluated(&mut self, reason: impl Into<Reason>) {
        self.gap(None, reason.into());
    }

    fn gap(&mut self, line: Option<u32>, reason: Reason) {
        let Some(current) = self.current else { return };
        let sequence = self.gaps.len() as u32;
        let item = GapItem { rule: current.rule, sequence, line, reason };
        // A rule asks line by line: the same again is its own latest, or among its gaps of the claim.
        let own = self.gaps.get(self.first_gap..).unwrap_or_default();
        let known = match line {
            Some(_) => own.iter().rev().take(RECENT).any(|known| known.is_same(&item)),
            None => own.iter().any(|known| known.is_same(&item)),
        };
        if !known {
            self.gaps.push(item);
        }
    }

    /// Says that the current rule would have flagged `line` together with `related`, but for a
    /// modifier; both by index, `related` being none where that line is on an earlier claim.
    pub fn bypassed(&mut self, line: usize, related: Option<usize>, by: Modifier) {
        let number = |index: usize| self.lines.get(index).map_or(0, |state| state.number);
        if let Some(current) = self.current {
            let related = related.map_or(0, number);
            let item = BypassItem { rule: current.rule, line: number(line), related, by };
            self.bypassed.push(item);
        }
    }

    /// How much has been said so far: findings, bypasses and gaps.
    pub(crate) fn volume(&self) -> [usize; 3] {
        [self.items.len(), self.bypassed.len(), self.gaps.len()]
    }

    /// The worst severity flagged on a line so far, by its index.
    pub fn worst(&self, line: usize) -> Option<Severity> {
        self.lines.get(line).and_then(|state| state.worst)
    }

    /// Whether a line has been rejected so far; what depends on the line is then not judged.
    pub fn is_rejected(&self, line: usize) -> bool {
        self.worst(line) == Some(Severity::Reject)
    }

    /// Whether a rule has flagged a line so far, by the line's index.
    pub fn has(&self, rule: RuleId, line: usize) -> bool {
        let number = self.lines.get(line).map(|state| state.number);
        self.items.iter().any(|item| item.rule == rule && item.line == number)
    }

    /// The charge of every line with a finding at deny or reject, each line once; the whole claim
    /// when the claim itself would be rejected.
    pub fn at_risk(&self) -> Money {
        if self.items.iter().any(|item| item.line.is_none() && item.severity >= Severity::Deny) {
            return self.claim_charge;
        }
        self.lines.iter().filter(|state| state.worst >= Some(Severity::Deny)).map(|state| state.charge).sum()
    }

    /// Puts findings and bypasses into their final order: by line (the claim first), then rule, then
    /// the order in which they were found. Gaps are put in order when they are asked for.
    pub fn finish(&mut self) {
        self.items.sort_unstable_by_key(|item| (item.line, item.rule.order(), item.sequence));
        self.bypassed.sort_unstable_by_key(|item| (item.line, item.rule.order(), item.related, item.by));
    }
}

/// Completes a finding that has just been flagged.
#[derive(Debug)]
pub struct FindingBuilder<'f> {
    findings: &'f mut Findings,
    line: Option<usize>,
    charge: Money,
    own_risk: bool,
}

impl FindingBuilder<'_> {
    fn item(&mut self) -> Option<&mut Item> {
        self.findings.items.last_mut()
    }

    /// Whether a line has been rejected so far, by its index.
    pub fn is_rejected(&self, line: usize) -> bool {
        self.findings.is_rejected(line)
    }

    /// The field that is wrong, as the claim's JSON names it.
    pub fn field(self, field: &'static str) -> Self {
        self.field_at(field, 0)
    }

    /// The element of a list field that is wrong, counted from 0.
    pub fn field_at(mut self, field: &'static str, position: usize) -> Self {
        if let Some(item) = self.item() {
            item.field = field;
            item.position = u8::try_from(position).unwrap_or(u8::MAX);
        }
        self
    }

    /// A fact of the message and of the report's `values`.
    pub fn value(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.add_value(name, value.into());
        self
    }

    #[cold]
    #[inline(never)]
    fn add_value(&mut self, name: &'static str, value: Value) {
        self.findings.values.push((name, value.quoted()));
        let end = self.findings.values.len() as u32;
        if let Some(item) = self.item() {
            item.values.end = end;
        }
    }

    /// Another line the finding is about, by its index.
    pub fn related(mut self, line: usize) -> Self {
        self.add_related(line);
        self
    }

    #[cold]
    #[inline(never)]
    fn add_related(&mut self, line: usize) {
        if let Some(state) = self.findings.lines.get(line) {
            self.findings.related.push(state.number);
            let end = self.findings.related.len() as u32;
            if let Some(item) = self.item() {
                item.related.end = end;
            }
        }
    }

    /// Another severity than the rule's, as far as the profile allows.
    pub fn severity(mut self, severity: Severity) -> Self {
        let cap = self.findings.current.map_or(severity, |current| current.cap);
        if let Some(item) = self.item() {
            item.severity = severity.min(cap);
        }
        self
    }

    /// Another denial than the rule's.
    pub fn denial(mut self, denial: Denial) -> Self {
        if let Some(item) = self.item() {
            item.denial = Some(denial);
        }
        self
    }

    /// The I/OCE edit the finding corresponds to, if any.
    pub fn ioce_edit(mut self, edit: impl Into<Option<u16>>) -> Self {
        let edit = edit.into();
        if let Some(item) = self.item() {
            item.ioce_edit = edit;
        }
        self
    }

    /// What the I/OCE edit does to the line or the claim.
    pub fn disposition(mut self, disposition: Disposition) -> Self {
        if let Some(item) = self.item() {
            item.disposition = Some(disposition);
        }
        self
    }

    /// Another amount at risk than the line's charge.
    pub fn at_risk(mut self, amount: Money) -> Self {
        self.own_risk = true;
        if let Some(item) = self.item() {
            item.at_risk = amount;
        }
        self
    }

    /// A way to mend the claim; the title may use `{line}`, `{modifier}`, `{procedure}` of its
    /// first edit that has them, and every value of the finding.
    pub fn fix(mut self, applicability: Applicability, title: &'static str, edits: &[Edit]) -> Self {
        self.add_fix(applicability, title, edits);
        self
    }

    #[cold]
    #[inline(never)]
    fn add_fix(&mut self, applicability: Applicability, title: &'static str, edits: &[Edit]) {
        let start = self.findings.edits.len() as u32;
        self.findings.edits.extend_from_slice(edits);
        let end = self.findings.edits.len() as u32;
        self.findings.fixes.push(FixItem { applicability, title, edits: start..end });
        let fixes = self.findings.fixes.len() as u32;
        if let Some(item) = self.item() {
            item.fixes.end = fixes;
        }
    }
}

impl Drop for FindingBuilder<'_> {
    /// Settles the amount at risk and the worst severity of the line.
    #[cold]
    #[inline(never)]
    fn drop(&mut self) {
        let (charge, own_risk, line) = (self.charge, self.own_risk, self.line);
        let Some(item) = self.item() else { return };
        let severity = item.severity;
        if severity >= Severity::Deny && !own_risk {
            item.at_risk = charge;
        }
        if let Some(state) = line.and_then(|line| self.findings.lines.get_mut(line)) {
            state.worst = state.worst.max(Some(severity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_below_zero_is_not_at_risk() {
        let mut findings = Findings::default();
        let charges = [-500, 300].map(Money::from_cents);
        findings.start(Money::from_cents(-200), (1..).zip(charges));
        let speaker = Speaker {
            rule: RuleId::new("N002"),
            severity: Severity::Deny,
            cap: Severity::Reject,
            denial: None,
        };
        findings.begin(speaker);
        drop(findings.flag(0, "wrong"));
        assert_eq!(findings.at_risk(), Money::ZERO);
        drop(findings.flag(1, "wrong"));
        assert_eq!(findings.at_risk(), Money::from_cents(300));
        drop(findings.flag_claim("wrong"));
        assert_eq!(findings.at_risk(), Money::ZERO);
    }
}
