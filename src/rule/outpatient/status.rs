//! F005.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The code is not paid, or not recognised, on an outpatient claim.
    ///
    /// ## What it checks
    /// The flags of each code: not covered (9), questionable (12), no separate payment (13,
    /// status indicator E2), another code for the same service (28, 62, status indicator
    /// B), excluded by statute (50), for the supplier's contractor (61, status indicator
    /// Y), not billable to the contractor (72, status indicator M), for information only
    /// (112). What an off-campus department (PN) is paid for under the fee schedule, though
    /// OPPS recognises another code, passes.
    ///
    /// ## Why it matters
    /// The line is denied or rejected, or the claim returned.
    ///
    /// ## Example
    /// 99213 on 0131 fails (use G0463); on 0851 it passes. A9270 fails.
    ///
    /// ## How to fix
    /// Use the code that OPPS recognises, bill the payer it belongs to, or leave the line
    /// out.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 9,
    /// 12, 13, 28, 50, 61, 62, 72, 112
    "F005" "not-paid-on-outpatient-claims" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[9, 12, 13, 28, 50, 61, 62, 72, 112]);
}

/// The revenue code of hospice physician services.
const HOSPICE_PHYSICIAN: u16 = 657;

pub(super) fn information_only(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(112, |_, _, line| !line.denied && line.is(OutpatientFlag::InformationOnly));
    Next::Continue
}

/// Services Medicare never covers.
pub(super) fn not_covered(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(9, |editor, index, line| {
        let convenience =
            (990..=999).contains(&line.revenue_number()) && line.blank && line.status == StatusIndicator::E1;
        let covered = editor.edited.has(112, index) || line.code_in(&[b"G0428"]);
        line.is(OutpatientFlag::NonCovered) && !covered || convenience
    });
    Next::Continue
}

/// Services excluded by statute.
pub(super) fn excluded(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(50, |_, _, line| {
        let self_administered =
            line.blank && line.department.is_some_and(|revenue| revenue.is_statutory_exclusion());
        !line.denied && (line.is(OutpatientFlag::StatutoryExclusion) || self_administered)
    });
    Next::Continue
}

/// Services of which Medicare recognises another code.
pub(super) fn not_recognized(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(28, |_, _, line| !line.denied && line.is(OutpatientFlag::NotRecognizedMcare));
    Next::Continue
}

/// Services Medicare does not pay separately.
pub(super) fn not_paid_separately(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(13, |_, _, line| line.status == StatusIndicator::E2);
    Next::Continue
}

/// Services whose coverage the contractor decides.
pub(super) fn questionable(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(12, |_, _, line| !line.denied && line.is(OutpatientFlag::Questionable));
    Next::Continue
}

/// Services that are not billed to the contractor of hospitals.
pub(super) fn other_contractor(editor: &mut Editor<'_, '_>) -> Next {
    let bill = editor.kind.bill;
    editor.each(72, |_, _, line| {
        let hospice = matches!(bill, 81 | 82) && line.revenue_number() == HOSPICE_PHYSICIAN;
        let professional = bill == CRITICAL_ACCESS && line.is_professional();
        line.is(OutpatientFlag::NonBillableMac) && !hospice && !professional
    });
    Next::Continue
}

/// Services of the supplier's contractor, and services OPPS has another code for.
pub(super) fn supplier_and_opps(editor: &mut Editor<'_, '_>) -> Next {
    let comprehensive = editor.is_comprehensive_claim();
    editor.each(61, |_, _, line| !comprehensive && line.is(OutpatientFlag::DmercBillableOnly));
    editor.each(62, |editor, index, line| {
        line.is(OutpatientFlag::NotRecognizedOpps)
            && !line.is(OutpatientFlag::BundledInBiological)
            && !editor.is_paid_off_campus(index, line)
    });
    Next::Continue
}
