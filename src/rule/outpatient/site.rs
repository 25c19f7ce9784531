//! F045.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A code is not reported by this kind of facility.
    ///
    /// ## What it checks
    /// Codes of OPPS hospitals (C codes among them) on other bills than 12x, 13x, 83x and
    /// 85x.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// C1713 on 0141 fails; on 0131 it passes.
    ///
    /// ## How to fix
    /// Use the code of the setting.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 55
    "F045" "not-for-this-site" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[55]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(55, |_, _, line| line.is(OutpatientFlag::NonReportableSite));
    Next::Continue
}
