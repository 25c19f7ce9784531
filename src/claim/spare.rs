//! The memory of what was taken off a claim, used again for what is put on it.

use super::{Claim, Form, Line, Patient, Provider};

/// The memory a claim keeps when it is emptied, so that the next one allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Spare {
    pub(crate) memory: Memory,
    /// Lines that may still hold anything.
    lines: Vec<Line>,
    /// Empty claims.
    claims: Vec<Claim>,
}

/// The most that is kept: a claim of unusual size must not be paid for ever after.
const KEPT_LINES: usize = 4_096;
const KEPT_CLAIMS: usize = 256;
const KEPT_BYTES: usize = 4_096;
const KEPT_ITEMS: usize = 64;

/// Empties a list.
#[inline]
fn clear<T>(list: &mut Vec<T>) {
    list.clear();
    if list.capacity() > KEPT_ITEMS {
        *list = Vec::new();
    }
}

/// Texts and providers that are not in use.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    texts: Vec<String>,
    #[allow(clippy::vec_box, reason = "the boxes go back to where claims and lines keep them")]
    providers: Vec<Box<Provider>>,
}

impl Memory {
    /// A text of its own that says the same.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) -> String {
        let mut own = self.texts.pop().unwrap_or_default();
        text.clone_into(&mut own);
        own
    }

    /// Writes over a text; an empty one is none.
    #[cfg(feature = "capi")]
    #[inline]
    pub(crate) fn assign(&mut self, slot: &mut Option<String>, text: &str) {
        // Most texts are not given, and were not.
        if !text.is_empty() || slot.is_some() {
            self.write(slot, text);
        }
    }

    #[cfg(feature = "capi")]
    #[inline]
    fn write(&mut self, slot: &mut Option<String>, text: &str) {
        match slot {
            _ if text.is_empty() => self.keep(slot),
            Some(own) => text.clone_into(own),
            None => *slot = Some(self.text(text)),
        }
    }

    #[inline]
    fn put(&mut self, text: String) {
        if text.capacity() <= KEPT_BYTES {
            self.texts.push(text);
        }
    }

    /// Takes a text away.
    #[inline]
    fn keep(&mut self, slot: &mut Option<String>) {
        if slot.is_some() {
            slot.take().into_iter().for_each(|own| self.put(own));
        }
    }

    /// Takes the texts of a list away, and the list's elements.
    #[inline]
    fn keep_each<T, const N: usize>(&mut self, list: &mut Vec<T>, texts: impl Fn(T) -> [String; N]) {
        while let Some(own) = list.pop() {
            texts(own).into_iter().for_each(|text| self.put(text));
        }
    }

    /// An empty provider.
    #[inline]
    pub(crate) fn provider(&mut self) -> Box<Provider> {
        self.providers.pop().unwrap_or_default()
    }

    /// Takes a provider away.
    #[inline]
    pub(crate) fn keep_provider(&mut self, slot: &mut Option<Box<Provider>>) {
        // Most roles are not filled.
        if slot.is_some() {
            self.take_provider(slot);
        }
    }

    #[inline(never)]
    fn take_provider(&mut self, slot: &mut Option<Box<Provider>>) {
        let Some(mut own) = slot.take() else { return };
        let Provider { npi, taxonomy, specialty } = &mut *own;
        (*npi, *taxonomy) = (None, None);
        self.keep(specialty);
        self.providers.push(own);
    }

    /// Takes everything off a line, in its place.
    fn empty_line(&mut self, line: &mut Line) {
        // Every field is named: one that is added must be emptied here too.
        let Line {
            number,
            procedure,
            modifiers,
            units,
            unit_basis,
            charge,
            from,
            through,
            place,
            diagnosis_pointers,
            revenue_code,
            rendering_provider,
            minutes,
            medical_decision_making,
            description,
            ndc,
            ndc_quantity,
            ndc_unit,
            emergency,
            ordering_provider,
            referring_provider,
            supervising_provider,
            operating_provider,
            service_facility,
            clia,
            referred_clia,
            prior_authorization,
            non_covered_charge,
            action_flag,
            control_number,
        } = line;
        for text in [description, ndc_unit, prior_authorization, control_number] {
            self.keep(text);
        }
        for provider in [
            rendering_provider,
            ordering_provider,
            referring_provider,
            supervising_provider,
            operating_provider,
            service_facility,
        ] {
            self.keep_provider(provider);
        }
        clear(modifiers);
        clear(diagnosis_pointers);
        *number = 0;
        *procedure = None;
        *units = None;
        *unit_basis = None;
        *charge = None;
        *from = None;
        *through = None;
        *place = None;
        *revenue_code = None;
        *minutes = None;
        *medical_decision_making = None;
        *ndc = None;
        *ndc_quantity = None;
        *emergency = false;
        *clia = None;
        *referred_clia = None;
        *non_covered_charge = None;
        *action_flag = None;
    }
}

impl Spare {
    /// Adds a line that `write` fills, and that may hold anything before; when that fails, there is none.
    #[inline]
    pub(crate) fn add_line<E>(
        &mut self,
        lines: &mut Vec<Line>,
        write: impl FnOnce(&mut Line, &mut Memory) -> Result<(), E>,
    ) -> Result<(), E> {
        lines.push(self.lines.pop().unwrap_or_else(|| {
            // As many as a structure holds.
            let (modifiers, diagnosis_pointers) = (Vec::with_capacity(4), Vec::with_capacity(4));
            Line { modifiers, diagnosis_pointers, ..Line::default() }
        }));
        let Some(line) = lines.last_mut() else { return Ok(()) };
        write(line, &mut self.memory).inspect_err(|_| self.lines.extend(lines.pop()))
    }

    /// Adds an empty line.
    #[inline]
    pub(crate) fn add_empty_line(&mut self, lines: &mut Vec<Line>) {
        let empty = |line: &mut Line, memory: &mut Memory| {
            memory.empty_line(line);
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(()) = self.add_line(lines, empty);
    }

    /// An empty claim.
    #[inline]
    pub(crate) fn claim(&mut self) -> Claim {
        self.claims.pop().unwrap_or_default()
    }

    /// Takes everything off a claim, in its place: to put a fresh one there instead was measured to cost
    /// more than the rest of a call.
    pub(crate) fn empty(&mut self, claim: &mut Claim) {
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
        for texts in [condition_codes, treatment_codes] {
            self.memory.keep_each(texts, |text| [text]);
        }
        self.memory.keep_each(value_codes, |own| [own.code]);
        self.memory.keep_each(occurrence_codes, |own| [own.code]);
        self.memory.keep_each(occurrence_spans, |own| [own.code]);
        self.memory.keep_each(procedures_performed, |own| [own.code, own.qualifier]);
        for codes in [diagnoses, reason_for_visit, external_causes] {
            clear(codes);
        }
        while let Some(mut earlier) = history.pop() {
            self.empty(&mut earlier);
            self.claims.push(earlier);
        }
        self.claims.truncate(KEPT_CLAIMS);
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
        self.lines.truncate(KEPT_LINES);
    }
}
