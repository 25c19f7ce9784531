//! D007.

use super::principal;
use crate::claim::Form;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A service is billed first for a manifestation.
    ///
    /// ## What it checks
    /// Manifestation codes, which describe another disease's effect, do not stand first: on an
    /// outpatient claim as principal diagnosis, where it is rejected, and as a professional line's
    /// first pointer, where it warns.
    ///
    /// ## Why it matters
    /// The underlying disease is to be coded first.
    ///
    /// ## Example
    /// F02.80 first fails; G30.9 first and F02.80 second passes.
    ///
    /// ## How to fix
    /// Put the underlying disease first.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, section I.A.13; Medicare Code Editor; Integrated Outpatient Code
    /// Editor, edit 86
    "D007" "manifestation-first" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA63"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [DiagnosisFlags],
        features: [NeverFirst],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[86]) {
        return;
    }
    if context.claim.form == Form::Outpatient {
        let Some((code, date)) = principal(context) else { return };
        match context.edition.diagnosis_flags(code, date) {
            Lookup::Found(flags) if flags.is_manifestation() => {
                findings
                    .flag_claim("the principal diagnosis {diagnosis} is a manifestation; its underlying disease stands first")
                    .field("diagnoses")
                    .value("diagnosis", code)
                    .ioce_edit(outpatient::edit_of_bill(context, 86));
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
            Lookup::Found(flags) if flags.is_manifestation() => {
                findings
                    .flag(
                        line.index,
                        "the line points first to {diagnosis}, a manifestation; point to its disease first",
                    )
                    .field("diagnosis_pointers")
                    .value("diagnosis", code)
                    .severity(Severity::Warn);
            }
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            _ => {}
        }
    }
}
