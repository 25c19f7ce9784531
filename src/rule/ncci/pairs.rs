//! Pairs of lines that a PTP edit may join.

use super::ptp_set;
use crate::code::{Date, Modifier, Money};
use crate::edition::{Gap, Lookup, PtpEdit};
use crate::finding::Findings;
use crate::rule::{Context, SameProvider, ServiceLine, outpatient};
use std::cell::RefCell;

/// A column-1 and a column-2 line of one patient, provider and day whose codes are an edit in force.
pub(super) struct Pair<'c> {
    pub(super) column_1: &'c ServiceLine<'c>,
    pub(super) column_2: &'c ServiceLine<'c>,
    pub(super) edit: PtpEdit,
    pub(super) date: Date,
    /// Whether Medicare treats two physicians of one group as one here.
    pub(super) two_of_a_group: bool,
}

impl Pair<'_> {
    /// Why the edit exists, in words; the hospital file's rationale is not published reliably.
    pub(super) fn rationale(&self) -> &'static str {
        if self.column_1.is_professional() { self.edit.rationale.text() } else { "NCCI hospital edit" }
    }

    /// The line of the claim that is judged: column 2, unless that one is on an earlier claim.
    pub(super) fn is_on_earlier_claim(&self, line: &ServiceLine<'_>, context: &Context<'_>) -> bool {
        !std::ptr::eq(line.claim, context.claim)
    }
}

/// The pairs of a claim, found once: several rules look at them.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    found: RefCell<Found>,
}

#[derive(Debug, Default)]
struct Found {
    done: bool,
    pairs: Vec<PairRow>,
    /// What the table could not answer, by the index of the line.
    gaps: Vec<(usize, Gap)>,
}

/// A pair by the places of its lines: those of the claim, then those of its history.
#[derive(Debug, Clone, Copy)]
struct PairRow {
    column_1: usize,
    column_2: usize,
    edit: PtpEdit,
    two_of_a_group: bool,
}

impl Scratch {
    /// Forgets a claim, but not the memory.
    pub(crate) fn clear(&mut self) {
        let found = self.found.get_mut();
        found.done = false;
        found.pairs.clear();
        found.gaps.clear();
    }
}

/// Gives the pairs in force among the lines of a claim, and between them and its history.
///
/// A line that is rejected, has no date or no readable code is in no pair; neither is a column-1
/// line that will not be paid (charge zero with GY). Where the table cannot answer, the rule is not
/// evaluated on the later line.
pub(super) fn each<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    mut each: impl FnMut(&mut Findings, Pair<'c>),
) {
    ask(context, findings);
    visit(context, |pair| each(findings, pair));
}

/// Finds the pairs of a claim, if no rule has yet, and says what the table could not answer.
pub(super) fn ask(context: &Context<'_>, findings: &mut Findings) {
    if !context.scratch.found.borrow().done {
        find(context, findings, &mut context.scratch.found.borrow_mut());
    }
    for (line, gap) in &context.scratch.found.borrow().gaps {
        findings.not_evaluated(*line, *gap);
    }
}

/// Gives the pairs that have been asked for.
pub(super) fn visit<'c>(context: &Context<'c>, mut each: impl FnMut(Pair<'c>)) {
    let found = context.scratch.found.borrow();
    let own = context.lines.len();
    let line = |place: usize| context.lines.get(place).or_else(|| context.history.get(place - own));
    for PairRow { column_1, column_2, edit, two_of_a_group } in found.pairs.iter().copied() {
        if let (Some(column_1), Some(column_2)) = (line(column_1), line(column_2))
            && let Some(date) = column_1.from
        {
            each(Pair { column_1, column_2, edit, date, two_of_a_group });
        }
    }
}

