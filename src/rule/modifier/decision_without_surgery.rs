//! M010.

use crate::code::{Date, Modifier};
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{By, Context, Lookback, SameProvider, declare_rule};

declare_rule! {
    /// 57 stands on a visit that decided on minor procedures only.
    ///
    /// ## What it checks
    /// A visit with 57 beside procedures of the same provider on that day or the next which have
    /// global periods of 0 or 10 days and none of 90. With no procedure in sight nothing is said:
    /// the surgery may be on another claim.
    ///
    /// ## Why it matters
    /// 57 is for the decision on a major surgery; a visit beside a minor one takes 25.
    ///
    /// ## Example
    /// 99214-57 with 11042 warns; 99223-57 with 27236 passes.
    ///
    /// ## How to fix
    /// Replace 57 by 25 if the visit was significant and separate.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.2
    "M010" "decision-without-surgery" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"57"],
    }
}

const DECISION: Modifier = Modifier::constant(b"57");
const SEPARATE_VISIT: Modifier = Modifier::constant(b"25");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for visit in context.lines {
        let Some(date) = visit.from.filter(|_| visit.has(DECISION)) else { continue };
        let (mut minor, mut major) = (None, false);
        let (mut minors, mut majors) =
            (Lookback::from(visit, By::Practice), Lookback::from(visit, By::Practice));
        let soon = |day: Date| (0..=1).contains(&day.days_since(date));
        for other in context.lines.iter().chain(context.history) {
            if other.from.is_some_and(|day| !soon(day))
                || (other.same_provider(visit) == SameProvider::Other && !other.is_unmatched(visit))
            {
                continue;
            }
            match context.whole_fee_or_of(other, date) {
                Lookup::Found(fee) => match fee.global {
                    GlobalPeriod::Days90 | GlobalPeriod::Maternity | GlobalPeriod::Contractor => {
                        major |= majors.counts(other, |_| true, soon);
                    }
                    GlobalPeriod::Days0 | GlobalPeriod::Days10 if minors.counts(other, |_| true, soon) => {
                        minor = minor.or(other.procedure);
                    }
                    _ => {}
                },
                // One that nobody can read may be the surgery.
                Lookup::Absent if other.procedure.is_none() => {
                    majors.counts(other, |_| true, soon);
                }
                Lookup::Absent => {}
                // A code the schedule of this edition does not hold may be the surgery.
                Lookup::Unknown(gap) => {
                    findings.not_evaluated(visit.index, gap);
                    major = true;
                }
            }
        }
        if major {
            continue;
        }
        let Some(minor) = minor else {
            minors.leaves_open(findings);
            continue;
        };
        if !majors.leaves_open(findings) {
            findings
                .flag(
                    visit.index,
                    "57 is for the decision on a major surgery; only the minor {minor} is billed",
                )
                .field_at("modifiers", super::position(visit, DECISION))
                .value("minor", minor)
                .fix(
                    Applicability::IfDocumented,
                    "replace 57 by 25 on line {line}, if the visit was significant and separate",
                    &[
                        Edit::RemoveModifier { line: visit.number, modifier: DECISION, keep_first: false },
                        Edit::AddModifier { line: visit.number, modifier: SEPARATE_VISIT },
                    ],
                );
        }
    }
}
