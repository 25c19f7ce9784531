//! M052.

use super::positioned;
use crate::code::{ProcedureKind, Section};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A therapy discipline stands on a visit, a drug or a laboratory test.
    ///
    /// ## What it checks
    /// A note on GP, GO and GN on evaluation and management, drugs (J codes) and laboratory tests.
    /// Other codes may be given under a therapy plan of care and pass.
    ///
    /// ## Why it matters
    /// The modifier counts the line against the patient's therapy amount.
    ///
    /// ## Example
    /// 99213-GP is noted; 97110-GP and 29540-GP pass.
    ///
    /// ## How to fix
    /// Remove the modifier, unless the payer asks for it.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 5, §20
    "M052" "therapy-modifier-elsewhere" {
        severity: Info,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"GP", b"GO", b"GN"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let unexpected = matches!(
            procedure.section(),
            Some(Section::EvaluationAndManagement | Section::PathologyAndLaboratory)
        ) || procedure.kind() == ProcedureKind::Level2('J');
        let stands = positioned(line).find(|(_, own)| matches!(&own.to_bytes(), b"GP" | b"GO" | b"GN"));
        if let Some((position, modifier)) = stands.filter(|_| unexpected) {
            findings
                .flag(
                    line.index,
                    "{modifier} is a therapy discipline; {procedure} is not given under a therapy plan",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure);
        }
    }
}
