//! Procedure codes: edits 6 and 7, which the rules on code sets and ages speak for.

use super::editor::{Editor, Facts, Next};

/// The revenue code of a home health payment rate, under which a payment code stands.
const HOME_HEALTH_RATE: u16 = 23;

pub(super) fn validity(editor: &mut Editor<'_, '_>) -> Next {
    let home_health = editor.kind.bill == 32;
    editor.each(6, |_, _, line| {
        !line.blank
            && line.row.is_none()
            && line.gap.is_none()
            && !(home_health && line.revenue_number() == HOME_HEALTH_RATE)
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
