//! C004.

use crate::edition::{CodeStatus, Lookup};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A procedure code ends within the dates of its line.
    ///
    /// ## What it checks
    /// A code in force on the first date of service of its line is in force on the last one too.
    ///
    /// ## Why it matters
    /// The days after the change are billed with a code that no longer exists.
    ///
    /// ## Example
    /// A line from 2020-12-30 to 2021-01-02 with 99201, deleted on 2020-12-31, warns; a line up to
    /// 2020-12-31 passes.
    ///
    /// ## How to fix
    /// Split the line at the change and bill the later days with the code of their date.
    ///
    /// ## Source
    /// HCPCS Level II file and I/OCE code table by quarter; claim adjustment reason code 181
    "C004" "changes-mid-span" {
        severity: Warn,
        denial: Some(Denial::co("181", &["N63"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Procedures],
        features: [Span],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(from), Some(through)) = (line.procedure, line.from, line.through) else {
            continue;
        };
        if through <= from || context.status(line) != Lookup::Found(CodeStatus::Active) {
            continue;
        }
        match context.edition.procedure(procedure, through) {
            Lookup::Found(CodeStatus::Ended { last }) => {
                findings
                    .flag(
                        line.index,
                        "{procedure} ended on {last}, within the line's dates {from} to {through}",
                    )
                    .field("through")
                    .value("procedure", procedure)
                    .value("last", last)
                    .value("from", from)
                    .value("through", through);
            }
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            _ => {}
        }
    }
}
