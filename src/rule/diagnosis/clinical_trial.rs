//! D029.

use super::dated;
use crate::code::{DiagnosisRange, Modifier};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A clinical trial service is billed without the trial's diagnosis.
    ///
    /// ## What it checks
    /// A line with Q0 (investigational) or Q1 (routine) stands on a claim with Z00.6, in any
    /// position.
    ///
    /// ## Why it matters
    /// Medicare returns trial claims without the diagnosis that says so.
    ///
    /// ## Example
    /// A line with Q1 and no Z00.6 fails; with Z00.6 it passes.
    ///
    /// ## How to fix
    /// Add Z00.6, normally as a secondary diagnosis, and the trial's number.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 32, §69
    "D029" "clinical-trial-diagnosis" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA97"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"Q0", b"Q1"],
        left_out: "The eight-digit trial number and the institutional codes (condition 30, value D4).",
    }
}

const TRIAL: [Modifier; 2] = [Modifier::constant(b"Q0"), Modifier::constant(b"Q1")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let said = dated(context).any(|(_, code, _)| DiagnosisRange::under(b"Z006").contains(code));
    for line in context.lines.iter().filter(|_| !said) {
        if let Some(modifier) = line.modifiers().find(|own| TRIAL.contains(own)) {
            findings
                .flag(line.index, "{modifier} says a clinical trial; the claim needs the diagnosis Z00.6")
                .field("modifiers")
                .value("modifier", modifier);
        }
    }
}
