//! C007.

use super::unlisted;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An unlisted code comes without a description.
    ///
    /// ## What it checks
    /// A line with an unlisted or not-otherwise-classified code has a description, on the line or
    /// in the claim's note. For a drug it names the drug and its dose, so the line is rejected
    /// without one. More than one unit warns: the description stands for the whole.
    ///
    /// ## Why it matters
    /// The code says nothing of itself; the payer prices it from the description.
    ///
    /// ## Example
    /// J3490 without a description fails; with drug, dose and NDC it passes.
    ///
    /// ## How to fix
    /// Describe the service in the line's description (837: SV101-7); for a drug its name, strength,
    /// dose and route, with its NDC.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 17, §10, and chapter 26, §10.4, item
    /// 24; MPFS relative value file (status C)
    "C007" "unlisted-without-narrative" {
        severity: Reject,
        denial: Some(Denial::co("16", &["N350", "M51"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|code| unlisted::is_unlisted(*code)) else { continue };
        if !said(&line.line.description) && !said(&context.claim.note) {
            let drug = unlisted::is_drug(procedure);
            let message = if drug {
                "{procedure} names no particular drug; describe the drug, its strength and its dose"
            } else {
                "{procedure} names no particular service; describe what was done"
            };
            findings
                .flag(line.index, message)
                .field("description")
                .value("procedure", procedure)
                .severity(if drug { Severity::Reject } else { Severity::Warn });
        } else if line.units.and_then(|units| units.as_whole()).is_some_and(|units| units > 1) {
            findings
                .flag(line.index, "{procedure} is unlisted; one unit stands for what the description says")
                .field("units")
                .value("procedure", procedure)
                .severity(Severity::Warn);
        }
    }
}
