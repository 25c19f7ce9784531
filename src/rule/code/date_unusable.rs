//! C023.

use crate::claim::Parsed;
use crate::code::Date;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A date is missing or not a day of the calendar.
    ///
    /// ## What it checks
    /// Every date on the claim can be read (YYYY-MM-DD or YYYYMMDD) and is a day of the calendar
    /// from 1900 on, leap years included. Every line has a first date of service, its own or that
    /// of the statement period.
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
    for (field, date) in [
        ("statement.from", statement.and_then(|period| period.from.as_ref())),
        ("statement.through", statement.and_then(|period| period.through.as_ref())),
        ("received", claim.received.as_ref()),
        ("patient.birth_date", claim.patient.birth_date.as_ref()),
        ("patient.death_date", claim.patient.death_date.as_ref()),
        ("admission_date", claim.admission_date.as_ref()),
        ("accident_date", claim.accident_date.as_ref()),
    ] {
        if let Some(text) = unreadable(date) {
            findings.flag_claim(MESSAGE).field(field).value("text", format!("{text:?}"));
        }
    }
    for line in context.lines {
        if let Some(text) = unreadable(line.line.from.as_ref()) {
            findings.flag(line.index, MESSAGE).field("from").value("text", format!("{text:?}"));
        } else if line.from.is_none() {
            findings.flag(line.index, "the line has no date of service").field("from");
        }
        if let Some(text) = unreadable(line.line.through.as_ref()) {
            findings
                .flag(line.index, MESSAGE)
                .field("through")
                .value("text", format!("{text:?}"))
                .denial(Denial::co("16", &["M59"]));
        }
    }
}

const MESSAGE: &str = "{text} is not a day of the calendar, written YYYY-MM-DD or YYYYMMDD";

fn unreadable(date: Option<&Parsed<Date>>) -> Option<&str> {
    date?.malformed()
}
