//! F039.

use super::editor::{Editor, Facts, Next};
use super::program_week::begins_the_stay;
use crate::code::Date;
use crate::edition::{Outpatient, OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, EditedLine, Findings, Place, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A day of a mental health program has too little, or the diagnosis is no mental health one.
    ///
    /// ## What it checks
    /// Condition codes 41 and 92: three services a day, a primary service of the program on
    /// each day, a mental health principal diagnosis (or first what is to be coded first),
    /// and 20 (41) or 9 (92) hours in each week between the first and the last.
    ///
    /// ## Why it matters
    /// The claim is returned, or the day denied; from 2024 a short day is for information, as a short week is.
    ///
    /// ## Example
    /// G0129 and G0176 on a day with condition code 41 fail; with G0410 they pass.
    ///
    /// ## How to fix
    /// Report all services of the day and the diagnosis treated.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 29,
    /// 30, 95, 109, 128, 129, 131, 190, 191
    "F039" "program-day-short" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[29, 30, 95, 109, 128, 129, 131, 190, 191]);
    let claim = context.claim;
    let Some(bill) = claim.type_of_bill.as_ref().and_then(|bill| bill.value()) else { return };
    let program = match bill.facility_and_classification() {
        13 => claim.condition_codes.iter().any(|code| matches!(code.trim(), "41" | "92")),
        76 => true,
        _ => false,
    };
    if findings.edited().judged && program && !begins_the_stay(bill) {
        findings.claim_not_evaluated(Reason::Missing(
            "no hours of the week in which the claim before ended (edits 95 and 129)",
        ));
    }
}

/// The edit that denies all of a short day, to 2023-12-31.
const WHOLE_DAY: u16 = 30;
/// Services that make a day of a program.
const SERVICES: u32 = 3;
/// The type of bill of a federally qualified health center.
const HEALTH_CENTER: u8 = 77;

/// The services of a mental health program, by their flags.
pub(super) struct Program {
    primary: OutpatientFlag,
    pub(super) service: OutpatientFlag,
    pub(super) add_on: OutpatientFlag,
    /// How long a unit lasts in quarters of an hour; 0: a whole hour.
    pub(super) duration: fn(&Outpatient) -> u8,
}

pub(super) const PARTIAL: Program = Program {
    primary: OutpatientFlag::PhPrimary,
    service: OutpatientFlag::PhService,
    add_on: OutpatientFlag::PhAddon,
    duration: |row| row.partial_hospitalization_duration,
};
pub(super) const INTENSIVE: Program = Program {
    primary: OutpatientFlag::IopPrimary,
    service: OutpatientFlag::IopService,
    add_on: OutpatientFlag::IopAddon,
    duration: |row| row.intensive_outpatient_duration,
};

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    // A day denied as inpatient ends it.
    if editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return Next::Continue;
    }
    diagnosis(editor);
    for (edit, program) in [(WHOLE_DAY, &PARTIAL), (131, &PARTIAL), (128, &INTENSIVE)] {
        short_days(editor, edit, program);
    }
    for (edit, program) in [(191, &PARTIAL), (190, &INTENSIVE)] {
        days_without_primary(editor, edit, program);
    }
    // What OPPS pays for a day.
    if editor.kind.bill != HEALTH_CENTER {
        for (edit, program) in [(WHOLE_DAY, &PARTIAL), (131, &PARTIAL), (128, &INTENSIVE)] {
            if editor.kind.asks(edit) {
                pay_days(editor, program);
            }
        }
    }
    Next::Continue
}

/// The principal diagnosis of a program: a mental health one, or first what is to be coded first.
fn diagnosis(editor: &mut Editor<'_, '_>) {
    if !editor.kind.asks(29) {
        return;
    }
    let Some(principal) = editor.principal() else {
        return editor.raise(29, Place::Claim);
    };
    let secondary = editor.context.claim.diagnoses.get(1).and_then(|code| editor.knowledge(code));
    if principal.is_code_first() {
        if !secondary.is_some_and(|known| known.is_mental_health()) {
            editor.raise(109, Place::Claim);
        }
    } else if !principal.is_mental_health() {
        editor.raise(29, Place::Claim);
    }
}

