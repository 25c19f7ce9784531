//! The rules a profile selects, with the severity each has.

use crate::finding::{Findings, Reason, RuleId, Severity, Speaker};
use crate::rule::trigger::{RuleSet, of_form, triggered};
use crate::rule::{Context, Features, RULES, Rule};

/// The rule on the number of lines.
const LINE_COUNT: RuleId = RuleId::new("T015");

/// A severity for each selected rule, by its position in [`RULES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Severities {
    each: Vec<Option<Speaker>>,
    selected: RuleSet,
    features: Features,
}

impl Severities {
    /// The rules that get a severity.
    pub(super) fn new(severity: impl Fn(&Rule) -> Option<Severity>) -> Self {
        let each: Vec<_> = RULES.iter().map(|rule| speaker(rule, severity(rule))).collect();
        let mut severities = Self { each, selected: RuleSet::NONE, features: Features::NONE };
        severities.gather();
        severities
    }

    /// Gives some rules another severity, or none.
    pub(super) fn set(&mut self, which: impl Fn(&Rule) -> bool, to: impl Fn(&Rule) -> Option<Severity>) {
        for (rule, own) in RULES.iter().zip(&mut self.each) {
            if which(rule) {
                *own = speaker(rule, to(rule));
            }
        }
        self.gather();
    }

    /// Gathers which rules are selected, and which features of a claim they look for.
    fn gather(&mut self) {
        self.selected = RuleSet::of(self.each.iter().map(Option::is_some));
        let mut features = Features::NONE;
        self.rules().for_each(|(rule, _)| features |= rule.trigger.wanted_features());
        self.features = features;
    }

    /// The selected rules in the order of evaluation.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        RULES.iter().zip(&self.each).filter_map(|(rule, own)| Some((*rule, own.as_ref()?.severity)))
    }

    /// Asks the selected rules that may have something to say about a claim.
    pub(super) fn judge(&self, context: &Context<'_>, findings: &mut Findings) {
        let selected = self.selected & of_form(context.claim.form);
        let (features, codes) = context.features(self.features);
        let asked = selected & triggered(context.modifier_bits(), codes, features);
        asked.each(|position| {
            self.ask(position, context, findings);
        });
        if cfg!(debug_assertions) {
            let before = findings.volume();
            selected.without(asked).each(|position| {
                let rule = self.ask(position, context, findings).map(|rule| rule.id);
                debug_assert_eq!(
                    findings.volume(),
                    before,
                    "{rule:?} has something to say beyond its trigger"
                );
            });
        }
    }

    /// Judges a claim by the number of its lines alone.
    pub(super) fn judge_length(&self, context: &Context<'_>, findings: &mut Findings) {
        (self.selected & of_form(context.claim.form)).each(|position| match self.each.get(position) {
            Some(Some(speaker)) if speaker.rule == LINE_COUNT => {
                self.ask(position, context, findings);
            }
            Some(Some(speaker)) => {
                findings.begin(*speaker);
                findings.claim_not_evaluated(Reason::TooManyLines);
            }
            _ => {}
        });
    }

    #[inline]
    fn ask(&self, position: usize, context: &Context<'_>, findings: &mut Findings) -> Option<&'static Rule> {
        let speaker = self.each.get(position)?.as_ref()?;
        let rule = *RULES.get(position)?;
        findings.begin(*speaker);
        (rule.check)(context, findings);
        Some(rule)
    }
}

/// What a rule's findings carry under a profile; a severity below the rule's own caps them.
fn speaker(rule: &'static Rule, severity: Option<Severity>) -> Option<Speaker> {
    let severity = severity?;
    let cap = if severity < rule.severity { severity } else { Severity::Reject };
    Some(Speaker { rule: rule.id, severity, cap, denial: rule.denial.as_ref() })
}
