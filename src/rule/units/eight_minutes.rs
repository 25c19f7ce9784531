//! U004.

use super::{days, quantity, whole_units};
use crate::claim::UnitBasis;
use crate::code::{Date, Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{Context, Payer, ServiceLine, declare_rule};

declare_rule! {
    /// Timed therapy has more units than its minutes give.
    ///
    /// ## What it checks
    /// For Medicare the minutes of all timed therapy of one day and discipline (GP, GO, GN) are
    /// added up; 8 to 22 minutes are one unit, 23 to 37 two, and so on. Full quarters of an hour
    /// belong to the code that has them, and units that are left over go to the codes with the most
    /// minutes left over. A line is flagged when it has more than that and the day has more than its
    /// minutes give, or when the line has more units than its own quarters begun. For other payers
    /// each code counts by itself: a unit for each 15 minutes and one for a rest of at least 8.
    ///
    /// ## Why it matters
    /// Units above the minutes on record are denied, and are a favourite of audits.
    ///
    /// ## Example
    /// 97110 with 2 units and 97140 with 1 in 32 minutes fail; with 1 unit each they pass.
    ///
    /// ## How to fix
    /// Bill the units the minutes give.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 5, §20.2
    "U004" "eight-minutes" {
        severity: Deny,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        left_out: "Lines over several days, and minutes on another claim of the day.",
    }
}

/// A line of timed therapy.
#[derive(Clone, Copy)]
struct Timed<'c> {
    line: &'c ServiceLine<'c>,
    procedure: ProcedureCode,
    date: Date,
    discipline: Option<Modifier>,
    units: u32,
    minutes: Option<u32>,
}

impl Timed<'_> {
    fn same_pool(&self, other: &Self, payer: Payer) -> bool {
        (self.date, self.discipline) == (other.date, other.discipline)
            && (payer == Payer::Medicare || self.procedure == other.procedure)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(own) = timed(findings, line) else { continue };
        let Some(minutes) = own.minutes else {
            findings.not_evaluated(own.line.index, Reason::Missing("no minutes of timed therapy"));
            continue;
        };
        if pool(context, findings, own).any(|other| other.minutes.is_none()) {
            findings.not_evaluated(
                own.line.index,
                Reason::Missing("no minutes of other timed therapy of the day"),
            );
            continue;
        }
        let total: u32 = pool(context, findings, own).filter_map(|other| other.minutes).sum();
        let billed: u32 = pool(context, findings, own).map(|other| other.units).sum();
        let most = (total + 7) / 15;
        let begun = if minutes == 0 { 0 } else { minutes / 15 + 1 };
        let share = share(own, most, || pool(context, findings, own)).min(begun);
        let message = if billed > most && own.units > share {
            "{total} minutes of timed therapy on {date} give {most} units, {billed} are billed; {procedure} with \
             {minutes} minutes has {share} of them, the line bills {units}"
        } else if own.units > begun {
            "{procedure}: {minutes} minutes give no more than {share} units, even with minutes left over from other \
             codes; the line bills {units}"
        } else {
            continue;
        };
        let edit = if share == 0 {
            Edit::RemoveLine { line: own.line.number }
        } else {
            Edit::SetUnits { line: own.line.number, units: quantity(share) }
        };
        let title = if share == 0 {
            "remove line {line}, if the minutes are those of the record"
        } else {
            "set the units of line {line} to {units}, if the minutes are those of the record"
        };
        let mut finding = findings
            .flag(own.line.index, message)
            .field("units")
            .value("procedure", own.procedure)
            .value("date", own.date)
            .value("minutes", minutes)
            .value("units", own.units)
            .value("total", total)
            .value("billed", billed)
            .value("most", most)
            .value("share", share);
        for other in context.lines.iter().filter(|other| other.index != line.index) {
            let counts = timed_alone(other).is_some_and(|other| other.same_pool(&own, context.payer));
            if counts && !finding.is_rejected(other.index) {
                finding = finding.related(other.index);
            }
        }
        drop(finding.fix(Applicability::IfDocumented, title, &[edit]));
    }
}

/// The lines whose minutes are added up with those of a line, itself among them.
fn pool<'a, 'c>(
    context: &'a Context<'c>,
    findings: &'a Findings,
    own: Timed<'c>,
) -> impl Iterator<Item = Timed<'c>> + use<'a, 'c> {
    let timed = context.lines.iter().filter_map(move |line| timed(findings, line));
    timed.filter(move |other| other.same_pool(&own, context.payer))
}

/// The units of a pool of `most` that a line has: its full quarters, and one more when its rest is
/// among the largest.
fn share<'c, P: Iterator<Item = Timed<'c>>>(own: Timed<'c>, most: u32, pool: impl Fn() -> P) -> u32 {
    let minutes = |timed: &Timed<'_>| timed.minutes.unwrap_or_default();
    let full: u32 = pool().map(|other| minutes(&other) / 15).sum();
    let ahead = pool()
        .filter(|other| {
            let (theirs, mine) = (minutes(other) % 15, minutes(&own) % 15);
            let (position, index) = (other.line.index, own.line.index);
            position != index && (theirs > mine || (theirs == mine && position < index))
        })
        .count();
    let left_over = usize::try_from(most.saturating_sub(full)).unwrap_or(usize::MAX);
    minutes(&own) / 15 + u32::from(minutes(&own) % 15 > 0 && ahead < left_over)
}

fn timed<'c>(findings: &Findings, line: &'c ServiceLine<'c>) -> Option<Timed<'c>> {
    if findings.is_rejected(line.index) { None } else { timed_alone(line) }
}

/// A line of timed therapy, whatever else is said of it.
fn timed_alone<'c>(line: &'c ServiceLine<'c>) -> Option<Timed<'c>> {
    let (procedure, date) = (line.procedure?, line.from?);
    if !is_timed(procedure) || days(line) > 1 || line.unit_basis() == UnitBasis::Minutes {
        return None;
    }
    let discipline = line.modifiers().find(|own| matches!(&own.to_bytes(), b"GP" | b"GO" | b"GN"));
    Some(Timed { line, procedure, date, discipline, units: whole_units(line)?, minutes: line.line.minutes })
}

/// Therapy billed in quarters of an hour.
fn is_timed(code: ProcedureCode) -> bool {
    matches!(
        code.number(),
        Some(
            97_032
                ..=97_036
                    | 97_110
                    | 97_112
                    | 97_113
                    | 97_116
                    | 97_124
                    | 97_129
                    | 97_130
                    | 97_140
                    | 97_530
                    | 97_533
                    | 97_535
                    | 97_537
                    | 97_542
                    | 97_750
                    | 97_755
                    | 97_760
                    | 97_761
                    | 97_763
        )
    )
}
