//! G003.

use super::is_included_visit;
use crate::code::{Date, Modifier, ProcedureCode};
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Applicability, Denial, Edit, Findings, RuleId, Severity};
use crate::rule::{By, Context, Lookback, SameProvider, declare_rule};

declare_rule! {
    /// A visit stands on the day of or before a major surgery without saying that it decided on it.
    ///
    /// ## What it checks
    /// Visits by the surgeon on the day of a surgery with a 90-day period or the day before, without
    /// 57 or 24. With 25 on the day itself it warns. A visit that an NCCI pair already denies is not
    /// reported again. Minor procedures have no day before.
    ///
    /// ## Why it matters
    /// The period of a major surgery begins the day before; the visit is part of it unless it led to
    /// the decision.
    ///
    /// ## Example
    /// 99223 on the day before 27236 fails; 99223-57 passes; two days before passes.
    ///
    /// ## How to fix
    /// Add 57 if the visit is where the surgery was decided on.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.6 and §40.1
    "G003" "visit-before-surgery" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N20"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [Surgery, History],
        codes: [b"92002"..=b"92014", b"99202"..=b"99350"],
    }
}

const DECISION: Modifier = Modifier::constant(b"57");
const PASSES: [Modifier; 3] = [DECISION, Modifier::constant(b"24"), Modifier::constant(b"FT")];
const SEPARATE: Modifier = Modifier::constant(b"25");
const STAGED: [Modifier; 2] = [Modifier::constant(b"58"), Modifier::constant(b"78")];
const PAIRS: [RuleId; 2] = [RuleId::new("N001"), RuleId::new("N002")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(visit), Some(day)) = (line.procedure, line.from) else { continue };
        if !is_judged(visit)
            || line.has_any(&PASSES)
            || findings.is_rejected(line.index)
            || PAIRS.iter().any(|pair| findings.has(*pair, line.index))
        {
            continue;
        }
        // For a surgery on the next day 25 says nothing; the decision has to be said.
        let softened = |date: Date| line.has(SEPARATE) && date == day;
        let mut looks = Lookback::from(line, By::Practice);
        let mut found = None;
        for other in context.lines.iter().chain(context.history) {
            let soon = |date: Date| (0..=1).contains(&date.days_since(day));
            if other.from.is_some_and(|date| !soon(date))
                || other.has_any(&super::OPENS_NONE)
                || other.has_any(&STAGED)
                || (other.same_provider(line) == SameProvider::Other && !other.is_unmatched(line))
                || other.procedure.is_some_and(is_judged)
            {
                continue;
            }
            match context.whole_fee_or_of(other, day) {
                Lookup::Found(fee) if fee.global == GlobalPeriod::Days90 => {}
                Lookup::Unknown(gap) => {
                    findings.not_evaluated(line.index, gap);
                    continue;
                }
                Lookup::Absent if other.procedure.is_none() => {}
                _ => continue,
            }
            if !looks.counts(other, |_| true, soon) {
                continue;
            }
            let (Some(surgery), Some(date)) = (other.procedure, other.from) else { continue };
            found = found.or(Some((other, surgery, date)));
            if !softened(date) {
                found = Some((other, surgery, date));
                break;
            }
        }
        // What is only warned of may be denied for a surgery that does not say enough.
        if found.is_none_or(|(.., date)| softened(date)) {
            looks.leaves_open(findings);
        }
        let Some((other, surgery, date)) = found else { continue };
        let message = if softened(date) {
            "{visit}-25 stands on the day of {surgery}; 57 if this was the decision on it, 25 only for an unrelated \
             problem"
        } else {
            "{visit} stands on the day of or before {surgery} ({date}), whose fee includes it unless it was the decision \
             on the surgery (57)"
        };
        let mut finding = findings
            .flag(line.index, message)
            .field("modifiers")
            .value("visit", visit)
            .value("surgery", surgery)
            .value("date", date)
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if the visit is where the surgery was decided on",
                &[Edit::AddModifier { line: line.number, modifier: DECISION }],
            );
        if softened(date) {
            finding = finding.severity(Severity::Warn);
        }
        if std::ptr::eq(other.claim, context.claim) {
            drop(finding.related(other.index));
        }
    }
}

/// Visits that may be where a surgery is decided on: those its fee includes later, and those of new
/// patients.
fn is_judged(visit: ProcedureCode) -> bool {
    is_included_visit(visit) || matches!(visit.number(), Some(99_202..=99_205 | 92_002 | 92_004))
}
