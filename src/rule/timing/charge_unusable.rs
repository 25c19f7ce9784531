//! T013.

use crate::code::{Money, ProcedureCode, ProcedureKind};
use crate::finding::{Denial, Findings, Reason, Severity, Value};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line's charge cannot be used.
    ///
    /// ## What it checks
    /// A charge is a number with at most two decimals and not below zero. On a professional line
    /// zero warns, except on codes that are reported and not paid or supplied free of charge:
    /// Category II codes, quality measures (M and G), the postoperative visit 99024, drugs, supplies
    /// and vaccines. A line without a charge is not evaluated.
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
        features: [NoCharge],
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
                .flag(line.index, "the charge {text} is not an amount of dollars with at most two decimals")
                .field("charge")
                .value("text", Value::Text(format!("{text:?}").into()));
        } else if let Some(charge) = line.charge {
            if charge < Money::ZERO {
                findings
                    .flag(line.index, "the charge {charge} is below zero")
                    .field("charge")
                    .value("charge", charge);
            } else if charge == Money::ZERO
                && line.is_professional()
                && !line.procedure.is_some_and(may_be_free)
            {
                findings
                    .flag(line.index, "the charge is zero; a payer pays no more than the charge")
                    .field("charge")
                    .severity(Severity::Warn);
            }
        }
    }
}

const POSTOPERATIVE_VISIT: u32 = 99_024;

/// Codes that are reported without a charge, or for what was supplied free.
fn may_be_free(code: ProcedureCode) -> bool {
    match code.kind() {
        ProcedureKind::Cpt2 | ProcedureKind::Level2('A' | 'C' | 'G' | 'J' | 'M' | 'P' | 'Q') => true,
        ProcedureKind::Cpt1 => {
            matches!(code.number(), Some(90_281..=90_759 | 91_300..=91_399 | POSTOPERATIVE_VISIT))
        }
        _ => false,
    }
}
