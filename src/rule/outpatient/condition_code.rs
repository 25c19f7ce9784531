//! F025.

use super::editor::{Editor, Next};
use crate::finding::{Denial, Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The claim asks to be reviewed or denied.
    ///
    /// ## What it checks
    /// Condition code 21 (billing for a denial), which denied the whole claim to
    /// 2020-12-31, and condition code 20 (demand bill), which suspends every line.
    ///
    /// ## Why it matters
    /// A demand bill is held until the contractor has looked at it.
    ///
    /// ## Example
    /// Condition code 20 is reported; a claim without it passes.
    ///
    /// ## How to fix
    /// Nothing, where the patient asked for the decision; otherwise remove the condition
    /// code.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 10,
    /// 11
    "F025" "sent-for-review-or-denial" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[10, 11]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.raise(10, Place::Claim);
    Next::Continue
}

/// Condition code 20: the line goes to the contractor for review.
pub(super) fn review(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(11, |_, _, line| !line.denied);
    Next::Continue
}
