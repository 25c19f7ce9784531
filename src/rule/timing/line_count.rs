//! T015.

use crate::claim::Form;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The claim has no lines, or more than its form can carry.
    ///
    /// ## What it checks
    /// A professional claim has 1 to 50 lines, an institutional one 1 to 999.
    ///
    /// ## Why it matters
    /// A file with more lines breaks the implementation guide and is rejected whole.
    ///
    /// ## Example
    /// 51 lines on an 837P fail; 50 pass.
    ///
    /// ## How to fix
    /// Split the services over two claims, keeping the services of one day together.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, loop 2400 repeat counts
    "T015" "line-count" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let most = match context.claim.form {
        Form::Professional => context.thresholds.professional_lines,
        Form::Outpatient => context.thresholds.institutional_lines,
    };
    let count = context.lines.len();
    if count == 0 {
        findings.flag_claim("the claim has no service lines").field("lines");
    } else if count > most as usize {
        findings
            .flag_claim("the claim has {count} lines; its form carries at most {most}")
            .field("lines")
            .value("count", count)
            .value("most", most);
    }
}
