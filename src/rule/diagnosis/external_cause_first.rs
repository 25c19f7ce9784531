//! D006.

use super::principal;
use crate::claim::Form;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A service is billed first for an external cause.
    ///
    /// ## What it checks
    /// External causes of morbidity (V00 to Y99, by the editor's flags) do not stand first: on a
    /// professional line its first pointer, on an outpatient claim the principal diagnosis.
    ///
    /// ## Why it matters
    /// The cause says how an injury came about; the injury itself is what is treated.
    ///
    /// ## Example
    /// W19.XXXA first fails; the injury first and W19.XXXA second passes.
    ///
    /// ## How to fix
    /// Put the injury or condition first.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, section I.C.20.a.6; Medicare Code Editor; Integrated Outpatient Code
    /// Editor, edit 5
    "D006" "external-cause-first" {
        severity: Deny,
        denial: Some(Denial::co("16", &["MA63"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [DiagnosisFlags],
        features: [NeverFirst],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[5]) {
        return;
    }
    if context.claim.form == Form::Outpatient {
        let Some((code, date)) = principal(context) else { return };
        match context.edition.diagnosis_flags(code, date) {
            Lookup::Found(flags) if flags.is_external_cause() => {
                findings
                    .flag_claim(
                        "the principal diagnosis {diagnosis} is an external cause; the injury stands first",
                    )
                    .field("diagnoses")
                    .value("diagnosis", code)
                    .severity(Severity::Reject)
                    .ioce_edit(outpatient::edit_of_bill(context, 5));
            }
            Lookup::Unknown(gap) => findings.claim_not_evaluated(gap),
            _ => {}
        }
        return;
    }
    for line in context.lines.iter().filter(|_| context.claim.has_icd_10()) {
        let (Some(code), Some(flags)) = (line.first_diagnosis(), context.first_diagnosis_flags(line)) else {
            continue;
        };
        match flags {
            Lookup::Found(flags) if flags.is_external_cause() => {
                findings
                    .flag(
                        line.index,
                        "the line points first to {diagnosis}, an external cause; point to the injury first",
                    )
                    .field("diagnosis_pointers")
                    .value("diagnosis", code);
            }
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            _ => {}
        }
    }
}
