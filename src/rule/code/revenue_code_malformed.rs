//! C014.

use crate::code::RevenueCode;
use crate::finding::{Applicability, Denial, Findings, Reason};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A revenue code has not four digits.
    ///
    /// ## What it checks
    /// The revenue code of every line of an outpatient claim has four digits; three digits are read
    /// with their leading zero. A line without one is not evaluated.
    ///
    /// ## Why it matters
    /// The revenue code says in which department the service was given; the line is returned without
    /// it (outpatient code editor, edit 41).
    ///
    /// ## Example
    /// 36 fails; 0360 passes.
    ///
    /// ## How to fix
    /// Send four digits, with the leading zero.
    ///
    /// ## Source
    /// 005010X223A2, SV201; Integrated Outpatient Code Editor specification, edit 41
    "C014" "revenue-code-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M50"])),
        scope: ALL,
        forms: OUTPATIENT,
        tables: [],
        left_out: "Whether the four digits are assigned by the NUBC is judged by the outpatient rules, from \
                   the outpatient code editor's table.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[41]) {
        return;
    }
    for line in context.lines {
        let Some(code) = &line.line.revenue_code else {
            findings.not_evaluated(line.index, Reason::Missing("no revenue code"));
            continue;
        };
        let Some(text) = code.malformed() else { continue };
        let Err(error) = text.parse::<RevenueCode>() else { continue };
        let finding = findings
            .flag(line.index, "the revenue code {text} {problem}; it has four digits, such as 0360")
            .field("revenue_code")
            .value("text", format!("{text:?}"))
            .value("problem", error.problem().to_string())
            .ioce_edit(41);
        if let Some(repair) = error.repair() {
            drop(finding.value("repair", repair.to_owned()).fix(
                Applicability::Manual,
                "read it as {repair}",
                &[],
            ));
        }
    }
}
