//! D024.

use super::first_pointed;
use crate::code::{DiagnosisCode, DiagnosisRange, Modifier};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A screening is billed without a screening diagnosis.
    ///
    /// ## What it checks
    /// Screening colonoscopies and sigmoidoscopies (G0104, G0105, G0121), colorectal procedures with
    /// PT or 33, which say that a screening became therapeutic, and the screening mammogram 77067:
    /// the line points first (77067: at all) to a Z code.
    ///
    /// ## Why it matters
    /// Without the screening diagnosis the service is paid as diagnostic, and the patient owes a
    /// share that a screening does not have.
    ///
    /// ## Example
    /// 45385-PT with K63.5 first warns; Z12.11 first and K63.5 second passes.
    ///
    /// ## How to fix
    /// Point first to the screening (Z12.-), or to the history that makes the risk high.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 18, §60 and §20; ICD-10-CM Official
    /// Guidelines, section I.C.21.c.5
    "D024" "screening-diagnosis" {
        severity: Warn,
        denial: Some(Denial::co("50", &["N386"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"44388"..=b"44408", b"45330"..=b"45398", b"G0104"..=b"G0121", b"77067"..=b"77067"],
    }
}

const BECAME_THERAPEUTIC: [Modifier; 2] = [Modifier::constant(b"PT"), Modifier::constant(b"33")];

fn is_z(code: DiagnosisCode) -> bool {
    DiagnosisRange::under(b"Z").contains(code)
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let colorectal =
            matches!(procedure.number(), Some(44_388..=44_408 | 45_330..=45_350 | 45_378..=45_398));
        let screening = matches!(&procedure.to_bytes(), b"G0104" | b"G0105" | b"G0121");
        let mammogram = procedure.number() == Some(77_067);
        let fits = if screening || (colorectal && line.has_any(&BECAME_THERAPEUTIC)) {
            first_pointed(line).is_none_or(is_z)
        } else if mammogram {
            line.diagnoses().next().is_none() || line.diagnoses().any(is_z)
        } else {
            continue;
        };
        if !fits {
            findings
                .flag(line.index, "{procedure} is billed as a screening; the line has to point first to the screening, Z12.-")
                .field("diagnosis_pointers")
                .value("procedure", procedure);
        }
    }
}
