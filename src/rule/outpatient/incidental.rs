//! F001.

use super::editor::{Editor, Next};
use crate::edition::{Disposition, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings, Place, Raised};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Nothing on the claim is paid separately.
    ///
    /// ## What it checks
    /// An OPPS claim whose lines are all packaged (status indicator N), or packaged beside
    /// codes that are not valid: the claim is rejected and nothing else is edited. Where
    /// the other lines are denied or rejected, each packaged line is.
    ///
    /// ## Why it matters
    /// Packaged services are paid as part of another service, which is missing.
    ///
    /// ## Example
    /// J1885 alone fails; J1885 with 96372 passes.
    ///
    /// ## How to fix
    /// Add the procedure the packaged services belong to.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 27,
    /// 47
    "F001" "only-packaged-services" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[27, 47]);
}

pub(super) fn only_incidental(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(27) {
        return Next::Continue;
    }
    let lines = &editor.edited.lines;
    let packaged = |line: &EditedLine| line.status == StatusIndicator::N && !line.denied;
    let invalid = |index: usize, line: &EditedLine| {
        editor.edited.has(6, index) || line.blank && editor.edited.has(41, index)
    };
    let others = lines.iter().enumerate().all(|(index, line)| {
        !matches!(line.action, 2 | 3) && (line.status == StatusIndicator::N || invalid(index, line))
    });
    let education = editor.edited.raised.iter().any(|raised| raised.edit == 35);
    if others && !education && lines.iter().any(packaged) {
        editor.raise(27, Place::Claim);
        if editor.edited.raised.iter().any(|raised| raised.edit == 27) {
            return Next::Stop;
        }
    }
    Next::Continue
}

/// Packaged lines that are left alone when all others are denied or rejected.
pub(super) fn not_paid_separately(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(47) {
        return Next::Continue;
    }
    let whole =
        |raised: &Raised| !matches!(raised.disposition, Disposition::LineRejection | Disposition::LineDenial);
    let packaged = |line: &EditedLine| line.status == StatusIndicator::N;
    let rejected = |index: usize, line: &EditedLine| line.denied || editor.edited.has(7, index);
    let mut lines = editor.edited.lines.iter().enumerate();
    let settled = lines.all(|(index, line)| packaged(line) || rejected(index, line));
    if settled && !editor.edited.raised.iter().any(whole) {
        editor.each(47, |_, _, line| packaged(line) && !line.denied);
    }
    Next::Continue
}
