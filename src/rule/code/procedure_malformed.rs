//! C001.

use crate::claim::Form;
use crate::code::{Problem, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A procedure code is missing or has no code's shape.
    ///
    /// ## What it checks
    /// Every line has a procedure code of five characters in a shape of CPT (Category I, II, III,
    /// PLA, MAAA, vaccine administration) or HCPCS Level II. An outpatient line whose revenue code
    /// needs no procedure may go without. A code with a modifier glued to it is C025's.
    ///
    /// ## Why it matters
    /// A line whose code cannot be read is rejected before anything else is looked at.
    ///
    /// ## Example
    /// 9921 and J1OO0 fail; 99213 and J1000 pass.
    ///
    /// ## How to fix
    /// Correct the code. A letter O for a zero and a letter I for a one are the commonest slips.
    ///
    /// ## Source
    /// 005010X222A1, SV101-2 (qualifier HC); HCPCS Level II file documentation; CPT code ranges
    "C001" "procedure-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M51"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        features: [NoCode],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let text = match &line.line.procedure {
            None => "",
            Some(code) => match code.malformed() {
                None => continue,
                Some(text) => text,
            },
        };
        if text.trim().is_empty() {
            if context.claim.form == Form::Professional || line.line.revenue_code.is_none() {
                findings
                    .flag(line.index, "the line has no procedure code")
                    .field("procedure")
                    .denial(Denial::co("16", &["M20"]));
            }
            continue;
        }
        let Err(error) = text.parse::<ProcedureCode>() else { continue };
        if matches!(error.problem(), Problem::GluedModifier { .. }) {
            continue;
        }
        let finding = findings
            .flag(line.index, "the procedure code {text} {problem}")
            .field("procedure")
            .value("text", format!("{text:?}"))
            .value("problem", error.problem().to_string());
        if let Some(procedure) = error.repair().and_then(|repair| repair.parse().ok()) {
            let edit = Edit::SetProcedure { line: line.number, procedure };
            drop(finding.fix(Applicability::IfDocumented, "read it as {procedure}", &[edit]));
        }
    }
}
