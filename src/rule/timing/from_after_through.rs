//! T001.

use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line ends before it begins.
    ///
    /// ## What it checks
    /// The last date of service of every line, and of the statement period, is not before the
    /// first. Dates that cannot be read are C023's.
    ///
    /// ## Why it matters
    /// The payer cannot tell on which days the service was given and rejects the claim unread.
    ///
    /// ## Example
    /// From 2026-03-05 through 2026-03-04 fails; from 2026-03-04 through 2026-03-05 passes, and so
    /// does a line of one day.
    ///
    /// ## How to fix
    /// Take both dates from the record. Where they were swapped, swap them back.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, loop 2400 DTP*472 (RD8: from, then through)
    "T001" "from-after-through" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M52", "M59"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if let (Some(from), Some(through)) = (line.from, line.through)
            && through < from
        {
            findings
                .flag(line.index, "the last date of service {through} is before the first, {from}")
                .field("through")
                .value("from", from)
                .value("through", through);
        }
    }
    if let Some(statement) = &context.claim.statement
        && let Some(from) = statement.from.as_ref().and_then(|date| date.value())
        && let Some(through) = statement.through.as_ref().and_then(|date| date.value())
        && through < from
    {
        findings
            .flag_claim("the statement period ends on {through}, before it begins on {from}")
            .field("statement")
            .value("from", from)
            .value("through", through);
    }
}
