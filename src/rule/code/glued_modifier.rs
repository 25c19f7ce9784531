//! C025.

use crate::code::ProcedureCode;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A modifier is glued to the procedure code.
    ///
    /// ## What it checks
    /// The code field holds a code and a modifier joined by a hyphen or a space.
    ///
    /// ## Why it matters
    /// The field takes five characters; the line is rejected though both codes are right.
    ///
    /// ## Example
    /// 99213-25 in the code field fails; 99213 with the modifier 25 passes.
    ///
    /// ## How to fix
    /// Put the modifier into the modifier field.
    ///
    /// ## Source
    /// 005010X222A1, SV101-2 and SV101-3
    "C025" "glued-modifier" {
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
        let text = line.line.procedure.as_ref().and_then(|code| code.malformed());
        if let Some((procedure, modifier)) = text.and_then(ProcedureCode::split_glued) {
            let set = Edit::SetProcedure { line: line.number, procedure };
            let add = Edit::AddModifier { line: line.number, modifier };
            let edits: &[Edit] = if line.has(modifier) { &[set] } else { &[set, add] };
            findings
                .flag(line.index, "the code field holds {procedure} and the modifier {modifier} together")
                .field("procedure")
                .value("procedure", procedure)
                .value("modifier", modifier)
                .fix(
                    Applicability::Mechanical,
                    "write {procedure} and send {modifier} in the modifier field",
                    edits,
                );
        }
    }
}
