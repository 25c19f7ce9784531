//! U006.

use super::{beside, minutes_of_both, whole_units};
use crate::code::ProcedureCode;
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// Psychotherapy was shorter than its code says.
    ///
    /// ## What it checks
    /// The minutes with the patient against the least the code needs: 16 (90832, 90833), 38 (90834,
    /// 90836), 53 (90837, 90838), 26 (90846, 90847), 30 (90839), and for 90840 75 in all, with a
    /// further unit for every 30 minutes begun after that. The minutes of a visit beside it are not
    /// psychotherapy and do not count.
    ///
    /// ## Why it matters
    /// Psychotherapy codes are defined by time; fewer minutes support a lower code or none.
    ///
    /// ## Example
    /// 90837 with 45 minutes fails; 90834 with 45 minutes passes.
    ///
    /// ## How to fix
    /// Bill the code of the time spent; fewer than 16 minutes are no psychotherapy.
    ///
    /// ## Source
    /// CPT, psychotherapy time rules; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §160
    "U006" "psychotherapy-time" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        codes: [b"90832"..=b"90847"],
        left_out: "Pairs and add-ons (90833 without a visit, 90834 beside a visit), which N001, N002 and N020 judge.",
    }
}

type Code = &'static [u8; 5];

/// Code, fewest minutes, and the next lower code where there is one.
const FEWEST: &[(Code, u32, Option<Code>)] = &[
    (b"90832", 16, None),
    (b"90833", 16, None),
    (b"90834", 38, Some(b"90832")),
    (b"90836", 38, Some(b"90833")),
    (b"90837", 53, Some(b"90834")),
    (b"90838", 53, Some(b"90836")),
    (b"90839", 30, None),
    (b"90846", 26, None),
    (b"90847", 26, None),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let code = procedure.to_bytes();
        if findings.is_rejected(line.index) {
            continue;
        }
        if code == *b"90840" {
            check_crisis(context, findings, line, procedure);
            continue;
        }
        let Some((_, fewest, _)) = FEWEST.iter().find(|(own, ..)| **own == code) else { continue };
        let Some(minutes) = line.line.minutes else {
            findings.not_evaluated(line.index, Reason::Missing("no minutes of psychotherapy"));
            continue;
        };
        if minutes >= *fewest {
            continue;
        }
        let finding = findings
            .flag(
                line.index,
                "{procedure} needs at least {fewest} minutes with the patient; {minutes} are recorded",
            )
            .field("minutes")
            .value("procedure", procedure)
            .value("fewest", *fewest)
            .value("minutes", minutes);
        if let Some(lower) = supported(&code, minutes) {
            drop(finding.fix(
                Applicability::IfDocumented,
                "bill {procedure} on line {line}, the code of the minutes recorded",
                &[Edit::SetProcedure { line: line.number, procedure: lower }],
            ));
        }
    }
}

/// The highest code below a code that the minutes support.
fn supported(code: &[u8; 5], minutes: u32) -> Option<ProcedureCode> {
    let row = |code: &[u8; 5]| FEWEST.iter().find(|(own, ..)| *own == code);
    let mut lower = row(code)?.2;
    while let Some(next) = lower {
        let (_, fewest, below) = row(next)?;
        if minutes >= *fewest {
            return ProcedureCode::from_bytes(*next);
        }
        lower = *below;
    }
    None
}

fn check_crisis(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
) {
    let Some(units) = whole_units(line) else { return };
    let total = beside(context, line, &[b"90839"]).and_then(|first| minutes_of_both(first, Some(line), 74));
    let Some(total) = total else {
        findings.not_evaluated(line.index, Reason::Missing("no minutes of the crisis psychotherapy (90839)"));
        return;
    };
    let most = if total < 75 { 0 } else { (total - 75) / 30 + 1 };
    if units > most {
        findings
            .flag(
                line.index,
                "{total} minutes of crisis psychotherapy give {most} units of {procedure} (the first from 75 minutes \
                 on); the line bills {units}",
            )
            .field("units")
            .value("procedure", procedure)
            .value("total", total)
            .value("most", most)
            .value("units", units);
    }
}
