//! F020.

use super::editor::{Editor, Facts, Next};
use crate::code::ProcedureCode;
use crate::edition::{OutpatientFlag, PairList, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A device-intensive procedure lacks its device, or a device its procedure.
    ///
    /// ## What it checks
    /// 12x and 13x: a device code on the day of a device-intensive procedure, unless it was
    /// discontinued (52, 73, 74); the one device of a device-dependent procedure; a
    /// procedure beside pass-through devices and brachytherapy sources.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 27447 alone fails; with C1776 it passes, and with 73 it passes.
    ///
    /// ## How to fix
    /// Add the device code, or the modifier of the discontinued procedure.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 38,
    /// 92, 98, 135
    "F020" "device-and-procedure-apart" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[38, 92, 98, 135]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{H, J1, S, T, U};
    let procedure = editor.edited.lines.iter().any(|line| line.status_in(&[S, T, J1]));
    editor.each(38, |_, _, line| line.status_in(&[H, U]) && !procedure);
    editor.each(92, |editor, index, line| {
        let excused = || editor.has(index, &[b"CG"]) && line.is(OutpatientFlag::BypassE92Modifier);
        line.is(OutpatientFlag::DeviceProcedure)
            && !editor.is_terminated(index)
            && !excused()
            && !editor.any_on(line.date, |other| other.is(OutpatientFlag::Device))
    });
    editor.each(135, |editor, index, line| {
        line.is(OutpatientFlag::DeviceDependentProcedure)
            && !editor.is_terminated(index)
            && !editor.has_its_device(line)
    });
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether a procedure was not finished: modifier 52, 73 or 74.
    fn is_terminated(&self, line: usize) -> bool {
        self.has(line, &[b"52", b"73", b"74"])
    }

    fn has_its_device(&self, line: &EditedLine) -> bool {
        let own = line.code.map(ProcedureCode::to_bytes).unwrap_or_default();
        self.any_on(line.date, |other| {
            let device = other.code.map(ProcedureCode::to_bytes).unwrap_or_default();
            self.context
                .edition
                .outpatient_pair(PairList::DeviceProcedure, &own, &device, self.kind.from)
                .found()
                .is_some()
        })
    }
}

/// Devices paid apart, and the procedure they come with.
pub(super) fn beside_procedure(editor: &mut Editor<'_, '_>) -> Next {
    let procedure = editor.has_payable_procedure();
    editor.each(98, |_, _, line| line.status_in(&[StatusIndicator::H, StatusIndicator::H1]) && !procedure);
    Next::Continue
}
