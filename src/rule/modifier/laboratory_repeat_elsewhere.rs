//! M027.

use super::position;
use crate::code::{Modifier, ProcedureKind, Section};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// 91 stands on what is no laboratory test, or without a first test.
    ///
    /// ## What it checks
    /// 91, a test repeated the same day for a new result, stands on laboratory codes only: 80047 to
    /// 89398, PLA and MAAA codes, and the laboratory families of HCPCS Level II. It warns where no
    /// line of the day, on the claim or in its history, is the same test without 91.
    ///
    /// ## Why it matters
    /// On another code the modifier is invalid; without a first test it says what is not so.
    ///
    /// ## Example
    /// 20610-91 fails; 82947 and 82947-91 pass.
    ///
    /// ## How to fix
    /// A repeated procedure takes 76 or 77, another specimen 59. A test run again to confirm the first
    /// result, or because the equipment failed, is not billed.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 16, §100.5.1
    "M027" "laboratory-repeat-elsewhere" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"91"],
    }
}

const REPEATED_TEST: Modifier = Modifier::constant(b"91");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|_| line.has(REPEATED_TEST)) else { continue };
        let laboratory = procedure.section() == Some(Section::PathologyAndLaboratory)
            || matches!(
                procedure.kind(),
                ProcedureKind::Pla | ProcedureKind::Maaa | ProcedureKind::Level2('G' | 'P' | 'Q' | 'U')
            );
        let mut looks = Lookback::from(line, By::Anybody);
        let has_first =
            context.lines.iter().chain(context.history).any(|other| {
                !other.has(REPEATED_TEST) && looks.counts_that_day(other, |code| code == procedure)
            });
        let (message, severity) = match (laboratory, has_first) {
            (false, _) => (
                "{modifier} repeats a laboratory test; {procedure} is none and takes 76 or 77",
                Severity::Deny,
            ),
            (true, false) if looks.leaves_open(findings) => continue,
            (true, false) => (
                "{modifier} says that {procedure} was repeated, and no line of the day is the first test",
                Severity::Warn,
            ),
            (true, true) => continue,
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", position(line, REPEATED_TEST))
            .value("modifier", REPEATED_TEST)
            .value("procedure", procedure)
            .severity(severity);
    }
}
