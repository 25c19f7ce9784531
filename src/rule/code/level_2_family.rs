//! C008.

use crate::code::{Modifier, ProcedureKind};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A HCPCS Level II code is of a family this payer does not take.
    ///
    /// ## What it checks
    /// On claims to Medicare: S codes (commercial payers' and Medicaid's), H codes (behavioral
    /// health for the states) and T codes (the states') are not paid; with GY, which asks for the
    /// denial, they pass. C codes are a hospital's; on a professional claim only an ambulatory
    /// surgical center's facility claim (place 24) takes them.
    ///
    /// ## Why it matters
    /// Medicare has no use for these families and denies the line.
    ///
    /// ## Example
    /// S9083 to Medicare fails; a visit code passes. C1713 in an office fails.
    ///
    /// ## How to fix
    /// Bill the CPT or G code that Medicare uses for the service, or the payer that uses the family.
    ///
    /// ## Source
    /// HCPCS Level II coding procedures (CMS); MPFS relative value file: all S and H codes and the T
    /// codes have status I or N
    "C008" "level-2-family" {
        severity: Deny,
        denial: Some(Denial::co("96", &["N56"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        codes: [b"C0000"..=b"C9999", b"H0000"..=b"H9999", b"S0000"..=b"S9999", b"T0000"..=b"T9999"],
    }
}

/// Statutorily excluded: the biller expects, and wants, the denial.
const EXCLUDED: Modifier = Modifier::constant(b"GY");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let ambulatory_surgery = line.place.is_some_and(|place| place.number() == 24);
        match procedure.kind() {
            ProcedureKind::Level2(letter @ ('S' | 'H' | 'T')) if !line.has(EXCLUDED) => {
                let payers = match letter {
                    'S' => "commercial payers and Medicaid",
                    'H' => "the states' behavioral health programs",
                    _ => "the states' Medicaid programs",
                };
                findings
                    .flag(line.index, "{procedure} is of a family for {payers}; Medicare does not pay it")
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("payers", payers);
            }
            ProcedureKind::Level2('C') if line.is_professional() && !ambulatory_surgery => {
                findings
                    .flag(
                        line.index,
                        "{procedure} is a hospital outpatient code; a professional claim takes it from an \
                         ambulatory surgical center only",
                    )
                    .field("procedure")
                    .value("procedure", procedure)
                    .denial(Denial::co("16", &["M51"]));
            }
            _ => {}
        }
    }
}
