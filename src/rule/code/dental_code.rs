//! C010.

use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// A dental code stands on a medical claim.
    ///
    /// ## What it checks
    /// No line of a professional or institutional claim has a dental procedure code (D and four
    /// digits); for Medicaid it is only noted.
    ///
    /// ## Why it matters
    /// Dental services go on the dental claim; Medicare pays few of them, and only when linked to
    /// covered medical care.
    ///
    /// ## Example
    /// D7140 on an 837P warns; the CPT code for the extraction, or an 837D, passes.
    ///
    /// ## How to fix
    /// Bill the dental plan on an 837D, or use the CPT or HCPCS code of the medical service.
    ///
    /// ## Source
    /// Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, §150; MPFS status of D codes
    "C010" "dental-code" {
        severity: Warn,
        denial: Some(Denial::co("16", &["N56"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if matches!(procedure.to_bytes(), [b'D', ..]) {
            let severity = if context.payer == Payer::Medicaid { Severity::Info } else { Severity::Warn };
            findings
                .flag(line.index, "{procedure} is a dental code; this is a medical claim")
                .field("procedure")
                .value("procedure", procedure)
                .severity(severity);
        }
    }
}
