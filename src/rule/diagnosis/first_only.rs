//! D018.

use super::{dated, first_pointed, is_any_of};
use crate::code::DiagnosisRange;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A reason for an encounter that may only stand first does not.
    ///
    /// ## What it checks
    /// Z codes that the guidelines allow as first-listed diagnosis only (examinations, supervision
    /// of pregnancy, aftercare encounters and others): at least one line points to such a code
    /// first. On outpatient claims the code is the principal diagnosis.
    ///
    /// ## Why it matters
    /// The encounter's reason is not where payers look for it.
    ///
    /// ## Example
    /// Z00.00 as the second pointer of the only line warns; as its first it passes.
    ///
    /// ## How to fix
    /// Point first to the reason of the encounter on the line it is for.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, section I.C.21.c.16
    "D018" "first-only-diagnosis" {
        severity: Warn,
        denial: Some(Denial::co("16", &["M76"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

/// Categories and codes of the guideline's list, without the dot.
const FIRST_ONLY: &[DiagnosisRange] = &[
    DiagnosisRange::under(b"Z00"),
    DiagnosisRange::under(b"Z01"),
    DiagnosisRange::under(b"Z02"),
    DiagnosisRange::under(b"Z04"),
    DiagnosisRange::under(b"Z332"),
    DiagnosisRange::under(b"Z3181"),
    DiagnosisRange::under(b"Z3183"),
    DiagnosisRange::under(b"Z3184"),
    DiagnosisRange::under(b"Z34"),
    DiagnosisRange::under(b"Z38"),
    DiagnosisRange::under(b"Z39"),
    DiagnosisRange::under(b"Z42"),
    DiagnosisRange::under(b"Z510"),
    DiagnosisRange::under(b"Z511"),
    DiagnosisRange::under(b"Z52"),
    DiagnosisRange::under(b"Z761"),
    DiagnosisRange::under(b"Z762"),
    DiagnosisRange::under(b"Z9912"),
];

/// Codes under these that are not on it.
const NOT_LISTED: &[DiagnosisRange] = &[DiagnosisRange::under(b"Z006"), DiagnosisRange::under(b"Z529")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, code, _) in dated(context) {
        if !is_any_of(code, FIRST_ONLY) || is_any_of(code, NOT_LISTED) {
            continue;
        }
        let pointing = context.lines.iter().find(|line| line.diagnoses().any(|own| own == code));
        let first_somewhere = context.lines.iter().any(|line| first_pointed(line) == Some(code));
        if let Some(line) = pointing.filter(|_| !first_somewhere && context.claim.has_icd_10()) {
            findings
                .flag(line.index, "{diagnosis} may stand first only; no line points to it first")
                .field("diagnosis_pointers")
                .value("diagnosis", code);
        }
    }
}
