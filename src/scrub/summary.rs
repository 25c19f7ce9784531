//! What many reports add up to.

use super::text::{Colors, Tone, tone};
use super::{DenialTotal, Report};
use crate::code::Money;
use crate::finding::{RuleId, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

/// Counts over many claims: findings by rule, denials, money at risk, what was not evaluated.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    claims: u64,
    lines: u64,
    flagged: u64,
    with_gaps: u64,
    at_risk: Money,
    rules: BTreeMap<RuleId, RuleCount>,
    denials: BTreeMap<&'static str, (u64, Money)>,
    gaps: BTreeMap<String, GapCount>,
}

#[derive(Debug, Clone, Default)]
struct RuleCount {
    findings: u64,
    worst: Option<Severity>,
    at_risk: Money,
}

#[derive(Debug, Clone, Default)]
struct GapCount {
    rules: BTreeSet<RuleId>,
    claims: u64,
}

impl Summary {
    /// Adds the report of a claim of `lines` lines.
    pub fn add(&mut self, lines: usize, report: &Report) {
        self.claims += 1;
        self.lines += lines as u64;
        self.flagged += u64::from(!report.findings().is_empty());
        self.with_gaps += u64::from(!report.findings().is_complete());
        self.at_risk += report.at_risk();
        for finding in report.findings().iter() {
            let count = self.rules.entry(finding.rule()).or_default();
            count.findings += 1;
            count.worst = count.worst.max(Some(finding.severity()));
            count.at_risk += finding.at_risk();
        }
        for DenialTotal { carc, findings, at_risk } in report.denials() {
            let total = self.denials.entry(carc).or_default();
            total.0 += findings;
            total.1 += at_risk;
        }
        let mut reasons = BTreeSet::new();
        for gap in report.findings().gaps() {
            let reason = gap.reason.to_string();
            let count = self.gaps.entry(reason.clone()).or_default();
            count.rules.insert(gap.rule);
            count.claims += u64::from(reasons.insert(reason));
        }
    }

    /// Claims added.
    pub fn claims(&self) -> u64 {
        self.claims
    }

    /// Lines of the claims added.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// The summary as text, with or without colors.
    pub fn text(&self, colors: Colors) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text, colors);
        text
    }

    fn write(&self, f: &mut String, colors: Colors) -> fmt::Result {
        writeln!(
            f,
            "{} · {} · {} flagged · {} at risk",
            colors.paint(Tone::Bold, count(self.claims, "claim")),
            count(self.lines, "line"),
            self.flagged,
            self.at_risk
        )?;
        let widest = self.rules.keys().map(|id| id.as_str().len()).max().unwrap_or(0);
        for (id, rule) in &self.rules {
            let name = Report::name_of(*id);
            let id = id.as_str();
            let worst = rule.worst.unwrap_or(Severity::Info);
            let severity = colors.paint(tone(worst), format!("{worst:<6}"));
            write!(f, "  {severity} {id:<widest$} {name:<32} {:>6}", rule.findings)?;
            if rule.at_risk > Money::ZERO {
                write!(f, "  {:>12}", rule.at_risk)?;
            }
            writeln!(f)?;
        }
        if !self.denials.is_empty() {
            let denials: Vec<String> =
                self.denials.iter().map(|(carc, (n, money))| format!("{carc} ×{n} {money}")).collect();
            writeln!(f, "  predicted denials by CARC: {}", denials.join(" · "))?;
        }
        if !self.gaps.is_empty() {
            writeln!(f, "  not evaluated:")?;
            for (reason, gap) in &self.gaps {
                let rules: Vec<&str> = gap.rules.iter().map(RuleId::as_str).collect();
                writeln!(f, "    {} on {}: {reason}", rules.join(" "), count(gap.claims, "claim"))?;
            }
        }
        Ok(())
    }
}

fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
