//! F030.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Trauma response is billed without its critical care or its revenue code.
    ///
    /// ## What it checks
    /// G0390 on 12x, 13x and 85x needs 99291 and a line of revenue code 068x on its day.
    ///
    /// ## Why it matters
    /// The line is rejected.
    ///
    /// ## Example
    /// G0390 alone fails; with 068x and 99291 it passes.
    ///
    /// ## How to fix
    /// Report 99291 and the trauma response revenue code for the day.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 76
    "F030" "trauma-activation-incomplete" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[76]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(76, |editor, _, line| {
        let response =
            || editor.any_on(line.date, |other| other.revenue.is_some_and(|code| code.category() == 68));
        let critical = || editor.any_on(line.date, |other| other.is(OutpatientFlag::TraumaCriticalCare));
        line.is(OutpatientFlag::TraumaRevenueCode) && !(response() && critical())
    });
    Next::Continue
}
