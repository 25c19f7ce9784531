//! F046.

use super::editor::{Editor, Next};
use crate::edition::StatusIndicator;
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Modifier CA is used more than once, or for a patient who neither died nor was transferred.
    ///
    /// ## What it checks
    /// Lines of inpatient only procedures (status indicator C) with CA: one unit on the
    /// claim, and a patient status of 02 05 20 62 63 65 66 82 85 90 91 93 or 94.
    ///
    /// ## Why it matters
    /// CA pays an inpatient procedure done in an emergency on an outpatient who died or was
    /// transferred; the claim is returned otherwise.
    ///
    /// ## Example
    /// 33533-CA with status 01 fails; with status 20 it passes.
    ///
    /// ## How to fix
    /// Correct the patient status or the units, or bill the stay as inpatient.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 60,
    /// 70
    "F046" "modifier-ca-misused" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[60, 70]);
}

/// Patient statuses of those who died or were transferred.
const EXPIRED_OR_TRANSFERRED: [&str; 13] =
    ["02", "05", "20", "62", "63", "65", "66", "82", "85", "90", "91", "93", "94"];

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(70) {
        return Next::Continue;
    }
    let cases = |editor: &Editor<'_, '_>, index: usize, line: &EditedLine| {
        let inpatient = line.own_status == StatusIndicator::C && !editor.is_beside_surgery(line);
        inpatient && editor.has(index, &[b"CA"])
    };
    let units: u32 =
        editor.open().filter(|(index, line)| cases(editor, *index, line)).map(|(_, line)| line.units).sum();
    let status = editor.context.claim.discharge_status.as_deref().map(str::trim).unwrap_or_default();
    let gone = EXPIRED_OR_TRANSFERRED.contains(&status);
    editor.each(60, |editor, index, line| units > 1 && cases(editor, index, line));
    editor.each(70, |editor, index, line| !gone && cases(editor, index, line));
    // The case is paid as a comprehensive service.
    for index in 0..editor.count() {
        let case = editor.edited.lines.get(index).is_some_and(|line| cases(editor, index, line));
        if let Some(line) = editor.edited.lines.get_mut(index).filter(|_| case) {
            line.status = StatusIndicator::J1;
        }
    }
    // Everything else is part of the case.
    if editor.has_inpatient_case() {
        editor.edited.lines.iter_mut().for_each(|line| line.out = true);
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether an inpatient procedure is paid on the claim because the patient died or was transferred.
    pub(super) fn has_inpatient_case(&self) -> bool {
        let case =
            |line: &EditedLine| line.own_status == StatusIndicator::C && line.status == StatusIndicator::J1;
        self.edited.lines.iter().any(case)
    }
}
