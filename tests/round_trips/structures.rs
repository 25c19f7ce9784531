//! A claim as the structures of the C header, and onto a claim of the C functions.

#![allow(unsafe_code, reason = "it calls the functions as C does")]

use cleanclaim::claim::{
    Claim, DecisionElements, DecisionLevel, DiagnosisCodeSet, Line, MedicalDecisionMaking, Parsed, Provider,
};
use cleanclaim::code::Date;
use cleanclaim::ffi::*;
use cleanclaim::{Form, Money};
use std::fmt::Display;

/// What a structure cannot carry.
pub type Lost = &'static str;

/// A claim as a C program would hold it: structures, and the texts they point to.
pub struct Structures {
    form: u32,
    header: cleanclaim_header,
    patient: cleanclaim_patient,
    providers: Vec<(u32, cleanclaim_provider)>,
    diagnoses: Vec<cleanclaim_text>,
    codes: Vec<(u32, cleanclaim_text)>,
    values: Vec<(cleanclaim_text, i64)>,
    occurrences: Vec<(cleanclaim_text, u32, u32)>,
    procedures: Vec<(cleanclaim_text, cleanclaim_text, u32)>,
    lines: Vec<(cleanclaim_line, Vec<(u32, cleanclaim_provider)>)>,
    history: Vec<Structures>,
    _texts: Texts,
}

/// Texts that stay where they are.
#[derive(Default)]
struct Texts(Vec<Box<str>>);

impl Texts {
    /// A text; that a text is there but empty cannot be said.
    fn put(&mut self, text: impl Display) -> Result<cleanclaim_text, Lost> {
        let own: Box<str> = text.to_string().into();
        if own.is_empty() {
            return Err("a text that is given and empty");
        }
        let put = cleanclaim_text { data: own.as_ptr().cast(), length: own.len() };
        self.0.push(own);
        Ok(put)
    }

    fn may_put(&mut self, text: Option<impl Display>) -> Result<cleanclaim_text, Lost> {
        text.map_or(Ok(zeroed()), |text| self.put(text))
    }

    fn provider(&mut self, provider: &Provider) -> Result<cleanclaim_provider, Lost> {
        if *provider == Provider::default() {
            return Err("a provider of whom nothing is known");
        }
        Ok(cleanclaim_provider {
            npi: self.may_put(provider.npi.as_ref())?,
            taxonomy: self.may_put(provider.taxonomy.as_ref())?,
            specialty: self.may_put(provider.specialty.as_ref())?,
        })
    }
}

/// A structure with nothing in it, as `memset` leaves it.
fn zeroed<T: Copy>() -> T {
    // SAFETY: the structures of the header are numbers and pointers, which zeros are valid for.
    unsafe { std::mem::zeroed() }
}

/// A date as its number; one that is no date only where it is digits.
fn date(date: Option<&Parsed<Date>>) -> Result<u32, Lost> {
    let Some(date) = date else { return Ok(0) };
    let digits = match date {
        Parsed::Valid(date) => date.to_string().replace('-', ""),
        Parsed::Malformed(text) => text.to_string(),
    };
    match digits.parse() {
        Ok(number) if number > 0 && !digits.starts_with('0') => Ok(number),
        _ => Err("outside of lines a date that is none"),
    }
}

/// Cents; what stands for no amount is `none`.
fn cents(amount: Option<&Parsed<Money>>, none: i64) -> Result<i64, Lost> {
    match amount {
        None => Ok(none),
        Some(Parsed::Valid(amount)) if amount.cents() != none => Ok(amount.cents()),
        Some(Parsed::Valid(_)) => Err("an amount of zero where zero is none"),
        Some(Parsed::Malformed(_)) => Err("outside of lines an amount that is none"),
    }
}

fn decision(level: DecisionLevel) -> u32 {
    match level {
        DecisionLevel::Straightforward => 1,
        DecisionLevel::Low => 2,
        DecisionLevel::Moderate => 3,
        DecisionLevel::High => 4,
    }
}

