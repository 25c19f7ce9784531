//! Reading what the rules said.

use super::store::{BypassItem, FixItem, GapItem, Item};
use super::text::{edit_value, fill};
use super::{Applicability, Denial, Edit, Findings, Reason, RuleId, Severity, Value};
use crate::code::{Modifier, Money};
use crate::edition::Disposition;
use std::fmt::{self, Write};
use std::ops::Range;

/// One finding, read from a [`Findings`].
#[derive(Debug, Clone, Copy)]
pub struct Finding<'f> {
    store: &'f Findings,
    item: &'f Item,
}

/// One way to mend what a finding says.
#[derive(Debug, Clone, Copy)]
pub struct Fix<'f> {
    finding: Finding<'f>,
    item: &'f FixItem,
}

/// A rule that would have flagged a line but for a modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bypassed {
    /// The rule.
    pub rule: RuleId,
    /// Number of the line that would have been flagged.
    pub line: u32,
    /// Number of the line it was paired with; 0 when that line is on an earlier claim.
    pub related_line: u32,
    /// The modifier that lets it pass.
    pub by: Modifier,
}

/// A rule that could not be evaluated, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotEvaluated {
    /// The rule.
    pub rule: RuleId,
    /// Numbers of the lines; empty for the whole claim.
    pub lines: Vec<u32>,
    /// Why.
    pub reason: Reason,
}

fn range<'i, T>(items: &'i [T], range: &Range<u32>) -> &'i [T] {
    items.get(range.start as usize..range.end as usize).unwrap_or_default()
}

impl Findings {
    /// The findings in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Finding<'_>> {
        self.items.iter().map(|item| Finding { store: self, item })
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The rules that a modifier let pass.
    pub fn bypasses(&self) -> impl ExactSizeIterator<Item = Bypassed> {
        self.bypassed.iter().map(|&BypassItem { rule, line, related, by }| Bypassed {
            rule,
            line,
            related_line: related,
            by,
        })
    }

    /// Whether every selected rule was evaluated wherever it applied.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }

    /// The rules that could not be evaluated: by rule and reason, with the lines together.
    pub fn gaps(&self) -> Vec<NotEvaluated> {
        let mut items = self.gaps.clone();
        items.sort_unstable_by_key(|item| (item.rule.order(), item.line, item.sequence));
        items.dedup_by(|one, other| one.is_same(other));
        let mut gaps: Vec<NotEvaluated> = Vec::new();
        for GapItem { rule, line, reason, .. } in items {
            let mut of_rule = gaps.iter_mut().rev().take_while(|gap| gap.rule == rule);
            match of_rule.find(|gap| gap.reason == reason) {
                Some(gap) => gap.lines.extend(line),
                None => gaps.push(NotEvaluated { rule, lines: line.into_iter().collect(), reason }),
            }
        }
        gaps
    }
}

impl<'f> Finding<'f> {
    /// The rule.
    pub fn rule(&self) -> RuleId {
        self.item.rule
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.item.severity
    }

    /// The claim's own number of the line it is about; `None` for the whole claim.
    pub fn line(&self) -> Option<u32> {
        self.item.line
    }

    /// The numbers of the other lines it is about.
    pub fn related_lines(&self) -> &'f [u32] {
        range(&self.store.related, &self.item.related)
    }

    /// The field that is wrong, as the claim's JSON names it; empty when no one field is.
    pub fn field(&self) -> &'static str {
        self.item.field
    }

    /// The element of a list field, counted from 0.
    pub fn position(&self) -> usize {
        self.item.position.into()
    }

    /// The facts behind it, by name.
    pub fn values(&self) -> &'f [(&'static str, Value)] {
        range(&self.store.values, &self.item.values)
    }

    /// The denial the payer would send.
    pub fn denial(&self) -> Option<Denial> {
        self.item.denial
    }

    /// The charge that would not be paid.
    pub fn at_risk(&self) -> Money {
        self.item.at_risk
    }

    /// The I/OCE edit it corresponds to.
    pub fn ioce_edit(&self) -> Option<u16> {
        self.item.ioce_edit
    }

    /// What the I/OCE edit does to the line or the claim.
    pub fn disposition(&self) -> Option<Disposition> {
        self.item.disposition
    }

    /// What is wrong, in a sentence.
    pub fn message(&self) -> String {
        let mut text = String::new();
        let _ = self.write_message(&mut text);
        text
    }

    /// Writes what is wrong, in a sentence, to memory of the caller's.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_message(&self, out: &mut impl Write) -> fmt::Result {
        fill(self.item.message, out, |name, out| self.write_value(name, out))
    }

    /// The ways to mend it.
    pub fn fixes(&self) -> impl ExactSizeIterator<Item = Fix<'f>> + use<'f> {
        let finding = *self;
        range(&self.store.fixes, &self.item.fixes).iter().map(move |item| Fix { finding, item })
    }

    fn write_value(&self, name: &str, out: &mut impl Write) -> Result<bool, fmt::Error> {
        match self.values().iter().find(|(own, _)| *own == name) {
            Some((_, value)) => write!(out, "{value}").map(|()| true),
            None => Ok(false),
        }
    }
}

impl<'f> Fix<'f> {
    /// How far it may be trusted.
    pub fn applicability(&self) -> Applicability {
        self.item.applicability
    }

    /// The edits, in the order to apply them; empty when a person has to decide what to write.
    pub fn edits(&self) -> &'f [Edit] {
        range(&self.finding.store.edits, &self.item.edits)
    }

    /// What it does, in a sentence.
    pub fn title(&self) -> String {
        let mut text = String::new();
        let _ = self.write_title(&mut text);
        text
    }

    /// Writes what it does, in a sentence, to memory of the caller's.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_title(&self, out: &mut impl Write) -> fmt::Result {
        fill(self.item.title, out, |name, out| {
            match self.edits().iter().find_map(|edit| edit_value(edit, name)) {
                Some(value) => write!(out, "{value}").map(|()| true),
                None => self.finding.write_value(name, out),
            }
        })
    }
}
