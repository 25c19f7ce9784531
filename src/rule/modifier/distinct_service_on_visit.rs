//! M007.

use super::positioned;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A distinct-procedure modifier stands on a visit.
    ///
    /// ## What it checks
    /// 59, XE, XP, XS and XU do not stand on visits (99202 to 99397, 92002 to 92014) or on 77427. On
    /// 99401 to 99499, where some payers take 59, they warn.
    ///
    /// ## Why it matters
    /// These modifiers are for procedures; on a visit they are invalid and the visit is denied.
    ///
    /// ## Example
    /// 99213-59 fails; 99213-25 passes.
    ///
    /// ## How to fix
    /// A significant, separate visit on the day of a procedure takes 25.
    ///
    /// ## Source
    /// NCCI Policy Manual, chapter I, §E (modifiers 59 and X{EPSU})
    "M007" "distinct-service-on-visit" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"59", b"XE", b"XP", b"XS", b"XU"],
        codes: [b"92002"..=b"92014", b"77427"..=b"77427", b"99202"..=b"99499"],
    }
}

const SEPARATE_VISIT: Modifier = Modifier::constant(b"25");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let severity = match procedure.number() {
            Some(99_202..=99_397 | 92_002..=92_014 | 77_427) => Severity::Deny,
            Some(99_401..=99_499) => Severity::Warn,
            _ => continue,
        };
        for (position, modifier) in positioned(line) {
            if !matches!(&modifier.to_bytes(), b"59" | b"XE" | b"XP" | b"XS" | b"XU") {
                continue;
            }
            let remove = Edit::RemoveModifier { line: line.number, modifier, keep_first: false };
            let add = Edit::AddModifier { line: line.number, modifier: SEPARATE_VISIT };
            let edits: &[Edit] = if line.has(SEPARATE_VISIT) { &[remove] } else { &[remove, add] };
            findings
                .flag(
                    line.index,
                    "{modifier} is for procedures; {procedure} takes 25 where the visit is separate",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .value("procedure", procedure)
                .severity(severity)
                .fix(
                    Applicability::IfDocumented,
                    "send 25 instead of {modifier}, if the record shows a significant, separate visit",
                    edits,
                );
        }
    }
}
