//! The editor: the facts of a claim, the state of its lines, and the order of the edits.

use super::claim_kind::Kind;
use super::{
    add_on, biological, blood, ca_modifier, comprehensive, condition_code, corneal, date_range, device,
    diagnosis, discontinued, drug, expiry, federally_qualified, incidental, inherent_bilateral, inpatient,
    line_date, mental_health, mental_health_day, modifier_conflict, modifier_cs, modifier_pt, modifier_set,
    nonopioid, observation, pair, part_b_inpatient, planning, procedure, program_day, program_week, revenue,
    rural_health, section_603, site, skin_substitute, status, telehealth, token_charge, transplant, trauma,
    treatment_program, visit,
};
use crate::code::{Date, Modifier, ProcedureCode};
use crate::edition::{Disposition, Lookup, OutpatientFlag, StatusIndicator, Table};
use crate::finding::{Edited, EditedLine, Findings, Place, Raised, Reason};
use crate::rule::{Context, ServiceLine};

/// A claim while it is edited.
pub(super) struct Editor<'e, 'c> {
    pub(super) context: &'e Context<'c>,
    pub(super) edited: &'e mut Edited,
    /// What decides which edits look at the claim.
    pub(super) kind: Kind,
    /// The last day of the statement.
    pub(super) through: Date,
}

/// The edit of procedures against the patient's age: it rejects the line, and yet the edits that pass
/// over rejected lines look at it.
const PATIENT_AGE: u16 = 7;

/// Whether an edit ends the editing of the claim.
pub(super) enum Next {
    Continue,
    Stop,
}

/// The edits in the order of evaluation. An edit that denies or rejects a line takes it from those
/// that follow, so the order is part of the rules.
const ORDER: &[fn(&mut Editor<'_, '_>) -> Next] = &[
    date_range::edits,
    line_date::edits,
    condition_code::edits,
    mental_health::wrong_bill,
    diagnosis::validity,
    revenue::validity,
    procedure::validity,
    modifier_set::edits,
    comprehensive::laboratory,
    comprehensive::therapy,
    observation::wrong_bill,
    mental_health_day::education_only,
    incidental::only_incidental,
    ca_modifier::edits,
    inpatient::edits,
    condition_code::review,
    diagnosis::age_and_sex,
    diagnosis::age,
    procedure::age,
    diagnosis::principal,
    status::information_only,
    status::not_covered,
    status::excluded,
    revenue::requirements,
    trauma::edits,
    revenue::not_recognized,
    status::not_recognized,
    status::not_paid_separately,
    status::questionable,
    status::other_contractor,
    modifier_conflict::edits,
    modifier_cs::edits,
    expiry::edits,
    blood::edits,
    part_b_inpatient::edits,
    corneal::edits,
    transplant::edits,
    skin_substitute::edits,
    modifier_pt::edits,
    biological::edits,
    drug::edits,
    pair::edits,
    planning::edits,
    add_on::edits,
    treatment_program::edits,
    site::edits,
    mental_health::edits,
    program_day::edits,
    program_week::edits,
    rural_health::edits,
    federally_qualified::edits,
    telehealth::edits,
    comprehensive::packaging,
    observation::edits,
    section_603::edits,
    device::edits,
    inpatient::beside_paid_case,
    discontinued::edits,
    inherent_bilateral::edits,
    status::supplier_and_opps,
    inpatient::separate_procedure,
    visit::edits,
    token_charge::edits,
    device::beside_procedure,
    drug::beside_procedure,
    nonopioid::edits,
    incidental::not_paid_separately,
];

/// Edits a claim and leaves what was drawn in the findings' memory.
pub(in crate::rule) fn edit(context: &Context<'_>, findings: &mut Findings) {
    let mut edited = std::mem::take(findings.edited_mut());
    edited.gap = judge(context, &mut edited).err();
    *findings.edited_mut() = edited;
}

fn judge(context: &Context<'_>, edited: &mut Edited) -> Result<(), Reason> {
    let claim = context.claim;
    let bill = claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let period = claim.statement.as_ref();
    let last_line = || context.lines.iter().filter_map(|line| line.through).max();
    let from = context.first_day();
    let through = match period.and_then(|period| period.through.as_ref()) {
        Some(date) => date.value(),
        None => last_line().max(from),
    };
    let Some(bill) = bill else {
        return Err(Reason::Missing("no type of bill that can be read"));
    };
    let (Some(from), Some(through)) = (from, through) else {
        return Err(Reason::Missing("no statement dates that can be read"));
    };
    let condition_codes = claim.condition_codes.iter().map(|code| code.as_ref());
    let kind = Kind::new(bill, claim.opps, from, condition_codes);
    let mut editor = Editor { context, edited, kind, through };
    editor.tables()?;
    editor.edited.judged = true;
    editor.resolve();
    for edit in ORDER {
        if let Next::Stop = edit(&mut editor) {
            break;
        }
    }
    editor.settle();
    Ok(())
}

