//! M037.

use super::position;
use crate::code::{Date, Modifier};
use crate::finding::{Denial, Findings};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// The discarded part of a drug does not agree with the part that was given.
    ///
    /// ## What it checks
    /// A line with JW (discarded amount of a single-dose container) has a line of the same code, day
    /// and provider without JW for the amount that was given; a line with JZ (nothing discarded)
    /// stands beside no line with JW of the same code and day.
    ///
    /// ## Why it matters
    /// Discarded drug is paid only beside the drug, and JZ denies what JW says.
    ///
    /// ## Example
    /// J9271-JW alone warns; J9271 with J9271-JW passes, as does J9271-JZ alone.
    ///
    /// ## How to fix
    /// Bill the amount given on a line without JW and the rest on one with JW; if nothing was
    /// discarded, one line with JZ.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 17, §40
    "M037" "discarded-drug-apart" {
        severity: Warn,
        denial: Some(Denial::co("16", &["N822"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"JW", b"JZ"],
        left_out: "Whether a drug comes in single-dose containers, so that JW or JZ has to stand on its lines from \
                   2023-07-01 on: no public table lists them.",
    }
}

const DISCARDED: Modifier = Modifier::constant(b"JW");
const NONE_DISCARDED: Modifier = Modifier::constant(b"JZ");
/// JW is required from this day on.
const REQUIRED: Date = Date::constant(2017, 1, 1);

fn check<'c>(context: &Context<'c>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if date < REQUIRED || findings.is_rejected(line.index) {
            continue;
        }
        let mut looks = Lookback::from(line, By::Practice);
        let mut beside = |other: &ServiceLine<'c>, discarded: bool| {
            !std::ptr::eq(other.line, line.line)
                && other.has(DISCARDED) == discarded
                && looks.counts_that_day(other, |code| code == procedure)
        };
        let mut others = context.lines.iter().chain(context.history);
        if line.has(DISCARDED) && !line.has(NONE_DISCARDED) {
            let given = others.any(|other| beside(other, false));
            if !given && !looks.leaves_open(findings) {
                findings
                    .flag(
                        line.index,
                        "the line bills {procedure} that was discarded (JW), and no line of {date} bills the \
                         amount that was given",
                    )
                    .field_at("modifiers", position(line, DISCARDED))
                    .value("procedure", procedure)
                    .value("date", date);
            }
        } else if line.has(NONE_DISCARDED) {
            let Some(other) = others.find(|other| beside(other, true)) else {
                looks.leaves_open(findings);
                continue;
            };
            let finding = findings
                .flag(
                    line.index,
                    "JZ says that none of {procedure} was discarded, and another line of {date} bills a discarded \
                     amount (JW)",
                )
                .field_at("modifiers", position(line, NONE_DISCARDED))
                .value("procedure", procedure)
                .value("date", date);
            if std::ptr::eq(other.claim, context.claim) {
                drop(finding.related(other.index));
            }
        }
    }
}
