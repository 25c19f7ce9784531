//! Hours of a mental health program's weeks: edits 95 and 129, which the rule on the program's days speaks
//! for.

use super::editor::{Editor, Facts, Next};
use super::program_day::{INTENSIVE, PARTIAL, Program};
use crate::code::TypeOfBill;
use crate::finding::EditedLine;

/// Days of a week, counted from the first day of the claim.
const WEEK: u32 = 7;
/// Hours of a week of partial hospitalization, in quarters.
const PARTIAL_QUARTERS: u32 = 20 * 4;
/// Hours of a week of an intensive outpatient program, in quarters.
const INTENSIVE_QUARTERS: u32 = 9 * 4;

/// Admission through discharge.
const WHOLE_STAY: char = '1';
/// The first of several claims for a stay.
const FIRST_CLAIM: char = '2';

/// Whether the weeks of a stay begin with the claim; those of a later claim go on from the claim before,
/// whose hours the contractor carries over.
pub(super) fn begins_the_stay(bill: TypeOfBill) -> bool {
    matches!(bill.frequency(), WHOLE_STAY | FIRST_CLAIM)
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let bill = editor.context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    if bill.is_some_and(begins_the_stay) {
        short_weeks(editor, 95, &PARTIAL, PARTIAL_QUARTERS);
        short_weeks(editor, 129, &INTENSIVE, INTENSIVE_QUARTERS);
    }
    Next::Continue
}

/// How long a line lasts, in quarters of an hour: its units by the published duration of its code, a whole
/// hour where none is published.
fn quarters(line: &EditedLine, program: &Program) -> u32 {
    let unit = match line.row.as_ref().map_or(0, program.duration) {
        0 => 4,
        quarters => u32::from(quarters),
    };
    line.units.saturating_mul(unit)
}

/// Draws an edit on the services of weeks with too few hours. The first week and the last one may be
/// short: the patient came or left in it.
fn short_weeks(editor: &mut Editor<'_, '_>, edit: u16, program: &Program, needed: u32) {
    // A day denied as inpatient ends it.
    if !editor.kind.asks(edit) || editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return;
    }
    let from = editor.kind.from;
    let week_of = |line: &EditedLine| {
        let days = line.date.and_then(|date| u32::try_from(date.days_since(from)).ok());
        days.map(|days| days / WEEK)
    };
    let counts = |line: &EditedLine| {
        line.is(program.service) && !line.is(program.add_on) && !matches!(line.action, 2..=4)
    };
    let days = u32::try_from(editor.through.days_since(from)).unwrap_or_default() + 1;
    let (whole, weeks) = (days / WEEK, days.div_ceil(WEEK));
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| counts(line)) else { continue };
        let Some(week) = week_of(line) else { continue };
        let complete = week < whole;
        let last = week + 1 == weeks || week + 1 == whole;
        let judged = week > 0 && if editor.kind.frequency == WHOLE_STAY { !last } else { complete };
        let of_week = editor.edited.lines.iter().filter(|line| counts(line) && week_of(line) == Some(week));
        let lasts = of_week.fold(0_u32, |sum, line| sum.saturating_add(quarters(line, program)));
        if judged && lasts < needed {
            editor.on(edit, index);
        }
    }
}
