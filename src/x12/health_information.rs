//! Health care information codes (HI): diagnoses, procedures, condition, occurrence and value codes.

use super::X12Error;
use super::claim::{ClaimReader, parsed};
use super::date::period;
use super::segment::{Segment, component};
use crate::claim::{
    DiagnosisCodeSet, OccurrenceCode, OccurrenceSpan, Parsed, Period, ProcedurePerformed, ValueCode,
};

/// Most composites that one HI holds.
const COMPOSITES: usize = 12;

impl ClaimReader {
    /// Reads every composite of an HI by its qualifier (C022-1, code list 1270).
    pub(super) fn health_information(&mut self, segment: &Segment) {
        for element in 1..=COMPOSITES {
            let repetition = segment.delimiters.repetition.map(char::from);
            match repetition {
                Some(separator) => {
                    for composite in segment.element(element).split(separator) {
                        self.health_code(segment, element, composite);
                    }
                }
                None => self.health_code(segment, element, segment.element(element)),
            }
        }
    }

    fn health_code(&mut self, segment: &Segment, element: usize, composite: &str) {
        let separator = self.separator;
        let part = |number| component(composite, number, separator);
        let (qualifier, code) = (part(1), part(2));
        if code.is_empty() {
            return;
        }
        let dates = || period(part(3), part(4));
        let place = segment.position(element, 2);
        let claim = &mut self.claim;
        let (field, index) = match qualifier {
            "ABK" | "BK" | "ABF" | "BF" => {
                self.principal.push(qualifier.ends_with("BK"));
                claim.diagnoses.push(Parsed::from_text(code));
                ("diagnoses", claim.diagnoses.len() - 1)
            }
            "ABJ" | "BJ" => {
                if claim.admitting_diagnosis.is_some() {
                    return;
                }
                claim.admitting_diagnosis = parsed(code);
                ("admitting_diagnosis", 0)
            }
            "APR" | "PR" => {
                claim.reason_for_visit.push(Parsed::from_text(code));
                ("reason_for_visit", claim.reason_for_visit.len() - 1)
            }
            "ABN" | "BN" => {
                claim.external_causes.push(Parsed::from_text(code));
                ("external_causes", claim.external_causes.len() - 1)
            }
            "BG" => {
                claim.condition_codes.push(code.into());
                ("condition_codes", claim.condition_codes.len() - 1)
            }
            "BH" => {
                let date = dates().from;
                claim.occurrence_codes.push(OccurrenceCode { code: code.into(), date });
                ("occurrence_codes", claim.occurrence_codes.len() - 1)
            }
            "BI" => {
                let Period { from, through } = dates();
                claim.occurrence_spans.push(OccurrenceSpan { code: code.into(), from, through });
                ("occurrence_spans", claim.occurrence_spans.len() - 1)
            }
            "BE" => {
                claim.value_codes.push(ValueCode { code: code.into(), amount: parsed(part(5)) });
                ("value_codes", claim.value_codes.len() - 1)
            }
            "BBR" | "BBQ" | "BR" | "BQ" | "CAH" | "BP" | "BO" => {
                let date = dates().from;
                let (code, qualifier) = (code.into(), qualifier.into());
                claim.procedures_performed.push(ProcedurePerformed { code, qualifier, date });
                ("procedures_performed", claim.procedures_performed.len() - 1)
            }
            "TC" => {
                claim.treatment_codes.push(code.into());
                ("treatment_codes", claim.treatment_codes.len() - 1)
            }
            // The diagnosis related group of an inpatient stay: no outpatient rule asks for it.
            "DR" => return,
            _ => {
                self.remarks.push(X12Error::UnknownQualifier {
                    position: segment.position(element, 1),
                    qualifier: qualifier.into(),
                });
                return;
            }
        };
        if let Some(set) = code_set(qualifier) {
            claim.diagnosis_code_set.get_or_insert(set);
        }
        self.positions.put(None, field, index, place);
    }
}

/// The code set that the qualifier of a diagnosis states.
fn code_set(qualifier: &str) -> Option<DiagnosisCodeSet> {
    match qualifier {
        "ABK" | "ABF" | "ABJ" | "APR" | "ABN" => Some(DiagnosisCodeSet::Icd10Cm),
        "BK" | "BF" | "BJ" | "PR" | "BN" => Some(DiagnosisCodeSet::Icd9Cm),
        _ => None,
    }
}
