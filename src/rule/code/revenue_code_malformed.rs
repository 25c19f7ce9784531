//! C014.

use crate::code::RevenueCode;
use crate::edition::Disposition;
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
    // What cannot be read is said here; of the rest the editor knows which are valid.
    let edited = outpatient::is_edited(context) && findings.edited().judged;
    if edited {
        let readable = |line: usize| {
            let code = context.lines.get(line).and_then(|line| line.line.revenue_code.as_ref());
            code.is_none_or(|code| code.malformed().is_none())
        };
        outpatient::say_where(context, findings, &[41], |raised| raised.place.line().is_some_and(readable));
    }
    for line in context.lines {
        let Some(code) = &line.line.revenue_code else {
            if !edited {
                findings.not_evaluated(line.index, Reason::Missing("no revenue code"));
            }
            continue;
        };
        let Some(text) = code.malformed() else { continue };
        let Err(error) = text.parse::<RevenueCode>() else { continue };
        if edited && !findings.edited().has(41, line.index) {
            continue;
        }
        let finding = findings
            .flag(line.index, "the revenue code {text} {problem}; it has four digits, such as 0360")
            .field("revenue_code")
            .value("text", format!("{text:?}"))
            .value("problem", error.problem().to_string())
            .ioce_edit(41)
            .disposition(Disposition::ReturnToProvider);
        if let Some(repair) = error.repair() {
            drop(finding.value("repair", repair.to_owned()).fix(
                Applicability::Manual,
                "read it as {repair}",
                &[],
            ));
        }
    }
}
