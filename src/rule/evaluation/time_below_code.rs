//! E002.

use super::level::supported;
use super::{Family, Visit};
use crate::code::{Date, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit is billed by time with fewer minutes than its code needs.
    ///
    /// ## What it checks
    /// Where the line gives minutes and no medical decision making, the visit is billed by time: the
    /// minutes reach the least the code needs on its date. Minutes are met or exceeded; there is no
    /// midpoint. Emergency department visits are never billed by time, which warns. Where decision
    /// making is given, E017 judges both.
    ///
    /// ## Why it matters
    /// A level chosen by time is denied or paid lower when the record shows fewer minutes.
    ///
    /// ## Example
    /// 99215 with 35 minutes fails; 99214 passes.
    ///
    /// ## How to fix
    /// Bill the code of the minutes, or state the decision making, if that supports the level.
    ///
    /// ## Source
    /// CPT, evaluation and management guidelines of 2021 (offices), 2023 (other families) and 2025
    /// (telehealth)
    "E002" "time-below-code" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"98000"..=b"98016", b"99202"..=b"99499"],
        left_out: "Dates before 2021 (offices) and 2023, when time counted only for counseling.",
    }
}

/// Codes outside of the families that need minutes, since when.
const FURTHER: [(u32, u32, Date); 2] =
    [(98_016, 5, Date::constant(2025, 1, 1)), (99_483, 60, Date::constant(2023, 1, 1))];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let further = FURTHER.iter().find(|(code, ..)| Some(*code) == procedure.number());
        let family = Family::of(procedure);
        if (family.is_none() && further.is_none())
            || line.line.medical_decision_making.is_some()
            || findings.is_rejected(line.index)
        {
            continue;
        }
        let Some(minutes) = line.line.minutes else {
            findings.not_evaluated(
                line.index,
                Reason::Missing("neither minutes nor medical decision making of the visit"),
            );
            continue;
        };
        let since = further.map(|(.., since)| *since).or(family.map(Family::since));
        if since.is_some_and(|since| date < since) {
            findings
                .not_evaluated(line.index, Reason::NoList("how many minutes the visit needed on its date"));
            continue;
        }
        let fewest = match (further, family) {
            (Some((_, fewest, _)), _) => Some(*fewest),
            (None, Some(family)) => minutes_of(family, procedure, date),
            (None, None) => None,
        };
        let Some(fewest) = fewest else {
            findings
                .flag(
                    line.index,
                    "{procedure} is not chosen by time; only its medical decision making counts",
                )
                .field("minutes")
                .value("procedure", procedure)
                .severity(Severity::Warn);
            continue;
        };
        if minutes >= fewest {
            continue;
        }
        let finding = findings
            .flag(line.index, "{procedure} by time needs at least {fewest} minutes; {minutes} are recorded")
            .field("procedure")
            .value("procedure", procedure)
            .value("fewest", fewest)
            .value("minutes", minutes);
        let supported = family.and_then(|family| {
            supported(&Visit { family, date, decision: None, minutes: Some(minutes) }).ok()
        });
        if let Some(supported) = supported {
            drop(finding.fix(
                Applicability::IfDocumented,
                "bill {procedure} on line {line}, the code of the minutes recorded",
                &[Edit::SetProcedure { line: line.number, procedure: supported.code }],
            ));
        }
    }
}

fn minutes_of(family: Family, code: ProcedureCode, date: Date) -> Option<u32> {
    family.codes(date).find(|(own, ..)| *own == code).and_then(|(_, _, minutes)| minutes)
}
