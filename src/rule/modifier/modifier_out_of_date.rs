//! M002.

use super::positioned;
use crate::code::{Date, Modifier};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A modifier was not in use on the date of service.
    ///
    /// ## What it checks
    /// Each published modifier lies within its first and last day. Where a day comes from no
    /// published table (some CPT modifiers before 2019-07-01) it only warns.
    ///
    /// ## Why it matters
    /// The line is judged by the modifiers of its own day, not of the day it is billed on; one that
    /// has ended or not begun is refused (outpatient code editor, edit 123).
    ///
    /// ## Example
    /// JG on 2025-01-02 fails, TB passes; 93 fails on 2021-12-31 and passes on 2022-01-01.
    ///
    /// ## How to fix
    /// Use the modifier of the day, or check the date of service. JG became TB on 2025-01-01.
    ///
    /// ## Source
    /// CMS HCPCS Level II file (add and termination dates); Integrated Outpatient Code Editor,
    /// modifier table by quarter and edit 123
    "M002" "modifier-out-of-date" {
        severity: Reject,
        denial: Some(Denial::co("182", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

const EDIT: u16 = 123;
const OLD_340B: Modifier = Modifier::constant(b"JG");
const NEW_340B: Modifier = Modifier::constant(b"TB");

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[]) {
        return;
    }
    for line in context.lines {
        for (position, modifier) in positioned(line) {
            let Some(info) = modifier.info() else { continue };
            if info.valid_from.is_none() && info.valid_through.is_none() {
                continue;
            }
            // A pair of origin and destination, such as GN, has no dates of its own.
            if line.is_ambulance() && modifier.is_ambulance_pair() {
                continue;
            }
            let Some(date) = line.from else {
                findings.not_evaluated(line.index, Reason::Missing("no date of service that can be read"));
                break;
            };
            let (message, day): (_, Date) = match (info.valid_from, info.valid_through) {
                (Some(first), _) if date < first => {
                    ("{modifier} is in use from {day}; the service is dated {date}", first)
                }
                (_, Some(last)) if date > last => {
                    ("{modifier} ended on {day}; the service is dated {date}", last)
                }
                _ => continue,
            };
            let mut finding = findings
                .flag(line.index, message)
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("day", day)
                .value("date", date);
            if info.dates_unverified {
                finding = finding.severity(Severity::Warn);
            }
            if !line.is_professional() && date > day {
                finding = finding.ioce_edit(outpatient::edit_of_bill(context, EDIT));
            }
            let remove = Edit::RemoveModifier { line: line.number, modifier, keep_first: false };
            if modifier == OLD_340B && date > day {
                let add = Edit::AddModifier { line: line.number, modifier: NEW_340B };
                drop(finding.fix(
                    Applicability::IfDocumented,
                    "send TB instead of {modifier}",
                    &[remove, add],
                ));
            } else {
                drop(finding.fix(
                    Applicability::Manual,
                    "remove {modifier}, if the date is right",
                    &[remove],
                ));
            }
        }
    }
}
