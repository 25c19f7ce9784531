//! M021.

use super::position;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 63 stands on a code it is not for.
    ///
    /// ## What it checks
    /// 63, an infant below 4 kg, stands on surgery from 20100 to 69990 and on cardiac procedures of
    /// medicine (92900 to 93999).
    ///
    /// ## Why it matters
    /// Elsewhere the modifier prices nothing and the line is returned as invalid.
    ///
    /// ## Example
    /// 99213-63 warns; 33692-63 passes.
    ///
    /// ## How to fix
    /// Remove 63; the weight of the infant prices surgery only.
    ///
    /// ## Source
    /// CPT appendix A
    "M021" "small-infant-elsewhere" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"63"],
        left_out: "The codes that CPT exempts from 63 (appendix F): the list is in no public table.",
    }
}

const SMALL_INFANT: Modifier = Modifier::constant(b"63");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let takes = matches!(procedure.number(), Some(20_100..=69_990 | 92_900..=93_999));
        if line.has(SMALL_INFANT) && !takes {
            findings
                .flag(
                    line.index,
                    "{modifier} is for surgery on infants below 4 kg; {procedure} does not take it",
                )
                .field_at("modifiers", position(line, SMALL_INFANT))
                .value("modifier", SMALL_INFANT)
                .value("procedure", procedure)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier}",
                    &[Edit::RemoveModifier { line: line.number, modifier: SMALL_INFANT, keep_first: false }],
                );
        }
    }
}
