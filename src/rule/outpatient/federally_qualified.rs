//! F042.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings, Place, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A health centre's claim lacks its payment code, or carries what is not covered.
    ///
    /// ## What it checks
    /// 077x: G0466 to G0470 on each day, under 0519 or 052x (mental health: 0519, 0900);
    /// 071x and 077x: services that are not covered, and 029x and 054x.
    ///
    /// ## Why it matters
    /// The claim is returned, or the line rejected.
    ///
    /// ## Example
    /// 99213 alone on 0771 fails; with G0467 it passes.
    ///
    /// ## How to fix
    /// Add the payment code under the right revenue code.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 88,
    /// 90, 91
    "F042" "health-centre-visit-wrong" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[88, 90, 91]);
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    if findings.edited().judged && bill.is_some_and(|bill| bill.facility_and_classification() == 77) {
        findings.claim_not_evaluated(Reason::NoList(
            "which services are the qualifying visits of each payment code (edit 89)",
        ));
    }
}

/// Payment codes of visits.
const PAYMENT_CODES: [&[u8; 5]; 5] = [b"G0466", b"G0467", b"G0468", b"G0469", b"G0470"];
/// Services that are paid apart from visits: telehealth, and treatment of opioid use disorder.
const APART: [&[u8; 5]; 2] = [b"G2025", b"G2172"];
/// Those of medical visits.
const MEDICAL: [&[u8; 5]; 3] = [b"G0466", b"G0467", b"G0468"];
/// Those of mental health visits.
const MENTAL: [&[u8; 5]; 2] = [b"G0469", b"G0470"];

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(91, |_, _, line| {
        line.is(OutpatientFlag::FqhcNonCovered)
            || matches!(line.revenue.map(|code| code.category()), Some(29 | 54))
    });
    let exempt = |line: &EditedLine| {
        line.is(OutpatientFlag::FqhcChronicCare) || line.is(OutpatientFlag::FqhcDcaps) || line.code_in(&APART)
    };
    let paid = |line: &EditedLine| line.code_in(&PAYMENT_CODES);
    let open_day = editor.kind.asks(88)
        && editor.open().any(|(index, line)| {
            !editor.edited.has(91, index) && !editor.any_on(line.date, |other| paid(other) || exempt(other))
        });
    if open_day {
        editor.raise(88, Place::Claim);
    }
    editor.each(90, |editor, index, line| {
        let revenue = line.revenue_number();
        let medical = line.code_in(&MEDICAL) && !matches!(revenue, 519..=529);
        let mental = line.code_in(&MENTAL) && !matches!(revenue, 519 | 900);
        !editor.edited.has(91, index) && (medical || mental)
    });
    Next::Continue
}
