//! T010.

use super::exact_duplicate::equal;
use crate::code::Modifier;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// A procedure is billed twice on one day with nothing to tell the two apart.
    ///
    /// ## What it checks
    /// No two lines of the claim have the same procedure code, day and provider but another charge
    /// or number of units, unless one of them carries a modifier that can tell them apart: a
    /// repeat, distinct-service, anatomic, component, bilateral, surgical-role, therapy-discipline,
    /// anesthesia or drug-waste modifier; or unless they name different drugs. Exact repetitions
    /// are T009's.
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
    }
}

/// Modifiers that tell two lines of one code apart, beside the anatomic ones.
const TELLS_APART: &[&[u8; 2]] = &[
    b"24", b"26", b"27", b"50", b"52", b"53", b"54", b"55", b"56", b"58", b"59", b"62", b"66", b"73", b"74",
    b"76", b"77", b"78", b"79", b"80", b"81", b"82", b"90", b"91", b"AA", b"AD", b"AS", b"FT", b"GN", b"GO",
    b"GP", b"JW", b"JZ", b"NU", b"QK", b"QX", b"QY", b"QZ", b"RR", b"TC", b"UE", b"XE", b"XP", b"XS", b"XU",
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
                && first.same_provider(line) == SameProvider::Same
                && !is_told_apart(first)
                && !equal(first, line)
        });
        if let (Some(first), Some(procedure)) = (first, line.procedure) {
            findings
                .flag(
                    index,
                    "{procedure} already stands on line {first} for the same day and provider, and no modifier \
                     tells the two apart",
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
        TELLS_APART.iter().any(|apart| **apart == modifier.to_bytes()) || is_anatomic(modifier)
    })
}

fn is_anatomic(modifier: Modifier) -> bool {
    matches!(
        &modifier.to_bytes(),
        b"LT"
            | b"RT"
            | b"LC"
            | b"LD"
            | b"LM"
            | b"RC"
            | b"RI"
            | [b'E', b'1'..=b'4']
            | [b'F' | b'T', b'1'..=b'9']
            | b"FA"
            | b"TA"
    )
}