impl Editor<'_, '_> {
    /// Asks whether the edition can answer for the day that chooses the version.
    fn tables(&self) -> Result<(), Reason> {
        let edition = self.context.edition;
        match edition.outpatient_version(self.kind.from) {
            Lookup::Unknown(gap) => return Err(gap.into()),
            // A day of no version is an edit of its own.
            Lookup::Absent => return Ok(()),
            Lookup::Found(_) => {}
        }
        let needed = [
            Table::Outpatient,
            Table::Opps,
            Table::OutpatientDiagnoses,
            Table::RevenueCodes,
            Table::OutpatientEdits,
            Table::OutpatientModifiers,
        ];
        match needed.into_iter().find_map(|table| edition.gap_on(table, self.kind.from)) {
            Some(gap) => Err(gap.into()),
            None => Ok(()),
        }
    }

    /// Looks up what the lines say.
    fn resolve(&mut self) {
        let edition = self.context.edition;
        // Revenue codes are those of the day on which the claim is received.
        let received = self.context.claim.received.as_ref().and_then(|date| date.value());
        let received = received.unwrap_or(self.through);
        let department = |code| match edition.revenue_code(code, received) {
            Lookup::Unknown(_) => edition.revenue_code(code, self.kind.from).found(),
            known => known.found(),
        };
        for line in self.context.lines {
            let revenue = line.line.revenue_code.as_ref().and_then(|code| code.value());
            let department = revenue.and_then(department);
            let (mut row, mut gap, mut status) = (None, None, None);
            if let Some(code) = line.procedure {
                let (known, opps) =
                    (edition.outpatient(code, self.kind.from), edition.opps(code, self.kind.from));
                (gap, row) = (known.gap(), known.found());
                status = opps.found().filter(|_| row.is_some()).map(|opps| opps.status_indicator);
            }
            let blank = line.line.procedure.is_none();
            let of_department = department.filter(|_| blank).map(|revenue| revenue.status_indicator());
            let status = status.or(of_department).unwrap_or(StatusIndicator::W);
            let action = line.line.action_flag.unwrap_or_default();
            self.edited.partial |= gap.is_some();
            self.edited.lines.push(EditedLine {
                code: line.procedure,
                blank,
                row,
                revenue,
                department,
                status,
                own_status: status,
                date: line.from,
                units: line.units.and_then(|units| units.as_whole()).unwrap_or(1).max(1),
                cents: line.charge.map_or(0, |charge| charge.cents()),
                denied: false,
                out: matches!(action, 2..=4),
                action,
                gap,
            });
        }
        let lines = &self.edited.lines;
        self.kind.settle(|flags| lines.iter().any(|line| flags.iter().any(|flag| line.is(*flag))));
    }

    /// Draws an edit, if the version has it and no action flag bypasses it.
    pub(super) fn raise(&mut self, edit: u16, place: Place) {
        self.raise_by(edit, place, None);
    }

    /// Draws an edit on a line.
    pub(super) fn on(&mut self, edit: u16, line: usize) {
        self.raise_by(edit, Place::Line(line), None);
    }

    /// Draws an edit that another line causes.
    pub(super) fn raise_by(&mut self, edit: u16, place: Place, by: Option<usize>) {
        let known = |raised: &Raised| raised.edit == edit && raised.place == place && raised.by == by;
        if !self.edited.raised.iter().any(known) {
            self.raise_new(edit, place, by);
        }
    }

    /// Draws an edit that cannot have been drawn before.
    pub(super) fn raise_new(&mut self, edit: u16, place: Place, by: Option<usize>) {
        if !self.kind.asks(edit) {
            return;
        }
        let edition = self.context.edition;
        let day = self.kind.from.max(super::FIRST_DAY);
        let Lookup::Found(disposition) = edition.outpatient_edit(edit, day) else { return };
        let line = place.line().and_then(|line| self.edited.lines.get(line));
        let bypassed = line.is_some_and(|line| line.action == 1)
            && edition.edit_bypass(edit, self.kind.from).found().is_some_and(|bypass| bypass.of_line);
        let raised = Raised { edit, place, disposition, by };
        if bypassed {
            return;
        }
        self.edited.raised.push(raised);
        let denies = matches!(disposition, Disposition::LineRejection | Disposition::LineDenial);
        if let Some(line) = place.line().and_then(|line| self.edited.lines.get_mut(line)) {
            line.denied |= denies && edit != PATIENT_AGE && !super::INFORMATION.contains(&edit);
        }
    }

