//! Packaging: what is paid as part of another service.

use super::claim_kind::ConditionCode;
use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::EditedLine;
use std::cmp::Reverse;

/// Hours of observation from which a stay is paid as a whole.
const OBSERVATION_HOURS: u32 = 8;

pub(super) fn packaging(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{J2, N, Q1, Q2, Q3, S, T, V};
    if !editor.kind.is_packaged() {
        return Next::Continue;
    }
    let whole = editor.kind.takes_comprehensive();
    if !whole || editor.comprehensive_primary().is_none() {
        conditional(editor, Q2, &[T]);
    }
    let primary = editor.comprehensive_primary();
    for index in 0..editor.count() {
        let packaged = primary.is_some_and(|primary| primary != index)
            && editor.edited.lines.get(index).is_some_and(|line| !line.out && is_part_of_comprehensive(line));
        if packaged {
            editor.set(index, N);
        }
    }
    for index in 0..editor.count() {
        if whole && primary != Some(index) && editor.status_of(index) == Some(J2) {
            editor.set_to_apc(index);
        }
    }
    conditional(editor, Q1, &[S, T, V]);
    if matches!(editor.kind.bill, 12 | 13) {
        editor.critical_care();
    }
    // What might be part of a composite is paid by itself.
    for index in 0..editor.count() {
        let denied = editor.edited.lines.get(index).is_some_and(|line| line.denied);
        if !denied && editor.status_of(index) == Some(Q3) {
            editor.set_to_apc(index);
        }
    }
    editor.admissions();
    Next::Continue
}

/// Services that are therapy under a therapist's plan, with its modifier or revenue code: they are paid
/// under the physician fee schedule then.
pub(super) fn therapy(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.has_therapy() {
        return Next::Continue;
    }
    for index in 0..editor.count() {
        let by_revenue =
            |line: &EditedLine| line.revenue.is_some_and(|revenue| matches!(revenue.category(), 42..=44));
        let planned = editor.edited.lines.get(index).is_some_and(|line| {
            line.is(OutpatientFlag::TherapyConditionallyPaid)
                && !line.out
                && (by_revenue(line) || editor.has(index, &[b"GN", b"GO", b"GP"]))
        });
        if planned {
            editor.set(index, StatusIndicator::A);
        }
    }
    Next::Continue
}

/// Laboratory tests: paid to non-patients and inpatients, and to outpatients who had nothing else.
pub(super) fn laboratory(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{A, J1, J2, N, Q1, Q2, Q3, Q4, S, T, V};
    let payable =
        |line: &EditedLine| line.status_in(&[J1, J2, Q1, Q2, Q3, S, T, V]) && !matches!(line.action, 2 | 3);
    let paid = match editor.kind.bill {
        13 => !editor.edited.lines.iter().any(payable),
        12 => !editor.kind.has(ConditionCode::W2),
        14 => true,
        _ => false,
    };
    for line in editor.edited.lines.iter_mut().filter(|line| line.status == Q4) {
        line.status = if paid { A } else { N };
    }
    Next::Continue
}

/// Packages conditionally packaged lines beside payable ones of the claim (Addendum D1), and pays them by
/// their own classification otherwise.
fn conditional(editor: &mut Editor<'_, '_>, which: StatusIndicator, by: &[StatusIndicator]) {
    for index in 0..editor.count() {
        let denied = editor.edited.lines.get(index).is_some_and(|line| line.denied);
        if denied || editor.status_of(index) != Some(which) {
            continue;
        }
        // A comprehensive service packages what stands beside it where it is paid as one, or has just been
        // chosen among conditional ones.
        let comprehensive = |other: &EditedLine| {
            let chosen = other.own_status != StatusIndicator::J1;
            other.status == StatusIndicator::J1 && (chosen || editor.kind.takes_comprehensive())
        };
        let packages = |other: &EditedLine| !other.denied && (other.status_in(by) || comprehensive(other));
        if editor.open().any(|(_, other)| packages(other)) {
            editor.set(index, StatusIndicator::N);
        } else {
            editor.set_to_apc(index);
        }
    }
}

/// What a comprehensive APC pays for with its own payment.
fn is_part_of_comprehensive(line: &EditedLine) -> bool {
    use StatusIndicator::{B, C, E1, E2, F, G, H, H1, K1, L, M, N, U, W};
    let blood =
        line.revenue.is_some_and(|code| code.category() == 38) && line.is(OutpatientFlag::BloodProduct);
    !line.is(OutpatientFlag::CapcExclusion)
        && !blood
        && !line.status_in(&[F, G, H, H1, K1, L, U, N, B, C, E1, E2, M, W])
}

impl Editor<'_, '_> {
    /// Whether a comprehensive APC is paid on the claim.
    pub(super) fn is_comprehensive_claim(&self) -> bool {
        self.comprehensive_primary().is_some()
    }

