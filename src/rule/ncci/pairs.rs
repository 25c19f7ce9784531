//! Pairs of lines that a PTP edit may join.

use super::ptp_set;
use crate::code::{Date, Modifier, Money};
use crate::edition::{CodeId, Gap, Lookup, PtpColumns, PtpEdit, PtpEdits, PtpSet};
use crate::finding::{Findings, Reason};
use crate::rule::says_no_code;
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
    /// Pairs that count if a line said when, what or by whom it was.
    open: Vec<OpenPair>,
    /// The codes of the lines by date.
    codes: Vec<(Date, CodeId, usize)>,
    day: PtpColumns,
}

/// An edit of which nobody can say whether it joins a line and another, mostly an earlier one.
#[derive(Debug, Clone, Copy)]
struct OpenPair {
    line: usize,
    /// Whether a modifier may bypass the edit; `None` where the earlier service is not known.
    modifier_allowed: Option<bool>,
    reason: Reason,
}

/// A pair by the places of its lines: those of the claim, then those of its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        found.open.clear();
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

/// Says on which lines the current rule is not evaluated because an earlier service says too little:
/// those of edits that a modifier may bypass, or those of edits that none does.
pub(super) fn tell_open(context: &Context<'_>, findings: &mut Findings, modifier_allowed: bool) {
    let found = context.scratch.found.borrow();
    let open = found.open.iter().filter(|open| open.modifier_allowed != Some(!modifier_allowed));
    open.for_each(|open| findings.not_evaluated(open.line, open.reason));
}

/// Gives the pairs that have been asked for.
pub(super) fn visit<'c>(context: &Context<'c>, mut each: impl FnMut(Pair<'c>)) {
    let found = context.scratch.found.borrow();
    for PairRow { column_1, column_2, edit, two_of_a_group } in found.pairs.iter().copied() {
        if let (Some(column_1), Some(column_2)) = (line_at(context, column_1), line_at(context, column_2))
            && let Some(date) = column_1.from
        {
            each(Pair { column_1, column_2, edit, date, two_of_a_group });
        }
    }
}

/// From this many lines on, the codes of a day are tested together against the rows of the table:
/// below it, looking up pair by pair is faster.
const LONG: usize = 12;

fn find(context: &Context<'_>, findings: &Findings, found: &mut Found) {
    found.done = true;
    // DME contractors have no procedure pairs.
    if context.is_supplier_claim() || context.lines.len() + context.history.len() < 2 {
        return;
    }
    let edits = context.edition.ptp_edits(ptp_set(context));
    let short =
        context.lines.len() < LONG || is_judged_by_the_editor(context, findings) || !says_enough(context);
    if short || !find_by_day(context, findings, &edits, found) {
        find_by_pair(context, findings, &edits, found);
    } else if cfg!(debug_assertions) {
        let mut pair_by_pair = Found::default();
        find_by_pair(context, findings, &edits, &mut pair_by_pair);
        debug_assert_eq!(found.pairs, pair_by_pair.pairs, "the two ways find the same pairs");
    }
}

/// Whether every earlier line says when and what it was, and either all lines say by whom or none.
fn says_enough(context: &Context<'_>) -> bool {
    let mut lines = context.lines.iter().chain(context.history);
    let first = context.lines.first();
    lines.all(|other| first.is_none_or(|first| !first.is_unmatched(other)))
        && context.history.iter().all(|earlier| earlier.from.is_some() && !says_no_code(earlier))
}

/// A line of the claim or its history by its place: those of the claim first.
fn line_at<'c>(context: &Context<'c>, place: usize) -> Option<&'c ServiceLine<'c>> {
    let own = context.lines.len();
    context.lines.get(place).or_else(|| context.history.get(place.checked_sub(own)?))
}

/// Whether the outpatient code editor has found the pairs of the claim's own lines.
fn is_judged_by_the_editor(context: &Context<'_>, findings: &Findings) -> bool {
    outpatient::is_edited(context) && findings.edited().judged
}

