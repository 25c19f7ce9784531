//! Units counted against medically unlikely edits.

use crate::claim::UnitBasis;
use crate::code::{Modifier, PlaceOfService, Units};
use crate::edition::{Bilateral, Lookup, Mai, Mue};
use crate::finding::{FindingBuilder, Findings, Reason, Severity, Sum};
use crate::rule::{
    By, Context, Lookback, PROFESSIONAL_COMPONENT, SameProvider, ServiceLine, TECHNICAL_COMPONENT,
};

/// A line with its unit limit.
pub(super) struct Limited<'c> {
    pub(super) line: &'c ServiceLine<'c>,
    pub(super) mue: Mue,
    /// Units of one day.
    pub(super) units: Units,
    /// Days of the line.
    pub(super) days: u32,
    /// The limit: the published one, doubled where an ambulatory surgical center bills a
    /// procedure that has two sides.
    pub(super) limit: Units,
    /// Whether the limit was doubled.
    pub(super) doubled: bool,
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
                    let doubled = is_surgical_center(line)
                        && bilateral(context, line).is_some_and(|own| own == Bilateral::Applies);
                    let limit = Units::whole(mue.value.saturating_mul(if doubled { 2 } else { 1 }));
                    found(findings, Limited { line, mue, units, days, limit, doubled });
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

/// The bilateral indicator of a line's code on its date, where the fee schedule knows it.
pub(super) fn bilateral(context: &Context<'_>, line: &ServiceLine<'_>) -> Option<Bilateral> {
    let fee = context.whole_fee(line);
    fee.found().map(|fee| fee.bilateral)
}

const SURGICAL_CENTER_FACILITY: Modifier = Modifier::constant(b"SG");

/// Whether a line is an ambulatory surgical center's own: place 24, billed with SG or under the
/// taxonomy of such centers (261QA1903X). They bill two sides as two units, without 50 (NCCI
/// Policy Manual, chapter I, §V).
fn is_surgical_center(line: &ServiceLine<'_>) -> bool {
    let biller = line.claim.billing_provider.as_ref();
    let taxonomy = biller.and_then(|biller| biller.taxonomy.as_ref()).and_then(|taxonomy| taxonomy.value());
    line.place.map(PlaceOfService::number) == Some(24)
        && (line.has(SURGICAL_CENTER_FACILITY) || taxonomy.is_some_and(|code| code.starts_with("261QA1903X")))
}

const POSTOPERATIVE_CARE: Modifier = Modifier::constant(b"55");
/// The roles of a second surgeon and of assistants, whose units are not the surgeon's.
const ASSISTANTS: [Modifier; 4] = [
    Modifier::constant(b"80"),
    Modifier::constant(b"81"),
    Modifier::constant(b"82"),
    Modifier::constant(b"AS"),
];

const CO_SURGEON: Modifier = Modifier::constant(b"62");

/// What a practitioner was at an operation: each role is a provider of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Principal,
    CoSurgeon,
    Assistant,
}

impl Role {
    fn of(line: &ServiceLine<'_>) -> Self {
        if line.has_any(&ASSISTANTS) {
            Self::Assistant
        } else if line.has(CO_SURGEON) {
            Self::CoSurgeon
        } else {
            Self::Principal
        }
    }
}

/// Units of one code and day, the halves of a service apart.
#[derive(Default)]
struct Total {
    professional: Units,
    technical: Units,
    whole: Units,
}

impl Total {
    fn add(&mut self, line: &ServiceLine<'_>, units: Units) {
        if line.has(PROFESSIONAL_COMPONENT) {
            self.professional += units;
        } else if line.has(TECHNICAL_COMPONENT) {
            self.technical += units;
        } else {
            self.whole += units;
        }
    }

    /// The professional and the technical half of one service are one unit, so of lines with 26
    /// and lines with TC the larger sum counts.
    fn units(&self) -> Units {
        self.whole + self.professional.max(self.technical)
    }
}

/// The lines whose units count with those of `line`: its code and day, the same provider or a
/// colleague of the group and specialty, on the claim or in its history.
///
/// Rejected lines do not count: they come back corrected. Postoperative care by itself (55) is no
/// further unit, and assistants and second surgeons are other providers, whoever bills for them.
fn counted<'a, 'c>(
    context: &'a Context<'c>,
    findings: &'a Findings,
    line: &'a ServiceLine<'c>,
) -> impl Iterator<Item = (&'c ServiceLine<'c>, Units, bool)> + use<'a, 'c> {
    context.lines.iter().chain(context.history).filter_map(move |other| {
        if other.procedure != line.procedure
            || !other.same_day(line)
            || other.has(POSTOPERATIVE_CARE)
            || Role::of(other) != Role::of(line)
            || (is_own(context, other) && findings.is_rejected(other.index))
        {
            return None;
        }
        let same = match other.same_provider(line) {
            SameProvider::Same => true,
            // Two colleagues who assist, or operate together, are two providers.
            SameProvider::SameSpecialtyInGroup if Role::of(line) == Role::Principal => false,
            _ => return None,
        };
        per_day(other).map(|(units, _)| (other, units, same))
    })
}

