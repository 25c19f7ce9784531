//! F032.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A drug is billed without a procedure that pays for giving it, unclassified, or with a modifier it cannot have.
    ///
    /// ## What it checks
    /// Drugs of status indicator G, K and K1 need a payable OPPS procedure on the claim;
    /// C9399 is priced by hand; JG does not go with pass-through drugs (G), 2022-04-01 to
    /// 2024-12-31.
    ///
    /// ## Why it matters
    /// The claim is returned or suspended.
    ///
    /// ## Example
    /// J0178 alone fails; with 67028 it passes.
    ///
    /// ## How to fix
    /// Add the administration, or remove the modifier.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 66,
    /// 99, 122
    "F032" "drug-without-procedure" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[66, 99, 122]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{G, K, K1};
    editor.each(122, |editor, index, line| line.status == G && editor.has(index, &[b"JG"]));
    editor.each(66, |_, _, line| !line.denied && line.is(OutpatientFlag::UnclassifiedDrug));
    let procedure = editor.edited.lines.iter().any(|line| line.status_in(&PAYABLE));
    editor.each(99, |_, _, line| {
        !line.is(OutpatientFlag::BypassE99) && line.status_in(&[G, K, K1]) && !procedure
    });
    Next::Continue
}

/// Non-opioid drugs paid apart: a procedure that is denied in the end does not count.
pub(super) fn beside_procedure(editor: &mut Editor<'_, '_>) -> Next {
    let procedure = editor.has_payable_procedure();
    editor.each(99, |_, _, line| line.status == StatusIndicator::K1 && !procedure);
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether an OPPS procedure beside which drugs and devices are paid is left on the claim.
    pub(super) fn has_payable_procedure(&self) -> bool {
        self.edited.lines.iter().any(|line| line.status_in(&PAYABLE) && !line.denied)
    }
}

/// The status indicators of the OPPS procedures beside which drugs are paid.
const PAYABLE: [StatusIndicator; 11] = {
    use StatusIndicator::{J1, J2, P, Q1, Q2, Q3, R, S, T, U, V};
    [J1, J2, P, Q1, Q2, Q3, R, S, T, U, V]
};
