//! E003.

use super::number;
use crate::code::{Date, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, RuleId, Severity};
use crate::rule::units::whole_units;
use crate::rule::{By, Context, Lookback, Payer, ServiceLine, declare_rule};

declare_rule! {
    /// A prolonged service is not supported by its visit.
    ///
    /// ## What it checks
    /// 99417, 99418 and Medicare's G2212, G0316, G0317 and G0318 stand beside the highest code of a
    /// family they belong to, and have no more units than the total minutes of that visit give: the
    /// first unit from the published minute on, a further one for every full 15 minutes. Medicare
    /// takes its own codes only. CMS's first texts of 2023 gave higher minutes for the first unit of
    /// G0316 than the contractors' tables; minutes between the two warn.
    ///
    /// ## Why it matters
    /// Prolonged time begins only after the highest level is used up; units before that are denied.
    ///
    /// ## Example
    /// 99205 with 99417 passes at 75 minutes and fails at 74; for Medicare G2212 passes at 89.
    ///
    /// ## How to fix
    /// Bill the units that the minutes give, with the highest code of the family chosen by time.
    ///
    /// ## Source
    /// CPT, prolonged services; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.15
    "E003" "prolonged-service-unsupported" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99417"..=b"99418", b"G0316"..=b"G2212"],
        left_out: "Time on days before and after the visit, which some of Medicare's codes count: the minutes of the \
                   visit's line are taken for all of it.",
    }
}

/// A prolonged service, its visit, and the minute at which its first unit begins.
type Row = (&'static [u8; 5], u32, u32);

const ROWS: &[Row] = &[
    (b"99417", 99_205, 75),
    (b"99417", 99_215, 55),
    (b"99417", 99_245, 70),
    (b"99417", 99_345, 90),
    (b"99417", 99_350, 75),
    (b"99417", 99_483, 75),
    (b"99417", 98_003, 75),
    (b"99417", 98_007, 55),
    (b"99417", 98_011, 75),
    (b"99417", 98_015, 55),
    (b"99418", 99_223, 90),
    (b"99418", 99_233, 65),
    (b"99418", 99_236, 100),
    (b"99418", 99_255, 95),
    (b"99418", 99_306, 65),
    (b"99418", 99_310, 60),
    (b"G2212", 99_205, 89),
    (b"G2212", 99_215, 69),
    (b"G2212", 99_483, 100),
    (b"G0316", 99_223, 90),
    (b"G0316", 99_233, 65),
    (b"G0316", 99_236, 110),
    (b"G0317", 99_306, 95),
    (b"G0317", 99_310, 85),
    (b"G0318", 99_345, 140),
    (b"G0318", 99_350, 110),
];

/// First minutes of G0316 in the texts of early 2023.
const EARLY_2023: [(u32, u32); 3] = [(99_223, 105), (99_233, 80), (99_236, 125)];

const NOT_FOR_MEDICARE: RuleId = RuleId::new("C026");
const ADD_ON_ALONE: RuleId = RuleId::new("N020");
const CHANGE_OF_99306: Date = Date::constant(2024, 1, 1);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let code = procedure.to_bytes();
        if !ROWS.iter().any(|(own, ..)| **own == code) || findings.is_rejected(line.index) {
            continue;
        }
        if context.payer == Payer::Medicare && matches!(&code, b"99417" | b"99418") {
            if !findings.has(NOT_FOR_MEDICARE, line.index) {
                findings
                    .flag(
                        line.index,
                        "Medicare does not take {procedure}; it uses G2212, G0316, G0317 or G0318",
                    )
                    .field("procedure")
                    .value("procedure", procedure)
                    .denial(Denial::co("96", &["N56"]));
            }
            continue;
        }
        let row_of = |other: ProcedureCode| {
            ROWS.iter().find(|(own, visit, _)| **own == code && other.number() == Some(*visit))
        };
        let mut looks = Lookback::from(line, By::Practice);
        let visit = context
            .lines
            .iter()
            .chain(context.history)
            .find(|other| looks.counts_that_day(other, |visit| row_of(visit).is_some()));
        let visit = visit.and_then(|visit| Some((visit, row_of(visit.procedure?)?)));
        match visit {
            None if looks.leaves_open(findings) => {}
            None => report_alone(context, findings, line, procedure),
            Some((visit, (_, _, first))) => {
                let earlier_minutes =
                    number(visit) == Some(99_306) && code == *b"99418" && date < CHANGE_OF_99306;
                let first = if earlier_minutes { first - 5 } else { *first };
                report_minutes(context, findings, line, visit, procedure, first);
            }
        }
    }
}

