//! T006.

use crate::code::{Modifier, ProcedureKind, Section};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// A professional line runs over the end of a month or a year.
    ///
    /// ## What it checks
    /// A line's first and last date of service lie in one month of one year. Equipment, prosthetics
    /// and supplies (HCPCS families A, B, E, K and L; modifiers NU, RR and UE) and anesthesia, which
    /// may run past midnight, are not looked at.
    ///
    /// ## Why it matters
    /// Medicare contractors split months and years into separate lines; they send back a line that
    /// crosses them.
    ///
    /// ## Example
    /// 99232 from 2025-12-30 to 2026-01-02 fails; two lines, one a year, pass.
    ///
    /// ## How to fix
    /// Bill one line a month, each with the units of its own days.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 26, §10.4, item 24A
    "T006" "span-crosses-month" {
        severity: Warn,
        denial: Some(Denial::co("267", &["N74"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        features: [Span],
        left_out: "Whether the units fit the days of the span.",
    }
}

const EQUIPMENT: [Modifier; 3] =
    [Modifier::constant(b"NU"), Modifier::constant(b"RR"), Modifier::constant(b"UE")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(from), Some(through)) = (line.from, line.through) else { continue };
        let ((from_year, from_month, _), (year, month, _)) = (from.ymd(), through.ymd());
        if through < from || (from_year, from_month) == (year, month) || may_run_on(line) {
            continue;
        }
        let crosses_year = from_year != year;
        let message = if crosses_year {
            "the line runs from {from} to {through}, over the end of a year; bill one line a year"
        } else {
            "the line runs from {from} to {through}, over the end of a month; bill one line a month"
        };
        let finding =
            findings.flag(line.index, message).field("through").value("from", from).value("through", through);
        if crosses_year {
            drop(finding.denial(Denial::co("268", &[])));
        }
    }
}

fn may_run_on(line: &ServiceLine<'_>) -> bool {
    let of_family = line.procedure.is_some_and(|code| {
        code.section() == Some(Section::Anesthesia)
            || matches!(code.kind(), ProcedureKind::Level2('A' | 'B' | 'E' | 'K' | 'L'))
    });
    of_family || line.has_any(&EQUIPMENT)
}
