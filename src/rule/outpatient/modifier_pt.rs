//! F036.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Modifier PT is used on a day without a colorectal procedure.
    ///
    /// ## What it checks
    /// PT on 12x, 13x and 85x needs a colorectal procedure on the line's day.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 71046-PT fails; 45385-PT passes.
    ///
    /// ## How to fix
    /// Remove PT, or put it on the colorectal procedure.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 120
    "F036" "modifier-pt-without-colonoscopy" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[120]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(120, |editor, index, line| {
        editor.has(index, &[b"PT"]) && !editor.any_on(line.date, |other| other.is(OutpatientFlag::Colorectal))
    });
    Next::Continue
}