fn is_own(context: &Context<'_>, line: &ServiceLine<'_>) -> bool {
    std::ptr::eq(line.claim, context.claim)
}

/// Why nobody can say that the units of a day are within the limit: with those of earlier services
/// that may count too, or whose number cannot be read, they may be above it.
fn left_open(context: &Context<'_>, limited: &Limited<'_>, mut total: Total) -> Option<Reason> {
    let Limited { line, limit, .. } = limited;
    let mut why = None;
    for other in context.history {
        let mut looks = Lookback::from(line, By::Practice);
        let colleague = other.same_provider(line) == SameProvider::SameSpecialtyInGroup;
        if other.has(POSTOPERATIVE_CARE)
            || Role::of(other) != Role::of(line)
            || (colleague && Role::of(line) != Role::Principal)
        {
            continue;
        }
        let counts = looks.counts_that_day(other, |code| Some(code) == line.procedure);
        match (per_day(other), looks.unknown()) {
            (Some((units, _)), Some(reason)) => {
                total.add(other, units);
                why = why.or(Some(reason));
            }
            (None, reason) if (counts || reason.is_some()) && other.unit_basis() == UnitBasis::Units => {
                return reason.or(Some(Reason::UNCOUNTED));
            }
            _ => {}
        }
    }
    why.filter(|_| total.units() > *limit)
}

/// Flags a line whose code is over its limit for the day, with the arithmetic: a denial where the
/// provider's own lines are, a warning where it takes those of a colleague whom Medicare may treat
/// as the same provider.
pub(super) fn flag_day<'f>(
    context: &Context<'_>,
    findings: &'f mut Findings,
    limited: &Limited<'_>,
) -> Option<FindingBuilder<'f>> {
    let Limited { line, mue, limit, doubled, .. } = limited;
    if line.has(POSTOPERATIVE_CARE) {
        return None;
    }
    let (mut own, mut group) = (Total::default(), Total::default());
    for (other, units, same) in counted(context, findings, line) {
        group.add(other, units);
        if same {
            own.add(other, units);
        }
    }
    let alone = own.units() > *limit;
    if !alone && group.units() <= *limit {
        if let Some(reason) = left_open(context, limited, group) {
            findings.not_evaluated(line.index, reason);
        }
        return None;
    }
    let total = if alone { own } else { group };
    let professional_half = total.professional >= total.technical;
    let mut sum = Sum::default();
    for (other, units, same) in counted(context, findings, line) {
        if alone && !same {
            continue;
        }
        let professional = other.has(PROFESSIONAL_COMPONENT);
        if (professional && !professional_half)
            || (!professional && other.has(TECHNICAL_COMPONENT) && professional_half)
        {
            continue;
        }
        sum.add(if is_own(context, other) { other.number } else { 0 }, units);
    }
    let (procedure, date) = line.procedure.zip(line.from)?;
    let message = match (alone, sum.terms()) {
        (false, _) => {
            "{procedure}: {terms} = {sum} units on {date} together with a colleague of the group and specialty, whom \
             Medicare may treat as the same provider; the medically unlikely edit (MUE) allows {limit} a day \
             ({rationale})"
        }
        (true, 0..=1) => {
            "{procedure}: {sum} units on {date}; the medically unlikely edit (MUE) allows {limit} a day ({rationale}), \
             and all units of the line are denied"
        }
        (true, _) => {
            "{procedure}: {terms} = {sum} units on {date}; the medically unlikely edit (MUE) allows {limit} a day over \
             all lines and modifiers ({rationale}), and each of these lines is denied"
        }
    };
    let mut finding = findings
        .flag(line.index, message)
        .field("units")
        .value("procedure", procedure)
        .value("date", date)
        .value("terms", sum)
        .value("sum", total.units())
        .value("limit", *limit)
        .value("rationale", mue.rationale.meaning());
    for other in context.lines {
        let counts = other.index != line.index
            && other.procedure == line.procedure
            && other.same_day(line)
            && !other.has(POSTOPERATIVE_CARE)
            && Role::of(other) == Role::of(line)
            && !finding.is_rejected(other.index);
        match other.same_provider(line) {
            SameProvider::Same if counts => finding = finding.related(other.index),
            SameProvider::SameSpecialtyInGroup if counts && !alone => finding = finding.related(other.index),
            _ => {}
        }
    }
    if !alone || *doubled {
        finding = finding.severity(Severity::Warn);
    }
    Some(finding)
}
