//! The memory of what was taken off a claim, used again for what is put on it.

use super::claim::set;
use super::guard::Failure;
use crate::claim::{Claim, Form, Line, Patient, Provider};

/// The memory a claim keeps when it is emptied, so that building the next one allocates nothing.
#[derive(Default)]
pub(super) struct Spare {
    pub(super) memory: Memory,
    lines: Vec<Line>,
}

/// Texts and providers that are not in use.
#[derive(Default)]
pub(super) struct Memory {
    texts: Vec<String>,
    #[allow(clippy::vec_box, reason = "the boxes go back to where claims and lines keep them")]
    providers: Vec<Box<Provider>>,
}

impl Memory {
    /// A text of its own that says the same.
    pub(super) fn text(&mut self, text: &str) -> String {
        let mut own = self.texts.pop().unwrap_or_default();
        text.clone_into(&mut own);
        own
    }

    /// Writes over a text; an empty one is none.
    #[inline]
    pub(super) fn assign(&mut self, slot: &mut Option<String>, text: &str) {
        // Most texts are not given, and were not.
        if !text.is_empty() || slot.is_some() {
            self.write(slot, text);
        }
    }

    fn write(&mut self, slot: &mut Option<String>, text: &str) {
        match slot {
            _ if text.is_empty() => self.keep(slot),
            Some(own) => text.clone_into(own),
            None => *slot = Some(self.text(text)),
        }
    }

    /// Takes a text away.
    #[inline]
    fn keep(&mut self, slot: &mut Option<String>) {
        if let Some(own) = slot.take() {
            self.texts.push(own);
        }
    }

    /// Writes over a provider: NPI, taxonomy and specialty; one without any is none.
    pub(super) fn put_provider(&mut self, slot: &mut Option<Box<Provider>>, texts: [&str; 3]) {
        if texts == [""; 3] {
            return self.keep_provider(slot);
        }
        let [npi, taxonomy, specialty] = texts;
        let own = slot.get_or_insert_with(|| self.providers.pop().unwrap_or_default());
        set(&mut own.npi, npi);
        set(&mut own.taxonomy, taxonomy);
        self.assign(&mut own.specialty, specialty);
    }

    /// Takes a provider away.
    #[inline]
    pub(super) fn keep_provider(&mut self, slot: &mut Option<Box<Provider>>) {
        if let Some(mut own) = slot.take() {
            self.keep(&mut own.specialty);
            self.providers.push(own);
        }
    }
}

impl Spare {
    /// Adds a line that `write` fills; when that fails, there is none.
    #[inline]
    pub(super) fn add_line(
        &mut self,
        lines: &mut Vec<Line>,
        write: impl FnOnce(&mut Line, &mut Memory) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let kept = self.lines.len().saturating_sub(1);
        let before = lines.len();
        lines.extend(self.lines.drain(kept..));
        if lines.len() == before {
            // As many as a structure holds.
            let (modifiers, diagnosis_pointers) = (Vec::with_capacity(4), Vec::with_capacity(4));
            lines.push(Line { modifiers, diagnosis_pointers, ..Line::default() });
        }
        let Some(line) = lines.last_mut() else { return Ok(()) };
        write(line, &mut self.memory).inspect_err(|_| self.lines.extend(lines.pop()))
    }

    /// Takes everything off a claim, in its place: to put a fresh one there instead was measured to cost
    /// more than the rest of a call.
    pub(super) fn empty(&mut self, claim: &mut Claim) {
        // Every field is named: one that is added must be emptied here too.
        let Claim {
            id,
            form,
            payer,
            frequency,
            original_reference,
            type_of_bill,
            opps,
            statement,
            received,
            patient,
            billing_provider,
            rendering_provider,
            referring_provider,
            ordering_provider,
            supervising_provider,
            attending_provider,
            operating_provider,
            service_facility,
            clia,
            prior_authorization,
            clinical_trial,
            condition_codes,
            value_codes,
            occurrence_codes,
            occurrence_spans,
            admission_date,
            admission_type,
            discharge_status,
            related_cause,
            accident_date,
            accident_state,
            diagnoses,
            diagnosis_code_set,
            admitting_diagnosis,
            reason_for_visit,
            external_causes,
            procedures_performed,
            treatment_codes,
            total_charge,
            patient_paid,
            note,
            lines,
            history,
        } = claim;
        let Patient { birth_date, age_years, sex, death_date, member_id } = patient;
        for text in [
            id,
            payer,
            frequency,
            original_reference,
            prior_authorization,
            clinical_trial,
            admission_type,
            discharge_status,
            related_cause,
            accident_state,
            note,
            member_id,
        ] {
            self.memory.keep(text);
        }
        for provider in [
            billing_provider,
            rendering_provider,
            referring_provider,
            ordering_provider,
            supervising_provider,
            attending_provider,
            operating_provider,
            service_facility,
        ] {
            self.memory.keep_provider(provider);
        }
        let Memory { texts, .. } = &mut self.memory;
        texts.append(condition_codes);
        texts.append(treatment_codes);
        while let Some(own) = value_codes.pop() {
            texts.push(own.code);
        }
        while let Some(own) = occurrence_codes.pop() {
            texts.push(own.code);
        }
        while let Some(own) = occurrence_spans.pop() {
            texts.push(own.code);
        }
        while let Some(own) = procedures_performed.pop() {
            texts.extend([own.code, own.qualifier]);
        }
        for codes in [diagnoses, reason_for_visit, external_causes] {
            codes.clear();
        }
        history.clear();
        *birth_date = None;
        *age_years = None;
        *sex = None;
        *death_date = None;
        *form = Form::default();
        *type_of_bill = None;
        *opps = None;
        *statement = None;
        *received = None;
        *clia = None;
        *admission_date = None;
        *accident_date = None;
        *diagnosis_code_set = None;
        *admitting_diagnosis = None;
        *total_charge = None;
        *patient_paid = None;
        if self.lines.is_empty() {
            std::mem::swap(&mut self.lines, lines);
        } else {
            self.lines.append(lines);
        }
    }
}
