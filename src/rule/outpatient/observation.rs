//! F007.

use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Observation is not billed as it has to be.
    ///
    /// ## What it checks
    /// G0378 and G0379 only on 013x and 085x; revenue code 0762 only with observation
    /// codes; G0378 on one line with all its hours; G0379 only with G0378 of that day;
    /// hours on 1 January without a visit that day or the day before.
    ///
    /// ## Why it matters
    /// The claim is returned, suspended, or the line rejected.
    ///
    /// ## Example
    /// 0762 with G0463 fails; 0762 with G0378 passes. Two lines of G0378 beside a visit
    /// fail.
    ///
    /// ## How to fix
    /// Report all hours of one stay on one line of G0378 under 0762; report the visit or
    /// direct admission it came from.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 44,
    /// 51, 53, 57, 58
    "F007" "observation-billed-wrongly" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[44, 51, 53, 57, 58]);
}

/// The revenue code of hours in an observation room.
const OBSERVATION_ROOM: u16 = 762;

pub(super) fn wrong_bill(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(53, |_, _, line| {
        line.is(OutpatientFlag::ObservationHourly) || line.is(OutpatientFlag::ObservationDirectAdmit)
    });
    Next::Continue
}

/// Hours and direct admission.
pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let hours = |line: &EditedLine| line.is(OutpatientFlag::ObservationHourly);
    editor.each(51, |editor, index, line| {
        let earlier = |other: usize, own: &EditedLine| (own.date, other) < (line.date, index);
        hours(line) && editor.open().any(|(other, own)| earlier(other, own) && hours(own))
    });
    editor.each(44, |_, _, line| {
        line.revenue_number() == OBSERVATION_ROOM && !line.blank && !line.is(OutpatientFlag::Observation)
    });
    new_year(editor);
    editor.each(58, |editor, _, line| {
        line.is(OutpatientFlag::ObservationDirectAdmit) && !line.denied && !editor.any_on(line.date, hours)
    });
    Next::Continue
}

/// Observation that began in the old year, whose visit may stand on another claim.
fn new_year(editor: &mut Editor<'_, '_>) {
    let surgery = !editor.kind.asks(57)
        || editor.open().any(|(_, line)| line.status_in(&[StatusIndicator::J1, StatusIndicator::T]));
    if surgery {
        return;
    }
    editor.each(57, |editor, _, line| {
        let first_of_year = line.date.is_some_and(|date| matches!(date.ymd(), (_, 1, 1)));
        let day_before = line.date.map(|date| date.plus_days(-1));
        let visit = |other: &EditedLine| {
            other.is(OutpatientFlag::ObservationDirectAdmit)
                || other.own_status == StatusIndicator::V
                || other.own_status == StatusIndicator::J2 && !other.is(OutpatientFlag::ObservationHourly)
        };
        line.is(OutpatientFlag::ObservationHourly)
            && line.units >= 8
            && first_of_year
            && !editor.any_on(line.date, visit)
            && !editor.any_on(day_before, visit)
    });
}
