//! E014.

use std::ops::RangeInclusive;

use super::{by_day, is_same_month, number};
use crate::code::{Date, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, RuleId};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// Care management is billed with too few minutes, or more often than its period allows.
    ///
    /// ## What it checks
    /// Where the line gives minutes: the whole minutes a month of care management, principal care,
    /// behavioral integration, collaborative care and remote monitoring needs. A service of the
    /// month stands once a calendar month, transitional care and device supply (99454, or 99445 from
    /// 2026) once in 30 days; and of 99495 and 99496, of 99445 and 99454, of 99457 and 99470, of
    /// complex and other chronic care management, one only.
    ///
    /// ## Why it matters
    /// One practitioner is paid for the month; a second claim is denied, whoever bills it.
    ///
    /// ## Example
    /// 99445 with 99454 in 30 days fails; one of the two passes.
    ///
    /// ## How to fix
    /// Bill the service of the month once, when its minutes are reached.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6; CPT 2026, care management and remote monitoring
    "E014" "care-management-too-often" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N435"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99424"..=b"99496"],
        left_out: "Pairs of one day, which N001 judges, limits of units (N011, N012), and the contacts and visits that \
                   transitional care needs.",
    }
}

/// How long a service lasts, so that a second one in that time is too many.
#[derive(Clone, Copy, PartialEq)]
enum Period {
    Month,
    Days30,
}

struct Service {
    /// Codes of which one only is paid in the period.
    codes: &'static [u32],
    period: Period,
}

impl Service {
    /// Whether one on one day and one on another are of one period.
    fn repeats(&self, one: Date, other: Date) -> bool {
        match self.period {
            Period::Month => is_same_month(one, other),
            Period::Days30 => one.days_since(other).abs() < 30,
        }
    }
}

/// The codes that are judged.
const CODES: RangeInclusive<u32> = 99_424..=99_496;

const SERVICES: &[Service] = &[
    Service { codes: &[99_487, 99_490, 99_491], period: Period::Month },
    Service { codes: &[99_424], period: Period::Month },
    Service { codes: &[99_426], period: Period::Month },
    Service { codes: &[99_484], period: Period::Month },
    Service { codes: &[99_492, 99_493], period: Period::Month },
    Service { codes: &[99_457, 99_470], period: Period::Month },
    Service { codes: &[99_495, 99_496], period: Period::Days30 },
    Service { codes: &[99_445, 99_454], period: Period::Days30 },
];

/// Fewest whole minutes of the month; for collaborative care from its midpoint.
const FEWEST: &[(u32, u32)] = &[
    (99_424, 30),
    (99_426, 30),
    (99_457, 20),
    (99_470, 10),
    (99_484, 20),
    (99_487, 60),
    (99_490, 20),
    (99_491, 30),
    (99_492, 36),
    (99_493, 31),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    // Of each service the last line that is paid, in the order of days.
    let mut paid: [Option<&ServiceLine<'_>>; SERVICES.len()] = [None; SERVICES.len()];
    let is_judged = |line: &ServiceLine<'_>| number(line).is_some_and(|number| CODES.contains(&number));
    for line in by_day(context.lines, is_judged) {
        let (Some(procedure), Some(date), Some(code)) = (line.procedure, line.from, number(line)) else {
            continue;
        };
        if findings.is_rejected(line.index) {
            continue;
        }
        let short = has_too_few_minutes(findings, line, procedure, code);
        let service = SERVICES.iter().zip(&mut paid).find(|(service, _)| service.codes.contains(&code));
        if let Some((service, paid)) = service {
            let own = paid.filter(|paid| paid.from.is_some_and(|from| service.repeats(from, date)));
            let repeated = is_repeated(context, findings, line, procedure, date, service, own);
            if own.is_none() && !short && !repeated {
                *paid = Some(line);
            }
        }
    }
}

/// Flags a line of too few minutes.
fn has_too_few_minutes(
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
    code: u32,
) -> bool {
    let fewest = FEWEST.iter().find(|row| row.0 == code).map(|row| row.1);
    if let (Some(fewest), Some(minutes)) = (fewest, line.line.minutes)
        && minutes < fewest
    {
        findings
            .flag(
                line.index,
                "{procedure} needs at least {fewest} minutes in the month; {minutes} are recorded",
            )
            .field("minutes")
            .value("procedure", procedure)
            .value("fewest", fewest)
            .value("minutes", minutes)
            .denial(Denial::co("150", &["M25"]));
        return true;
    }
    false
}

/// Flags a line whose service the period has already: on the claim, as `own`, or on an earlier one.
fn is_repeated<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    line: &ServiceLine<'c>,
    procedure: ProcedureCode,
    date: Date,
    service: &Service,
    own: Option<&'c ServiceLine<'c>>,
) -> bool {
    // The same code on the same day is a duplicate or a matter of units.
    let is_others = |own: &ServiceLine<'_>| {
        (own.procedure == line.procedure && own.same_day(line)) || is_ncci_pair(findings, line, own)
    };
    let own = own.filter(|own| !is_others(own));
    let mut looks = Lookback::from(line, By::Anybody);
    let first = own.or_else(|| {
        context.history.iter().find(|other| {
            let is_code =
                |code: ProcedureCode| code.number().is_some_and(|code| service.codes.contains(&code));
            looks.counts(other, is_code, |from| service.repeats(from, date))
        })
    });
    match first.and_then(|first| Some((first, first.procedure?, first.from?))) {
        Some((first, other, on)) => {
            let message = match service.period {
                Period::Month => "{procedure} is paid once a calendar month; {other} was billed for {on}",
                Period::Days30 => "{procedure} is paid once in 30 days; {other} was billed for {on}",
            };
            let finding = findings
                .flag(line.index, message)
                .field("procedure")
                .value("procedure", procedure)
                .value("other", other)
                .value("on", on);
            if own.is_some() {
                drop(finding.related(first.index));
            }
            return true;
        }
        None if context.claim.history.is_empty() => findings.not_evaluated(line.index, Reason::NoHistory),
        None => {
            looks.leaves_open(findings);
        }
    }
    false
}

/// Whether NCCI has already joined two lines of the claim.
fn is_ncci_pair(findings: &Findings, line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    const PAIR_RULES: [RuleId; 2] = [RuleId::new("N001"), RuleId::new("N002")];
    line.same_day(other)
        && PAIR_RULES.iter().any(|rule| findings.has(*rule, line.index) || findings.has(*rule, other.index))
}
