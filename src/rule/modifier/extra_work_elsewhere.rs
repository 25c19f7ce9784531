//! M022.

use super::visit::is_visit;
use crate::code::Modifier;
use crate::edition::GlobalPeriod;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 22 stands on a service it is not meant for.
    ///
    /// ## What it checks
    /// Modifier 22 (more work than usual) on visits and on codes without a surgical global period.
    /// On surgery, deliveries, add-on codes and anesthesia nothing is said.
    ///
    /// ## Why it matters
    /// 22 asks for more pay by the operative note; where there is none, the payer asks for records
    /// or denies.
    ///
    /// ## Example
    /// 99213-22 warns; 27447-22 passes.
    ///
    /// ## How to fix
    /// Remove 22; for a longer visit choose the level or a prolonged service code.
    ///
    /// ## Source
    /// CPT, Appendix A (22); Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.2
    "M022" "extra-work-elsewhere" {
        severity: Warn,
        denial: Some(Denial::co("252", &["N706"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"22"],
    }
}

const EXTRA_WORK: Modifier = Modifier::constant(b"22");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if !line.has(EXTRA_WORK) {
            continue;
        }
        let Some(procedure) = line.procedure else { continue };
        let elsewhere = is_visit(procedure)
            || (procedure.section() != Some(crate::code::Section::Anesthesia)
                && context.fee(findings, line).is_some_and(|fee| fee.global == GlobalPeriod::NotApplicable));
        if elsewhere {
            findings
                .flag(
                    line.index,
                    "22 says that a procedure took much more work than usual; {procedure} is none",
                )
                .field_at("modifiers", super::position(line, EXTRA_WORK))
                .value("procedure", procedure);
        }
    }
}
