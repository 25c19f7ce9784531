//! M005.

use super::order::{Rank, moves, ordered};
use crate::claim::Form;
use crate::code::{Modifier, ModifierKind};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A modifier that prices the line stands behind one that only informs.
    ///
    /// ## What it checks
    /// Modifiers that change the price (26, TC, 50, 52, 53, 54-56, 62, 66, 78, 80-82, AS, the
    /// anesthesia roles, NU, RR, UE, JW) stand before those that decide whether the line is paid
    /// (24, 25, 57, 59, the X modifiers, GA, KX) and those that name a place or inform. A therapy
    /// discipline (GP, GO, GN) stands in the first two places, with CQ or CO second. A distinct-service
    /// modifier behind an anatomic or informing one is only noted, as is any order on an outpatient
    /// claim, whose editor reads all places.
    ///
    /// ## Why it matters
    /// Some payers read the first two modifiers only, and then price the line wrong.
    ///
    /// ## Example
    /// 71046-RT-26 warns; 71046-26-RT passes.
    ///
    /// ## How to fix
    /// Reorder the modifiers; nothing else changes.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 26, §10.4, item 24D, and chapter 5,
    /// §20.1 (CQ and CO behind GP and GO)
    "M005" "modifier-order" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
        left_out: "Ambulance lines, whose origin and destination come first, and lines with a modifier \
                   that cannot be read or stands twice (M001, M004) or with more than eight (M003).",
    }
}

/// More modifiers than this on a line are not put into order: it has places for four.
const MOST: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let form = context.claim.form;
    for line in context.lines {
        let mut room = [Modifier::constant(b"00"); MOST];
        let count = line.modifiers().zip(&mut room).map(|(own, place)| *place = own).count();
        let sent = room.get(..count).unwrap_or_default();
        let twice = sent.iter().enumerate().any(|(at, own)| sent.iter().take(at).any(|other| other == own));
        if count < 2 || count < line.line.modifiers.len() || twice || line.is_ambulance() {
            continue;
        }
        let Some((message, severity)) = problem(sent, form) else { continue };
        let order = ordered(sent, form);
        let edits: Vec<Edit> = moves(sent, &order)
            .into_iter()
            .map(|(modifier, to)| Edit::MoveModifier { line: line.number, modifier, to })
            .collect();
        let text = |list: &[Modifier]| list.iter().map(Modifier::to_string).collect::<Vec<_>>().join(" ");
        findings
            .flag(line.index, message)
            .field("modifiers")
            .value("sent", text(sent))
            .value("order", text(&order))
            .severity(if form == Form::Outpatient { Severity::Info } else { severity })
            .fix(Applicability::Mechanical, "send the modifiers as {order}", &edits);
    }
}

/// What is wrong with an order, and how much it matters.
fn problem(sent: &[Modifier], form: Form) -> Option<(&'static str, Severity)> {
    let rank = |modifier: &Modifier| Rank::of(*modifier, form);
    let place = |wanted: Rank| sent.iter().position(|own| rank(own) == wanted);
    let disciplines = sent.iter().filter(|own| rank(own) == Rank::Discipline).count();
    let assistant = place(Rank::Assistant).filter(|_| disciplines == 1);
    if assistant.is_some_and(|place| place != 1)
        || place(Rank::Discipline).is_some_and(|place| place > 1 && disciplines == 1)
    {
        return Some((
            "the therapy discipline stands within the first two places, its assistant second; send {order}",
            Severity::Warn,
        ));
    }
    let last_pricing = sent.iter().rposition(|own| rank(own) == Rank::Pricing);
    let first_other = sent.iter().position(|own| rank(own) >= Rank::Eligibility);
    if last_pricing.zip(first_other).is_some_and(|(pricing, other)| other < pricing) {
        return Some((
            "modifiers that change the price come first; send {order} instead of {sent}",
            Severity::Warn,
        ));
    }
    let last_distinct = sent.iter().rposition(|own| is_distinct(*own));
    let first_informing = sent.iter().position(|own| informs(*own));
    last_distinct.zip(first_informing).is_some_and(|(distinct, informing)| informing < distinct).then_some((
        "modifiers that decide on payment come before those that inform; {order} is safer than {sent}",
        Severity::Info,
    ))
}

fn is_distinct(modifier: Modifier) -> bool {
    modifier.info().is_some_and(|info| info.ncci_associated && info.kind != ModifierKind::Anatomic)
}

/// Kinds that a distinct-service modifier comes before without doubt.
fn informs(modifier: Modifier) -> bool {
    let informing = |kind| {
        matches!(
            kind,
            ModifierKind::Anatomic
                | ModifierKind::Informational
                | ModifierKind::Telehealth
                | ModifierKind::Provider
        )
    };
    modifier.info().is_some_and(|info| informing(info.kind))
        && Rank::of(modifier, Form::Professional) == Rank::Informing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordered_line_has_no_problem() {
        let all = ["26", "50", "59", "25", "RT", "GP", "CQ", "KX", "95", "AA", "P3", "RR", "KH", "GC"];
        let all = all.map(|text| text.parse::<Modifier>().unwrap());
        let (some, count) = (|at: usize| all[at % all.len()], all.len());
        for (a, b, c) in (0..count.pow(3)).map(|at| (some(at), some(at / count), some(at / count / count))) {
            for form in [Form::Professional, Form::Outpatient] {
                let order = ordered(&[a, b, c], form);
                if a != b && b != c && a != c {
                    assert_eq!(problem(&order, form), None, "{order:?}");
                }
                assert_eq!(ordered(&order, form), order);
            }
        }
    }
}
