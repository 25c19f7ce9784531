//! C017.

use crate::code::ProcedureKind;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// A drug is billed without its national drug code.
    ///
    /// ## What it checks
    /// Lines with a drug code (J codes) name the drug by NDC: required by Medicaid for drugs a
    /// physician administers, and by most commercial payers, for which it warns.
    ///
    /// ## Why it matters
    /// Without the NDC the state cannot claim the manufacturer's rebate and denies the drug.
    ///
    /// ## Example
    /// J1885 to Medicaid without an NDC fails; with one it passes.
    ///
    /// ## How to fix
    /// Add the NDC of the package used, its quantity and unit.
    ///
    /// ## Source
    /// Deficit Reduction Act of 2005, §6002; 42 CFR 447.520
    "C017" "ndc-missing" {
        severity: Deny,
        denial: Some(Denial::co("16", &["M119"])),
        scope: NOT_MEDICARE,
        forms: ANY_FORM,
        tables: [],
        codes: [b"J0000"..=b"J9999"],
        left_out: "Q and C drug codes, vaccines, radiopharmaceuticals and 340B drugs, on which payers differ; \
                   Medicare, which wants the NDC for drugs without a code of their own and for patients who \
                   have Medicaid too.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if line.line.ndc.is_none() && procedure.kind() == ProcedureKind::Level2('J') {
            let severity = if context.payer == Payer::Medicaid { Severity::Deny } else { Severity::Warn };
            findings
                .flag(line.index, "{procedure} is a drug; add the national drug code of the package used, its quantity and unit")
                .field("ndc")
                .value("procedure", procedure)
                .severity(severity);
        }
    }
}