fn find(context: &Context<'_>, findings: &Findings, found: &mut Found) {
    found.done = true;
    // DME contractors have no procedure pairs.
    if context.is_supplier_claim() {
        return;
    }
    let set = ptp_set(context);
    let lines = context.lines;
    let edited = outpatient::is_edited(context) && findings.edited().judged;
    if edited {
        of_the_editor(context, findings, found);
    }
    for (index, line) in lines.iter().enumerate() {
        if findings.is_rejected(index) {
            continue;
        }
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let history = context.history.iter().zip(lines.len()..);
        let on_claim = if edited { 0 } else { index };
        for (other, place) in lines.iter().zip(0..on_claim).chain(history) {
            if other.from != Some(date) || other.procedure.is_none_or(|code| code == procedure) {
                continue;
            }
            if place < lines.len() && findings.is_rejected(place) {
                continue;
            }
            let provider = line.same_provider(other);
            if provider == SameProvider::Other {
                continue;
            }
            let two_of_a_group = provider == SameProvider::SameSpecialtyInGroup;
            for (one, two, column_1, column_2) in [(line, other, index, place), (other, line, place, index)] {
                match look_up(context, set, one, two, date) {
                    Lookup::Absent => {}
                    Lookup::Unknown(gap) => found.gaps.push((index, gap)),
                    Lookup::Found(_) if will_not_be_paid(one) => {}
                    Lookup::Found(edit) => {
                        found.pairs.push(PairRow { column_1, column_2, edit, two_of_a_group });
                    }
                }
            }
        }
    }
}

/// The pairs the outpatient code editor has found on a claim, with those a modifier keeps apart. It
/// looks them up on the claim's first day.
fn of_the_editor(context: &Context<'_>, findings: &Findings, found: &mut Found) {
    let edited = findings.edited();
    let raised = edited.raised.iter().filter(|raised| matches!(raised.edit, 20 | 40));
    let raised = raised.filter_map(|raised| Some((raised.place.line()?, raised.by?)));
    for (two, one) in raised.chain(edited.bypassed.iter().copied()) {
        let lines = context.lines.get(one).zip(context.lines.get(two));
        let Some(((column_1, column_2), date)) = lines.zip(context.first_day()) else { continue };
        if let Lookup::Found(edit) = look_up(context, ptp_set(context), column_1, column_2, date) {
            found.pairs.push(PairRow { column_1: one, column_2: two, edit, two_of_a_group: false });
        }
    }
}

fn look_up(
    context: &Context<'_>,
    set: crate::edition::PtpSet,
    column_1: &ServiceLine<'_>,
    column_2: &ServiceLine<'_>,
    date: Date,
) -> Lookup<PtpEdit> {
    match (column_1.code, column_2.code) {
        (Some(one), Some(two)) => context.edition.ptp(set, one, two, date),
        _ => {
            let unknown = [column_1, column_2].into_iter().filter_map(|line| line.procedure);
            let gap = unknown.filter_map(|code| context.edition.gap(set.table(), code, date)).next();
            gap.map_or(Lookup::Absent, Lookup::Unknown)
        }
    }
}

const STATUTORILY_EXCLUDED: Modifier = Modifier::constant(b"GY");

fn will_not_be_paid(line: &ServiceLine<'_>) -> bool {
    line.charge == Some(Money::ZERO) && line.has(STATUTORILY_EXCLUDED)
}

/// The modifiers that say two services are distinct but nothing about where or when.
pub(super) const DISTINCT: [Modifier; 5] = [
    Modifier::constant(b"59"),
    Modifier::constant(b"XE"),
    Modifier::constant(b"XP"),
    Modifier::constant(b"XS"),
    Modifier::constant(b"XU"),
];

/// Whether 59 and X{EPSU} count on either line of a pair (CMS Change Request 11168).
pub(super) fn either_column(date: Date) -> bool {
    Some(date) >= Date::from_ymd(2019, 7, 1)
}

/// The modifier by which a pair of indicator 1 is bypassed.
///
/// Any of the 44 NCCI-associated modifiers on either line; 59 and X{EPSU} on either line from
/// 2019-07-01 on (CMS Change Request 11168), before that on the column-2 line only; X{EPSU} since
/// there are such modifiers (2015-01-01).
pub(super) fn bypass(pair: &Pair<'_>) -> Option<Modifier> {
    let exists = |modifier: &Modifier| !DISTINCT.contains(modifier) || modifier.valid_on(pair.date);
    let associated =
        |modifier: &Modifier| modifier.info().is_some_and(|info| info.ncci_associated) && exists(modifier);
    let either = either_column(pair.date);
    let counts_on_column_1 = |modifier: &Modifier| either || !DISTINCT.contains(modifier);
    pair.column_2
        .modifiers()
        .find(associated)
        .or_else(|| pair.column_1.modifiers().filter(counts_on_column_1).find(associated))
}
