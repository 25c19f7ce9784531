//! F031.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A stem cell transplant lacks its donor acquisition.
    ///
    /// ## What it checks
    /// 38240 on 12x, 13x and 85x needs a line of revenue code 0815 on the claim.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 38240 alone fails; with a line of 0815 it passes.
    ///
    /// ## How to fix
    /// Add the line of 0815 with the donor's costs.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 100
    "F031" "donor-acquisition-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[100]);
}

/// The revenue code of stem cell acquisition from a donor.
const DONOR_ACQUISITION: u16 = 815;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(100, |editor, _, line| {
        let acquisition = |line: &EditedLine| line.revenue_number() == DONOR_ACQUISITION && !line.denied;
        line.is(OutpatientFlag::AllogeneicTransplant)
            && !line.denied
            && !editor.open().any(|(_, other)| acquisition(other))
    });
    Next::Continue
}
