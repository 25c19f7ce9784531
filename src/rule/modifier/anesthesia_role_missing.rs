//! M031.

use crate::code::{Modifier, Section};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An anesthesia line does not say who gave the anesthesia.
    ///
    /// ## What it checks
    /// Every anesthesia line (00100 to 01999) of a professional claim carries AA, AD, QK, QX, QY or
    /// QZ. 01996 and 01999 warn.
    ///
    /// ## Why it matters
    /// The role decides the share that is paid: all, half, or by the number of cases.
    ///
    /// ## Example
    /// 00790 fails; 00790-AA passes.
    ///
    /// ## How to fix
    /// Add AA (given in person), QK or QY with QX (medical direction), QZ (nurse anesthetist alone) or
    /// AD (supervision of more than four), as the record shows.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §50 and §140.3.3
    "M031" "anesthesia-role-missing" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N822"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"00100"..=b"01999"],
    }
}

const ROLES: [Modifier; 6] = [
    Modifier::constant(b"AA"),
    Modifier::constant(b"AD"),
    Modifier::constant(b"QK"),
    Modifier::constant(b"QX"),
    Modifier::constant(b"QY"),
    Modifier::constant(b"QZ"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if procedure.section() == Some(Section::Anesthesia) && !line.has_any(&ROLES) {
            let unsure = matches!(procedure.number(), Some(1_996 | 1_999));
            findings
                .flag(line.index, "{procedure} is anesthesia; say who gave it: AA, AD, QK, QX, QY or QZ")
                .field("modifiers")
                .value("procedure", procedure)
                .severity(if unsure { Severity::Warn } else { Severity::Deny });
        }
    }
}
