//! C010.

use crate::code::ProcedureKind;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// A dental code stands on a medical claim.
    ///
    /// ## What it checks
    /// No line of a professional or institutional claim has a dental procedure code (D and four
    /// digits). For Medicaid and for federally qualified health centers, which may bill them so, it is
    /// only noted.
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
        codes: [b"D0000"..=b"D9999"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let health_center = bill.is_some_and(|bill| bill.facility_and_classification() == 77);
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if procedure.kind() == ProcedureKind::Cdt {
            let center = health_center || line.place.is_some_and(|place| place.number() == 50);
            let noted = center || context.payer == Payer::Medicaid;
            let severity = if noted { Severity::Info } else { Severity::Warn };
            findings
                .flag(
                    line.index,
                    "{procedure} is a dental code and this is a medical claim; bill the dental plan, or the \
                     medical code of the service",
                )
                .field("procedure")
                .value("procedure", procedure)
                .severity(severity);
        }
    }
}
