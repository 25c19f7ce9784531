//! F038.

use super::INTENSIVE_OUTPATIENT;
use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A mental health service and the claim's program do not fit.
    ///
    /// ## What it checks
    /// Services of partial hospitalization and intensive outpatient programs on claims of
    /// none (81, 133), services that are not part of the program on claims of it (80, 132),
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

/// From this day on partial hospitalization at hospitals is not looked at for services of other kinds.
const COMMUNITY_CENTERS_ONLY: Date = Date::constant(2023, 1, 1);

pub(super) fn wrong_bill(editor: &mut Editor<'_, '_>) -> Next {
    let early = editor.is_bill(&[12, 14]) && editor.from < INTENSIVE_OUTPATIENT;
    if editor.is_partial_hospitalization() && (early || editor.bill == 43) {
        editor.raise(46, Place::Claim);
        if early {
            return Next::Stop;
        }
    }
    Next::Continue
}

/// Mental health services and the programs they belong to.
pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use OutpatientFlag::{IopNotMh, MhNotIop, MhNotPh, PhNotMh};
    // A day denied as inpatient ends it.
    if editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return Next::Continue;
    }
    let (partial, intensive) = (editor.is_partial_hospitalization(), editor.is_intensive_outpatient());
    let since_2024 = editor.from >= INTENSIVE_OUTPATIENT;
    let in_program = partial || intensive;
    if editor.is_bill(&[12, 13]) && editor.opps && !in_program && !editor.is_opioid_treatment() {
        editor.each(81, |_, _, line| !line.denied && line.is(PhNotMh));
    }
    if (editor.bill == 13 && editor.opps && !in_program && !editor.is_opioid_treatment()
        || editor.is_bill(&[71, 76, 77]) && !intensive)
        && since_2024
    {
        editor.each(133, |_, _, line| !line.denied && line.is(IopNotMh));
    }
    let hospital = editor.bill == 13 && editor.opps && partial && editor.from < COMMUNITY_CENTERS_ONLY;
    if hospital || editor.bill == 76 && (partial || !since_2024) {
        editor.each(80, |_, _, line| !line.denied && line.is(MhNotPh));
    }
    if editor.bill == 76 && intensive {
        editor.each(132, |_, _, line| !line.denied && line.is(MhNotIop));
    }
    Next::Continue
}
