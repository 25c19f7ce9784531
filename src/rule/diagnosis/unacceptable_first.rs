//! D031.

use super::{first_pointed, principal};
use crate::claim::Form;
use crate::code::{Date, DiagnosisRange};
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A service is billed first for a diagnosis that is none by itself.
    ///
    /// ## What it checks
    /// Codes that CMS's outpatient table marks unacceptable as principal diagnosis and does not
    /// except, from 2019-10-01 on: as principal diagnosis of an outpatient claim, where it is
    /// rejected, and as a professional line's first pointer, where it warns. On bills 12x, 22x, 81x
    /// and 82x some exceptions do not help. A professional's colonoscopy for screening at high risk
    /// (G0105) may point first to the history that makes the risk high.
    ///
    /// ## Why it matters
    /// Such codes describe a circumstance; the condition that was treated has to stand first.
    ///
    /// ## Example
    /// Z37.0 first fails; O80 first and Z37.0 second passes. Z12.11 and Z23 are acceptable.
    ///
    /// ## How to fix
    /// Put the condition first.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor, table data_dx10 (unacceptable_pdx) and edit 113
    "D031" "unacceptable-first" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA63"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [OutpatientDiagnoses],
        features: [NeverFirst],
    }
}

/// Facility and classification digits of bills on which some exceptions do not help.
const STRICT: [u8; 4] = [12, 22, 81, 82];

/// Family and personal histories (Z80 to Z87).
const HISTORY: DiagnosisRange = DiagnosisRange::between(b"Z80", b"Z87");

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[113]) {
        return;
    }
    let since = Date::from_ymd(2019, 10, 1);
    if context.claim.form == Form::Outpatient {
        let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
        let strict = bill.is_some_and(|bill| STRICT.contains(&bill.facility_and_classification()));
        let Some((code, date)) = principal(context).filter(|(_, date)| Some(*date) >= since) else { return };
        match context.edition.outpatient_diagnosis(code, date) {
            Lookup::Found(known)
                if known.is_unacceptable_principal()
                    && (!known.is_unacceptable_exclusion() || (strict && known.is_exclusion_ignored())) =>
            {
                findings
                    .flag_claim("{diagnosis} is not acceptable as principal diagnosis")
                    .field("diagnoses")
                    .value("diagnosis", code)
                    .ioce_edit(outpatient::edit_of_bill(context, 113));
            }
            Lookup::Unknown(gap) => findings.claim_not_evaluated(gap),
            _ => {}
        }
        return;
    }
    for line in context.lines.iter().filter(|_| context.claim.has_icd_10()) {
        let Some(code) = first_pointed(line).filter(|_| line.from >= since) else { continue };
        let screens_at_high_risk = line.procedure.is_some_and(|procedure| procedure.to_bytes() == *b"G0105");
        if screens_at_high_risk && HISTORY.contains(code) {
            continue;
        }
        match context.first_outpatient_diagnosis(line).unwrap_or(Lookup::Absent) {
            Lookup::Found(known)
                if known.is_unacceptable_principal() && !known.is_unacceptable_exclusion() =>
            {
                findings
                    .flag(line.index, "{diagnosis} is not acceptable as the first diagnosis of a service")
                    .field("diagnosis_pointers")
                    .value("diagnosis", code)
                    .severity(Severity::Warn);
            }
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            _ => {}
        }
    }
}
