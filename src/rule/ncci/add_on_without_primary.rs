//! N020.

use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// An add-on code stands without a procedure it adds to.
    ///
    /// ## What it checks
    /// Every add-on code of type 1 against the NCCI add-on code edits in force on the day: one of
    /// the listed primary codes is billed by the same provider, or another of the group and
    /// specialty, on the same day, on this claim or in the history, and is not denied itself. Where
    /// no history is given the primary may stand on a claim this check cannot see, so it warns.
    /// 99292 (whose primary a colleague of the group may have billed) and the obstetric and burn
    /// anesthesia add-ons 01953, 01968 and 01969 never do more than warn.
    ///
    /// ## Why it matters
    /// An add-on code is never paid without its primary.
    ///
    /// ## Example
    /// 22614 alone fails; with 22612 on the same day it passes.
    ///
    /// ## How to fix
    /// Bill the primary procedure on the same claim; if it was not done, the add-on was not either.
    ///
    /// ## Source
    /// CMS, Medicare NCCI add-on code edits (AOC file), type 1
    "N020" "add-on-without-primary" {
        severity: Deny,
        denial: Some(Denial::co("B15", &["N122"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [AddOn],
    }
}

const WARN_AT_MOST: [&[u8; 5]; 4] = [b"99292", b"01953", b"01968", b"01969"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if findings.is_rejected(line.index) {
            continue;
        }
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let add_on = match context.edition.add_on(procedure, date) {
            Lookup::Found(add_on) => add_on,
            Lookup::Absent => continue,
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
        };
        if !add_on.is_one() || add_on.is_three() || add_on.contractor_defined() {
            continue;
        }
        let counts = |other: &ServiceLine<'_>| {
            let denied = std::ptr::eq(other.claim, context.claim)
                && findings.worst(other.index).is_some_and(|worst| worst >= Severity::Deny);
            other.same_day(line) && other.same_provider(line) != SameProvider::Other && !denied
        };
        let mut primaries = add_on.primaries();
        let satisfied = primaries.any(|primary| {
            let all = context.lines.iter().chain(context.history);
            all.filter(|other| other.procedure == Some(primary)).any(counts)
        });
        if satisfied {
            continue;
        }
        let example = add_on.primaries().next();
        let single_claim = context.history.is_empty();
        let softened = single_claim || WARN_AT_MOST.contains(&&procedure.to_bytes());
        let message = match (example, single_claim) {
            (Some(_), true) => {
                "{procedure} is an add-on code; none of its primary codes ({example} for one) is payable on this \
                 claim for {date} (single-claim view: no history was given)"
            }
            (Some(_), false) => {
                "{procedure} is an add-on code; none of its primary codes ({example} for one) is payable on {date}"
            }
            (None, _) => "{procedure} is an add-on code and stands without its primary on {date}",
        };
        let mut finding = findings
            .flag(line.index, message)
            .field("procedure")
            .value("procedure", procedure)
            .value("date", date);
        if let Some(example) = example {
            finding = finding.value("example", example);
        }
        if softened {
            drop(finding.severity(Severity::Warn));
        }
    }
}
