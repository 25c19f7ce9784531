//! E022.

use super::{is_before, is_itself, is_same_month};
use crate::code::{Date, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// A service that advanced primary care management includes is billed in its month.
    ///
    /// ## What it checks
    /// G0556 to G0558 include chronic and principal care management, transitional care, online and
    /// interprofessional services, virtual check-ins and image reviews of the month by the same
    /// practice. Only one of G0556 to G0558 stands in a month. Remote monitoring and behavioral
    /// integration may stand beside them.
    ///
    /// ## Why it matters
    /// The monthly code pays all of it; the included service is denied.
    ///
    /// ## Example
    /// G0557 with 99490 in one month fails; G0557 alone passes.
    ///
    /// ## How to fix
    /// Remove the included service.
    ///
    /// ## Source
    /// Physician fee schedule final rule of 2025, advanced primary care management
    "E022" "advanced-primary-care-overlap" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N435"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"G0556"..=b"G0558", b"98016"..=b"98016", b"99421"..=b"99496", b"G2010"..=b"G2252"],
    }
}

const SINCE: Date = Date::constant(2025, 1, 1);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if date < SINCE || findings.is_rejected(line.index) {
            continue;
        }
        let (monthly, included) = (is_monthly(procedure), is_included(procedure));
        if !monthly && !included {
            continue;
        }
        let mut looks = Lookback::from(line, By::Practice);
        let other = context.lines.iter().chain(context.history).find(|other| {
            let earlier_claim = !std::ptr::eq(other.claim, context.claim);
            let before = earlier_claim || is_before(other, line);
            // The later of two monthly codes is one too many, and so is one whose included service has
            // been paid.
            let overlaps = |code| {
                if included {
                    is_monthly(code)
                } else {
                    (is_monthly(code) && before && code != procedure) || (earlier_claim && is_included(code))
                }
            };
            let of_month = |from| from >= SINCE && is_same_month(from, date);
            let rejected = !earlier_claim && findings.is_rejected(other.index);
            !is_itself(other, line) && !rejected && looks.counts(other, overlaps, of_month)
        });
        match other.and_then(|other| Some((other, other.procedure?, other.from?))) {
            Some((other, code, on)) => {
                let message = if included {
                    "{procedure} is included in {other}, which the practice bills for the month ({on})"
                } else {
                    "{procedure} pays the month; {other} was billed for {on}"
                };
                let finding = findings
                    .flag(line.index, message)
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("other", code)
                    .value("on", on)
                    .fix(
                        Applicability::Manual,
                        "remove line {line}",
                        &[Edit::RemoveLine { line: line.number }],
                    );
                if std::ptr::eq(other.claim, context.claim) {
                    drop(finding.related(other.index));
                }
            }
            None if monthly && context.claim.history.is_empty() => {
                findings.not_evaluated(line.index, Reason::NoHistory);
            }
            None => {
                looks.leaves_open(findings);
            }
        }
    }
}

fn is_monthly(code: ProcedureCode) -> bool {
    matches!(&code.to_bytes(), b"G0556" | b"G0557" | b"G0558")
}

fn is_included(code: ProcedureCode) -> bool {
    match code.number() {
        Some(number) => matches!(
            number,
            98_016
                | 99_421..=99_427
                | 99_437
                | 99_439
                | 99_446..=99_449
                | 99_451
                | 99_452
                | 99_487
                | 99_489..=99_491
                | 99_495
                | 99_496
        ),
        None => matches!(&code.to_bytes(), b"G2010" | b"G2012" | b"G2250" | b"G2251" | b"G2252"),
    }
}
