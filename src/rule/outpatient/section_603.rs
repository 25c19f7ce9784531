//! F048.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Modifier PN is on a service that off-campus departments are not paid for.
    ///
    /// ## What it checks
    /// 013x: PN on visits of status indicator J2 other than G0463; 076x: PN on program
    /// services.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 99284-PN fails; G0463-PN passes.
    ///
    /// ## How to fix
    /// Remove PN, or correct the service.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 101
    "F048" "modifier-pn-not-allowed" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[101]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let hospital = editor.kind.bill == 13;
    editor.each(101, |editor, index, line| {
        let not_paid = if hospital {
            line.own_status == StatusIndicator::J2
                && !line.code_in(&[b"G0463"])
                && !line.is(OutpatientFlag::ObservationHourly)
        } else {
            line.status == StatusIndicator::P
        };
        not_paid && editor.has(index, &[b"PN"])
    });
    Next::Continue
}
