//! G: global surgery.

pub mod aftercare_included;
pub mod follow_up_by_surgeon;
pub mod maternity_package;
pub mod procedure_in_global;
pub mod split_care_conflict;
pub mod visit_before_surgery;
pub mod visit_in_global;

use super::{By, Context, Lookback, PROFESSIONAL_COMPONENT, SameProvider, ServiceLine, TECHNICAL_COMPONENT};
use crate::code::{Date, Modifier, ProcedureCode};
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Findings, Reason};

/// Roles and parts of a surgery that open no postoperative period of their own: assistants, care
/// before or after, components, and the return to the operating room within a period (78).
const OPENS_NONE: [Modifier; 9] = [
    Modifier::constant(b"80"),
    Modifier::constant(b"81"),
    Modifier::constant(b"82"),
    Modifier::constant(b"AS"),
    Modifier::constant(b"55"),
    Modifier::constant(b"56"),
    Modifier::constant(b"78"),
    PROFESSIONAL_COMPONENT,
    TECHNICAL_COMPONENT,
];

/// A surgery with its postoperative period.
struct Surgery<'c> {
    line: &'c ServiceLine<'c>,
    code: ProcedureCode,
    date: Date,
    /// The last day of the period.
    last: Date,
}

/// The days after a surgery that its fee includes.
fn days_after(period: GlobalPeriod) -> Option<i32> {
    match period {
        GlobalPeriod::Days10 => Some(10),
        GlobalPeriod::Days90 => Some(90),
        _ => None,
    }
}

/// The newest surgery of the claim and its history whose postoperative period (10 or 90 days) holds
/// a line's day, by the same practitioner or one of the same group and specialty, and that is wanted.
///
/// Without a history the current rule is not evaluated on the line, unless the claim itself holds
/// such a surgery; nor is it where the fee schedule cannot answer for a procedure of the history, or
/// an earlier surgery does not say when it was or by whom, or this line not by whom.
fn open_period<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    line: &ServiceLine<'c>,
    day: Date,
    wanted: impl Fn(&Surgery<'c>) -> bool,
) -> Option<Surgery<'c>> {
    let mut newest: Option<Surgery<'c>> = None;
    let mut any = false;
    let mut looks = Lookback::from(line, By::Practice);
    for other in context.lines.iter().chain(context.history) {
        let within = |date: Date, days: i32| (1..=days).contains(&day.days_since(date));
        if other.from.is_some_and(|date| !within(date, 90))
            || other.has_any(&OPENS_NONE)
            || (other.same_provider(line) == SameProvider::Other && !other.is_unmatched(line))
            || (std::ptr::eq(other.claim, context.claim) && findings.is_rejected(other.index))
        {
            continue;
        }
        let days = match context.whole_fee_or_of(other, day) {
            Lookup::Absent if other.procedure.is_some() => continue,
            Lookup::Absent => Some(90),
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
            Lookup::Found(fee) => days_after(fee.global),
        };
        let Some(days) = days else { continue };
        if looks.counts(other, |_| true, |date| within(date, days))
            && let (Some(code), Some(date)) = (other.procedure, other.from)
        {
            any = true;
            let surgery = Surgery { line: other, code, date, last: date.plus_days(days) };
            if wanted(&surgery) && newest.as_ref().is_none_or(|newest| newest.date < date) {
                newest = Some(surgery);
            }
        }
    }
    if newest.is_none() {
        looks.leaves_open(findings);
    }
    if !any && context.claim.history.is_empty() {
        findings.not_evaluated(line.index, Reason::NoHistory);
    }
    newest
}

/// Visits that a surgeon's fee includes, by number.
fn is_included_visit(code: ProcedureCode) -> bool {
    matches!(
        code.number(),
        Some(
            92_012
            | 92_014
            | 99_211..=99_215
            | 99_221..=99_223
            | 99_231..=99_236
            | 99_238
            | 99_239
            | 99_281..=99_285
            | 99_304..=99_310
            | 99_315
            | 99_316
            | 99_341..=99_350,
        )
    )
}
