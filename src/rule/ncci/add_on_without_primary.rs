//! N020.

use super::add_on_of_denied_primary;
use crate::code::{Date, ProcedureCode};
use crate::edition::Lookup;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{By, Context, Lookback, Payer, ServiceLine, declare_rule};

declare_rule! {
    /// An add-on code stands without a procedure it adds to.
    ///
    /// ## What it checks
    /// Every add-on code of type 1 against the NCCI add-on code edits in force on the day: one of
    /// the listed primary codes is billed by the same provider, or another of the group and
    /// specialty, on the same day, on this claim or in the history (one that is itself denied is N023's). Where
    /// no history is given the primary may stand on a claim this check cannot see, so it warns.
    /// For other payers than Medicare 99417 also adds to the visits CPT names, which the Medicare file
    /// lists from 2025-04-01 only. Where
    /// the primary stands on the day before, the service may have gone over night, so it warns. 99292
    /// (whose primary a colleague of the group may have billed) and the obstetric and burn
    /// anesthesia add-ons 01953, 01968 and 01969 never do more than warn.
    ///
    /// ## Why it matters
    /// An add-on code is never paid without its primary.
    ///
    /// ## Example
    /// 22614 alone fails; with 22612 on the same day it passes.
    ///
    /// ## How to fix
    /// Bill the primary procedure on the same claim; if it was not done, the add-on was not either.
    ///
    /// ## Source
    /// CMS, Medicare NCCI add-on code edits (AOC file), type 1
    "N020" "add-on-without-primary" {
        severity: Deny,
        denial: Some(Denial::co("B15", &["N122"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [AddOn],
        features: [AddOn],
    }
}

const WARN_AT_MOST: [&[u8; 5]; 4] = [b"99292", b"01953", b"01968", b"01969"];

/// What became of the primary of an add-on line.
pub(super) enum Primary {
    /// One is payable.
    Payable,
    /// Those there are would not be paid; the first, by index, and the worst that is said of it.
    Denied { line: usize, severity: Severity },
    /// None of the listed ones is there; one of them, for an example, and whether one stands on the
    /// day before, as with a service over night.
    Missing { example: Option<ProcedureCode>, day_before: bool },
}

/// Looks for the primary of a line; `None` when the line is no add-on of type 1 alone.
///
/// Where the table cannot answer, the current rule is not evaluated on the line.
pub(super) fn primary<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    line: &ServiceLine<'c>,
) -> Option<Primary> {
    if findings.is_rejected(line.index) {
        return None;
    }
    let add_on = match context.add_on(line) {
        Lookup::Found(add_on) => add_on,
        Lookup::Absent => return None,
        Lookup::Unknown(gap) => {
            findings.not_evaluated(line.index, gap);
            return None;
        }
    };
    if !add_on.is_one() || add_on.is_three() || add_on.contractor_defined() {
        return None;
    }
    let mut denied: Option<(usize, Severity)> = None;
    let mut day_before = false;
    let mut looks = Lookback::from(line, By::Practice);
    for other in context.lines.iter().chain(context.history) {
        let apart = |day: Date| line.from.map(|own| own.days_since(day));
        let is_primary = |code| add_on.has_primary(code) || is_primary_by_cpt(context, line, code);
        let near = |day| matches!(apart(day), Some(0 | 1));
        // Dates are compared before tables are asked.
        if !other.from.is_none_or(near) || !looks.counts(other, is_primary, near) {
            continue;
        }
        if other.from.and_then(apart) == Some(1) {
            day_before = true;
            continue;
        }
        let Some(severity) = fate(context, findings, other) else { return Some(Primary::Payable) };
        if denied.is_none_or(|(_, least)| severity < least) {
            denied = Some((other.index, severity));
        }
    }
    if looks.leaves_open(findings) {
        return None;
    }
    Some(match denied {
        Some((line, severity)) => Primary::Denied { line, severity },
        None => Primary::Missing { example: add_on.primaries().next(), day_before },
    })
}

/// Whether CPT lets 99417 add to a visit that the Medicare file did not list on the day: 99245,
/// 99345, 99350 and 99483 since 2023, the highest telemedicine visits since 2025.
fn is_primary_by_cpt(context: &Context<'_>, line: &ServiceLine<'_>, code: ProcedureCode) -> bool {
    const SINCE: Date = Date::constant(2023, 1, 1);
    const TELEMEDICINE_SINCE: Date = Date::constant(2025, 1, 1);
    let prolonged = line.procedure.is_some_and(|own| own.to_bytes() == *b"99417");
    prolonged
        && context.payer != Payer::Medicare
        && match code.number() {
            Some(99_245 | 99_345 | 99_350 | 99_483) => line.from.is_some_and(|day| day >= SINCE),
            Some(98_003 | 98_007 | 98_011 | 98_015) => line.from.is_some_and(|day| day >= TELEMEDICINE_SINCE),
            _ => false,
        }
}

/// The severity with which a line of the claim would not be paid: it is denied or rejected, or is an
/// add-on code without a payable primary of its own.
fn fate(context: &Context<'_>, findings: &Findings, line: &ServiceLine<'_>) -> Option<Severity> {
    if !std::ptr::eq(line.claim, context.claim) {
        return None;
    }
    let worst = findings.worst(line.index)?;
    let alone =
        || [RULE.id, add_on_of_denied_primary::RULE.id].iter().any(|rule| findings.has(*rule, line.index));
    (worst >= Severity::Deny || alone()).then_some(worst)
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(Primary::Missing { example, day_before }) = primary(context, findings, line) else {
            continue;
        };
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let single_claim = context.history.is_empty();
        let softened = single_claim || day_before || WARN_AT_MOST.contains(&&procedure.to_bytes());
        let message = match (example, single_claim) {
            (Some(_), _) if day_before => {
                "{procedure} is an add-on code; its primary is billed for the day before {date}, which is right for a \
                 service over night only"
            }
            (Some(_), true) => {
                "{procedure} is an add-on code; none of its primary codes ({example} for one) is billed on this \
                 claim for {date} (single-claim view: no history was given)"
            }
            (Some(_), false) => {
                "{procedure} is an add-on code; none of its primary codes ({example} for one) is billed for {date}"
            }
            (None, _) => "{procedure} is an add-on code and stands without its primary on {date}",
        };
        let mut finding = findings
            .flag(line.index, message)
            .field("procedure")
            .value("procedure", procedure)
            .value("date", date);
        if let Some(example) = example {
            finding = finding.value("example", example);
        }
        if softened {
            finding = finding.severity(Severity::Warn);
        }
        drop(finding.fix(
            Applicability::Manual,
            "bill its primary procedure with it; if none was done, remove line {line}",
            &[Edit::RemoveLine { line: line.number }],
        ));
    }
}
