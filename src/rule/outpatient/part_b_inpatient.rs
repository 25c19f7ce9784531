//! F022.

use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service is not payable to an inpatient under Part B.
    ///
    /// ## What it checks
    /// 012x without condition code W2, from 2023-07-01: a revenue code and a procedure code
    /// of which neither is on the list of Part B inpatient services; from 2025-01-01 0240
    /// and 0636 together are excepted.
    ///
    /// ## Why it matters
    /// The line is rejected.
    ///
    /// ## Example
    /// 71046 under 0510 fails; under 0320 it passes.
    ///
    /// ## How to fix
    /// Correct the revenue code, or add W2 for a rebilled denied stay.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 127
    "F022" "not-part-b-inpatient" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[127]);
}

/// From this day on a room of all-inclusive ancillaries and drugs stand together.
const DRUGS_WITH_ROOM: Date = Date::constant(2025, 1, 1);

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(127) {
        return Next::Continue;
    }
    let has_revenue = |number: u16| editor.edited.lines.iter().any(|line| line.revenue_number() == number);
    if editor.kind.from >= DRUGS_WITH_ROOM && has_revenue(240) && has_revenue(636) {
        let exempt = [240, 636];
        return raise(editor, &exempt);
    }
    raise(editor, &[])
}

fn raise(editor: &mut Editor<'_, '_>, exempt: &[u16]) -> Next {
    // A day that is denied as inpatient is judged as well.
    for index in 0..editor.count() {
        let refused = |line: &EditedLine| {
            let department = line.department.is_some_and(|revenue| revenue.is_part_b_inpatient());
            line.row.is_some()
                && !matches!(line.action, 2..=4)
                && !department
                && !line.is(OutpatientFlag::PartBBillable)
                && line.status != StatusIndicator::L
                && !exempt.contains(&line.revenue_number())
        };
        if editor.edited.lines.get(index).is_some_and(refused) {
            editor.on(127, index);
        }
    }
    Next::Continue
}
