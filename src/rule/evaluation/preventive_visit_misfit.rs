//! E005.

use super::{is_one_practice, number};
use crate::code::{Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// A preventive visit does not fit the patient's age, or a problem visit beside it has no 25.
    ///
    /// ## What it checks
    /// The age bands of 99381 to 99387 and 99391 to 99397 (under 1, 1 to 4, 5 to 11, 12 to 17, 18 to
    /// 39, 40 to 64, from 65) at the date of service. A problem visit (99202 to 99215) of the same
    /// day and provider carries 25; NCCI has no pair for it, so this warns.
    ///
    /// ## Why it matters
    /// The age is part of the code; a problem visit without 25 is taken as part of the preventive one.
    ///
    /// ## Example
    /// 99396 at 30 years fails; 99395 passes.
    ///
    /// ## How to fix
    /// Bill the code of the age; add 25 to a significant problem visit.
    ///
    /// ## Source
    /// CPT, preventive medicine services
    "E005" "preventive-visit-misfit" {
        severity: Deny,
        denial: Some(Denial::co("6", &["N129"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99381"..=b"99397"],
        left_out: "Medicare does not cover these codes (R001); its own wellness visits are U013's.",
    }
}

/// The last digit of a code and its ages, first and last.
const BANDS: [(u32, u16, u16); 7] =
    [(1, 0, 0), (2, 1, 4), (3, 5, 11), (4, 12, 17), (5, 18, 39), (6, 40, 64), (7, 65, u16::MAX)];

const SEPARATE: Modifier = Modifier::constant(b"25");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(code) = number(line).filter(|code| matches!(code, 99_381..=99_387 | 99_391..=99_397)) else {
            continue;
        };
        if findings.is_rejected(line.index) {
            continue;
        }
        check_age(context, findings, line, code);
        check_problem_visit(context, findings, line);
    }
}

fn check_age(context: &Context<'_>, findings: &mut Findings, line: &ServiceLine<'_>, code: u32) {
    let (Some(procedure), Some(date)) = (line.procedure, line.from) else { return };
    let Some(age) = context.age(date) else {
        findings.not_evaluated(line.index, Reason::Missing("neither a date of birth nor an age"));
        return;
    };
    let within = |(_, first, last): &&(u32, u16, u16)| (*first..=*last).contains(&age);
    let Some((digit, ..)) = BANDS.iter().find(within) else { return };
    if code % 10 == *digit {
        return;
    }
    let Some(right) = ProcedureCode::from_number(code / 10 * 10 + digit) else { return };
    findings
        .flag(line.index, "{procedure} is for another age; the patient is {age}, whose code is {right}")
        .field("procedure")
        .value("procedure", procedure)
        .value("age", u32::from(age))
        .value("right", crate::finding::Value::Procedure(right))
        .fix(
            Applicability::IfDocumented,
            "bill {procedure} on line {line}, if the date of birth is right",
            &[Edit::SetProcedure { line: line.number, procedure: right }],
        );
}

fn check_problem_visit(context: &Context<'_>, findings: &mut Findings, line: &ServiceLine<'_>) {
    let visit = context.lines.iter().find(|other| {
        matches!(number(other), Some(99_202..=99_215))
            && other.same_day(line)
            && is_one_practice(other, line)
            && !other.has(SEPARATE)
            && !findings.is_rejected(other.index)
    });
    if let Some(visit) = visit
        && let (Some(preventive), Some(code)) = (line.procedure, visit.procedure)
    {
        findings
            .flag(
                visit.index,
                "{visit} stands beside the preventive visit {preventive} without 25; payers include it there",
            )
            .field("modifiers")
            .value("visit", code)
            .value("preventive", preventive)
            .related(line.index)
            .severity(Severity::Warn)
            .denial(Denial::co("97", &["N20"]))
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if the record shows a significant problem addressed apart",
                &[Edit::AddModifier { line: visit.number, modifier: SEPARATE }],
            );
    }
}