/// Days with too few services of the program; before 2024 a day without a primary one is short too, and
/// all of it is denied.
fn short_days(editor: &mut Editor<'_, '_>, edit: u16, program: &Program) {
    if !editor.kind.asks(edit) {
        return;
    }
    let denies = edit == WHOLE_DAY;
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| !line.out) else { continue };
        let judged = editor.is_service(line, program) && (denies || !line.denied);
        if judged && editor.is_short_day(line.date, program, denies) {
            editor.on(edit, index);
        }
    }
}

/// Pays a day of the program with its first primary service, which the others are part of.
fn pay_days(editor: &mut Editor<'_, '_>, program: &Program) {
    let denies = editor.kind.asks(WHOLE_DAY);
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| !line.out && !line.denied) else {
            continue;
        };
        let further = !denies && line.is(OutpatientFlag::PhpIopReportable);
        if !line.is(program.service) && !further {
            continue;
        }
        let day = line.date;
        let is_paid = |other: &EditedLine| other.date == day && editor.is_primary(other, program);
        let paid = editor.open().find(|(_, other)| is_paid(other)).map(|(paid, _)| paid);
        // A program's further services are part of it even on a day without any other.
        let alone = further && !line.is(program.service);
        if paid.is_none() && !alone {
            continue;
        }
        if denies && editor.is_short_day(day, program, denies) {
            continue;
        }
        let status = if paid == Some(index) { StatusIndicator::P } else { StatusIndicator::N };
        if let Some(line) = editor.edited.lines.get_mut(index) {
            line.status = status;
        }
    }
}

fn days_without_primary(editor: &mut Editor<'_, '_>, edit: u16, program: &Program) {
    let lacks = editor.kind.asks(edit)
        && editor.open().any(|(_, line)| {
            line.is(program.service)
                && !line.denied
                && editor.is_of_program(line)
                && !editor.any_on(line.date, |other| editor.is_primary(other, program))
        });
    if lacks {
        editor.raise(edit, Place::Claim);
    }
}

/// The revenue code of an intensive outpatient program.
const INTENSIVE_OUTPATIENT_PROGRAM: u16 = 905;
/// The revenue code under which health centres bill a plan's supplement.
const PLAN_SUPPLEMENT: u16 = 519;

impl Editor<'_, '_> {
    /// Whether a line can be a service of the claim's program: clinics and health centres bill the
    /// program's under its own revenue code, beside their other services.
    pub(super) fn is_of_program(&self, line: &EditedLine) -> bool {
        match self.kind.bill {
            71 => line.revenue_number() == INTENSIVE_OUTPATIENT_PROGRAM,
            HEALTH_CENTER => matches!(line.revenue_number(), INTENSIVE_OUTPATIENT_PROGRAM | PLAN_SUPPLEMENT),
            _ => true,
        }
    }

    /// Whether a line is a service of the program that counts.
    fn is_service(&self, line: &EditedLine, program: &Program) -> bool {
        (line.is(program.service) || line.is(program.primary))
            && !line.is(program.add_on)
            && self.is_of_program(line)
    }

    /// Whether a day has too few services, or no primary one where it needs one.
    fn is_short_day(&self, day: Option<Date>, program: &Program, primary: bool) -> bool {
        let of_day = || self.open().map(|(_, line)| line).filter(|line| line.date == day && !line.denied);
        let counted: u32 =
            of_day().filter(|line| self.is_service(line, program)).map(|line| line.units).sum();
        counted < SERVICES || primary && !of_day().any(|line| self.is_primary(line, program))
    }

    fn is_primary(&self, line: &EditedLine, program: &Program) -> bool {
        line.is(program.primary) && !line.denied && self.is_of_program(line)
    }

    /// Whether a health centre is paid for a day of an intensive outpatient program.
    pub(super) fn has_intensive_day(&self, day: Option<Date>) -> bool {
        self.kind.bill == HEALTH_CENTER
            && self.kind.asks(128)
            && self.any_on(day, |line| self.is_primary(line, &INTENSIVE))
    }

    /// Whether a health centre is paid for some day of an intensive outpatient program.
    pub(super) fn has_intensive_day_at_all(&self) -> bool {
        self.edited.lines.iter().any(|line| self.has_intensive_day(line.date))
    }
}
