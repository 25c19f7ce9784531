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
    for two in 0..editor.count() {
        for one in 0..editor.count() {
            let Some((with_modifier, bypassed)) = editor.pair(&pairs, one, two) else { continue };
            if !with_modifier {
                editor.raise_by(20, Place::Line(two), Some(one));
            } else if bypassed {
                editor.edited.bypassed.push((two, one));
            } else {
                editor.raise_by(40, Place::Line(two), Some(one));
            }
        }
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether two lines are an edit in force: whether a modifier may keep them apart, and whether one
    /// does.
    fn pair(&self, pairs: &PtpEdits<'_>, one: usize, two: usize) -> Option<(bool, bool)> {
        let (first, second) = (self.edited.lines.get(one)?, self.edited.lines.get(two)?);
        let apart = first.out || second.out || first.row.is_none() || second.row.is_none();
        if one == two || apart || first.code == second.code || first.date != second.date {
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
