//! M044.

use crate::code::{DiagnosisCode, Modifier};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Routine foot care for a systemic disease shows no class findings.
    ///
    /// ## What it checks
    /// 11055 to 11057, 11719 to 11721 and G0127 to Medicare, pointing to diabetes with neuropathy or
    /// angiopathy or to atherosclerosis of the arteries of the limbs, without Q7, Q8 or Q9. Nails that
    /// point to a fungus (B35.1) too have rules of their own and are not judged; nor are lines with
    /// GA, GY, GX or GZ.
    ///
    /// ## Why it matters
    /// Routine foot care is covered only where the disease shows in the feet, which the modifier says.
    ///
    /// ## Example
    /// 11720 for E11.51 warns; 11720-Q8 passes.
    ///
    /// ## How to fix
    /// Add Q7 (one class A finding), Q8 (two class B) or Q9 (one class B and two class C), as recorded.
    ///
    /// ## Source
    /// Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, §290
    "M044" "class-findings-missing" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N822"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"11055"..=b"11721", b"G0127"..=b"G0127"],
        left_out: "The other systemic diseases of the foot care policies, which are in no table, and loss of protective \
                   sensation (G0245 to G0247).",
    }
}

const SHOWN: [Modifier; 7] = [
    Modifier::constant(b"Q7"),
    Modifier::constant(b"Q8"),
    Modifier::constant(b"Q9"),
    Modifier::constant(b"GA"),
    Modifier::constant(b"GX"),
    Modifier::constant(b"GY"),
    Modifier::constant(b"GZ"),
];
const NAIL_FUNGUS: DiagnosisCode = DiagnosisCode::constant(b"B351");
const LIMB_ATHEROSCLEROSIS: DiagnosisCode = DiagnosisCode::constant(b"I702");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let foot_care = matches!(procedure.number(), Some(11_055..=11_057 | 11_719..=11_721))
            || procedure.to_bytes() == *b"G0127";
        if !foot_care || line.has_any(&SHOWN) || findings.is_rejected(line.index) {
            continue;
        }
        if line.diagnoses().any(|code| code.is_within(NAIL_FUNGUS)) {
            continue;
        }
        if let Some(diagnosis) = line.diagnoses().find(|code| is_systemic(*code)) {
            findings
                .flag(
                    line.index,
                    "{procedure} for {diagnosis} is covered where the feet show the disease: Q7, Q8 or Q9 says how",
                )
                .field("modifiers")
                .value("procedure", procedure)
                .value("diagnosis", diagnosis);
        }
    }
}

/// Diabetes with neuropathy (.40 to .49) or angiopathy (.51, .52, .59), and I70.2-.
fn is_systemic(code: DiagnosisCode) -> bool {
    let (characters, _) = code.characters();
    let diabetes = matches!(&characters[..3], b"E08" | b"E09" | b"E10" | b"E11" | b"E13");
    (diabetes && matches!(&characters[3..5], [b'4', _] | [b'5', b'1' | b'2' | b'9']))
        || code.is_within(LIMB_ATHEROSCLEROSIS)
}