    /// Whether a stay in observation is paid as a whole.
    pub(super) fn is_observation_stay(&self) -> bool {
        let primary = self.comprehensive_primary().and_then(|index| self.edited.lines.get(index));
        primary.is_some_and(|line| line.own_status == StatusIndicator::J2)
    }

    /// The line whose comprehensive APC is paid: surgery, else a visit with hours of observation.
    fn comprehensive_primary(&self) -> Option<usize> {
        if !self.kind.takes_comprehensive() {
            return None;
        }
        let lines = &self.edited.lines;
        let surgery = lines
            .iter()
            .position(|line| line.status == StatusIndicator::J1 && line.own_status != StatusIndicator::C);
        surgery.or_else(|| self.observation_visit())
    }

    /// The visit of a stay in observation that is paid as a whole.
    fn observation_visit(&self) -> Option<usize> {
        // A second line of hours is an error of its own and begins no stay.
        let hours = self.open().filter(|(_, line)| line.is(OutpatientFlag::ObservationHourly));
        let (_, hours) = hours.min_by_key(|(index, line)| (line.date, *index))?;
        let surgery = |line: &EditedLine| line.status == StatusIndicator::T && !matches!(line.action, 2..=4);
        if hours.units < OBSERVATION_HOURS || self.edited.lines.iter().any(surgery) {
            return None;
        }
        let visit = |line: &EditedLine| {
            let days = hours.date.zip(line.date).map(|(day, other)| day.days_since(other));
            let admission = line.is(OutpatientFlag::ObservationDirectAdmit);
            line.status == StatusIndicator::J2 && (days == Some(0) || days == Some(1) && !admission)
        };
        let visits = self.open().filter(|(_, line)| visit(line)).map(|(index, _)| index);
        // The levels of visits rise with their classifications.
        visits.max_by_key(|index| {
            let denied = self.edited.lines.get(*index).is_some_and(|line| line.denied);
            (!denied, self.apc(*index), Reverse(*index))
        })
    }

    /// What comes with critical care is packaged into it, unless a modifier says that it was apart.
    fn critical_care(&mut self) {
        let critical = |line: &EditedLine| line.is(OutpatientFlag::TraumaCriticalCare) && !line.denied;
        if !self.open().any(|(_, line)| critical(line)) {
            return;
        }
        let apart = (0..self.count()).any(|index| self.has(index, &[b"59", b"XE", b"XP", b"XS", b"XU"]));
        for index in 0..self.count() {
            let packaged = self.edited.lines.get(index).is_some_and(|line| {
                line.is(OutpatientFlag::CriticalCareAncillary)
                    && !line.out
                    && !line.denied
                    && (!apart || line.is(OutpatientFlag::StvPackaged))
            });
            if packaged {
                self.set(index, StatusIndicator::N);
            }
        }
    }

    /// Direct admissions that are not paid: without hours of observation on their day, or beside another
    /// visit, where no stay is paid as a whole.
    fn admissions(&mut self) {
        let comprehensive = self.is_comprehensive_claim();
        for index in 0..self.count() {
            let packaged = self.edited.lines.get(index).is_some_and(|line| {
                let hours = || self.any_on(line.date, |other| other.is(OutpatientFlag::ObservationHourly));
                line.is(OutpatientFlag::ObservationDirectAdmit)
                    && !line.out
                    && (!line.denied && !hours()
                        || !comprehensive && self.has_visit_beside_admission(line.date))
            });
            if packaged {
                self.set(index, StatusIndicator::N);
            }
        }
    }

    /// Whether a day has what a direct admission is not paid beside: a procedure of status indicator T,
    /// another visit or critical care (Medicare Claims Processing Manual, chapter 4, §290.5.2).
    pub(super) fn has_visit_beside_admission(&self, day: Option<Date>) -> bool {
        self.any_on(day, |line| {
            let beside = line.status_in(&[StatusIndicator::T, StatusIndicator::V])
                || line.is(OutpatientFlag::TraumaCriticalCare);
            beside && !line.denied && !line.is(OutpatientFlag::ObservationDirectAdmit)
        })
    }

    fn status_of(&self, index: usize) -> Option<StatusIndicator> {
        self.edited.lines.get(index).filter(|line| !line.out).map(|line| line.status)
    }

    fn set(&mut self, index: usize, status: StatusIndicator) {
        if let Some(line) = self.edited.lines.get_mut(index) {
            line.status = status;
        }
    }

    /// A line's own classification.
    fn apc(&self, index: usize) -> Option<u16> {
        let code = self.edited.lines.get(index)?.code?;
        self.context.edition.opps(code, self.kind.from).found()?.apc
    }

    /// The status indicator of a line's own classification.
    fn apc_status(&self, index: usize) -> Option<StatusIndicator> {
        self.context.edition.outpatient_apc(self.apc(index)?, self.kind.from).found()
    }

    /// Gives a line the status indicator of its own classification.
    fn set_to_apc(&mut self, index: usize) {
        if let Some(status) = self.apc_status(index) {
            self.set(index, status);
        }
    }
}
