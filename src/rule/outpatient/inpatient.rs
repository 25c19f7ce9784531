//! F002.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A procedure is paid only to inpatients.
    ///
    /// ## What it checks
    /// Status indicator C on 12x, 13x and 76x. The line is denied and with it every other
    /// service of the day. A separate procedure beside outpatient surgery of the day is
    /// rejected alone; beside a case paid by modifier CA other services that are not
    /// covered are denied.
    ///
    /// ## Why it matters
    /// The hospital is not paid for the day and may not bill the patient for it.
    ///
    /// ## Example
    /// 33533 on 0131 fails, and so does every line of its day; 33533-CA with status 20
    /// passes.
    ///
    /// ## How to fix
    /// Bill the stay as inpatient (011x), or add CA if the patient died or was transferred
    /// before admission.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 18,
    /// 49, 45, 121
    "F002" "inpatient-procedure" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[18, 49, 45, 121]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(18) || editor.has_inpatient_case() {
        return Next::Continue;
    }
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| !line.out) else { continue };
        if line.status == StatusIndicator::C
            && !editor.is_beside_surgery(line)
            && !editor.is_knee_anesthesia(line)
        {
            editor.on(18, index);
        }
    }
    // Every other service of such a day is denied with it, and the day is out of editing.
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| !line.out) else { continue };
        if editor.edited.has(18, index) {
            continue;
        }
        let day = line.date;
        let denied_day = (0..editor.count()).any(|other| {
            editor.edited.has(18, other)
                && editor.edited.lines.get(other).is_some_and(|line| line.date == day)
        });
        if denied_day {
            editor.on(49, index);
        }
    }
    for index in 0..editor.count() {
        let denied = editor.edited.has(18, index) || editor.edited.has(49, index);
        if let Some(line) = editor.edited.lines.get_mut(index).filter(|_| denied) {
            line.out = true;
        }
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether a line is a separate procedure beside surgery that is not inpatient only.
    pub(super) fn is_beside_surgery(&self, line: &EditedLine) -> bool {
        line.is(OutpatientFlag::SeparateProcedure)
            && (self.is_comprehensive_claim()
                || self.any_on(line.date, |other| other.own_status == StatusIndicator::T))
    }

    /// 01402 beside 27447.
    fn is_knee_anesthesia(&self, line: &EditedLine) -> bool {
        line.code_in(&[b"01402"]) && self.open().any(|(_, other)| other.code_in(&[b"27447"]))
    }
}

/// Separate procedures that are inpatient only, beside surgery that is not.
pub(super) fn separate_procedure(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(45, |editor, _, line| line.status == StatusIndicator::C && editor.is_beside_surgery(line));
    Next::Continue
}

/// Services that are not paid beside an inpatient case.
pub(super) fn beside_paid_case(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{B, C, E1, E2, M};
    if editor.kind.asks(121) && editor.has_inpatient_case() {
        for index in 0..editor.count() {
            if editor.edited.lines.get(index).is_some_and(|line| line.status_in(&[B, C, E1, E2, M])) {
                editor.on(121, index);
            }
        }
    }
    Next::Continue
}
