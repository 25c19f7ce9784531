//! F033.

use super::claim_kind::{CRITICAL_ACCESS, ConditionCode};
use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A procedure that covers both sides is billed twice on a day.
    ///
    /// ## What it checks
    /// The same inherently bilateral code with more than one unit on a day, lines with 76
    /// or 77 left out; critical access hospitals: one professional and one facility unit
    /// may stand together.
    ///
    /// ## Why it matters
    /// The lines are rejected.
    ///
    /// ## Example
    /// 77067 with 2 units fails; 77067 and 77067-76 pass.
    ///
    /// ## How to fix
    /// Report one unit, or 76 on a true repetition.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 17
    "F033" "bilateral-procedure-repeated" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[17]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let distinct_visits = editor.kind.has(ConditionCode::G0);
    editor.each(17, |editor, _, line| {
        let counts = |index: usize, line: &EditedLine| {
            line.is(OutpatientFlag::BilateralInherent) && !editor.has(index, &[b"76", b"77"])
        };
        if !line.is(OutpatientFlag::BilateralInherent) || line.status == StatusIndicator::V && distinct_visits
        {
            return false;
        }
        let same = |other: &EditedLine| other.code == line.code && other.date == line.date;
        let units = |professional: Option<bool>| -> u32 {
            let lines = editor.open().filter(|(index, other)| same(other) && counts(*index, other));
            let of_side =
                lines.filter(|(_, other)| professional.is_none_or(|side| side == other.is_professional()));
            of_side.map(|(_, other)| other.units).sum()
        };
        if editor.kind.bill == CRITICAL_ACCESS {
            let (professional, facility) = (units(Some(true)), units(Some(false)));
            return professional + facility > 1 && !(professional == 1 && facility == 1);
        }
        units(None) > 1
    });
    Next::Continue
}