    /// The number of lines.
    pub(super) fn count(&self) -> usize {
        self.edited.lines.len()
    }

    /// The lines still in editing, with their indexes.
    pub(super) fn open(&self) -> impl Iterator<Item = (usize, &EditedLine)> {
        self.edited.lines.iter().enumerate().filter(|(_, line)| !line.out)
    }

    /// The line as it was sent.
    pub(super) fn sent(&self, line: usize) -> Option<&ServiceLine<'_>> {
        self.context.lines.get(line)
    }

    /// The readable modifiers of a line.
    pub(super) fn modifiers(&self, line: usize) -> impl Iterator<Item = Modifier> {
        self.context.lines.get(line).into_iter().flat_map(|line| line.modifiers())
    }

    /// Whether a line carries one of several modifiers.
    pub(super) fn has(&self, line: usize, modifiers: &[&[u8; 2]]) -> bool {
        self.modifiers(line).any(|own| modifiers.iter().any(|text| own.to_bytes() == **text))
    }

    /// Draws an edit on every open line that meets a condition.
    pub(super) fn each(&mut self, edit: u16, test: impl Fn(&Self, usize, &EditedLine) -> bool) {
        if !self.kind.asks(edit) {
            return;
        }
        for index in 0..self.count() {
            let Some(line) = self.edited.lines.get(index) else { continue };
            if !line.out && test(self, index, line) {
                self.on(edit, index);
            }
        }
    }

    /// Notes an edit on every open line that meets a condition, where CMS's program draws the edit and
    /// CMS's text does not.
    pub(super) fn note_each(&mut self, edit: u16, test: impl Fn(&EditedLine) -> bool) {
        if !self.kind.notes(edit) {
            return;
        }
        let day = self.kind.from.max(super::FIRST_DAY);
        let Lookup::Found(disposition) = self.context.edition.outpatient_edit(edit, day) else { return };
        let Edited { lines, noted, .. } = &mut *self.edited;
        let open = lines.iter().enumerate().filter(|(_, line)| !line.out && test(line));
        noted.extend(open.map(|(index, _)| Raised {
            edit,
            place: Place::Line(index),
            disposition,
            by: None,
        }));
    }

    /// The patient's age on the first day.
    pub(super) fn age(&self) -> Option<u16> {
        self.context.age(self.kind.from)
    }

    /// Whether an open line of a day meets a condition.
    pub(super) fn any_on(&self, day: Option<Date>, test: impl Fn(&EditedLine) -> bool) -> bool {
        self.open().any(|(_, line)| line.date == day && test(line))
    }

    /// The overall disposition: what the editor reports for the claim as a whole.
    fn settle(&mut self) {
        let claim = |raised: &Raised| {
            !matches!(raised.disposition, Disposition::LineRejection | Disposition::LineDenial)
        };
        let informs = |raised: &Raised| super::INFORMATION.contains(&raised.edit);
        let days_denied = self.edited.raised.iter().any(|raised| raised.edit == 18);
        self.edited.overall = if self.edited.raised.iter().any(claim) {
            4
        } else if self.edited.raised.iter().all(informs) {
            0
        } else if days_denied {
            if self.kind.from == self.through { 4 } else { 2 }
        } else {
            1
        };
    }
}

/// What the edits ask of a line.
pub(super) trait Facts {
    /// Whether the code has a flag.
    fn is(&self, flag: OutpatientFlag) -> bool;
    /// Whether the status indicator is one of several.
    fn status_in(&self, statuses: &[StatusIndicator]) -> bool;
    /// Whether the code is one of several.
    fn code_in(&self, codes: &[&[u8; 5]]) -> bool;
    /// The number of the revenue code; 0 when none can be read.
    fn revenue_number(&self) -> u16;
    /// Whether the revenue code is a professional's: 096x, 097x, 098x.
    fn is_professional(&self) -> bool;
}

impl Facts for EditedLine {
    fn is(&self, flag: OutpatientFlag) -> bool {
        self.row.is_some_and(|row| row.has(flag))
    }

    fn status_in(&self, statuses: &[StatusIndicator]) -> bool {
        statuses.contains(&self.status)
    }

    fn code_in(&self, codes: &[&[u8; 5]]) -> bool {
        let own = self.code.filter(|_| self.row.is_some()).map(ProcedureCode::to_bytes);
        own.is_some_and(|own| codes.iter().any(|code| own == **code))
    }

    fn revenue_number(&self) -> u16 {
        self.revenue.map_or(0, |code| code.number())
    }

    fn is_professional(&self) -> bool {
        (960..=989).contains(&self.revenue_number())
    }
}
