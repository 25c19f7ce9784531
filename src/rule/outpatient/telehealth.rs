//! F047.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A telehealth modifier is on a code that is no telehealth service.
    ///
    /// ## What it checks
    /// 085x: 95, GT and GQ on codes the editor does not flag.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 71046-GT fails; 99213-GT passes.
    ///
    /// ## How to fix
    /// Remove the modifier.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 126
    "F047" "telehealth-modifier-elsewhere" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[126]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(126, |editor, index, line| {
        editor.has(index, &[b"95", b"GT", b"GQ"]) && !line.is(OutpatientFlag::Telehealth)
    });
    Next::Continue
}