fn find_by_pair(context: &Context<'_>, findings: &Findings, edits: &PtpEdits<'_>, found: &mut Found) {
    let lines = context.lines;
    let edited = is_judged_by_the_editor(context, findings);
    if edited {
        of_the_editor(context, findings, edits, found);
    }
    for (index, line) in lines.iter().enumerate() {
        if findings.is_rejected(index) {
            continue;
        }
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let history = context.history.iter().zip(lines.len()..);
        for (other, place) in lines.iter().zip(0..index).chain(history) {
            let earlier = place >= lines.len();
            let undated = earlier && other.from.is_none();
            let unnamed = earlier && says_no_code(other);
            if !(undated || other.from == Some(date))
                || !(unnamed || other.procedure.is_some_and(|code| code != procedure))
            {
                continue;
            }
            if place < lines.len() && findings.is_rejected(place) {
                continue;
            }
            let provider = line.same_provider(other);
            let unmatched = provider == SameProvider::Other && line.is_unmatched(other);
            if provider == SameProvider::Other && !unmatched {
                continue;
            }
            if undated || unnamed || unmatched {
                let reason = match (unnamed, undated) {
                    (true, _) => Reason::UNNAMED,
                    (_, true) => Reason::UNDATED,
                    _ => Reason::UNMATCHED,
                };
                open_pair(context, edits, (line, other), date, reason, found);
                continue;
            }
            let two_of_a_group = provider == SameProvider::SameSpecialtyInGroup;
            for (one, two, column_1, column_2) in [(line, other, index, place), (other, line, place, index)] {
                match look_up(context, edits, one, two, date) {
                    Lookup::Absent => {}
                    Lookup::Unknown(gap) => found.gaps.push((index, gap)),
                    Lookup::Found(_) if will_not_be_paid(one) || edited && place < lines.len() => {}
                    Lookup::Found(edit) => {
                        found.pairs.push(PairRow { column_1, column_2, edit, two_of_a_group });
                    }
                }
            }
        }
    }
}

/// Notes the edit that joins a line and another if the other is of the day and the provider, unless a
/// modifier on them bypasses it.
fn open_pair<'c>(
    context: &Context<'c>,
    edits: &PtpEdits<'_>,
    (line, other): (&'c ServiceLine<'c>, &'c ServiceLine<'c>),
    date: Date,
    reason: Reason,
    found: &mut Found,
) {
    let open = |modifier_allowed| OpenPair { line: line.index, modifier_allowed, reason };
    if other.procedure.is_none() {
        return found.open.push(open(None));
    }
    for (column_1, column_2) in [(line, other), (other, line)] {
        match look_up(context, edits, column_1, column_2, date) {
            Lookup::Absent => {}
            Lookup::Unknown(gap) => found.gaps.push((line.index, gap)),
            Lookup::Found(edit) => {
                let pair = Pair { column_1, column_2, edit, date, two_of_a_group: false };
                let bypassed = edit.modifier_allowed && bypass(&pair).is_some();
                if !bypassed && !will_not_be_paid(column_1) {
                    return found.open.push(open(Some(edit.modifier_allowed)));
                }
            }
        }
    }
}

/// The pairs the outpatient code editor has found on a claim, with those a modifier keeps apart. It
/// looks them up on the claim's first day.
fn of_the_editor(context: &Context<'_>, findings: &Findings, edits: &PtpEdits<'_>, found: &mut Found) {
    let edited = findings.edited();
    let raised = edited.raised.iter().filter(|raised| matches!(raised.edit, 20 | 40));
    let raised = raised.filter_map(|raised| Some((raised.place.line()?, raised.by?)));
    for (two, one) in raised.chain(edited.bypassed.iter().copied()) {
        let lines = context.lines.get(one).zip(context.lines.get(two));
        let Some(((column_1, column_2), date)) = lines.zip(context.first_day()) else { continue };
        if let Lookup::Found(edit) = look_up(context, edits, column_1, column_2, date) {
            found.pairs.push(PairRow { column_1: one, column_2: two, edit, two_of_a_group: false });
        }
    }
}

