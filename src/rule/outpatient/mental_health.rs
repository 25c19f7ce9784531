//! F038.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A mental health service and the claim's program do not fit.
    ///
    /// ## What it checks
    /// Services of partial hospitalization and intensive outpatient programs on claims of
    /// none (81; 133 on 013x, 071x and 077x), services that are not part of the program on claims of it (80, 132),
    /// condition code 41 on the wrong bill (46).
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// G0410 on 0131 fails; with condition code 41 it passes.
    ///
    /// ## How to fix
    /// Add the program's condition code, or report the service's own code.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 46,
    /// 80, 81, 132, 133
    "F038" "mental-health-program-misfit" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[46, 80, 81, 132, 133]);
}

/// The type of bill of a religious nonmedical health care institution.
const RELIGIOUS_INSTITUTION: u8 = 43;

pub(super) fn wrong_bill(editor: &mut Editor<'_, '_>) -> Next {
    editor.raise(46, Place::Claim);
    // The few edits of a religious nonmedical health care institution go on.
    let stops = editor.kind.asks(46) && editor.kind.bill != RELIGIOUS_INSTITUTION;
    if stops { Next::Stop } else { Next::Continue }
}

/// Mental health services and the programs they belong to.
pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use OutpatientFlag::{IopNotMh, MhNotIop, MhNotPh, PhNotMh};
    // A day denied as inpatient ends it.
    if editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return Next::Continue;
    }
    for (edit, flag) in [(81, PhNotMh), (133, IopNotMh), (80, MhNotPh)] {
        editor.each(edit, |_, _, line| !line.denied && line.is(flag));
    }
    editor.each(132, |_, _, line| line.is(MhNotIop));
    Next::Continue
}
