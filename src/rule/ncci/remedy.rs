//! Which modifier could truthfully mend a pair.

use super::pairs::Pair;
use crate::claim::Form;
use crate::code::{Modifier, ProcedureCode, Section, Side};
use crate::edition::GlobalPeriod;
use crate::finding::{Applicability, Edit, FindingBuilder};
use crate::rule::{Context, Payer, ServiceLine};

const SEPARATE_VISIT: Modifier = Modifier::constant(b"25");
const SEPARATE_HOSPITAL_VISIT: Modifier = Modifier::constant(b"27");
const DECISION_FOR_SURGERY: Modifier = Modifier::constant(b"57");
const REPEAT_TEST: Modifier = Modifier::constant(b"91");
const SEPARATE_ENCOUNTER: Modifier = Modifier::constant(b"XE");
const SEPARATE_PRACTITIONER: Modifier = Modifier::constant(b"XP");
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

/// Proposes the modifiers of the legal set that could fit this claim, each to be used only if the
/// record shows what it says, and the removal of the column-2 line for when none does.
pub(super) fn propose<'f>(
    context: &Context<'_>,
    finding: FindingBuilder<'f>,
    pair: &Pair<'_>,
) -> FindingBuilder<'f> {
    let Some(code) = pair.column_2.procedure else { return finding };
    let line = pair.column_2.number;
    let finding = if is_visit(code) {
        separate_visit(context, finding, pair)
    } else if code.section() == Some(Section::PathologyAndLaboratory) {
        let finding = offer(
            finding,
            line,
            REPEAT_TEST,
            "add {modifier} to line {line}, if the test was repeated later that day for a new result",
        );
        offer(
            finding,
            line,
            DISTINCT_SERVICE,
            "add {modifier} to line {line}, if it was a separate specimen or a separate request",
        )
    } else {
        separate_service(context, finding, pair)
    };
    finding.fix(
        Applicability::Manual,
        "remove line {line}, if none of these is true",
        &[Edit::RemoveLine { line }],
    )
}

fn offer<'f>(
    finding: FindingBuilder<'f>,
    line: u32,
    modifier: Modifier,
    title: &'static str,
) -> FindingBuilder<'f> {
    finding.fix(Applicability::IfDocumented, title, &[Edit::AddModifier { line, modifier }])
}

fn separate_visit<'f>(
    context: &Context<'_>,
    finding: FindingBuilder<'f>,
    pair: &Pair<'_>,
) -> FindingBuilder<'f> {
    let line = pair.column_2.number;
    let two_visits = pair.column_1.procedure.is_some_and(is_visit);
    if two_visits && context.claim.form == Form::Outpatient {
        return offer(
            finding,
            line,
            SEPARATE_HOSPITAL_VISIT,
            "add {modifier} to line {line}, if it was a separate visit to another department that day",
        );
    }
    let finding = offer(
        finding,
        line,
        SEPARATE_VISIT,
        if two_visits {
            "add {modifier} to line {line}, if the record shows a second visit for an unrelated problem"
        } else {
            "add {modifier} to line {line}, if the record shows a significant visit apart from the procedure"
        },
    );
    if !has_ninety_days(context, pair.column_1) {
        return finding;
    }
    offer(
        finding,
        line,
        DECISION_FOR_SURGERY,
        "add {modifier} to line {line}, if this visit is where the surgery was decided on",
    )
}

fn separate_service<'f>(
    context: &Context<'_>,
    finding: FindingBuilder<'f>,
    pair: &Pair<'_>,
) -> FindingBuilder<'f> {
    let line = pair.column_2.number;
    let mut finding = finding;
    if let Some(side) = pair.column_1.modifiers().find_map(Modifier::side)
        && !pair.column_2.modifiers().any(|own| own.side().is_some())
    {
        let other_side = match side {
            Side::Left => Modifier::constant(b"RT"),
            Side::Right => Modifier::constant(b"LT"),
        };
        finding = offer(
            finding,
            line,
            other_side,
            "add {modifier} to line {line}, if it was done on the other side than line {with}",
        );
    }
    let subsets = context.payer == Payer::Medicare && SEPARATE_STRUCTURE.valid_on(pair.date);
    if !subsets {
        return offer(
            finding,
            line,
            DISTINCT_SERVICE,
            "add {modifier} to line {line}, if it was a separate site, lesion or encounter",
        );
    }
    if pair.two_of_a_group {
        finding = offer(
            finding,
            line,
            SEPARATE_PRACTITIONER,
            "add {modifier} to line {line}, if the second practitioner's service was truly separate",
        );
    }
    // A service within a visit (critical care, for one) has no site of its own to be apart from.
    if !pair.column_1.procedure.is_some_and(is_visit) {
        finding = offer(
            finding,
            line,
            SEPARATE_STRUCTURE,
            "add {modifier} to line {line}, if it was a separate site, organ or lesion",
        );
    }
    finding = offer(
        finding,
        line,
        SEPARATE_ENCOUNTER,
        "add {modifier} to line {line}, if it was a separate encounter that day",
    );
    offer(
        finding,
        line,
        UNUSUAL_NON_OVERLAPPING,
        "add {modifier} to line {line}, if it does not overlap the usual components of the other service",
    )
}

fn has_ninety_days(context: &Context<'_>, line: &ServiceLine<'_>) -> bool {
    let fee = context.whole_fee(line).found();
    fee.is_some_and(|fee| fee.global == GlobalPeriod::Days90)
}
