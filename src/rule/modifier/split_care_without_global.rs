//! M024.

use crate::code::Modifier;
use crate::edition::GlobalPeriod;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Surgical care is split on a code that has no care to split.
    ///
    /// ## What it checks
    /// 54 (surgery only) and 55 (postoperative care only) stand on codes with a global period of 10
    /// or 90 days; on others they are denied. 56 (preoperative care only) warns: Medicare may not
    /// pay it apart (certainty below 90 %).
    ///
    /// ## Why it matters
    /// Without a postoperative period there is nothing to hand over.
    ///
    /// ## Example
    /// 11042-54 (0 days) fails; 66984-54 (90 days) passes.
    ///
    /// ## How to fix
    /// Remove the modifier.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.2; physician fee schedule, global
    /// days
    "M024" "split-care-without-global" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"54", b"55", b"56"],
    }
}

const SPLIT: [Modifier; 2] = [Modifier::constant(b"54"), Modifier::constant(b"55")];
const PREOPERATIVE: Modifier = Modifier::constant(b"56");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(modifier) = line.modifiers().find(|own| SPLIT.contains(own) || *own == PREOPERATIVE) else {
            continue;
        };
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let splits = matches!(fee.global, GlobalPeriod::Days10 | GlobalPeriod::Days90);
        if matches!(fee.global, GlobalPeriod::Contractor) {
            continue;
        }
        let (message, severity) = if !splits {
            (
                "{procedure} has no postoperative period to split (global {global}); {modifier} does not fit",
                Severity::Deny,
            )
        } else if modifier == PREOPERATIVE {
            (
                "Medicare may not pay preoperative care apart (56); the surgeon's fee includes it",
                Severity::Warn,
            )
        } else {
            continue;
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, modifier))
            .value("procedure", procedure)
            .value("global", fee.global.code())
            .value("modifier", modifier)
            .severity(severity);
    }
}
