//! F029.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Corneal tissue is billed without its transplant.
    ///
    /// ## What it checks
    /// V2785 on 12x, 13x and 85x needs a corneal transplant on its day.
    ///
    /// ## Why it matters
    /// The line is rejected.
    ///
    /// ## Example
    /// V2785 alone fails; with 65730 it passes.
    ///
    /// ## How to fix
    /// Report the transplant of the day.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 93
    "F029" "corneal-tissue-without-transplant" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[93]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(93, |editor, _, line| {
        line.is(OutpatientFlag::CorneaTissueProcessing)
            && !line.denied
            && !editor.any_on(line.date, |other| other.is(OutpatientFlag::CorneaTransplant) && !other.denied)
    });
    Next::Continue
}
