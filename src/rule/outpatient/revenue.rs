//! F006.

use super::editor::{Editor, Facts, Next};
use crate::edition::StatusIndicator;
use crate::finding::EditedLine;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A revenue code lacks its procedure code, or Medicare does not recognise it.
    ///
    /// ## What it checks
    /// On 12x, 13x, 14x, 74x, 75x and 76x a line without a procedure code, unless its
    /// revenue code is packaged or excepted (on other bills, which CMS's text does not name and its
    /// program edits, for information); on every bill a revenue code that
    /// Medicare does not recognise on the day of receipt.
    ///
    /// ## Why it matters
    /// The claim is returned, or the line is rejected.
    ///
    /// ## Example
    /// 0360 without a procedure code fails; 0360 with 47562, and 0250 alone, pass. 0500
    /// fails.
    ///
    /// ## How to fix
    /// Add the procedure code, or use the revenue code Medicare recognises.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 48,
    /// 65
    "F006" "revenue-code-stands-alone" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[48, 65]);
}

pub(super) fn validity(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(41, |_, _, line| line.department.is_none());
    Next::Continue
}

/// Revenue codes that do not stand alone.
pub(super) fn requirements(editor: &mut Editor<'_, '_>) -> Next {
    fn lacks_procedure(line: &EditedLine) -> bool {
        line.blank
            && line.department.is_some_and(|revenue| !revenue.needs_no_procedure())
            && !line.status_in(&[StatusIndicator::N, StatusIndicator::F])
    }
    if editor.kind.asks(48) {
        editor.each(48, |_, _, line| lacks_procedure(line));
    } else {
        editor.note_each(48, lacks_procedure);
    }
    Next::Continue
}

/// Revenue codes that Medicare does not recognise.
pub(super) fn not_recognized(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(65, |_, _, line| line.department.is_some_and(|revenue| revenue.is_not_recognized()));
    Next::Continue
}
