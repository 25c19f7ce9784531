//! T013.

use crate::code::{Money, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, Severity, Value};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line's charge cannot be used.
    ///
    /// ## What it checks
    /// A charge is a number with at most two decimals and not below zero. Zero warns, except on
    /// codes that are reported and not paid or supplied free of charge: Category II codes, quality
    /// measures (M and G), the postoperative visit 99024, drugs and vaccines.
    ///
    /// ## Why it matters
    /// A claim line without a usable charge is rejected; one of zero is paid at zero.
    ///
    /// ## Example
    /// -5 fails; 125.00 passes.
    ///
    /// ## How to fix
    /// Send the practice's charge for the service.
    ///
    /// ## Source
    /// 005010X222A1, SV102; 005010X223A2, SV203
    "T013" "charge-unusable" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M79"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(charge) = &line.line.charge else {
            findings.not_evaluated(line.index, Reason::Missing("no charge"));
            continue;
        };
        if let Some(text) = charge.malformed() {
            findings
                .flag(line.index, "the charge {text} is not an amount of money")
                .field("charge")
                .value("text", Value::Text(format!("{text:?}").into()));
        } else if let Some(charge) = line.charge {
            if charge < Money::ZERO {
                findings
                    .flag(line.index, "the charge {charge} is below zero")
                    .field("charge")
                    .value("charge", charge);
            } else if charge == Money::ZERO && !line.procedure.is_some_and(may_be_free) {
                findings
                    .flag(line.index, "the charge is zero; the line would be paid at zero")
                    .field("charge")
                    .severity(Severity::Warn);
            }
        }
    }
}

/// Codes that are reported without a charge, or for what was supplied free.
fn may_be_free(code: ProcedureCode) -> bool {
    match &code.to_bytes() {
        [.., b'F'] | b"99024" | [b'J' | b'Q' | b'G' | b'M' | b'C' | b'A' | b'P', ..] => true,
        text => (*b"90281"..=*b"90759").contains(text) || *text == *b"91300",
    }
}
