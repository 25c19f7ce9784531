//! M025.

use super::positioned;
use super::visit::is_visit;
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// A modifier of a postoperative period has no surgery before it.
    ///
    /// ## What it checks
    /// 58, 78 and 79 stand on procedures, not on visits. Where earlier claims are given, the same
    /// provider or group performed another procedure on the day or in the 90 days before.
    ///
    /// ## Why it matters
    /// Without an open postoperative period the modifier says what is not so, and the line is priced
    /// wrong or denied.
    ///
    /// ## Example
    /// 78 with no surgery before it warns; 78 twelve days after a major surgery passes.
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
        tables: [],
        modifiers: [b"58", b"78", b"79"],
        left_out: "How long the earlier procedure's period is, which the fee schedule says: any procedure \
                   counts for 90 days. Without earlier claims only visits are judged.",
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
        let Some(procedure) = line.procedure else { continue };
        if is_visit(procedure) {
            findings
                .flag(line.index, "{modifier} is for procedures; an unrelated visit in the period takes 24")
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .denial(Denial::co("4", &["N823"]));
        } else if context.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
        } else if !context.history.iter().chain(context.lines).any(|earlier| opens(earlier, line)) {
            findings
                .flag(
                    line.index,
                    "{modifier} needs a surgery of the same provider in the 90 days before; none is in the history",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .severity(Severity::Warn);
        }
    }
}

/// Whether one line may have opened the period in which the other stands.
fn opens(earlier: &ServiceLine<'_>, line: &ServiceLine<'_>) -> bool {
    let itself = std::ptr::eq(earlier.line, line.line);
    let days = line.from.zip(earlier.from).map(|(own, before)| own.days_since(before));
    !itself
        && earlier.procedure.is_some_and(|code| !is_visit(code))
        && days.is_none_or(|days| (0..=LONGEST).contains(&days))
        && earlier.same_provider(line) != SameProvider::Other
}
