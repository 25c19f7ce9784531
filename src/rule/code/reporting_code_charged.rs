//! C005.

use crate::code::{Money, ProcedureKind};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A code that only reports is billed with a charge.
    ///
    /// ## What it checks
    /// Category II codes (four digits and F) carry a charge of zero or one cent.
    ///
    /// ## Why it matters
    /// These codes report quality and are never paid; a real charge is adjusted off and muddles the
    /// accounts.
    ///
    /// ## Example
    /// 3044F for 50.00 warns; for 0.00 or 0.01 it passes.
    ///
    /// ## How to fix
    /// Set the charge to 0.00, or 0.01 where the billing system cannot send zero.
    ///
    /// ## Source
    /// CMS, Quality Payment Program, Medicare Part B claims reporting of quality data codes
    "C005" "reporting-code-charged" {
        severity: Warn,
        denial: Some(Denial::co("246", &["N620"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        features: [Reporting],
        left_out: "Measure codes of MPFS status M outside Category II are judged by the fee schedule rules.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if let (Some(procedure), Some(charge)) = (line.procedure, line.charge)
            && procedure.kind() == ProcedureKind::Cpt2
            && charge > Money::from_cents(1)
        {
            findings
                .flag(
                    line.index,
                    "{procedure} only reports a measure and is never paid; its charge is 0.00 (or 0.01), not \
                     {charge}",
                )
                .field("charge")
                .value("procedure", procedure)
                .value("charge", charge);
        }
    }
}
