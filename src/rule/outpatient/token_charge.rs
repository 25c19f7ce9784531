//! F043.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A charge is not what a token charge has to be.
    ///
    /// ## What it checks
    /// C9898 above one dollar (at zero for information); drugs of status indicator G, K and K1 at one dollar or less,
    /// from 2021-07-01.
    ///
    /// ## Why it matters
    /// The claim is returned, or the line rejected.
    ///
    /// ## Example
    /// J0178 at 0.50 fails; at 100.00 it passes.
    ///
    /// ## How to fix
    /// Correct the charge.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 82,
    /// 117
    "F043" "token-charge-wrong" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[82, 117]);
}

/// One dollar, in cents.
const DOLLAR: i64 = 100;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{G, K, K1};
    editor.each(82, |_, _, line| line.is(OutpatientFlag::TokenChargeOnly) && line.cents > DOLLAR);
    // CMS's program draws it on a charge of zero, too.
    editor.note_each(82, |line| line.is(OutpatientFlag::TokenChargeOnly) && line.cents == 0);
    editor.each(117, |_, _, line| line.status_in(&[G, K, K1]) && (1..=DOLLAR).contains(&line.cents));
    Next::Continue
}
