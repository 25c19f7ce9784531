//! M025.

use super::positioned;
use super::visit::is_visit;
use crate::code::Date;
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// A modifier of a postoperative period has no surgery before it.
    ///
    /// ## What it checks
    /// 58, 78 and 79 stand on procedures, not on visits. Where earlier claims are given, the same
    /// provider or group performed another procedure on the day, or a surgery before whose 10- or
    /// 90-day period holds the day. A surgery whose period is not known gets the benefit of the doubt.
    ///
    /// ## Why it matters
    /// Without an open postoperative period the modifier says what is not so, and the line is priced
    /// wrong or denied.
    ///
    /// ## Example
    /// 78 with no surgery before it fails; 78 twelve days after a major surgery passes.
    ///
    /// ## How to fix
    /// Remove the modifier, or send the earlier surgery's claim first. An unrelated visit takes 24.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.1 and §40.2
    "M025" "no-open-postoperative-period" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N525"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"58", b"78", b"79"],
        left_out: "Without earlier claims only visits are judged.",
    }
}

const LONGEST: i32 = 90;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some((position, modifier)) =
            positioned(line).find(|(_, own)| matches!(&own.to_bytes(), b"58" | b"78" | b"79"))
        else {
            continue;
        };
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if is_visit(procedure) {
            findings
                .flag(line.index, "{modifier} is for procedures; an unrelated visit in the period takes 24")
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .denial(Denial::co("4", &["N823"]));
        } else if context.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
        } else {
            let mut looks = Lookback::from(line, By::Practice);
            let mut lines = context.history.iter().chain(context.lines);
            if lines.any(|earlier| opens(context, &mut looks, earlier, line, date))
                || looks.leaves_open(findings)
            {
                continue;
            }
            findings
                .flag(
                    line.index,
                    "{modifier} says that {procedure} falls into the postoperative period of a surgery; no surgery of this \
                     provider in the claim or its history has a 10- or 90-day period that holds {date}",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .value("date", date)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier} from line {line}, if no postoperative period was open",
                    &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                );
        }
    }
}

/// Whether one line opens a period in which the other stands, or may: a procedure of the same day, or
/// one whose global period is not known.
fn opens<'c>(
    context: &Context<'c>,
    looks: &mut Lookback<'_, 'c>,
    earlier: &ServiceLine<'c>,
    line: &ServiceLine<'_>,
    day: Date,
) -> bool {
    if std::ptr::eq(earlier.line, line.line) || earlier.procedure.is_some_and(is_visit) {
        return false;
    }
    let longest = match context.whole_fee_or_of(earlier, day) {
        Lookup::Found(fee) => match fee.global {
            GlobalPeriod::Days10 => 10,
            GlobalPeriod::Days90 | GlobalPeriod::Contractor | GlobalPeriod::Maternity => LONGEST,
            _ => 0,
        },
        // A code that cannot be read may be any.
        Lookup::Absent if earlier.procedure.is_none() => LONGEST,
        Lookup::Absent => 0,
        Lookup::Unknown(_) => LONGEST,
    };
    looks.counts(earlier, |_| true, |before| (0..=longest).contains(&day.days_since(before)))
}
