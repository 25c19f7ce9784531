//! E014.

use super::{is_before, is_itself, is_same_month};
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
    // By date, so that of each earlier line it is known whether it stands.
    let mut judged: Option<&ServiceLine<'_>> = None;
    while let Some((line, number)) = next_by_date(context.lines, judged) {
        judged = Some(line);
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        check_minutes(findings, line, procedure, number);
        if let Some(service) = SERVICES.iter().find(|service| service.codes.contains(&number)) {
            check_period(context, findings, line, procedure, date, service);
        }
    }
}

/// The first care management after a line by date, then by place on the claim; without a line the
/// first of all.
fn next_by_date<'l, 'c>(
    lines: &'l [ServiceLine<'c>],
    after: Option<&ServiceLine<'_>>,
) -> Option<(&'l ServiceLine<'c>, u32)> {
    lines
        .iter()
        .filter_map(|line| {
            Some((line, line.procedure?.number().filter(|number| (99_424..=99_496).contains(number))?))
        })
        .filter(|(line, _)| after.is_none_or(|after| is_before(after, line)))
        .min_by_key(|(line, _)| (line.from, line.index))
}

fn check_minutes(findings: &mut Findings, line: &ServiceLine<'_>, procedure: ProcedureCode, number: u32) {
    let fewest = FEWEST.iter().find(|(code, _)| *code == number).map(|(_, fewest)| *fewest);
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
    }
}

fn check_period(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
    date: Date,
    service: &Service,
) {
    let mut earlier = context.lines.iter().filter(|other| is_before(other, line)).chain(context.history);
    let mut looks = Lookback::from(line, By::Anybody);
    let first = earlier.find(|other| {
        let in_period = |from: Date| match service.period {
            Period::Month => is_same_month(from, date),
            Period::Days30 => from.days_since(date).abs() < 30,
        };
        let own = std::ptr::eq(other.claim, line.claim);
        // The same code on the same day is a duplicate or a matter of units.
        let repeats = other.procedure == line.procedure && other.same_day(line);
        !(is_itself(other, line) || (repeats && own))
            && !(own && (is_unpaid(findings, other) || is_ncci_pair(findings, line, other)))
            && looks.counts(
                other,
                |code| code.number().is_some_and(|code| service.codes.contains(&code)),
                in_period,
            )
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
            if std::ptr::eq(first.claim, context.claim) {
                drop(finding.related(first.index));
            }
        }
        None if context.claim.history.is_empty() => findings.not_evaluated(line.index, Reason::NoHistory),
        None => {
            looks.leaves_open(findings);
        }
    }
}

/// Whether a line of the claim is not the service of its period: it is rejected, or flagged by this rule.
fn is_unpaid(findings: &Findings, line: &ServiceLine<'_>) -> bool {
    findings.is_rejected(line.index) || findings.has(RuleId::new("E014"), line.index)
}

/// Whether NCCI has already joined two lines of the claim.
fn is_ncci_pair(findings: &Findings, line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    const PAIR_RULES: [RuleId; 2] = [RuleId::new("N001"), RuleId::new("N002")];
    line.same_day(other)
        && PAIR_RULES.iter().any(|rule| findings.has(*rule, line.index) || findings.has(*rule, other.index))
}