/// Finds what [`find_by_pair`] finds, with work that grows with the lines and the pairs there are;
/// `false`, and nothing found, where the table does not answer for every code of a day.
fn find_by_day(context: &Context<'_>, findings: &Findings, edits: &PtpEdits<'_>, found: &mut Found) -> bool {
    let Found { pairs, codes, day, .. } = found;
    codes.clear();
    let own =
        context.lines.iter().filter(|line| !findings.is_rejected(line.index)).map(|line| (line, line.index));
    for (line, place) in own.chain(context.history.iter().zip(context.lines.len()..)) {
        if let (Some(date), Some(code)) = (line.from, line.code) {
            if !edits.answers(date) {
                return false;
            }
            codes.push((date, code, place));
        }
    }
    codes.sort_unstable();
    for of_day in codes.chunk_by(|(date, ..), (next, ..)| date == next) {
        let Some((date, ..)) = of_day.first() else { continue };
        day.fill(edits, of_day.iter().map(|(_, code, _)| *code));
        for lines_1 in of_day.chunk_by(|(_, code, _), (_, next, _)| code == next) {
            let Some((_, code_1, _)) = lines_1.first() else { continue };
            for code_2 in edits.beside(*code_1, day).filter(|code| code != code_1) {
                let Lookup::Found(edit) = edits.edit(*code_1, code_2, *date) else { continue };
                let first = of_day.partition_point(|(_, code, _)| *code < code_2);
                let lines_2 = of_day.iter().skip(first).take_while(|(_, code, _)| *code == code_2);
                for (_, _, column_2) in lines_2 {
                    for (_, _, column_1) in lines_1 {
                        pairs.extend(row_of(context, *column_1, *column_2, edit));
                    }
                }
            }
        }
    }
    // The order of pair after pair: by the later line of the claim, the other line, and which is column 1.
    let own = context.lines.len();
    pairs.sort_unstable_by_key(|PairRow { column_1, column_2, .. }| {
        let (low, high) = (*column_1.min(column_2), *column_1.max(column_2));
        let (later, other) = if high < own { (high, low) } else { (low, high) };
        (later, other, *column_1 != later)
    });
    true
}

/// The pair of two lines whose codes are an edit in force, if one provider gave them and column 1 is
/// to be paid.
fn row_of(context: &Context<'_>, column_1: usize, column_2: usize, edit: PtpEdit) -> Option<PairRow> {
    let own = context.lines.len();
    let (one, two) = (line_at(context, column_1)?, line_at(context, column_2)?);
    let provider = one.same_provider(two);
    let counts =
        (column_1 < own || column_2 < own) && provider != SameProvider::Other && !will_not_be_paid(one);
    let two_of_a_group = provider == SameProvider::SameSpecialtyInGroup;
    counts.then_some(PairRow { column_1, column_2, edit, two_of_a_group })
}

fn look_up(
    context: &Context<'_>,
    edits: &PtpEdits<'_>,
    column_1: &ServiceLine<'_>,
    column_2: &ServiceLine<'_>,
    date: Date,
) -> Lookup<PtpEdit> {
    match (column_1.code, column_2.code) {
        (Some(one), Some(two)) => edits.edit(one, two, date),
        _ => {
            let table = ptp_set(context).table();
            let unknown = [column_1, column_2].into_iter().filter_map(|line| line.procedure);
            let gap = unknown.filter_map(|code| context.edition.gap(table, code, date)).next();
            gap.map_or(Lookup::Absent, Lookup::Unknown)
        }
    }
}

/// The edit in force in a set that makes a pair of two lines of one day, whichever is column 1: the
/// modifier that bypasses it, if one does.
pub(in crate::rule) fn pair_of<'c>(
    context: &Context<'c>,
    set: PtpSet,
    one: &'c ServiceLine<'c>,
    two: &'c ServiceLine<'c>,
) -> Lookup<Option<Modifier>> {
    let Some(date) = one.from else { return Lookup::Absent };
    let edits = context.edition.ptp_edits(set);
    for (column_1, column_2) in [(one, two), (two, one)] {
        match look_up(context, &edits, column_1, column_2, date) {
            Lookup::Absent => {}
            Lookup::Unknown(gap) => return Lookup::Unknown(gap),
            Lookup::Found(edit) => {
                let pair = Pair { column_1, column_2, edit, date, two_of_a_group: false };
                return Lookup::Found(bypass(&pair).filter(|_| edit.modifier_allowed));
            }
        }
    }
    Lookup::Absent
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
