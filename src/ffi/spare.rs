//! The memory of what was taken off a claim, used again for what is put on it.

use super::claim::set;
use super::guard::Failure;
use crate::claim::{Claim, Line, Provider};

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

    /// Takes everything off a claim. What is not kept here only loses its memory.
    pub(super) fn empty(&mut self, claim: &mut Claim) {
        let mut old = std::mem::take(claim);
        for text in [
            &mut old.id,
            &mut old.payer,
            &mut old.frequency,
            &mut old.original_reference,
            &mut old.prior_authorization,
            &mut old.clinical_trial,
            &mut old.admission_type,
            &mut old.discharge_status,
            &mut old.related_cause,
            &mut old.accident_state,
            &mut old.note,
            &mut old.patient.member_id,
        ] {
            self.memory.keep(text);
        }
        for provider in [
            &mut old.billing_provider,
            &mut old.rendering_provider,
            &mut old.referring_provider,
            &mut old.ordering_provider,
            &mut old.supervising_provider,
            &mut old.attending_provider,
            &mut old.operating_provider,
            &mut old.service_facility,
        ] {
            self.memory.keep_provider(provider);
        }
        let Memory { texts, .. } = &mut self.memory;
        texts.append(&mut old.condition_codes);
        texts.append(&mut old.treatment_codes);
        texts.extend(old.value_codes.drain(..).map(|own| own.code));
        texts.extend(old.occurrence_codes.drain(..).map(|own| own.code));
        texts.extend(old.occurrence_spans.drain(..).map(|own| own.code));
        texts.extend(old.procedures_performed.drain(..).flat_map(|own| [own.code, own.qualifier]));
        self.lines.append(&mut old.lines);
        for codes in [&mut old.diagnoses, &mut old.reason_for_visit, &mut old.external_causes] {
            codes.clear();
        }
        *claim = Claim {
            condition_codes: old.condition_codes,
            treatment_codes: old.treatment_codes,
            value_codes: old.value_codes,
            occurrence_codes: old.occurrence_codes,
            occurrence_spans: old.occurrence_spans,
            procedures_performed: old.procedures_performed,
            lines: old.lines,
            diagnoses: old.diagnoses,
            reason_for_visit: old.reason_for_visit,
            external_causes: old.external_causes,
            ..Claim::default()
        };
    }
}
