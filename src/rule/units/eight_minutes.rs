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
        codes: [b"97032"..=b"97763"],
        left_out: "Lines over several days, and minutes on another claim of the day.",
    }
}

/// A line of timed therapy.
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
    for own in context.lines.iter().filter_map(timed) {
        if findings.is_rejected(own.line.index) {
            continue;
        }
        let Some(minutes) = own.minutes else {
            findings.not_evaluated(own.line.index, Reason::Missing("no minutes of timed therapy"));
            continue;
        };
        let pool = || pool(context, &own).filter(|other| !findings.is_rejected(other.line.index));
        if pool().any(|other| other.minutes.is_none()) {
            findings.not_evaluated(
                own.line.index,
                Reason::Missing("no minutes of other timed therapy of the day"),
            );
            continue;
        }
        let total: u32 = pool().filter_map(|other| other.minutes).sum();
        let billed: u32 = pool().map(|other| other.units).sum();
        let most = (total + 7) / 15;
        let begun = if minutes == 0 { 0 } else { minutes / 15 + 1 };
        let share = share(&own, pool, most).min(begun);
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
        for other in self::pool(context, &own).filter(|other| other.line.index != own.line.index) {
            if !finding.is_rejected(other.line.index) {
                finding = finding.related(other.line.index);
            }
        }
        drop(finding.fix(Applicability::IfDocumented, title, &[edit]));
    }
}

/// The units of a pool of `most` that a line has: its full quarters, and one more when its rest is
/// among the largest.
fn share<'c, I>(own: &Timed<'c>, pool: impl Fn() -> I, most: u32) -> u32
where
    I: Iterator<Item = Timed<'c>>,
{
    let minutes = |timed: &Timed<'_>| timed.minutes.unwrap_or_default();
    let full: u32 = pool().map(|other| minutes(&other) / 15).sum();
    let ahead = pool()
        .filter(|other| {
            let (theirs, mine) = (minutes(other) % 15, minutes(own) % 15);
            theirs > mine || (theirs == mine && other.line.index < own.line.index)
        })
        .count();
    let left_over = usize::try_from(most.saturating_sub(full)).unwrap_or(usize::MAX);
    minutes(own) / 15 + u32::from(minutes(own) % 15 > 0 && ahead < left_over)
}

/// The timed lines whose minutes count together with those of one of them.
fn pool<'c>(context: &Context<'c>, own: &Timed<'c>) -> impl Iterator<Item = Timed<'c>> {
    let payer = context.payer;
    context.lines.iter().filter_map(timed).filter(move |other| other.same_pool(own, payer))
}

fn timed<'c>(line: &'c ServiceLine<'c>) -> Option<Timed<'c>> {
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
