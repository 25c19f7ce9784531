//! E007.

use crate::code::{Date, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::units::{beside, minutes_of_both, whole_units};
use crate::rule::{By, Context, Lookback, Payer, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// Critical care is billed with fewer minutes than it needs, twice, or at another age.
    ///
    /// ## What it checks
    /// 99291 has at least 30 minutes. 99292 has a unit for each full 30 minutes after the first 74
    /// for Medicare from 2023 (the first at 104), and for each 30 minutes begun from 75 on for other
    /// payers and before. Of two practitioners of one group and specialty only one bills 99291 on a
    /// day. The pediatric codes of a day fit the age: 99468 and 99469 to 28 days, 99471 and 99472 to
    /// 24 months, 99475 and 99476 from 2 to 5 years; other ages warn.
    ///
    /// ## Why it matters
    /// Critical care is defined by time; what the minutes do not give is denied.
    ///
    /// ## Example
    /// For Medicare 99291 with 99292 in 80 minutes fails; 99291 alone passes.
    ///
    /// ## How to fix
    /// Bill the units the minutes give; below 30 minutes bill the visit of the place. A colleague of
    /// the group continues with 99292.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.12 (Change Request 13065); CPT, critical care
    "E007" "critical-care-unsupported" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99291"..=b"99292", b"99468"..=b"99476"],
        left_out: "Services included in critical care, which N001 and N002 judge, and minutes on another claim.",
    }
}

const FEWEST: u32 = 30;
const FULL_HALF_HOURS_SINCE: Date = Date::constant(2023, 1, 1);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        match procedure.number() {
            Some(99_291) => check_first(context, findings, line, procedure),
            Some(99_292) => check_further(context, findings, line, procedure),
            Some(code @ (99_468 | 99_469 | 99_471 | 99_472 | 99_475 | 99_476)) => {
                check_age(context, findings, line, procedure, code);
            }
            _ => {}
        }
    }
}

fn check_first(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
) {
    let mut looks = Lookback::from(line, By::Practice);
    let mut others = context.lines.iter().take(line.index).chain(context.history);
    let colleague = others.any(|other| {
        other.same_provider(line) != SameProvider::Same
            && looks.counts_that_day(other, |code| code == procedure)
    });
    if colleague {
        findings
            .flag(
                line.index,
                "a colleague of the group and specialty already bills {procedure} for the day; further time is 99292",
            )
            .field("procedure")
            .value("procedure", procedure)
            .denial(Denial::co("97", &["M80"]));
    } else {
        looks.leaves_open(findings);
    }
    match line.line.minutes {
        None => findings.not_evaluated(line.index, Reason::Missing("no minutes of critical care")),
        Some(minutes) if minutes < FEWEST => {
            findings
                .flag(
                    line.index,
                    "{procedure} needs at least 30 minutes of critical care; {minutes} are recorded",
                )
                .field("minutes")
                .value("procedure", procedure)
                .value("minutes", minutes);
        }
        Some(_) => {}
    }
}

fn check_further(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
) {
    let (Some(units), Some(date)) = (whole_units(line), line.from) else { return };
    let total = beside(context, line, &[b"99291"]).and_then(|first| minutes_of_both(first, Some(line), 74));
    let Some(total) = total else {
        findings.not_evaluated(line.index, Reason::Missing("no minutes of critical care on a line of 99291"));
        return;
    };
    let full = context.payer == Payer::Medicare && date >= FULL_HALF_HOURS_SINCE;
    let most = match (full, total) {
        (true, _) => total.saturating_sub(74) / 30,
        (false, ..75) => 0,
        (false, _) => (total - 75) / 30 + 1,
    };
    if units > most {
        findings
            .flag(
                line.index,
                "{total} minutes of critical care give {most} units of {procedure} (the first from {first} minutes on); \
                 the line bills {units}",
            )
            .field("units")
            .value("procedure", procedure)
            .value("total", total)
            .value("most", most)
            .value("first", if full { 104_u32 } else { 75 })
            .value("units", units);
    }
}

fn check_age(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
    code: u32,
) {
    let Some(date) = line.from else { return };
    let birth = context.claim.patient.birth_date.as_ref().and_then(|birth| birth.value());
    let Some((days, years)) =
        birth.and_then(|birth| Some((date.days_since(birth), date.years_since(birth)?)))
    else {
        findings.not_evaluated(line.index, Reason::Missing("no date of birth that can be read"));
        return;
    };
    let (fits, ages) = match code {
        99_468 | 99_469 => (days <= 28, "to 28 days"),
        99_471 | 99_472 => (days > 28 && years < 2, "from 29 days to 24 months"),
        _ => ((2..=5).contains(&years), "from 2 to 5 years"),
    };
    if !fits {
        findings
            .flag(line.index, "{procedure} is for patients {ages}; this one has another age on the day")
            .field("procedure")
            .value("procedure", procedure)
            .value("ages", ages)
            .severity(Severity::Warn)
            .denial(Denial::co("6", &["N129"]));
    }
}
