//! Units counted against medically unlikely edits.

use crate::claim::UnitBasis;
use crate::code::{Modifier, Units};
use crate::edition::{Lookup, Mai, Mue};
use crate::finding::Findings;
use crate::rule::{Context, PROFESSIONAL_COMPONENT, SameProvider, ServiceLine, TECHNICAL_COMPONENT};

/// A line with its unit limit.
pub(super) struct Limited<'c> {
    pub(super) line: &'c ServiceLine<'c>,
    pub(super) mue: Mue,
    /// Units of one day.
    pub(super) units: Units,
    /// Days of the line.
    pub(super) days: u32,
}

/// Finds the lines that have a published limit of an adjudication indicator above zero.
///
/// A limit of zero is not a number of units but "not payable to this kind of provider" and is
/// another rule's. Where the table cannot answer, the rule is not evaluated on the line.
pub(super) fn each<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    wanted: Mai,
    mut found: impl FnMut(&mut Findings, Limited<'c>),
) {
    for line in context.lines {
        if findings.is_rejected(line.index) {
            continue;
        }
        match context.mue(line) {
            Lookup::Absent => {}
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Found(mue) => {
                // Medicaid's files carry no indicator and judge line by line.
                let indicator = mue.mai.unwrap_or(Mai::Line);
                if indicator == wanted
                    && mue.value > 0
                    && let Some((units, days)) = per_day(line)
                {
                    found(findings, Limited { line, mue, units, days });
                }
            }
        }
    }
}

/// A line's units for each of its days, rounded half up, and how many days it has.
///
/// Anesthesia minutes are no units of service; `None` then.
pub(super) fn per_day(line: &ServiceLine<'_>) -> Option<(Units, u32)> {
    if line.unit_basis() == UnitBasis::Minutes {
        return None;
    }
    let units = line.units?;
    let days = line.from.zip(line.through).map_or(0, |(from, through)| through.days_since(from));
    let days = u32::try_from(days).unwrap_or(0).saturating_add(1);
    if days == 1 {
        return Some((units, 1));
    }
    let whole = (units.thousandths() * 2 + i64::from(days) * 1_000) / (i64::from(days) * 2_000);
    Some((Units::whole(u32::try_from(whole).ok()?), days))
}

const POSTOPERATIVE_CARE: Modifier = Modifier::constant(b"55");

/// The units of a line's code on its day, over all lines of the claim and its history by the same
/// provider.
///
/// The professional and the technical half of one service are one unit, so of lines with 26 and
/// lines with TC the larger sum counts. Postoperative care by itself (55) is no further unit.
pub(super) struct DaySum {
    pub(super) units: Units,
    pub(super) lines: usize,
    pub(super) earlier_lines: usize,
}

pub(super) fn day_sum(context: &Context<'_>, line: &ServiceLine<'_>) -> DaySum {
    let (mut professional, mut technical, mut whole) = (Units::ZERO, Units::ZERO, Units::ZERO);
    let (mut lines, mut earlier_lines) = (0, 0);
    for other in context.lines.iter().chain(context.history) {
        if other.procedure != line.procedure
            || !other.same_day(line)
            || other.same_provider(line) != SameProvider::Same
            || other.has(POSTOPERATIVE_CARE)
        {
            continue;
        }
        let Some((units, _)) = per_day(other) else { continue };
        if other.has(PROFESSIONAL_COMPONENT) {
            professional += units;
        } else if other.has(TECHNICAL_COMPONENT) {
            technical += units;
        } else {
            whole += units;
        }
        if std::ptr::eq(other.claim, context.claim) {
            lines += 1;
        } else {
            earlier_lines += 1;
        }
    }
    DaySum { units: whole + professional.max(technical), lines, earlier_lines }
}

/// Flags a line whose code is over its limit for the day, with the arithmetic.
pub(super) fn flag_day<'f>(
    context: &Context<'_>,
    findings: &'f mut Findings,
    limited: &Limited<'_>,
) -> Option<crate::finding::FindingBuilder<'f>> {
    let Limited { line, mue, .. } = limited;
    let sum = day_sum(context, line);
    if sum.units <= Units::whole(mue.value) || line.has(POSTOPERATIVE_CARE) {
        return None;
    }
    let (procedure, date) = line.procedure.zip(line.from)?;
    let message = match (sum.lines, sum.earlier_lines) {
        (_, 1..) => {
            "{procedure}: {sum} units on {date}, with {earlier} on earlier claims; the medically unlikely edit allows \
             {limit} a day ({rationale}), so every line of that day is denied"
        }
        (1, _) => {
            "{procedure}: {sum} units on {date}; the medically unlikely edit allows {limit} a day ({rationale})"
        }
        _ => {
            "{procedure}: {sum} units over {lines} lines on {date}; the medically unlikely edit allows {limit} a day \
             ({rationale}), so each of these lines is denied"
        }
    };
    let earlier = sum.earlier_lines;
    let mut finding = findings
        .flag(line.index, message)
        .field("units")
        .value("procedure", procedure)
        .value("date", date)
        .value("sum", sum.units)
        .value("lines", sum.lines)
        .value("limit", mue.value)
        .value("rationale", mue.rationale.meaning());
    if earlier > 0 {
        finding = finding.value("earlier", if earlier == 1 { "a line" } else { "lines" });
    }
    for other in context.lines {
        if other.index != line.index
            && other.procedure == line.procedure
            && other.same_day(line)
            && other.same_provider(line) == SameProvider::Same
        {
            finding = finding.related(other.index);
        }
    }
    Some(finding)
}
