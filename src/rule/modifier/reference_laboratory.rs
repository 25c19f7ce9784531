//! M028.

use super::position;
use crate::code::Modifier;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A test of another laboratory is billed by someone who may not.
    ///
    /// ## What it checks
    /// On professional claims to Medicare, 90 (performed by another laboratory) is billed by a
    /// laboratory: specialty 69 or the taxonomy of a clinical laboratory.
    ///
    /// ## Why it matters
    /// Medicare pays the laboratory that performed the test, or a laboratory that referred it on; an
    /// office is denied.
    ///
    /// ## Example
    /// 82306-90 billed by an office fails; billed by the laboratory with its own CLIA number it passes.
    ///
    /// ## How to fix
    /// Let the performing laboratory bill. Other payers may take a purchased test with 90.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 16, §40.1
    "M028" "reference-laboratory" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"90"],
        left_out: "The CLIA number of the performing laboratory.",
    }
}

const OTHER_LABORATORY: Modifier = Modifier::constant(b"90");
const SPECIALTY: &str = "69";
/// Taxonomy codes of laboratories begin so: clinical, physiological, military.
const TAXONOMY: &str = "29";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let biller = context.claim.billing_provider.as_ref();
    let taxonomy = biller.and_then(|biller| biller.taxonomy.as_ref()?.value());
    let specialty = biller.and_then(|biller| biller.specialty.as_deref()).map(str::trim);
    let laboratory = match (specialty, taxonomy) {
        (Some(specialty), _) => Some(specialty == SPECIALTY),
        (None, Some(taxonomy)) => Some(taxonomy.starts_with(TAXONOMY)),
        (None, None) => None,
    };
    for line in context.lines.iter().filter(|line| line.has(OTHER_LABORATORY)) {
        match laboratory {
            Some(true) => {}
            None => findings.not_evaluated(
                line.index,
                Reason::Missing("neither specialty nor taxonomy of the billing provider"),
            ),
            Some(false) => drop(
                findings
                    .flag(
                        line.index,
                        "{modifier} says that another laboratory did the test; to Medicare only a laboratory bills \
                         that, so let the one that did it bill",
                    )
                    .field_at("modifiers", position(line, OTHER_LABORATORY))
                    .value("modifier", OTHER_LABORATORY),
            ),
        }
    }
}
