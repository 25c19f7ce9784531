//! M019.

use crate::code::Modifier;
use crate::edition::Team;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A surgical team is billed for a procedure that needs none.
    ///
    /// ## What it checks
    /// Modifier 66 against the team surgery indicator of the fee schedule: 0 and 9 deny it, 1 needs
    /// documentation and warns, 2 allows it.
    ///
    /// ## Why it matters
    /// Medicare does not pay a team for such a procedure.
    ///
    /// ## Example
    /// 47562-66 (0) fails; 50360-66 (2) passes.
    ///
    /// ## How to fix
    /// Bill the procedure without 66.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, team surgery indicator; Medicare Claims Processing
    /// Manual (Pub. 100-04), chapter 12, §40.8
    "M019" "surgical-team-not-payable" {
        severity: Deny,
        denial: Some(Denial::co("54", &[])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"66"],
    }
}

const TEAM: Modifier = Modifier::constant(b"66");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if !line.has(TEAM) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let (message, severity) = match fee.team {
            Team::Permitted => continue,
            Team::WithDocumentation => {
                ("a team is paid for {procedure} only with a report of what each surgeon did", Severity::Warn)
            }
            _ => ("a surgical team is not paid for {procedure} (team indicator {indicator})", Severity::Deny),
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, TEAM))
            .value("procedure", procedure)
            .value("indicator", fee.team.code())
            .severity(severity);
    }
}
