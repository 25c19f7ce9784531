//! F037.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A step of making a biological is billed beside it.
    ///
    /// ## What it checks
    /// 38225, 38226 and 38227, and lines without a procedure code under 0870 to 0873.
    ///
    /// ## Why it matters
    /// The cost is part of the biological; the line is rejected.
    ///
    /// ## Example
    /// 38225 fails; 38228 passes.
    ///
    /// ## How to fix
    /// Put the charges on the biological's line.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 111
    "F037" "cost-included-in-biological" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[111]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(111, |_, _, line| {
        let department =
            line.blank && line.department.is_some_and(|revenue| revenue.is_bundled_in_biological());
        line.is(OutpatientFlag::BundledInBiological) || department
    });
    Next::Continue
}
