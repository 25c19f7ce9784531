//! F027.

use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service lies outside of the days it was approved for.
    ///
    /// ## What it checks
    /// Codes that begin or end within a quarter: approval by the FDA (67), national
    /// coverage or a demonstration (68, 83), an approval period (69, 134), marketing (110),
    /// the immunization committee (136), the end of a code (124).
    ///
    /// ## Why it matters
    /// The line is denied or rejected, or the claim returned.
    ///
    /// ## Example
    /// K1034 on 2023-06-01 fails; on 2023-05-11 it passes.
    ///
    /// ## How to fix
    /// Correct the date or the code.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 67,
    /// 68, 69, 83, 110, 124, 134, 136
    "F027" "outside-approval-period" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[67, 68, 69, 83, 110, 124, 134, 136]);
}

/// The last day of the public health emergency for COVID-19, with which the flagged codes ended.
const EMERGENCY_END: Date = Date::constant(2023, 5, 11);

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(124, |_, _, line| {
        line.is(OutpatientFlag::CmsMidQuarterTermination) && line.date > Some(EMERGENCY_END)
    });
    for edit in [110, 67, 68, 83, 69, 134, 136] {
        let (before, after) = match edit {
            83 => (false, true),
            69 | 134 => (true, true),
            _ => (true, false),
        };
        editor.each(edit, |_, _, line| {
            line.row.is_some_and(|row| {
                let early = row.approved.is_some_and(|first| line.date < Some(first));
                let late = row.terminated.is_some_and(|last| line.date > Some(last));
                row.mid_quarter_edit.map(u16::from) == Some(edit) && (before && early || after && late)
            })
        });
    }
    Next::Continue
}
