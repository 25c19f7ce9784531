//! Packaging: what is paid as part of another service.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::EditedLine;

pub(super) fn packaging(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{J1, N, Q1, Q2, Q4, S, T, V};
    if !editor.opps || !editor.is_bill(&[12, 13, 14, 76]) {
        return Next::Continue;
    }
    if editor.is_comprehensive_claim() {
        let primary = editor.open().find(|(_, line)| line.status == J1).map(|(index, _)| index);
        for index in 0..editor.count() {
            let packaged = Some(index) != primary
                && editor
                    .edited
                    .lines
                    .get(index)
                    .is_some_and(|line| !line.out && is_packaged_by_comprehensive(line));
            if let Some(line) = editor.edited.lines.get_mut(index).filter(|_| packaged) {
                line.status = N;
            }
        }
    }
    for (conditional, by) in [(Q2, &[T][..]), (Q1, &[S, T, V])] {
        for index in 0..editor.count() {
            let Some(line) = editor.edited.lines.get(index).filter(|line| line.status == conditional) else {
                continue;
            };
            let packaged = editor.any_on(line.date, |other| other.status_in(by));
            if let Some(line) = editor.edited.lines.get_mut(index) {
                line.status = if packaged { N } else { if conditional == Q2 { T } else { S } };
            }
        }
    }
    let payable = editor
        .open()
        .any(|(_, line)| line.status_in(&[J1, StatusIndicator::J2, Q1, Q2, StatusIndicator::Q3, S, T, V]));
    for index in 0..editor.count() {
        if let Some(line) = editor.edited.lines.get_mut(index).filter(|line| line.status == Q4) {
            line.status = if payable { N } else { StatusIndicator::A };
        }
    }
    Next::Continue
}

/// What a comprehensive APC does not pay for.
fn is_packaged_by_comprehensive(line: &EditedLine) -> bool {
    use StatusIndicator::{A, B, C, E1, E2, F, G, H, H1, K1, L, M, N, U, W, Y};
    !line.is(OutpatientFlag::CapcExclusion)
        && !line.status_in(&[F, G, H, H1, K1, L, U, N, B, C, E1, E2, M, W, Y, A])
}

impl Editor<'_, '_> {
    /// Whether a comprehensive APC is paid on the claim.
    pub(super) fn is_comprehensive_claim(&self) -> bool {
        self.opps && self.is_bill(&[12, 13]) && self.is_ordinary() && self.has_comprehensive()
    }
}
