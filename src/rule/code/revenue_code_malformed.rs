//! C014.

use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A revenue code has not four digits, or is missing.
    ///
    /// ## What it checks
    /// Every line of an outpatient claim has a revenue code of four digits; three digits are read
    /// with their leading zero.
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
    for line in context.lines {
        match line.line.revenue_code.as_ref() {
            None => {
                findings.flag(line.index, "the line has no revenue code").field("revenue_code");
            }
            Some(code) => {
                if let Some(text) = code.malformed() {
                    findings
                        .flag(line.index, "the revenue code {text} has not four digits")
                        .field("revenue_code")
                        .value("text", format!("{text:?}"))
                        .ioce_edit(41);
                }
            }
        }
    }
}
