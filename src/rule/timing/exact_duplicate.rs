//! T009.

use super::Frequency;
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::code::unlisted;
use crate::rule::{Context, SameProvider, ServiceLine, declare_rule, says_no_code};

declare_rule! {
    /// A line is billed twice, the same to the letter.
    ///
    /// ## What it checks
    /// No two lines agree in provider, procedure, revenue code, modifiers (in any order), dates,
    /// place, units, charge and drug (for an unlisted code also in the description); neither within
    /// the claim nor between the claim and its history. Lines of a revenue code without a procedure
    /// only warn. A replacement or void (frequency 7, 8) is not compared with the history: it
    /// repeats lines by design.
    ///
    /// ## Why it matters
    /// Payers deny the second of two equal lines automatically.
    ///
    /// ## Example
    /// 71046 twice on one day at one charge fails; 71046 and 71046-76 pass.
    ///
    /// ## How to fix
    /// Where the service was given once, remove the second line. Where it was repeated, say so with
    /// 76 (same practitioner), 77 (another), 91 (laboratory), 59 or an anatomic modifier, as the
    /// record shows.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 1, §120
    "T009" "exact-duplicate" {
        severity: Deny,
        denial: Some(Denial::co("18", &["N522"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        features: [Repetition, History],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let changes = Frequency::of(context.claim).is_some_and(Frequency::changes);
    for (index, line) in context.lines.iter().enumerate() {
        if line.from.is_none() {
            continue;
        }
        let severity = if line.line.procedure.is_some() { Severity::Deny } else { Severity::Warn };
        let earlier = context.lines.iter().take(index).find(|earlier| equal(earlier, line));
        if let Some(earlier) = earlier {
            findings
                .flag(index, "line {line} repeats line {first} exactly; a payer pays one of the two")
                .value("line", line.number)
                .value("first", earlier.number)
                .related(earlier.index)
                .severity(severity)
                .fix(
                    Applicability::Manual,
                    "remove line {line} where the service was given once",
                    &[Edit::RemoveLine { line: line.number }],
                );
        } else if changes {
            continue;
        } else if let Some(earlier) = context.history.iter().find(|earlier| equal(earlier, line)) {
            let claim = earlier.claim.id.clone().unwrap_or_else(|| "without an id".to_owned());
            findings
                .flag(index, "the line repeats line {first} of the earlier claim {claim} exactly; to correct that claim, replace it")
                .value("claim", claim)
                .value("first", earlier.number)
                .severity(severity);
        } else if let Some(reason) = context.history.iter().find_map(|earlier| left_open(earlier, line)) {
            findings.not_evaluated(index, reason);
        }
    }
}

/// Whether two lines are the same in everything a payer compares.
pub(super) fn equal(a: &ServiceLine<'_>, b: &ServiceLine<'_>) -> bool {
    a.from == b.from
        && a.through == b.through
        && a.units == b.units
        && a.charge == b.charge
        && a.place == b.place
        && is_same_service(a, b)
        && a.same_provider(b) == SameProvider::Same
}

/// Whether two lines name the same service.
fn is_same_service(a: &ServiceLine<'_>, b: &ServiceLine<'_>) -> bool {
    a.line.procedure == b.line.procedure
        && (a.line.procedure.is_some() || a.line.revenue_code.is_some())
        && is_same_but_for_code(a, b)
}

/// Whether two lines name the same service as far as all but their procedure codes tell.
fn is_same_but_for_code(a: &ServiceLine<'_>, b: &ServiceLine<'_>) -> bool {
    a.line.revenue_code == b.line.revenue_code
        && a.line.ndc == b.line.ndc
        && (a.line.description == b.line.description || !a.procedure.is_some_and(unlisted::is_unlisted))
        && a.line.modifiers.len() == b.line.modifiers.len()
        && a.line.modifiers.iter().all(|modifier| b.line.modifiers.contains(modifier))
}

/// Why nobody can say that an earlier line is another one: it says too little, and the same as far as
/// it goes.
fn left_open(earlier: &ServiceLine<'_>, line: &ServiceLine<'_>) -> Option<Reason> {
    const TOO_LITTLE: Reason = Reason::Missing("too little of an earlier service to compare it");
    let unmatched = earlier.is_unmatched(line);
    let unnamed = says_no_code(earlier);
    let (undated, uncounted) = (earlier.from.is_none(), earlier.units.is_none());
    let (unpriced, unplaced) = (earlier.charge.is_none(), earlier.place.is_none());
    let same = (undated || (earlier.from, earlier.through) == (line.from, line.through))
        && (uncounted || earlier.units == line.units)
        && (unpriced || earlier.charge == line.charge)
        && (unplaced || earlier.place == line.place)
        && (is_same_service(earlier, line) || (unnamed && is_same_but_for_code(earlier, line)))
        && (unmatched || earlier.same_provider(line) == SameProvider::Same);
    match (undated, unmatched) {
        _ if !same => None,
        _ if unnamed => Some(Reason::UNNAMED),
        (true, _) => Some(Reason::UNDATED),
        (_, true) => Some(Reason::UNMATCHED),
        _ => Some(TOO_LITTLE),
    }
}
