//! F039.

use super::INTENSIVE_OUTPATIENT;
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

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let since_2024 = editor.from >= INTENSIVE_OUTPATIENT;
    // A day denied as inpatient ends it.
    if editor.edited.raised.iter().any(|raised| raised.edit == 49) {
        return Next::Continue;
    }
    let partial = editor.bill == 13 && editor.is_partial_hospitalization()
        || editor.bill == 76 && (editor.is_partial_hospitalization() || !since_2024);
    let intensive = editor.is_intensive_outpatient() && since_2024;
    let partial = partial && !intensive;
    let pays = editor.opps || editor.bill != 13;
    if (partial || intensive && editor.is_bill(&[13, 76])) && pays {
        diagnosis(editor);
    }
    if partial && pays {
        let edit = if since_2024 { 131 } else { 30 };
        short_days(
            editor,
            edit,
            OutpatientFlag::PhPrimary,
            OutpatientFlag::PhService,
            OutpatientFlag::PhAddon,
        );
        days_without_primary(editor, 191, OutpatientFlag::PhPrimary, OutpatientFlag::PhService);
    }
    if intensive && pays && editor.is_bill(&[13, 76, 77]) {
        short_days(
            editor,
            128,
            OutpatientFlag::IopPrimary,
            OutpatientFlag::IopService,
            OutpatientFlag::IopAddon,
        );
    }
    if intensive && pays && editor.is_bill(&[13, 71, 76, 77]) {
        days_without_primary(editor, 190, OutpatientFlag::IopPrimary, OutpatientFlag::IopService);
    }
    Next::Continue
}

/// The principal diagnosis of a program: a mental health one, or first what is to be coded first.
fn diagnosis(editor: &mut Editor<'_, '_>) {
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
fn short_days(
    editor: &mut Editor<'_, '_>,
    edit: u16,
    primary: OutpatientFlag,
    service: OutpatientFlag,
    add_on: OutpatientFlag,
) {
    let is_service = |line: &EditedLine| (line.is(service) || line.is(primary)) && !line.is(add_on);
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
            .filter(|line| of_day(line, day) && (line.is(service) || line.is(primary)) && !line.is(add_on))
            .map(|line| line.units)
            .sum();
        let has_primary = editor.open().any(|(_, line)| line.date == day && line.is(primary));
        let short = counted < 3 || !from_2024 && !has_primary;
        if short && is_service(line) {
            editor.on(edit, index);
        }
    }
}

fn days_without_primary(
    editor: &mut Editor<'_, '_>,
    edit: u16,
    primary: OutpatientFlag,
    service: OutpatientFlag,
) {
    let lacks = editor.open().any(|(_, line)| {
        line.is(service) && !line.denied && !editor.any_on(line.date, |other| other.is(primary))
    });
    if lacks {
        editor.raise(edit, Place::Claim);
    }
}
