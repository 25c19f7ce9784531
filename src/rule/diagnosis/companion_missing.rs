//! D010.

use super::{dated, is_any_of};
use crate::code::DiagnosisRange;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A diagnosis stands without the one it is to be coded with.
    ///
    /// ## What it checks
    /// Diabetes with chronic kidney disease (E08.22 to E13.22) has a stage (N18.-) beside it, and
    /// pregnancy codes (O09 to O84, O93 to O9A) have the weeks (Z3A.-). Abortive outcomes (O00 to
    /// O08) and the puerperium (O85 to O92, O94) need no weeks.
    ///
    /// ## Why it matters
    /// The code asks for the additional one; without it the picture is incomplete, and some payers
    /// return the claim.
    ///
    /// ## Example
    /// E11.22 alone warns; with N18.30 it passes.
    ///
    /// ## How to fix
    /// Add the stage or the weeks from the record; N18.9 counts when the stage is not known.
    ///
    /// ## Source
    /// ICD-10-CM Tabular List, notes at E08-E13 and at chapter 15; Official Guidelines, section I.C.21.c.11
    "D010" "companion-missing" {
        severity: Warn,
        denial: Some(Denial::co("16", &["M64"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        left_out: "The other notes of the Tabular List.",
    }
}

const DIABETIC_KIDNEY: [DiagnosisRange; 5] = [
    DiagnosisRange::under(b"E0822"),
    DiagnosisRange::under(b"E0922"),
    DiagnosisRange::under(b"E1022"),
    DiagnosisRange::under(b"E1122"),
    DiagnosisRange::under(b"E1322"),
];
/// Pregnancy and delivery, without abortive outcomes and the puerperium.
const PREGNANCY: [DiagnosisRange; 3] = [
    DiagnosisRange::between(b"O09", b"O84"),
    DiagnosisRange::under(b"O93"),
    DiagnosisRange::between(b"O95", b"O9A"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let has = |range: DiagnosisRange| dated(context).any(|(_, code, _)| range.contains(code));
    let mut weeks_missed = false;
    for (position, code, _) in dated(context) {
        if is_any_of(code, &DIABETIC_KIDNEY) && !has(DiagnosisRange::under(b"N18")) {
            findings
                .flag_claim("{diagnosis} is to be coded with the stage of the kidney disease, N18.-")
                .field_at("diagnoses", position)
                .value("diagnosis", code);
        }
        if is_any_of(code, &PREGNANCY) && !weeks_missed && !has(DiagnosisRange::under(b"Z3A")) {
            weeks_missed = true;
            findings
                .flag_claim("{diagnosis} is to be coded with the weeks of gestation, Z3A.-")
                .field_at("diagnoses", position)
                .value("diagnosis", code);
        }
    }
}
