//! M026.

use super::positioned;
use super::visit::is_visit;
use crate::code::ProcedureCode;
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// A repeated procedure has no first one.
    ///
    /// ## What it checks
    /// A line with 76 (repeated by the same practitioner) stands beside a line of the same code and
    /// day without it, on the claim or in its history; one with 77 (repeated by another) does where a
    /// history is given. Neither stands on visits; laboratory tests of 80047 to 87999 take 91.
    ///
    /// ## Why it matters
    /// The payer takes the line for a duplicate, or for the repetition of something never billed.
    ///
    /// ## Example
    /// 71046-76 alone warns; 71046-26 and 71046-26-76 pass.
    ///
    /// ## How to fix
    /// Bill the first one without 76 or 77, or remove the modifier if there was only one.
    ///
    /// ## Source
    /// CPT appendix A; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.7, and
    /// chapter 16, §100.5.1
    "M026" "repeat-without-first" {
        severity: Warn,
        denial: Some(Denial::co("18", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"76", b"77"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some((position, modifier)) = positioned(line).find(|(_, own)| repeats(&own.to_bytes())) else {
            continue;
        };
        let Some(procedure) = line.procedure else { continue };
        let message = if is_visit(procedure) {
            "{modifier} repeats a procedure; {procedure} is a visit and does not take it"
        } else if matches!(procedure.number(), Some(80_047..=87_999)) {
            "{procedure} is a laboratory test; one repeated for a new result takes 91, not {modifier}"
        } else if has_first(context, findings, line, procedure) {
            continue;
        } else if modifier.to_bytes() == *b"77" && context.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
            continue;
        } else {
            "{modifier} says that {procedure} was repeated, and no line of the day is the first one"
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", position)
            .value("modifier", modifier)
            .value("procedure", procedure)
            .fix(
                Applicability::IfDocumented,
                "remove {modifier} from line {line}, if it was done once",
                &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
            );
    }
}

fn repeats(modifier: &[u8; 2]) -> bool {
    matches!(modifier, b"76" | b"77")
}

/// Whether the first one stands on the day, or may: an earlier claim does not say enough.
fn has_first(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
) -> bool {
    let mut looks = Lookback::from(line, By::Anybody);
    let first = context.lines.iter().chain(context.history).any(|other| {
        !other.modifiers().any(|own| repeats(&own.to_bytes()))
            && looks.counts_that_day(other, |code| code == procedure)
    });
    first || looks.leaves_open(findings)
}
