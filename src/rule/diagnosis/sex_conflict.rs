//! D011.

use crate::claim::{Form, Sex};
use crate::code::Modifier;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A diagnosis is for the other sex.
    ///
    /// ## What it checks
    /// Each diagnosis against the sex flags of the Medicare Code Editor in force on its date, which
    /// ended on 2024-09-30; later dates are not judged. An unknown sex, condition code 45 and
    /// modifier KX (which say that the conflict is known) are not judged either. On outpatient claims
    /// it warns: their editor has no sex edits.
    ///
    /// ## Why it matters
    /// The sex on file or the diagnosis is wrong; the line is denied.
    ///
    /// ## Example
    /// N40.1 for a woman on 2024-03-01 fails; on 2024-11-01 nothing is said.
    ///
    /// ## How to fix
    /// Correct the diagnosis or the registration; where both are right send KX (professional) or
    /// condition code 45 (institutional).
    ///
    /// ## Source
    /// Medicare Code Editor, sex conflict edit; Medicare Claims Processing Manual (Pub. 100-04), chapter
    /// 32, §240
    "D011" "diagnosis-sex-conflict" {
        severity: Deny,
        denial: Some(Denial::co("10", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [DiagnosisFlags],
        features: [ForSexOrAge],
    }
}

const KNOWN: Modifier = Modifier::constant(b"KX");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let known = claim.condition_codes.iter().any(|code| code.trim() == "45")
        || context.lines.iter().any(|line| line.has(KNOWN));
    let sex = claim.patient.sex.as_ref().and_then(|sex| sex.value());
    if known || sex == Some(Sex::Unknown) {
        return;
    }
    for diagnosis in context.diagnoses {
        let (position, code) = (diagnosis.position, diagnosis.code);
        let flags = match context.diagnosis_flags(diagnosis) {
            Lookup::Found(flags) if flags.is_female() || flags.is_male() => flags,
            Lookup::Unknown(gap) => {
                findings.claim_not_evaluated(gap);
                continue;
            }
            _ => continue,
        };
        let wanted = if flags.is_female() { Sex::Female } else { Sex::Male };
        match sex {
            None => findings.claim_not_evaluated(Reason::Missing("no sex of the patient")),
            Some(sex) if sex != wanted => {
                let only = if wanted == Sex::Female { "women" } else { "men" };
                let finding = findings
                    .flag_claim("{diagnosis} is for {only} only")
                    .field_at("diagnoses", position)
                    .value("diagnosis", code)
                    .value("only", only);
                if claim.form == Form::Outpatient {
                    drop(finding.severity(Severity::Warn));
                }
            }
            Some(_) => {}
        }
    }
}
