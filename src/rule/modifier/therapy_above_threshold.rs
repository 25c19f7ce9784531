//! M033.

use super::therapy::is_always_therapy;
use crate::code::{Date, Modifier, Money};
use crate::finding::{Applicability, Edit, Findings, Reason};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// Therapy above the year's threshold does not say that it is needed.
    ///
    /// ## What it checks
    /// Therapy lines (GP, GO or GN) without KX, once the charges of the calendar year, in the claim and
    /// its history, pass Medicare's threshold: physical and speech therapy together, occupational
    /// therapy by itself. The thresholds of 2024 to 2026 are known; a profile may set another
    /// (`therapy_threshold`). Medicare counts what it allows, which is less than what is charged, so a
    /// line may be flagged too early and only warns.
    ///
    /// ## Why it matters
    /// Above the threshold therapy without KX is denied.
    ///
    /// ## Example
    /// In 2026 a line of 97110-GP that brings the year to 2,500.00 warns; with KX it passes.
    ///
    /// ## How to fix
    /// Add KX if the record shows that the therapy is still necessary.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 5, §10.3; CMS, annual updates of the
    /// KX modifier thresholds
    "M033" "therapy-above-threshold" {
        severity: Warn,
        denial: None,
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"GP", b"GO", b"GN"],
        left_out: "What Medicare allowed so far, which is on remittances and not on claims: charges stand for it.",
    }
}

const NECESSARY: Modifier = Modifier::constant(b"KX");
const OCCUPATIONAL: Modifier = Modifier::constant(b"GO");
const OTHERS: [Modifier; 2] = [Modifier::constant(b"GP"), Modifier::constant(b"GN")];

/// What one of the two pools may cost in a year.
const BY_YEAR: [(u16, Money); 3] = [
    (2024, Money::from_cents(233_000)),
    (2025, Money::from_cents(241_000)),
    (2026, Money::from_cents(248_000)),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date), Some(pool)) = (line.procedure, line.from, pool(line)) else {
            continue;
        };
        if !is_always_therapy(procedure) || line.has(NECESSARY) || findings.is_rejected(line.index) {
            continue;
        }
        let known = BY_YEAR.iter().find(|(year, _)| *year == date.year()).map(|(_, amount)| *amount);
        let Some(threshold) = context.thresholds.therapy_threshold.or(known) else {
            findings
                .not_evaluated(line.index, Reason::NotInProfile("threshold of the year (therapy_threshold)"));
            continue;
        };
        let own = context.lines.iter().filter(|other| {
            let before = other.from.is_some_and(|day| day < date);
            before || (other.from == Some(date) && other.index <= line.index)
        });
        let mut looks = Lookback::from(line, By::Anybody);
        let mut priced = true;
        let earlier = context.history.iter().filter(|other| {
            let this_year = |day: Date| day <= date && day.year() == date.year();
            let counts = is_of(other, pool) && looks.counts(other, |_| true, this_year);
            priced &= !counts || other.charge.is_some();
            counts
        });
        let own = own.filter(|other| is_of(other, pool) && other.from.map(Date::year) == Some(date.year()));
        let sum: Money = own.chain(earlier).filter_map(|other| other.charge).sum();
        if sum > threshold {
            findings
                .flag(
                    line.index,
                    "therapy charges of {year} come to {sum} with this line; above {threshold} Medicare pays with KX \
                     only (it counts what it allowed, so check the remittances)",
                )
                .field("modifiers")
                .value("year", u32::from(date.year()))
                .value("sum", sum)
                .value("threshold", threshold)
                .fix(
                    Applicability::IfDocumented,
                    "add {modifier} to line {line}, if the record shows that the therapy is still necessary",
                    &[Edit::AddModifier { line: line.number, modifier: NECESSARY }],
                );
        } else if context.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
        } else if !priced {
            findings
                .not_evaluated(line.index, Reason::Missing("no charge of an earlier service that counts"));
        } else {
            looks.leaves_open(findings);
        }
    }
}

/// Whether a line is occupational therapy; `None` when it is under no therapy plan.
fn pool(line: &ServiceLine<'_>) -> Option<bool> {
    if line.has(OCCUPATIONAL) { Some(true) } else { line.has_any(&OTHERS).then_some(false) }
}

fn is_of(line: &ServiceLine<'_>, own: bool) -> bool {
    pool(line) == Some(own)
}
