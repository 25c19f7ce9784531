//! M020.

use crate::code::Modifier;
use crate::edition::Assistant;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An assistant at surgery is billed for a procedure that pays none.
    ///
    /// ## What it checks
    /// Modifiers 80, 81, 82 and AS against the assistant indicator of the fee schedule: 1 (statutory
    /// restriction) and 9 deny them, 0 needs documentation and warns, 2 allows them.
    ///
    /// ## Why it matters
    /// The assistant's line is denied, and under the statutory restriction the patient cannot be
    /// billed for it.
    ///
    /// ## Example
    /// 66984-80 (1) fails; 47562-80 (2) passes; 29881-80 (0) warns.
    ///
    /// ## How to fix
    /// Do not bill the assistant; under indicator 0 send the record of the need along.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, assistant at surgery indicator; Medicare Claims
    /// Processing Manual (Pub. 100-04), chapter 12, §20.4.3
    "M020" "assistant-not-payable" {
        severity: Deny,
        denial: Some(Denial::co("54", &[])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"80", b"81", b"82", b"AS"],
    }
}

const ASSISTANTS: [Modifier; 4] = [
    Modifier::constant(b"80"),
    Modifier::constant(b"81"),
    Modifier::constant(b"82"),
    Modifier::constant(b"AS"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(modifier) = line.modifiers().find(|own| ASSISTANTS.contains(own)) else { continue };
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let (message, severity) = match fee.assistant {
            Assistant::Paid => continue,
            Assistant::WithDocumentation => (
                "an assistant is paid for {procedure} only when the record shows the need; send it along",
                Severity::Warn,
            ),
            Assistant::NotPaid => (
                "by statute no assistant is paid for {procedure}, and the patient cannot be billed for one",
                Severity::Deny,
            ),
            _ => {
                ("{procedure} has no assistant at surgery (assistant indicator {indicator})", Severity::Deny)
            }
        };
        let finding = findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, modifier))
            .value("procedure", procedure)
            .value("indicator", fee.assistant.code())
            .severity(severity);
        if severity >= Severity::Deny {
            drop(finding.fix(
                Applicability::Manual,
                "remove line {line}; the assistant cannot be billed",
                &[Edit::RemoveLine { line: line.number }],
            ));
        }
    }
}
