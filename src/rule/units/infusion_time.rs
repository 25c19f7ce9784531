//! U007.

use super::{beside, minutes_of_both, whole_units};
use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// An infusion was shorter, or a push longer, than its code says.
    ///
    /// ## What it checks
    /// The minutes of infusions against the least their codes need: 16 (96365, 96367, 96369, 96413,
    /// 96417) and 31 for hydration (96360). Additional hours (96361, 96366, 96370, 96415) begin 31
    /// minutes after each full hour: 91 minutes in all give one unit, 151 two. A push (96374, 96375,
    /// 96409, 96411) of more than 15 minutes is an infusion and warns.
    ///
    /// ## Why it matters
    /// Infusion codes are defined by time; without start and stop times on record only a push is
    /// paid, and hydration of half an hour not at all.
    ///
    /// ## Example
    /// 96365 with 12 minutes fails; with 40 it passes. 96366 with 80 minutes in all fails.
    ///
    /// ## How to fix
    /// Bill a push for an infusion of 15 minutes or less; leave out what did not reach its time.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 4, §230.2; NCCI Policy Manual, chapter XI, §B
    "U007" "infusion-time" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        codes: [b"96360"..=b"96417"],
        left_out: "Two initial services of one encounter, which N002 judges, and further hours beside a second \
                   infusion, whose minutes are not told apart.",
    }
}

/// Code and fewest minutes.
const FEWEST: &[(&[u8; 5], u32)] =
    &[(b"96360", 31), (b"96365", 16), (b"96367", 16), (b"96369", 16), (b"96413", 16), (b"96417", 16)];

/// Additional hour and the codes whose hours it continues.
const HOURS: &[(&[u8; 5], &[&[u8; 5]])] =
    &[(b"96361", &[b"96360"]), (b"96366", &[b"96365"]), (b"96370", &[b"96369"]), (b"96415", &[b"96413"])];

/// Codes of a second infusion, which additional hours may continue too.
const SECOND: [&[u8; 5]; 2] = [b"96367", b"96417"];
const PUSHES: [&[u8; 5]; 4] = [b"96374", b"96375", b"96409", b"96411"];
const LONGEST_PUSH: u32 = 15;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let code = procedure.to_bytes();
        if let Some((_, first)) = HOURS.iter().find(|(own, _)| **own == code) {
            check_hours(context, findings, line, procedure, first);
        } else if let Some((_, fewest)) = FEWEST.iter().find(|(own, _)| **own == code) {
            let Some(minutes) = line.line.minutes else {
                findings.not_evaluated(line.index, Reason::Missing("no minutes of the infusion"));
                continue;
            };
            if minutes < *fewest {
                findings
                    .flag(line.index, "{procedure} needs at least {fewest} minutes; {minutes} are recorded")
                    .field("minutes")
                    .value("procedure", procedure)
                    .value("fewest", *fewest)
                    .value("minutes", minutes);
            }
        } else if PUSHES.contains(&&code)
            && let Some(minutes) = line.line.minutes
            && minutes > LONGEST_PUSH
        {
            findings
                .flag(
                    line.index,
                    "{procedure} is a push of at most 15 minutes; {minutes} are recorded, which is an infusion",
                )
                .field("minutes")
                .value("procedure", procedure)
                .value("minutes", minutes)
                .severity(Severity::Warn);
        }
    }
}

fn check_hours(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
    first: &[&[u8; 5]],
) {
    let Some(units) = whole_units(line) else { return };
    if beside(context, line, &SECOND).is_some() {
        return;
    }
    // Without its initial service the line is N026's.
    let Some(initial) = beside(context, line, first) else { return };
    let Some(total) = minutes_of_both(initial, Some(line), 90) else {
        findings.not_evaluated(line.index, Reason::Missing("no minutes of the infusion"));
        return;
    };
    let most = if total < 91 { 0 } else { (total - 31) / 60 };
    if units > most {
        findings
            .flag(
                line.index,
                "{total} minutes of infusion give {most} units of {procedure} (the first from 91 minutes on); the \
                 line bills {units}",
            )
            .field("units")
            .value("procedure", procedure)
            .value("total", total)
            .value("most", most)
            .value("units", units)
            .related(initial.index);
    }
}
