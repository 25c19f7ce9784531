//! C023.

use crate::claim::Parsed;
use crate::code::Date;
use crate::finding::{Applicability, Denial, FindingBuilder, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A date is missing or not a day of the calendar.
    ///
    /// ## What it checks
    /// Every date of the claim, of its patient, codes and lines can be read (YYYY-MM-DD or
    /// YYYYMMDD) and is a day of the calendar from 1900 on, leap years included. Every line has a
    /// first date of service, its own or that of the statement period.
    ///
    /// ## Why it matters
    /// Every edit is judged on the date of service; a claim without a usable one is rejected.
    ///
    /// ## Example
    /// 2023-02-29 fails; 2024-02-29 passes.
    ///
    /// ## How to fix
    /// Take the date from the record.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, DTP segments
    "C023" "date-unusable" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M52"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let statement = claim.statement.as_ref();
    let of = |remark| Denial::co("16", remark);
    for (date, (field, remark)) in [
        (statement.and_then(|period| period.from.as_ref()), &("statement.from", &["MA31"][..])),
        (statement.and_then(|period| period.through.as_ref()), &("statement.through", &["MA31"])),
        (claim.received.as_ref(), &("received", &[])),
        (claim.patient.birth_date.as_ref(), &("patient.birth_date", &["N329"])),
        (claim.patient.death_date.as_ref(), &("patient.death_date", &["N330"])),
        (claim.admission_date.as_ref(), &("admission_date", &["MA40"])),
        (claim.accident_date.as_ref(), &("accident_date", &["N305"])),
    ] {
        if let Some(text) = unreadable(date) {
            say(findings.flag_claim(MESSAGE).field(field), text, of(remark));
        }
    }
    for (position, occurrence) in claim.occurrence_codes.iter().enumerate() {
        if let Some(text) = unreadable(occurrence.date.as_ref()) {
            say(findings.flag_claim(MESSAGE).field_at("occurrence_codes", position), text, of(&["M45"]));
        }
    }
    for (position, span) in claim.occurrence_spans.iter().enumerate() {
        for date in [&span.from, &span.through] {
            if let Some(text) = unreadable(date.as_ref()) {
                say(findings.flag_claim(MESSAGE).field_at("occurrence_spans", position), text, of(&["M46"]));
            }
        }
    }
    for line in context.lines {
        if let Some(text) = unreadable(line.line.from.as_ref()) {
            say(findings.flag(line.index, MESSAGE).field("from"), text, of(&["M52"]));
        } else if line.from.is_none() {
            findings.flag(line.index, "the line has no date of service").field("from");
        }
        if let Some(text) = unreadable(line.line.through.as_ref()) {
            say(findings.flag(line.index, MESSAGE).field("through"), text, of(&["M59"]));
        }
    }
}

const MESSAGE: &str = "the date {text} {problem}";

fn unreadable(date: Option<&Parsed<Date>>) -> Option<&str> {
    date?.malformed()
}

fn say(finding: FindingBuilder<'_>, text: &str, denial: Denial) {
    let Err(error) = text.parse::<Date>() else { return };
    let finding = finding
        .value("text", format!("{text:?}"))
        .value("problem", error.problem().to_string())
        .denial(denial);
    if let Some(repair) = error.repair() {
        drop(finding.value("repair", repair.to_owned()).fix(
            Applicability::Manual,
            "read it as {repair}",
            &[],
        ));
    }
}
