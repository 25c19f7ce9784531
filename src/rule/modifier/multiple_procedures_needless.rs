//! M017.

use super::visit::is_visit;
use crate::code::Modifier;
use crate::edition::{GlobalPeriod, Lookup, MultipleProcedure};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 51 stands where it has no meaning.
    ///
    /// ## What it checks
    /// Modifier 51 on add-on codes, where it is denied, and on visits and codes that no
    /// multiple-procedure reduction applies to, where it warns.
    ///
    /// ## Why it matters
    /// Add-on codes are exempt from the reduction; with 51 the payer reduces or denies them. Medicare
    /// contractors set 51 themselves.
    ///
    /// ## Example
    /// 22614-51 fails; 22614 passes.
    ///
    /// ## How to fix
    /// Remove 51 from the line.
    ///
    /// ## Source
    /// CPT, Appendix A (51) and add-on codes; CMS, physician fee schedule relative value file, multiple
    /// procedure indicator; NCCI add-on code edits
    "M017" "multiple-procedures-needless" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N519"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee, AddOn],
        modifiers: [b"51"],
        left_out: "CPT's list of codes exempt from 51 (Appendix E), which is in no public table.",
    }
}

const MULTIPLE: Modifier = Modifier::constant(b"51");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(_date)) = (line.procedure, line.from) else { continue };
        if !line.has(MULTIPLE) || findings.is_rejected(line.index) {
            continue;
        }
        let fee = context.fee(findings, line);
        let listed = matches!(context.add_on(line), Lookup::Found(_));
        let add_on = listed || fee.is_some_and(|fee| fee.global == GlobalPeriod::AddOn);
        let (message, severity) = if add_on {
            ("{procedure} is an add-on code; 51 is never added to it", Severity::Deny)
        } else if is_visit(procedure) {
            ("{procedure} is a visit; 51 is for procedures", Severity::Warn)
        } else if fee.is_some_and(|fee| {
            matches!(fee.multiple, MultipleProcedure::None | MultipleProcedure::NotApplicable)
        }) {
            ("no multiple-procedure reduction applies to {procedure}; 51 is needless", Severity::Warn)
        } else {
            continue;
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, MULTIPLE))
            .value("procedure", procedure)
            .severity(severity)
            .fix(
                Applicability::IfDocumented,
                "remove {modifier} from line {line}",
                &[Edit::RemoveModifier { line: line.number, modifier: MULTIPLE, keep_first: false }],
            );
    }
}
