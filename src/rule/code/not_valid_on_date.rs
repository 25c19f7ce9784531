//! C003.

use crate::edition::{CodeStatus, Lookup};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A procedure code is not in force on the date of service.
    ///
    /// ## What it checks
    /// The first date of service of every line lies between the first and the last day of its
    /// procedure code; the date of the claim never counts. Where the edition does not know the code
    /// on that date, the rule is not evaluated.
    ///
    /// ## Why it matters
    /// There is no grace period: the line is rejected from the first day the code is gone.
    ///
    /// ## Example
    /// 99201 on 2021-01-02 fails; on 2020-12-31 it passes. 98000 fails on 2024-12-31 and passes on
    /// 2025-01-01.
    ///
    /// ## How to fix
    /// Use the code that describes the service in the code set of its date.
    ///
    /// ## Source
    /// HCPCS Level II file (add, action and termination dates); I/OCE code table by quarter; Medicare
    /// Claims Processing Manual (Pub. 100-04), chapter 23, §20 (no grace period)
    "C003" "not-valid-on-date" {
        severity: Reject,
        denial: Some(Denial::co("181", &["N56"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Procedures],
        features: [NotInForce],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[]) {
        return;
    }
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        match context.status(line) {
            Lookup::Found(CodeStatus::Active) | Lookup::Absent => {}
            Lookup::Unknown(gap) => {
                if !matches!(procedure.to_bytes(), [b'W'..=b'Z', ..]) {
                    findings.not_evaluated(line.index, gap);
                }
            }
            Lookup::Found(CodeStatus::NotYet { first }) => {
                findings
                    .flag(line.index, "{procedure} starts on {first}; the service is dated {date}")
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("first", first)
                    .value("date", date);
            }
            Lookup::Found(CodeStatus::Ended { last }) => {
                findings
                    .flag(line.index, "{procedure} ended on {last}; the service is dated {date}")
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("last", last)
                    .value("date", date);
            }
        }
    }
}
