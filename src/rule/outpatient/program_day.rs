//! F039.

use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings, Place, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A day of a mental health program has too little, or the diagnosis is no mental health one.
    ///
    /// ## What it checks
    /// Condition codes 41 and 92: three services a day, a primary service of the program on
    /// each day, a mental health principal diagnosis (or first what is to be coded first).
    ///
    /// ## Why it matters
    /// The claim is returned, or the day denied; from 2024 a short day is for information.
    ///
    /// ## Example
    /// G0129 and G0176 on a day with condition code 41 fail; with G0410 they pass.
    ///
    /// ## How to fix
    /// Report all services of the day and the diagnosis treated.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 29,
    /// 30, 109, 128, 131, 190, 191
    "F039" "program-day-short" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[29, 30, 109, 128, 131, 190, 191]);
    let claim = context.claim;
    let bill = claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let program = match bill.map(|bill| bill.facility_and_classification()) {
        Some(13) => claim.condition_codes.iter().any(|code| matches!(code.trim(), "41" | "92")),
        Some(76) => true,
        _ => false,
    };
    if findings.edited().judged && program {
        findings
            .claim_not_evaluated(Reason::Missing("no hours of the weekly plan of care (edits 95 and 129)"));
    }
}

/// The services of a mental health program, by their flags.
struct Program {
    primary: OutpatientFlag,
    service: OutpatientFlag,
    add_on: OutpatientFlag,
}

const PARTIAL: Program = Program {
    primary: OutpatientFlag::PhPrimary,
    service: OutpatientFlag::PhService,
    add_on: OutpatientFlag::PhAddon,
};
const INTENSIVE: Program = Program {
    primary: OutpatientFlag::IopPrimary,
    service: OutpatientFlag::IopService,
    add_on: OutpatientFlag::IopAddon,
};

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    // A day denied as inpatient ends it.
    if editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return Next::Continue;
    }
    diagnosis(editor);
    for (edit, program) in [(30, &PARTIAL), (131, &PARTIAL), (128, &INTENSIVE)] {
        short_days(editor, edit, program);
    }
    for (edit, program) in [(191, &PARTIAL), (190, &INTENSIVE)] {
        days_without_primary(editor, edit, program);
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

/// Days with too few services of the program; before 2024 a day without a primary one is short too.
fn short_days(editor: &mut Editor<'_, '_>, edit: u16, program: &Program) {
    if !editor.kind.asks(edit) {
        return;
    }
    let is_service = |line: &EditedLine| {
        (line.is(program.service) || line.is(program.primary)) && !line.is(program.add_on)
    };
    let from_2024 = edit != 30;
    for index in 0..editor.count() {
        let Some(line) =
            editor.edited.lines.get(index).filter(|line| !(line.out || line.denied && from_2024))
        else {
            continue;
        };
        let of_day = |line: &&EditedLine, day: Option<Date>| line.date == day && !(line.denied && from_2024);
        let day = line.date;
        let counted: u32 = editor
            .open()
            .map(|(_, line)| line)
            .filter(|line| of_day(line, day) && is_service(line))
            .map(|line| line.units)
            .sum();
        let has_primary = editor.open().any(|(_, line)| line.date == day && line.is(program.primary));
        let short = counted < 3 || !from_2024 && !has_primary;
        if short && is_service(line) {
            editor.on(edit, index);
        }
    }
}

fn days_without_primary(editor: &mut Editor<'_, '_>, edit: u16, program: &Program) {
    let lacks = editor.kind.asks(edit)
        && editor.open().any(|(_, line)| {
            line.is(program.service)
                && !line.denied
                && !editor.any_on(line.date, |other| other.is(program.primary))
        });
    if lacks {
        editor.raise(edit, Place::Claim);
    }
}
