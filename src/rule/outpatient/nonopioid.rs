//! F049.

use super::editor::{Editor, Next};
use crate::edition::StatusIndicator;
use crate::finding::Findings;
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// More non-opioid pain relief than is paid for is billed.
    ///
    /// ## What it checks
    /// From the third different device of status indicator H1 (2025-04-01) and the fourth
    /// different drug of status indicator K1 (2025-01-01) on.
    ///
    /// ## Why it matters
    /// For information: the limit of what Medicare pays is reached.
    ///
    /// ## Example
    /// C9804, C9806 and C9807 on one claim are reported; two of them pass.
    ///
    /// ## How to fix
    /// Nothing, if all were given.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 137,
    /// 138
    "F049" "pain-relief-beyond-limit" {
        severity: Info,
        denial: None,
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[137, 138]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    several(editor, 137, StatusIndicator::H1, 2);
    several(editor, 138, StatusIndicator::K1, 3);
    Next::Continue
}

/// Draws an edit on every line of the codes that follow the first few different ones; beside no payable
/// procedure the edits on that speak.
fn several(editor: &mut Editor<'_, '_>, edit: u16, status: StatusIndicator, allowed: usize) {
    if !editor.has_payable_procedure() {
        return;
    }
    editor.each(edit, |editor, index, line| {
        let of_status = || editor.open().filter(|(_, other)| other.status == status);
        let first = |code| of_status().find(|(_, other)| other.code == code).map(|(place, _)| place);
        let own = first(line.code).unwrap_or(index);
        let different =
            of_status().filter(|(place, other)| *place < own && first(other.code) == Some(*place));
        line.status == status && different.count() >= allowed
    });
}
