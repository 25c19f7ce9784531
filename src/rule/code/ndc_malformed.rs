//! C015.

use crate::code::Ndc;
use crate::finding::{Applicability, Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A national drug code is not eleven digits.
    ///
    /// ## What it checks
    /// The NDC of a line is eleven digits without hyphens, in the order labeler, product, package
    /// (5-4-2). For a hyphenated code the eleven digits are proposed; ten digits without hyphens
    /// could be any of three codes. All zeros or all nines warn: some Medicaid plans want nines for
    /// compounds.
    ///
    /// ## Why it matters
    /// Payers match the drug by these eleven digits.
    ///
    /// ## Example
    /// 0409-1234-01 and 0409123401 fail; 00409123401 passes.
    ///
    /// ## How to fix
    /// Take the code from the package and add the leading zero to the part that is short.
    ///
    /// ## Source
    /// 005010X222A1, loop 2410 LIN03 (qualifier N4); 21 CFR 207.33
    "C015" "ndc-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M119"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(given) = &line.line.ndc else { continue };
        if let Some(text) = given.malformed() {
            if let Err(error) = text.parse::<Ndc>() {
                let finding = findings
                    .flag(line.index, "the national drug code {text} {problem}")
                    .field("ndc")
                    .value("text", format!("{text:?}"))
                    .value("problem", error.problem().to_string());
                if let Some(repair) = error.repair() {
                    drop(finding.value("repair", repair.to_owned()).fix(
                        Applicability::Manual,
                        "write {repair}",
                        &[],
                    ));
                }
            }
        } else if given.value().is_some_and(|ndc| ndc.is_all_zeros() || ndc.is_all_nines()) {
            findings
                .flag(line.index, "the national drug code {ndc} names no drug")
                .field("ndc")
                .value("ndc", given.to_string())
                .severity(Severity::Warn);
        }
    }
}
