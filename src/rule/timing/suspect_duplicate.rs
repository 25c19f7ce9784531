//! T010.

use super::exact_duplicate::equal;
use crate::code::ModifierKind;
use crate::finding::{Denial, Findings};
use crate::rule::code::unlisted;
use crate::rule::{Context, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// A procedure is billed twice on one day with nothing to tell the two apart.
    ///
    /// ## What it checks
    /// No two lines of the claim have the same procedure code, day and provider but another charge
    /// or number of units, unless one of them carries a modifier that can tell them apart: a
    /// repeat, distinct-service, anatomic, pricing, surgical-role, therapy, anesthesia, drug,
    /// equipment, liability or state-defined modifier, or an ambulance origin and destination; or
    /// unless they name different drugs or, under an unlisted code, different services. Exact
    /// repetitions are T009's.
    ///
    /// ## Why it matters
    /// A payer's duplicate logic stops the second line for review or denies it.
    ///
    /// ## Example
    /// 71046 for 100 dollars and 71046 for 120 dollars on one day warn; 71046 and 71046-76 pass.
    ///
    /// ## How to fix
    /// Add the units up on one line, or add the modifier that says why the service stands twice.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 1, §120.2 (suspect duplicates)
    "T010" "suspect-duplicate" {
        severity: Warn,
        denial: Some(Denial::co("18", &[])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        features: [Repetition],
    }
}

/// Modifiers that tell two lines of one code apart, beside those whose whole kind does.
const TELLS_APART: [&[u8; 2]; 21] = [
    b"24", b"27", b"54", b"55", b"56", b"58", b"59", b"76", b"77", b"78", b"79", b"90", b"91", b"FT", b"GA",
    b"GK", b"GY", b"XE", b"XP", b"XS", b"XU",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (index, line) in context.lines.iter().enumerate() {
        if line.procedure.is_none() || is_told_apart(line) {
            continue;
        }
        let first = context.lines.iter().take(index).find(|first| {
            first.procedure == line.procedure
                && first.same_day(line)
                && first.line.ndc == line.line.ndc
                && !(first.line.description != line.line.description
                    && line.procedure.is_some_and(unlisted::is_unlisted))
                && first.same_provider(line) == SameProvider::Same
                && !is_told_apart(first)
                && !equal(first, line)
        });
        if let (Some(first), Some(procedure)) = (first, line.procedure) {
            findings
                .flag(
                    index,
                    "{procedure} already stands on line {first} for the same day and provider, and no modifier \
                     tells the two apart; add the units up, or say why it was done twice",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("first", first.number)
                .related(first.index);
        }
    }
}

fn is_told_apart(line: &ServiceLine<'_>) -> bool {
    line.modifiers().any(|modifier| {
        TELLS_APART.contains(&&modifier.to_bytes())
            || (line.is_ambulance() && modifier.is_ambulance_pair())
            || modifier.info().is_some_and(|info| tells_apart(info.kind))
    })
}

/// Kinds whose modifiers each name another part, side, role, item or discipline.
fn tells_apart(kind: ModifierKind) -> bool {
    matches!(
        kind,
        ModifierKind::Anatomic
            | ModifierKind::Anesthesia
            | ModifierKind::Dme
            | ModifierKind::Drug
            | ModifierKind::Pricing
            | ModifierKind::StateDefined
            | ModifierKind::Therapy
    )
}
