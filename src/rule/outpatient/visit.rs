//! F010.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit stands beside a procedure without 25, or beside another visit without condition code G0.
    ///
    /// ## What it checks
    /// Visits (status indicator V) on a day with a procedure of status indicator S or T and
    /// no 25 (critical access hospitals: visits of status indicator J2 as well); several visits
    /// under one revenue code on a day without condition code G0.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// G0463 with 20610 fails; G0463-25 with 20610 passes.
    ///
    /// ## How to fix
    /// If the record shows a separate visit add 25, or condition code G0 for two; otherwise
    /// remove it.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 21,
    /// 42
    "F010" "visits-not-told-apart" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[21, 42]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{J2, S, T, V};
    let critical_access = editor.kind.bill == CRITICAL_ACCESS;
    editor.each(21, |editor, index, line| {
        let visit = line.status == V || critical_access && line.status == J2;
        let admission = critical_access
            && line.is(OutpatientFlag::ObservationDirectAdmit)
            && editor.has_visit_beside_admission(line.date);
        visit
            && !line.denied
            && !editor.edited.has(58, index)
            && !admission
            && !editor.has(index, &[b"25"])
            && editor.any_on(line.date, |other| !other.denied && other.status_in(&[S, T]))
    });
    editor.each(42, |editor, _, line| {
        let same = |other: &EditedLine| {
            other.status == V && other.date == line.date && other.revenue == line.revenue
        };
        let units: u32 = editor.open().filter(|(_, other)| same(other)).map(|(_, other)| other.units).sum();
        line.status == V && units > 1
    });
    Next::Continue
}
