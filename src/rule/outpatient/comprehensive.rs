//! Packaging: what is paid as part of another service.

use super::claim_kind::ConditionCode;
use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::EditedLine;

/// Hours of observation from which a stay is paid as a whole.
const OBSERVATION_HOURS: u32 = 8;

pub(super) fn packaging(editor: &mut Editor<'_, '_>) -> Next {
    use StatusIndicator::{J1, J2, N, Q1, Q2, Q3, Q4, S, T, V};
    if !editor.kind.is_packaged() {
        return Next::Continue;
    }
    let whole = editor.kind.takes_comprehensive();
    // Partial hospitalization and intensive outpatient programs of hospitals.
    let program = editor.kind.bill == 13 && !whole && !editor.kind.has(ConditionCode::C89);
    if whole && editor.comprehensive_primary().is_none() || program {
        conditional(editor, &[Q2], &[T, J1]);
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
    if program || whole {
        conditional(editor, &[Q1], &[S, T, V, J1]);
        conditional(editor, &[Q3], &[]);
    }
    editor.admissions();
    let laboratory_alone = editor.kind.bill == 14
        || editor.kind.bill == 12 && !editor.kind.has(ConditionCode::W2)
        || !editor.open().any(|(_, line)| {
            line.status_in(&[J1, J2, Q1, Q2, Q3, S, T, V]) || matches!(line.own_status, Q1 | Q2 | Q3)
        });
    for index in 0..editor.count() {
        if editor.status_of(index) == Some(Q4) {
            editor.set(index, if laboratory_alone { StatusIndicator::A } else { N });
        }
    }
    Next::Continue
}

/// Packages conditionally packaged lines beside payable ones of the claim (Addendum D1), and pays them by
/// their own classification otherwise.
fn conditional(editor: &mut Editor<'_, '_>, which: &[StatusIndicator], by: &[StatusIndicator]) {
    for index in 0..editor.count() {
        let denied = editor.edited.lines.get(index).is_some_and(|line| line.denied);
        if denied || !editor.status_of(index).is_some_and(|status| which.contains(&status)) {
            continue;
        }
        if editor.open().any(|(_, other)| !other.denied && other.status_in(by)) {
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
        let (_, hours) = self.open().find(|(_, line)| {
            line.is(OutpatientFlag::ObservationHourly) && line.units >= OBSERVATION_HOURS && !line.denied
        })?;
        let near = |date: Option<Date>| {
            hours.date.zip(date).is_some_and(|(day, other)| (0..=1).contains(&day.days_since(other)))
        };
        if self.open().any(|(_, line)| line.status == StatusIndicator::T && near(line.date)) {
            return None;
        }
        let visit = |line: &EditedLine| line.status == StatusIndicator::J2 && near(line.date) && !line.denied;
        self.open().find(|(_, line)| visit(line)).map(|(index, _)| index)
    }

    /// A direct admission that does not lead to a stay paid as a whole is packaged.
    fn admissions(&mut self) {
        for index in 0..self.count() {
            let admission = |line: &EditedLine| {
                line.is(OutpatientFlag::ObservationDirectAdmit)
                    && !line.out
                    && !line.denied
                    && line.status != StatusIndicator::J2
            };
            if self.edited.lines.get(index).is_some_and(admission) {
                self.set(index, StatusIndicator::N);
            }
        }
    }

    fn status_of(&self, index: usize) -> Option<StatusIndicator> {
        self.edited.lines.get(index).filter(|line| !line.out).map(|line| line.status)
    }

    fn set(&mut self, index: usize, status: StatusIndicator) {
        if let Some(line) = self.edited.lines.get_mut(index) {
            line.status = status;
        }
    }

    /// The status indicator of a line's own classification.
    fn apc_status(&self, index: usize) -> Option<StatusIndicator> {
        let edition = self.context.edition;
        let code = self.edited.lines.get(index)?.code?;
        let apc = edition.opps(code, self.kind.from).found()?.apc?;
        edition.outpatient_apc(apc, self.kind.from).found()
    }

    /// Gives a line the status indicator of its own classification.
    fn set_to_apc(&mut self, index: usize) {
        if let Some(status) = self.apc_status(index) {
            self.set(index, status);
        }
    }
}
