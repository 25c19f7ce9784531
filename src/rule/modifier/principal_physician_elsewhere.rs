//! M042.

use super::position;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// AI stands on a visit that is no initial one.
    ///
    /// ## What it checks
    /// AI, the principal physician of record, stands on initial hospital and nursing facility visits
    /// only: 99221 to 99223, 99234 to 99236 and 99304 to 99306.
    ///
    /// ## Why it matters
    /// It tells the admitting physician's initial visit from those of consultants; elsewhere it says
    /// nothing.
    ///
    /// ## Example
    /// 99232-AI warns; 99223-AI passes.
    ///
    /// ## How to fix
    /// Remove AI; it belongs on the initial visit of the admitting physician.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.9.1 and §30.6.10
    "M042" "principal-physician-elsewhere" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"AI"],
    }
}

const PRINCIPAL: Modifier = Modifier::constant(b"AI");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|_| line.has(PRINCIPAL)) else { continue };
        let initial = matches!(procedure.number(), Some(99_221..=99_223 | 99_234..=99_236 | 99_304..=99_306));
        if !initial {
            findings
                .flag(
                    line.index,
                    "{modifier} is for initial hospital and nursing facility visits, not {procedure}",
                )
                .field_at("modifiers", position(line, PRINCIPAL))
                .value("modifier", PRINCIPAL)
                .value("procedure", procedure)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier}",
                    &[Edit::RemoveModifier { line: line.number, modifier: PRINCIPAL, keep_first: false }],
                );
        }
    }
}