impl Structures {
    /// The structures of a claim.
    pub fn of(claim: &Claim) -> Result<Self, Lost> {
        let texts = &mut Texts::default();
        let roles = [
            (0, &claim.billing_provider),
            (1, &claim.rendering_provider),
            (2, &claim.referring_provider),
            (3, &claim.ordering_provider),
            (4, &claim.supervising_provider),
            (5, &claim.operating_provider),
            (6, &claim.attending_provider),
            (7, &claim.service_facility),
        ];
        let mut providers = Vec::new();
        for (role, provider) in roles {
            if let Some(provider) = provider {
                providers.push((role, texts.provider(provider)?));
            }
        }
        let mut codes = Vec::new();
        for code in &claim.condition_codes {
            codes.push((0, texts.put(code)?));
        }
        for (list, own) in [(1, &claim.reason_for_visit), (2, &claim.external_causes)] {
            for code in own {
                codes.push((list, texts.put(code)?));
            }
        }
        for code in &claim.treatment_codes {
            codes.push((3, texts.put(code)?));
        }
        let mut values = Vec::new();
        for value in &claim.value_codes {
            values.push((texts.put(&value.code)?, cents(value.amount.as_ref(), CLEANCLAIM_NOT_GIVEN)?));
        }
        let mut occurrences = Vec::new();
        for occurrence in &claim.occurrence_codes {
            occurrences.push((texts.put(&occurrence.code)?, date(occurrence.date.as_ref())?, 0));
        }
        for span in &claim.occurrence_spans {
            let through = date(span.through.as_ref())?;
            if through == 0 {
                return Err("an occurrence span without a last day");
            }
            occurrences.push((texts.put(&span.code)?, date(span.from.as_ref())?, through));
        }
        let mut procedures = Vec::new();
        for own in &claim.procedures_performed {
            procedures.push((texts.put(&own.code)?, texts.put(&own.qualifier)?, date(own.date.as_ref())?));
        }
        let diagnoses = claim.diagnoses.iter().map(|code| texts.put(code)).collect::<Result<_, _>>()?;
        let lines = claim.lines.iter().map(|line| Self::line(line, texts)).collect::<Result<_, _>>()?;
        let history = claim.history.iter().map(Self::of).collect::<Result<_, _>>()?;
        Ok(Self {
            form: match claim.form {
                Form::Professional => 0,
                Form::Outpatient => 1,
            },
            header: Self::header(claim, texts)?,
            patient: Self::patient(claim, texts)?,
            providers,
            diagnoses,
            codes,
            values,
            occurrences,
            procedures,
            lines,
            history,
            _texts: std::mem::take(texts),
        })
    }

    fn header(claim: &Claim, texts: &mut Texts) -> Result<cleanclaim_header, Lost> {
        let statement = claim.statement.clone().unwrap_or_default();
        if claim.statement.is_some() && statement.from.is_none() && statement.through.is_none() {
            return Err("a statement period without days");
        }
        Ok(cleanclaim_header {
            id: texts.may_put(claim.id.as_ref())?,
            payer: texts.may_put(claim.payer.as_ref())?,
            frequency: texts.may_put(claim.frequency.as_ref())?,
            original_reference: texts.may_put(claim.original_reference.as_ref())?,
            type_of_bill: texts.may_put(claim.type_of_bill.as_ref())?,
            clia: texts.may_put(claim.clia.as_ref())?,
            prior_authorization: texts.may_put(claim.prior_authorization.as_ref())?,
            clinical_trial: texts.may_put(claim.clinical_trial.as_ref())?,
            admitting_diagnosis: texts.may_put(claim.admitting_diagnosis.as_ref())?,
            admission_type: texts.may_put(claim.admission_type.as_ref())?,
            discharge_status: texts.may_put(claim.discharge_status.as_ref())?,
            related_cause: texts.may_put(claim.related_cause.as_ref())?,
            accident_state: texts.may_put(claim.accident_state.as_ref())?,
            note: texts.may_put(claim.note.as_ref())?,
            total_charge_cents: cents(claim.total_charge.as_ref(), CLEANCLAIM_NOT_GIVEN)?,
            patient_paid_cents: cents(claim.patient_paid.as_ref(), 0)?,
            statement_from: date(statement.from.as_ref())?,
            statement_through: date(statement.through.as_ref())?,
            received: date(claim.received.as_ref())?,
            admission_date: date(claim.admission_date.as_ref())?,
            accident_date: date(claim.accident_date.as_ref())?,
            diagnosis_code_set: match claim.diagnosis_code_set {
                None => 0,
                Some(DiagnosisCodeSet::Icd9Cm) => 9,
                Some(DiagnosisCodeSet::Icd10Cm) => 10,
            },
            opps: match claim.opps {
                None => 0,
                Some(true) => 1,
                Some(false) => 2,
            },
            reserved: 0,
        })
    }

