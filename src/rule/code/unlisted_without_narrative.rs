//! C007.

use super::unlisted;
use crate::code::{ProcedureKind, Units};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An unlisted code comes without a description.
    ///
    /// ## What it checks
    /// A line with an unlisted or not-otherwise-classified code has a description, on the line or
    /// in the claim's note; without one it warns. For a drug the description names the drug and its
    /// dose, and the line is rejected without one. More than one unit of an unlisted procedure or
    /// drug on one day warns: the description stands for the whole. Supplies may be counted.
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
        severity: Warn,
        denial: Some(Denial::co("16", &["N350"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        features: [Unlisted],
        left_out: "What the description says, and whether an NDC goes with it (C017).",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|code| unlisted::is_unlisted(*code)) else { continue };
        if !said(&line.line.description) && !said(&context.claim.note) {
            let drug = unlisted::is_drug(procedure);
            let message = if drug {
                "{procedure} names no particular drug; give the drug, its strength and its dose in the description"
            } else {
                "{procedure} names no particular service; say in the description what was done"
            };
            let finding =
                findings.flag(line.index, message).field("description").value("procedure", procedure);
            if drug {
                drop(finding.severity(Severity::Reject).denial(Denial::co("16", &["N350", "M51"])));
            }
        }
        let counts_once = unlisted::is_drug(procedure) || procedure.kind() == ProcedureKind::Cpt1;
        let one_day = line.from == line.through;
        if counts_once && one_day && line.units.is_some_and(|units| units > Units::ONE) {
            findings
                .flag(
                    line.index,
                    "{procedure} is unlisted; bill one unit, which stands for what the description says",
                )
                .field("units")
                .value("procedure", procedure)
                .fix(
                    Applicability::Manual,
                    "bill one unit and describe the whole",
                    &[Edit::SetUnits { line: line.number, units: Units::ONE }],
                );
        }
    }
}
