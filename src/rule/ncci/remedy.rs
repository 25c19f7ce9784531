//! Which modifier could truthfully mend a pair.

use crate::code::{Modifier, ProcedureCode, Section};
use crate::edition::GlobalPeriod;
use crate::finding::{Applicability, Edit, FindingBuilder};
use crate::rule::{Context, ServiceLine};

const SEPARATE_VISIT: Modifier = Modifier::constant(b"25");
const DECISION_FOR_SURGERY: Modifier = Modifier::constant(b"57");
const REPEAT_TEST: Modifier = Modifier::constant(b"91");
const SEPARATE_ENCOUNTER: Modifier = Modifier::constant(b"XE");
const SEPARATE_STRUCTURE: Modifier = Modifier::constant(b"XS");
const UNUSUAL_NON_OVERLAPPING: Modifier = Modifier::constant(b"XU");
const DISTINCT_SERVICE: Modifier = Modifier::constant(b"59");

/// Whether a code is a visit, which says "separate" with 25 or 57 instead of 59.
pub(super) fn is_visit(code: ProcedureCode) -> bool {
    code.section() == Some(Section::EvaluationAndManagement)
        || matches!(
            &code.to_bytes(),
            b"92002" | b"92004" | b"92012" | b"92014" | b"G0463" | b"G0402" | b"G0438" | b"G0439"
        )
}

/// Proposes the modifiers of the legal set that could fit, each to be used only if the record
/// shows what it says, and the removal of the column-2 line for when it does not.
pub(super) fn propose<'f>(
    context: &Context<'_>,
    finding: FindingBuilder<'f>,
    column_1: &ServiceLine<'_>,
    column_2: &ServiceLine<'_>,
) -> FindingBuilder<'f> {
    let Some(code) = column_2.procedure else { return finding };
    let line = column_2.number;
    let add = |modifier| [Edit::AddModifier { line, modifier }];
    let mut finding = finding;
    if is_visit(code) {
        finding = if has_ninety_days(context, column_1) {
            finding.fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if this visit is where the surgery was decided on",
                &add(DECISION_FOR_SURGERY),
            )
        } else {
            finding.fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if the record shows a significant visit apart from the procedure",
                &add(SEPARATE_VISIT),
            )
        };
    } else if code.section() == Some(Section::PathologyAndLaboratory) {
        finding = finding
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if the test was repeated later that day for a new result",
                &add(REPEAT_TEST),
            )
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it was a separate specimen or a separate request",
                &add(DISTINCT_SERVICE),
            );
    } else {
        let sided = column_1.modifiers().find_map(Modifier::side);
        if let Some(side) = sided {
            let other_side = match side {
                crate::code::Side::Left => Modifier::constant(b"RT"),
                crate::code::Side::Right => Modifier::constant(b"LT"),
            };
            finding = finding.fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it was done on the other side",
                &add(other_side),
            );
        }
        finding = finding
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it was a separate site, organ or lesion",
                &add(SEPARATE_STRUCTURE),
            )
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it was a separate encounter that day",
                &add(SEPARATE_ENCOUNTER),
            )
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it does not overlap the usual components of the other service",
                &add(UNUSUAL_NON_OVERLAPPING),
            );
    }
    finding.fix(Applicability::Manual, "otherwise remove line {line}", &[Edit::RemoveLine { line }])
}

fn has_ninety_days(context: &Context<'_>, line: &ServiceLine<'_>) -> bool {
    let fee = context.whole_fee(line).found();
    fee.is_some_and(|fee| fee.global == GlobalPeriod::Days90)
}
