//! M004.

use super::positioned;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A modifier stands twice on a line.
    ///
    /// ## What it checks
    /// No line carries a modifier more than once. RT, LT, 50, 26 and TC twice are rejected, others
    /// warn.
    ///
    /// ## Why it matters
    /// The second one takes the place of a modifier that says something, and payers that price by
    /// modifier refuse the line.
    ///
    /// ## Example
    /// 20610-RT-RT fails; 20610-RT passes.
    ///
    /// ## How to fix
    /// Remove the second one, or put the modifier there that was meant (LT for the second RT).
    ///
    /// ## Source
    /// 005010X222A1, SV101-3 to -6; Medicare Claims Processing Manual (Pub. 100-04), chapter 26,
    /// §10.4, item 24D
    "M004" "duplicate-modifier" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N519"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

/// Modifiers that price the line once for each time they stand.
const PRICED: [&[u8; 2]; 5] = [b"26", b"50", b"LT", b"RT", b"TC"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        for (position, modifier) in positioned(line) {
            let times =
                positioned(line).take_while(|(at, _)| *at < position).filter(|(_, own)| *own == modifier);
            if times.count() != 1 {
                continue;
            }
            let severity =
                if PRICED.contains(&&modifier.to_bytes()) { Severity::Reject } else { Severity::Warn };
            findings
                .flag(line.index, "the modifier {modifier} stands more than once on the line")
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .severity(severity)
                .fix(
                    Applicability::Mechanical,
                    "keep the first {modifier} only",
                    &[Edit::RemoveModifier { line: line.number, modifier, keep_first: true }],
                );
        }
    }
}
