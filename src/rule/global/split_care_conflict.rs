//! G006.

use crate::code::Modifier;
use crate::finding::{Denial, Findings};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// One claim splits the care of a surgery and another bills it whole.
    ///
    /// ## What it checks
    /// A line with 54 or 55 against the lines of the history with the same code and date, and the
    /// reverse: where one splits the surgical care, the other has to split it too.
    ///
    /// ## Why it matters
    /// The shares would add up to more than the whole; the later claim is denied.
    ///
    /// ## Example
    /// 66984-54 by the surgeon and 66984 whole by another practitioner warns; 66984-55 by the other
    /// passes.
    ///
    /// ## How to fix
    /// Surgeon and follow-up practitioner agree: one bills 54, the other 55 with the dates of care.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.2
    "G006" "split-care-conflict" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M144"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        left_out: "The days of care and the shares of each practitioner, which the claims do not carry.",
    }
}

const SPLIT: [Modifier; 3] =
    [Modifier::constant(b"54"), Modifier::constant(b"55"), Modifier::constant(b"56")];

/// Roles and components that are no whole surgery.
const OTHER_ROLES: [Modifier; 8] = [
    Modifier::constant(b"62"),
    Modifier::constant(b"66"),
    Modifier::constant(b"80"),
    Modifier::constant(b"81"),
    Modifier::constant(b"82"),
    Modifier::constant(b"AS"),
    Modifier::constant(b"26"),
    Modifier::constant(b"TC"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let splits = line.has_any(&SPLIT);
        let sides = |line: &crate::rule::ServiceLine<'_>| line.modifiers().find_map(Modifier::side);
        let mut looks = Lookback::from(line, By::Anybody);
        let conflict = context.history.iter().find(|other| {
            other.has_any(&SPLIT) != splits
                && sides(other) == sides(line)
                && ![line, other].iter().any(|line| line.has_any(&OTHER_ROLES))
                && looks.counts_that_day(other, |code| code == procedure)
        });
        if let Some(other) = conflict {
            let claim = other.claim.id.clone().unwrap_or_else(|| "without an id".to_owned());
            let message = if splits {
                "{procedure} is split here, but claim {claim} bills the whole surgery"
            } else {
                "{procedure} is billed whole, but claim {claim} splits its care"
            };
            findings
                .flag(line.index, message)
                .field("modifiers")
                .value("procedure", procedure)
                .value("claim", claim);
        } else {
            looks.leaves_open(findings);
        }
    }
}