fn report_alone(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
) {
    // A lower visit of the day is the one it was meant to add to.
    let mut looks = Lookback::from(line, By::Practice);
    let lower = context.lines.iter().chain(context.history).find(|other| {
        looks.counts_that_day(other, |code| code.number().is_some_and(|code| may_prolong(procedure, code)))
    });
    if let Some((visit, code)) = lower.and_then(|visit| visit.procedure.map(|code| (visit, code))) {
        let finding = findings
            .flag(
                line.index,
                "{procedure} adds to the highest code of a visit family, chosen by time; {visit} is a lower one",
            )
            .field("procedure")
            .value("procedure", procedure)
            .value("visit", code)
            .denial(Denial::co("B15", &["N122"]));
        if std::ptr::eq(visit.claim, context.claim) {
            drop(finding.related(visit.index));
        }
        return;
    }
    if findings.has(ADD_ON_ALONE, line.index) {
        return;
    }
    let severity = if context.history.is_empty() { Severity::Warn } else { Severity::Deny };
    findings
        .flag(
            line.index,
            "{procedure} adds to the highest visit code of a family, and no such visit stands on its day",
        )
        .field("procedure")
        .value("procedure", procedure)
        .severity(severity)
        .denial(Denial::co("B15", &["N122"]));
}

/// Whether a visit is of a family whose highest code a prolonged service adds to.
fn may_prolong(procedure: ProcedureCode, visit: u32) -> bool {
    match &procedure.to_bytes() {
        b"99417" => matches!(visit, 99_202..=99_215 | 99_242..=99_245 | 99_341..=99_350 | 98_000..=98_015),
        b"G2212" => matches!(visit, 99_202..=99_215),
        b"99418" => matches!(visit, 99_221..=99_236 | 99_252..=99_255 | 99_304..=99_310),
        b"G0316" => matches!(visit, 99_221..=99_236),
        b"G0317" => matches!(visit, 99_304..=99_310),
        b"G0318" => matches!(visit, 99_341..=99_350),
        _ => false,
    }
}

fn report_minutes(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    visit: &ServiceLine<'_>,
    procedure: ProcedureCode,
    first: u32,
) {
    let (Some(units), Some(visit_code)) = (whole_units(line), visit.procedure) else { return };
    let Some(minutes) = visit.line.minutes else {
        findings.not_evaluated(line.index, Reason::Missing("no minutes of the visit"));
        return;
    };
    let units_from = |first: u32| if minutes < first { 0 } else { (minutes - first) / 15 + 1 };
    let most = units_from(first);
    let later = EARLY_2023
        .iter()
        .find(|(code, later)| {
            procedure.to_bytes() == *b"G0316"
                && number(visit) == Some(*code)
                && (first..*later).contains(&minutes)
        })
        .map(|(_, later)| *later);
    let (message, severity) = if units > most {
        (
            "{minutes} minutes of {visit} give {most} units of {procedure} (the first from {first} minutes on); the line \
             bills {units}",
            Severity::Deny,
        )
    } else if later.is_some() {
        (
            "{minutes} minutes of {visit} reach the first unit of {procedure} by the contractors' tables (from {first}), \
             not by CMS's first text of 2023 (from {later}); check with the contractor",
            Severity::Warn,
        )
    } else {
        return;
    };
    let finding = findings
        .flag(line.index, message)
        .field("units")
        .value("procedure", procedure)
        .value("later", later.unwrap_or(first))
        .value("visit", visit_code)
        .value("minutes", minutes)
        .value("first", first)
        .value("most", most)
        .value("units", units)
        .severity(severity);
    if std::ptr::eq(visit.claim, context.claim) {
        drop(finding.related(visit.index));
    }
}
