//! The legal ways to bill units that are above a limit of the day.

use super::unit_limits::{Limited, bilateral};
use crate::code::{Modifier, Units};
use crate::edition::{Bilateral, Mai};
use crate::finding::{Applicability, Edit, FindingBuilder};
use crate::rule::{Context, ServiceLine};

const BOTH_SIDES: Modifier = Modifier::constant(b"50");
const LEFT: Modifier = Modifier::constant(b"LT");
const RIGHT: Modifier = Modifier::constant(b"RT");

/// Proposes what could be right on this claim: both sides as one unit with 50 where the fee
/// schedule pays them so, fewer units, and for a clinical limit the appeal.
pub(super) fn propose<'f>(
    context: &Context<'_>,
    finding: FindingBuilder<'f>,
    limited: &Limited<'_>,
    indicator: Mai,
) -> FindingBuilder<'f> {
    let line = limited.line;
    let number = line.number;
    let alone = same_day_lines(context, line).count() == 1;
    let mut finding = finding;
    if two_sided(context, limited) {
        let sided = same_day_lines(context, line).any(|other| other.has(LEFT))
            && same_day_lines(context, line).any(|other| other.has(RIGHT));
        if alone && limited.units == Units::whole(2) && !line.has(BOTH_SIDES) {
            let one_unit = Edit::SetUnits { line: number, units: Units::ONE };
            let both = Edit::AddModifier { line: number, modifier: BOTH_SIDES };
            let title = "if both sides were done, bill line {line} as 1 unit with {modifier}";
            finding = match [LEFT, RIGHT].into_iter().find(|side| line.has(*side)) {
                None => finding.fix(Applicability::IfDocumented, title, &[both, one_unit]),
                Some(modifier) => finding.fix(
                    Applicability::Manual,
                    "if both sides were done, bill line {line} as 1 unit with 50 in place of {modifier}",
                    &[Edit::RemoveModifier { line: number, modifier, keep_first: false }, both, one_unit],
                ),
            };
        } else if sided {
            finding = finding.fix(
                Applicability::Manual,
                "for both sides bill one line of {procedure} with 50, 1 unit and the charge of both lines, and \
                 remove the other line",
                &[],
            );
        }
    }
    let fewer = [Edit::SetUnits { line: number, units: limited.limit }];
    // With units of an earlier claim in the sum, no number of units on the line is right by itself.
    let earlier = context.history.iter().any(|other| is_that_day(other, line));
    let edits: &[Edit] = if alone && !earlier { &fewer } else { &[] };
    match indicator {
        Mai::DateClinical => finding
            .fix(Applicability::Manual, "if no more than {limit} were done, correct the units", edits)
            .fix(
                Applicability::Manual,
                "if all {sum} were done and necessary, leave them and keep the record for the appeal; no modifier or \
                 second line changes the sum",
                &[],
            ),
        _ => finding.fix(
            Applicability::Manual,
            "correct the units to {limit} or fewer for the day; no modifier, second line or appeal pays more",
            edits,
        ),
    }
}

/// Whether both sides of the code are paid as one line with 50, which for a limit of one or more
/// units is one unit.
fn two_sided(context: &Context<'_>, limited: &Limited<'_>) -> bool {
    let indicator = bilateral(context, limited.line);
    !limited.doubled && matches!(indicator, Some(Bilateral::Applies | Bilateral::Independent))
}

fn same_day_lines<'a, 'c>(
    context: &Context<'c>,
    line: &'a ServiceLine<'c>,
) -> impl Iterator<Item = &'c ServiceLine<'c>> + use<'a, 'c> {
    context.lines.iter().filter(move |other| is_that_day(other, line))
}

fn is_that_day(other: &ServiceLine<'_>, line: &ServiceLine<'_>) -> bool {
    other.procedure == line.procedure && other.same_day(line)
}
