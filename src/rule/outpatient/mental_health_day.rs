//! F035.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A day has only mental health education.
    ///
    /// ## What it checks
    /// On 12x and 13x, a day whose only services are education and training (G0177).
    ///
    /// ## Why it matters
    /// Education alone is not a mental health service that is paid.
    ///
    /// ## Example
    /// G0177 alone fails; with 90853 on the day it passes.
    ///
    /// ## How to fix
    /// Report the therapy it belongs to.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 35
    "F035" "education-without-therapy" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[35]);
}

pub(super) fn education_only(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(35, |editor, _, line| {
        let educational = |line: &EditedLine| line.is(OutpatientFlag::Educational);
        !line.denied && educational(line) && !editor.any_on(line.date, |other| !educational(other))
    });
    Next::Continue
}
