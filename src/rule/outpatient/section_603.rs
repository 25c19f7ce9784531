//! F048.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Modifier PN is on a service that off-campus departments are not paid for.
    ///
    /// ## What it checks
    /// 013x: PN on visits of status indicator J2 other than G0463, unless a stay in observation
    /// is paid as a whole; 076x: PN on the service that a day of a program is paid with.
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
    let observation = editor.is_observation_stay();
    for index in 0..editor.count() {
        let not_paid = editor.edited.lines.get(index).is_some_and(|line| {
            let not_paid = if hospital {
                !observation && line.own_status == StatusIndicator::J2 && !line.code_in(&[b"G0463"])
            } else {
                line.status == StatusIndicator::P
            };
            // A day that is denied as inpatient is judged as well.
            not_paid && !matches!(line.action, 2..=4)
        });
        if not_paid && editor.has(index, &[b"PN"]) {
            editor.on(101, index);
        }
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether a line of a hospital outpatient department is paid under the physician fee schedule because an off-campus department has done
    /// the service, where OPPS itself recognises another code.
    pub(super) fn is_paid_off_campus(&self, index: usize, line: &EditedLine) -> bool {
        self.kind.bill == 13
            && line.is(OutpatientFlag::OverrideSection603)
            && line.status != StatusIndicator::N
            && self.has(index, &[b"PN"])
            && !self.edited.raised.iter().any(|raised| raised.edit == 101)
    }
}