    fn patient(claim: &Claim, texts: &mut Texts) -> Result<cleanclaim_patient, Lost> {
        let patient = &claim.patient;
        Ok(cleanclaim_patient {
            sex: texts.may_put(patient.sex.as_ref())?,
            member_id: texts.may_put(patient.member_id.as_ref())?,
            birth_date: date(patient.birth_date.as_ref())?,
            death_date: date(patient.death_date.as_ref())?,
            has_age: patient.age_years.is_some().into(),
            age_years: patient.age_years.unwrap_or_default().into(),
        })
    }

    fn line(
        line: &Line,
        texts: &mut Texts,
    ) -> Result<(cleanclaim_line, Vec<(u32, cleanclaim_provider)>), Lost> {
        let mut own: cleanclaim_line = zeroed();
        if line.modifiers.len() > own.modifiers.len() {
            return Err("more than four modifiers");
        }
        for (place, modifier) in own.modifiers.iter_mut().zip(&line.modifiers) {
            *place = texts.put(modifier)?;
        }
        if line.diagnosis_pointers.len() > own.diagnosis_pointers.len() {
            return Err("more than four diagnosis pointers");
        }
        for (place, pointer) in own.diagnosis_pointers.iter_mut().zip(&line.diagnosis_pointers) {
            *place = pointer.value().ok_or("a diagnosis pointer that is none")?.number();
        }
        own.number = line.number;
        own.procedure = texts.may_put(line.procedure.as_ref())?;
        own.place = texts.may_put(line.place.as_ref())?;
        own.units_thousandths = CLEANCLAIM_NOT_GIVEN;
        match &line.units {
            Some(Parsed::Valid(units)) => own.units_thousandths = units.thousandths(),
            units => own.units_text = texts.may_put(units.as_ref())?,
        }
        own.charge_cents = CLEANCLAIM_NOT_GIVEN;
        match &line.charge {
            Some(Parsed::Valid(charge)) => own.charge_cents = charge.cents(),
            charge => own.charge_text = texts.may_put(charge.as_ref())?,
        }
        for (day, number, text) in [
            (&line.from, &mut own.from, &mut own.from_text),
            (&line.through, &mut own.through, &mut own.through_text),
        ] {
            match day {
                Some(Parsed::Malformed(day)) => *text = texts.put(day)?,
                day => *number = date(day.as_ref())?,
            }
        }
        own.unit_basis = texts.may_put(line.unit_basis.as_ref())?;
        own.revenue_code = texts.may_put(line.revenue_code.as_ref())?;
        own.description = texts.may_put(line.description.as_ref())?;
        own.ndc = texts.may_put(line.ndc.as_ref())?;
        own.ndc_unit = texts.may_put(line.ndc_unit.as_ref())?;
        own.ndc_quantity_thousandths = match &line.ndc_quantity {
            None => 0,
            Some(Parsed::Valid(quantity)) if quantity.thousandths() != 0 => quantity.thousandths(),
            Some(_) => return Err("a drug quantity that is zero or none"),
        };
        own.non_covered_charge_cents = cents(line.non_covered_charge.as_ref(), 0)?;
        own.clia = texts.may_put(line.clia.as_ref())?;
        own.referred_clia = texts.may_put(line.referred_clia.as_ref())?;
        own.prior_authorization = texts.may_put(line.prior_authorization.as_ref())?;
        own.control_number = texts.may_put(line.control_number.as_ref())?;
        if line.minutes == Some(0) {
            return Err("zero minutes");
        }
        own.minutes = line.minutes.unwrap_or_default();
        match line.medical_decision_making {
            None => {}
            Some(MedicalDecisionMaking::Level(level)) => own.decision_making = decision(level),
            Some(MedicalDecisionMaking::Elements(DecisionElements { problems, data, risk })) => {
                [own.problems, own.data, own.risk] = [problems, data, risk].map(decision);
            }
        }
        own.emergency = line.emergency.into();
        own.action_flag = match line.action_flag {
            None => 0,
            Some(flag @ 1..=4) => flag.into(),
            Some(_) => return Err("an action flag that is none"),
        };
        let mut providers = Vec::new();
        for (role, provider) in [
            (1, line.rendering_provider.as_deref()),
            (2, line.referring_provider.as_deref()),
            (3, line.ordering_provider.as_deref()),
            (4, line.supervising_provider.as_deref()),
            (5, line.operating_provider.as_deref()),
            (7, line.service_facility.as_deref()),
        ] {
            if let Some(provider) = provider {
                providers.push((role, texts.provider(provider)?));
            }
        }
        Ok((own, providers))
    }

