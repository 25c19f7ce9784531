//! Dates of the statement and of the lines: edit 23, which the rule on lines outside of the statement speaks for.

use super::editor::{Editor, Facts, Next};
use crate::finding::Place;

/// The revenue code of a home health payment rate, whose line names a period.
const HOME_HEALTH_RATE: u16 = 23;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if editor.through < editor.kind.from {
        editor.raise(23, Place::Claim);
        return Next::Stop;
    }
    let mut wrong = false;
    for index in 0..editor.count() {
        let inside = editor.edited.lines.get(index).and_then(|line| line.date);
        let inside = inside.is_some_and(|date| editor.kind.from <= date && date <= editor.through);
        let episode = editor.kind.bill == 32
            && editor.edited.lines.get(index).is_some_and(|line| line.revenue_number() == HOME_HEALTH_RATE);
        if !inside && !episode {
            editor.on(23, index);
            wrong = true;
        }
    }
    if wrong { Next::Stop } else { Next::Continue }
}
