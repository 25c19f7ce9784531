//! NCCI pairs: edits 20 and 40, which the rules on pairs speak for.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::edition::{PtpEdits, PtpSet};
use crate::finding::Place;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(40) {
        return Next::Continue;
    }
    let pairs = editor.context.edition.ptp_edits(PtpSet::Hospital);
    let mut days = std::mem::take(&mut editor.edited.by_day);
    days.clear();
    let lines = editor.open().filter(|(_, line)| line.row.is_some());
    days.extend(lines.map(|(index, line)| (line.date, index)));
    days.sort_unstable();
    for day in days.chunk_by(|one, other| one.0 == other.0) {
        for &(_, two) in day {
            for &(_, one) in day {
                let Some((with_modifier, bypassed)) = editor.pair(&pairs, one, two) else { continue };
                if !with_modifier {
                    editor.raise_new(20, Place::Line(two), Some(one));
                } else if bypassed {
                    editor.edited.bypassed.push((two, one));
                } else {
                    editor.raise_new(40, Place::Line(two), Some(one));
                }
            }
        }
    }
    editor.edited.by_day = days;
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether two lines of one day are an edit in force: whether a modifier may keep them apart, and whether one
    /// does.
    fn pair(&self, pairs: &PtpEdits<'_>, one: usize, two: usize) -> Option<(bool, bool)> {
        let (first, second) = (self.edited.lines.get(one)?, self.edited.lines.get(two)?);
        if one == two || first.code == second.code {
            return None;
        }
        if self.kind.bill == CRITICAL_ACCESS && first.is_professional() != second.is_professional() {
            return None;
        }
        let (column_1, column_2) = (self.sent(one)?, self.sent(two)?);
        let edit = pairs.edit(column_1.code?, column_2.code?, self.kind.from).found()?;
        let associated = |index: usize| {
            self.modifiers(index).any(|modifier| modifier.info().is_some_and(|info| info.ncci_associated))
        };
        Some((edit.modifier_allowed, associated(one) || associated(two)))
    }
}
