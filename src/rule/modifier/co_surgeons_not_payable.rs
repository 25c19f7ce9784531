//! M018.

use crate::code::Modifier;
use crate::edition::CoSurgeon;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Two surgeons are billed for a procedure that one does.
    ///
    /// ## What it checks
    /// Modifier 62 against the co-surgeon indicator of the fee schedule: 0 and 9 deny it, 1 needs
    /// documentation and warns, 2 allows it.
    ///
    /// ## Why it matters
    /// Medicare does not pay a second surgeon for such a procedure.
    ///
    /// ## Example
    /// 29881-62 (0) fails; 22558-62 (2) passes.
    ///
    /// ## How to fix
    /// Bill the procedure by one surgeon; an assistant bills 80 or 82 where one is paid.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, co-surgeons indicator; Medicare Claims Processing
    /// Manual (Pub. 100-04), chapter 12, §40.8
    "M018" "co-surgeons-not-payable" {
        severity: Deny,
        denial: Some(Denial::co("54", &[])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"62"],
        left_out: "Whether the two surgeons' specialties differ, which one claim does not show.",
    }
}

const CO_SURGEONS: Modifier = Modifier::constant(b"62");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if !line.has(CO_SURGEONS) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let (message, severity) = match fee.co_surgeon {
            CoSurgeon::Permitted => continue,
            CoSurgeon::WithDocumentation => (
                "two surgeons are paid for {procedure} only when the record shows the need; send it along",
                Severity::Warn,
            ),
            _ => (
                "two surgeons are not paid for {procedure} (co-surgeon indicator {indicator})",
                Severity::Deny,
            ),
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, CO_SURGEONS))
            .value("procedure", procedure)
            .value("indicator", fee.co_surgeon.code())
            .severity(severity);
    }
}
