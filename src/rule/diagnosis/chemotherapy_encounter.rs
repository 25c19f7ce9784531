//! D027.

use super::{dated, first_pointed};
use crate::code::DiagnosisRange;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Chemotherapy for a neoplasm is billed without the encounter for it.
    ///
    /// ## What it checks
    /// A chemotherapy infusion (96413 to 96417) whose first diagnosis is a malignant neoplasm, on a
    /// claim without Z51.11 (chemotherapy) or Z51.12 (immunotherapy). The same codes are used for
    /// complex biologics; with another diagnosis nothing is said.
    ///
    /// ## Why it matters
    /// The guidelines put the encounter first and the neoplasm second; payers look for it.
    ///
    /// ## Example
    /// 96413 with C50.911 alone warns; Z51.11 first and C50.911 second passes, and so does K50.90.
    ///
    /// ## How to fix
    /// Add Z51.11 or Z51.12 and point to it first.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, section I.C.2.e.2
    "D027" "chemotherapy-encounter" {
        severity: Warn,
        denial: Some(Denial::co("11", &[])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"96413"..=b"96417"],
    }
}

/// The encounter for chemotherapy or immunotherapy.
const SAID: DiagnosisRange = DiagnosisRange::under(b"Z511");
const NEOPLASM: DiagnosisRange = DiagnosisRange::between(b"C00", b"C96");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let said = dated(context).any(|(_, code, _)| SAID.contains(code));
    for line in context.lines.iter().filter(|_| !said) {
        let infusion = line.procedure.is_some_and(|code| matches!(code.number(), Some(96_413..=96_417)));
        let neoplasm = first_pointed(line).filter(|code| NEOPLASM.contains(*code));
        if let (true, Some(neoplasm)) = (infusion, neoplasm) {
            findings
                .flag(line.index, "chemotherapy for {diagnosis} is coded with Z51.11 or Z51.12 first and the neoplasm second")
                .field("diagnosis_pointers")
                .value("diagnosis", neoplasm);
        }
    }
}
