//! F034.

use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Modifier CS is on a service without waived cost sharing, or after the waiver ended.
    ///
    /// ## What it checks
    /// CS on codes that are not eligible for the waiver, from 2020-03-18 to the editor's
    /// version of 2023-06; CS on any line after 2023-05-11.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 71046-CS in 2021 fails; G0463-CS in 2021 passes and on 2023-05-12 fails.
    ///
    /// ## How to fix
    /// Remove CS from the line.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 114,
    /// 123
    "F034" "modifier-cs-misused" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[114, 123]);
}

/// The first day of the waiver.
const WAIVER_BEGIN: Date = Date::constant(2020, 3, 18);
/// The last day of the waiver.
const WAIVER_END: Date = Date::constant(2023, 5, 11);

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(114, |editor, index, line| {
        line.date >= Some(WAIVER_BEGIN)
            && editor.has(index, &[b"CS"])
            && !line.is(OutpatientFlag::CoinsuranceDeductibleWaiverEligible)
    });
    for index in 0..editor.count() {
        let late =
            editor.edited.lines.get(index).is_some_and(|line| !line.out && line.date > Some(WAIVER_END));
        if !late {
            continue;
        }
        let position = editor.modifiers(index).position(|modifier| modifier.to_bytes() == *b"CS");
        if let Some(position) = position {
            editor.raise(123, Place::Modifier(index, position));
        }
    }
    Next::Continue
}
