//! C002.

use crate::edition::Lookup;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A procedure code is well formed and was never a code.
    ///
    /// ## What it checks
    /// Every readable procedure code stands in the code set, on whatever date. Where the edition's
    /// list is not complete for the code's family, the rule is not evaluated.
    ///
    /// ## Why it matters
    /// The line is rejected as an invalid code.
    ///
    /// ## Example
    /// 99999 fails; 99499, the unlisted visit, passes.
    ///
    /// ## How to fix
    /// Look the service up in the code book of its date; a digit is usually wrong.
    ///
    /// ## Source
    /// HCPCS Level II file; Integrated Outpatient Code Editor specification, edit 6, and its code
    /// table
    "C002" "not-in-code-set" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M51"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Procedures],
        features: [NotInForce],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[6]) {
        return;
    }
    for line in context.lines {
        // Local codes have a rule of their own (C009).
        let (Some(procedure), Some(_)) = (line.procedure, line.from) else { continue };
        if matches!(procedure.to_bytes(), [b'W'..=b'Z', ..]) {
            continue;
        }
        match context.status(line) {
            Lookup::Found(_) => {}
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Absent => {
                findings
                    .flag(line.index, "{procedure} is not a procedure code")
                    .field("procedure")
                    .value("procedure", procedure);
            }
        }
    }
}
