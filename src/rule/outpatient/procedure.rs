//! Procedure codes: edits 6 and 7, which the rules on code sets and ages speak for.

use super::editor::{Editor, Facts, Next};
use crate::finding::EditedLine;

/// The revenue code of a home health payment rate, under which a payment code stands.
const HOME_HEALTH_RATE: u16 = 23;

/// Days of the longest home health period.
const HOME_HEALTH_PERIOD: i32 = 60;

pub(super) fn validity(editor: &mut Editor<'_, '_>) -> Next {
    let home_health = editor.kind.bill == 32;
    // A home health period may run into the new year, and its codes with it.
    let edition = editor.context.edition;
    let spans = home_health
        && editor.kind.from.ymd().0 < editor.through.ymd().0
        && editor.through.days_since(editor.kind.from) <= HOME_HEALTH_PERIOD;
    let through = editor.through;
    let in_new_year =
        |line: &EditedLine| line.code.is_some_and(|code| edition.outpatient(code, through).found().is_some());
    editor.each(6, |_, _, line| {
        !line.blank
            && line.row.is_none()
            && line.gap.is_none()
            && !(home_health && line.revenue_number() == HOME_HEALTH_RATE)
            && !(spans && in_new_year(line))
    });
    Next::Continue
}

/// Each procedure against the patient's age.
pub(super) fn age(editor: &mut Editor<'_, '_>) -> Next {
    if let Some(age) = editor.age().filter(|age| *age <= 124) {
        editor.each(7, |_, _, line| {
            line.row
                .is_some_and(|row| !(u16::from(row.lowest_age)..=u16::from(row.highest_age)).contains(&age))
        });
    }
    Next::Continue
}
