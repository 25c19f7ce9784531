//! T007.

use super::given;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A line is dated outside the statement period.
    ///
    /// ## What it checks
    /// Every line of an outpatient claim lies within the statement's from and through dates. Home
    /// health episode lines (revenue code 0023 on bills 032x) are not looked at.
    ///
    /// ## Why it matters
    /// The outpatient code editor stops at such a claim and returns it (edit 23).
    ///
    /// ## Example
    /// A line of 04-01 on a statement of March fails; one of 03-31 passes.
    ///
    /// ## How to fix
    /// Correct the line's date, widen the statement period, or bill the day on its own claim.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor specification, edit 23; 005010X223A2, DTP*434 and DTP*472
    "T007" "line-outside-statement" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA31"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[23]) {
        return;
    }
    let Some(statement) = &context.claim.statement else { return };
    let (Some(from), Some(through)) = (given(&statement.from), given(&statement.through)) else { return };
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let home_health = bill.is_some_and(|bill| bill.facility_and_classification() == 32);
    for line in context.lines {
        let episode = line
            .line
            .revenue_code
            .as_ref()
            .and_then(|code| code.value())
            .is_some_and(|code| code.number() == 23);
        let (Some(first), Some(last)) = (line.from, line.through) else { continue };
        if (first < from || last > through) && !(home_health && episode) {
            findings
                .flag(
                    line.index,
                    "the line is dated {date}, outside the statement period {from} to {through}",
                )
                .field("from")
                .value("date", if first < from { first } else { last })
                .value("from", from)
                .value("through", through)
                .ioce_edit(23);
        }
    }
}
