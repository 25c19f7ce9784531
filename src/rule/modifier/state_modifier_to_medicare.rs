//! M047.

use super::positioned;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A state program's modifier stands on a claim to Medicare.
    ///
    /// ## What it checks
    /// A note on EP, U1 to UD and HA to HZ on claims to Medicare, which has no use for them.
    ///
    /// ## Why it matters
    /// They take places on the line, and may show that the claim was meant for another payer.
    ///
    /// ## Example
    /// 99213-U1 to Medicare is noted; to Medicaid it passes.
    ///
    /// ## How to fix
    /// Remove the modifier, unless the claim crosses over to the state's Medicaid.
    ///
    /// ## Source
    /// HCPCS Level II modifiers (levels of care as states define them, program modifiers)
    "M047" "state-modifier-to-medicare" {
        severity: Info,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        for (position, modifier) in positioned(line) {
            // HH and the like are origin and destination on an ambulance line.
            if line.is_ambulance() && modifier.is_ambulance_pair() {
                continue;
            }
            if matches!(&modifier.to_bytes(), b"EP" | [b'U', b'1'..=b'9' | b'A'..=b'D'] | [b'H', b'A'..=b'Z'])
                && modifier.info().is_some()
            {
                findings
                    .flag(line.index, "{modifier} belongs to state programs; Medicare has no use for it")
                    .field_at("modifiers", position)
                    .value("modifier", modifier);
            }
        }
    }
}