    /// Makes a claim of the form, with nothing on it.
    pub fn empty(&self) -> *mut cleanclaim_claim {
        let mut claim = std::ptr::null_mut();
        // SAFETY: the output can be written.
        must(unsafe { cleanclaim_claim_new(self.form, &mut claim) });
        claim
    }

    /// Clears a claim and puts everything on it; without history, this asks for no memory of its own.
    ///
    /// # Safety
    /// `claim` must be live and used by nobody else.
    pub unsafe fn build(&self, claim: *mut cleanclaim_claim) {
        // SAFETY: the claim is live; the structures are whole, and their texts live as long as they.
        unsafe {
            must(cleanclaim_claim_clear(claim, self.form));
            must(cleanclaim_claim_set_header(claim, &self.header, size_of_val(&self.header)));
            must(cleanclaim_claim_set_patient(claim, &self.patient, size_of_val(&self.patient)));
            for (role, provider) in &self.providers {
                must(cleanclaim_claim_set_provider(claim, *role, provider, size_of_val(provider)));
            }
            for code in &self.diagnoses {
                must(cleanclaim_claim_add_diagnosis(claim, code.data, code.length));
            }
            for (list, code) in &self.codes {
                must(cleanclaim_claim_add_code(claim, *list, code.data, code.length));
            }
            for (code, cents) in &self.values {
                must(cleanclaim_claim_add_value_code(claim, code.data, code.length, *cents));
            }
            for (code, from, through) in &self.occurrences {
                must(cleanclaim_claim_add_occurrence_code(claim, code.data, code.length, *from, *through));
            }
            for (code, qualifier, date) in &self.procedures {
                let (code, length) = (code.data, code.length);
                must(cleanclaim_claim_add_procedure(
                    claim,
                    code,
                    length,
                    qualifier.data,
                    qualifier.length,
                    *date,
                ));
            }
            for (index, (line, providers)) in self.lines.iter().enumerate() {
                must(cleanclaim_claim_add_line(claim, line, size_of_val(line)));
                for (role, own) in providers {
                    must(cleanclaim_claim_set_line_provider(claim, index, *role, own, size_of_val(own)));
                }
            }
            for earlier in &self.history {
                let own = earlier.empty();
                earlier.build(own);
                must(cleanclaim_claim_add_history(claim, own));
                cleanclaim_claim_free(own);
            }
        }
    }
}

/// Insists on a call's success.
pub fn must(status: cleanclaim_status) {
    // SAFETY: the length may be NULL, and the text lives until the next call.
    let why = || unsafe { std::ffi::CStr::from_ptr(cleanclaim_last_error(std::ptr::null_mut())) };
    assert!(status == cleanclaim_status::CLEANCLAIM_OK, "{status:?} {:?}", why());
}
