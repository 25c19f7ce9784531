//! Claims: built from structures, or read from JSON.

use super::date;
use super::guard::{Failure, exclusive, failure, free, give, guard, guard_or, put, reference};
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_NOT_A_CLAIM, CLEANCLAIM_OUT_OF_RANGE, CLEANCLAIM_UNKNOWN_VALUE,
};
use super::structure::{self, structures};
use super::text::{Terminated, bytes, cleanclaim_text, text};
use crate::claim::{Claim, DiagnosisCodeSet, Form, Line, Parsed, Period, Provider, json};
use crate::code::Money;
use crate::x12::Positions;
use std::ffi::c_char;
use std::sync::OnceLock;

/// A number that is not given, where 0 is a number: units and charges.
pub const CLEANCLAIM_NOT_GIVEN: i64 = i64::MIN;

/// One claim: its header, patient, providers, diagnoses, lines and earlier claims.
///
/// Made by cleanclaim_claim_new, cleanclaim_claim_from_json, cleanclaim_x12_next or cleanclaim_claim_clone,
/// and freed with cleanclaim_claim_free. While it is changed by one thread no other may use it;
/// otherwise it may be used by several threads at once. It copies every text it is given.
///
/// A code that cannot be read is kept as it was sent and becomes a finding.
#[derive(Default)]
pub struct cleanclaim_claim {
    pub(super) claim: Claim,
    pub(super) positions: Option<Positions>,
    /// Lines of earlier claims, for their memory.
    pub(super) spare: Vec<Line>,
    json: OnceLock<Terminated>,
}

/// Which form a claim is on.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_form {
    /// 837P or CMS-1500.
    CLEANCLAIM_PROFESSIONAL = 0,
    /// 837I or UB-04, outpatient.
    CLEANCLAIM_OUTPATIENT = 1,
}

/// What a provider is to a claim or a line.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_role {
    /// Who bills; on the claim only.
    CLEANCLAIM_BILLING = 0,
    /// Who performed the service.
    CLEANCLAIM_RENDERING = 1,
    /// Who referred the patient.
    CLEANCLAIM_REFERRING = 2,
    /// Who ordered the service.
    CLEANCLAIM_ORDERING = 3,
    /// Who supervised the service.
    CLEANCLAIM_SUPERVISING = 4,
    /// Who operated (institutional).
    CLEANCLAIM_OPERATING = 5,
    /// Who attended the patient (institutional); on the claim only.
    CLEANCLAIM_ATTENDING = 6,
    /// Where the service took place.
    CLEANCLAIM_FACILITY = 7,
}

/// A list of codes of a claim beside its diagnoses.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_list {
    /// Condition codes.
    CLEANCLAIM_CONDITION_CODES = 0,
    /// Patient's reasons for the visit: diagnosis codes.
    CLEANCLAIM_REASONS_FOR_VISIT = 1,
    /// External causes of injury sent apart from the diagnoses: diagnosis codes.
    CLEANCLAIM_EXTERNAL_CAUSES = 2,
    /// Treatment codes of home health.
    CLEANCLAIM_TREATMENT_CODES = 3,
}

/// The header of a claim. An empty text, and a number 0 unless said otherwise, is not given.
/// Dates are numbers: 20260105 for 2026-01-05.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_header {
    /// The submitter's identifier of the claim (837: CLM01).
    pub id: cleanclaim_text,
    /// `medicare`, `medicaid`, `commercial` or a payer's name; not given is Medicare.
    pub payer: cleanclaim_text,
    /// Claim frequency: `1` original, `7` replacement, `8` void (837: CLM05-3).
    pub frequency: cleanclaim_text,
    /// The payer's control number of the claim this one replaces (837: REF*F8).
    pub original_reference: cleanclaim_text,
    /// Type of bill (outpatient): `0131`.
    pub type_of_bill: cleanclaim_text,
    /// CLIA number of the performing laboratory.
    pub clia: cleanclaim_text,
    /// Prior authorization number.
    pub prior_authorization: cleanclaim_text,
    /// Number of the clinical trial (837: REF*P4).
    pub clinical_trial: cleanclaim_text,
    /// Admitting diagnosis (institutional).
    pub admitting_diagnosis: cleanclaim_text,
    /// Type of admission (institutional).
    pub admission_type: cleanclaim_text,
    /// Patient discharge status (institutional).
    pub discharge_status: cleanclaim_text,
    /// `AA` auto accident, `EM` employment, `OA` other accident.
    pub related_cause: cleanclaim_text,
    /// State of the auto accident.
    pub accident_state: cleanclaim_text,
    /// Note to the payer.
    pub note: cleanclaim_text,
    /// Total charge in cents; CLEANCLAIM_NOT_GIVEN when the claim carries none. 0 is 0.00.
    pub total_charge_cents: i64,
    /// What the patient has paid, in cents.
    pub patient_paid_cents: i64,
    /// First day of the statement period (outpatient).
    pub statement_from: u32,
    /// Last day of the statement period (outpatient).
    pub statement_through: u32,
    /// The day the payer received or will receive the claim.
    pub received: u32,
    /// Day of admission.
    pub admission_date: u32,
    /// Day of the accident.
    pub accident_date: u32,
    /// The code set of the diagnoses: 10 or 0 for ICD-10-CM, 9 for ICD-9-CM.
    pub diagnosis_code_set: u32,
}

/// The patient. An empty text or a date 0 is not given.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_patient {
    /// Administrative sex: `F`, `M` or `U`.
    pub sex: cleanclaim_text,
    /// The member identifier the payer knows the patient by; for Medicare the MBI.
    pub member_id: cleanclaim_text,
    /// Day of birth, as YYYYMMDD.
    pub birth_date: u32,
    /// Day of death, as YYYYMMDD.
    pub death_date: u32,
    /// 1 when `age_years` is given, for claims without a date of birth.
    pub has_age: u32,
    /// Age in completed years on the first date of service.
    pub age_years: u32,
}

/// A provider. An empty text is not given.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_provider {
    /// National provider identifier.
    pub npi: cleanclaim_text,
    /// Provider taxonomy code.
    pub taxonomy: cleanclaim_text,
    /// Medicare's two-character specialty code.
    pub specialty: cleanclaim_text,
}

structures! { cleanclaim_header: 33, cleanclaim_patient: 6, cleanclaim_provider: 6 }

/// A code of a text, or none when the text is empty.
pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Option<Parsed<T>> {
    (!text.is_empty()).then(|| Parsed::from_text(text))
}

/// An amount in cents, or none when it is 0.
pub(super) fn amount(cents: i64) -> Option<Parsed<Money>> {
    (cents != 0).then(|| Money::from_cents(cents).into())
}

/// Writes over a text, in its own memory.
pub(super) fn assign(slot: &mut Option<String>, text: &str) {
    if text.is_empty() {
        *slot = None;
    } else {
        text.clone_into(slot.get_or_insert_default());
    }
}

fn form(number: u32) -> Result<Form, Failure> {
    match number {
        0 => Ok(Form::Professional),
        1 => Ok(Form::Outpatient),
        _ => Err(unknown(number, "form; 0 is professional, 1 outpatient")),
    }
}

pub(super) fn unknown(number: u32, what: &str) -> Failure {
    failure(CLEANCLAIM_UNKNOWN_VALUE, format!("{number} is no {what}"))
}

impl cleanclaim_claim {
    pub(super) fn of(claim: Claim, positions: Option<Positions>) -> Self {
        Self { claim, positions, ..Self::default() }
    }

    /// The claim, about to be changed: what was derived from it is forgotten.
    pub(super) fn change(&mut self) -> &mut Claim {
        self.json.take();
        &mut self.claim
    }

    fn clear(&mut self, form: Form) {
        let old = std::mem::take(self.change());
        let emptied = |mut list: Vec<_>| {
            list.clear();
            list
        };
        let mut lines = old.lines;
        self.spare.append(&mut lines);
        self.claim.lines = lines;
        self.claim.diagnoses = emptied(old.diagnoses);
        self.claim.form = form;
        self.positions = None;
    }

    fn set_header(&mut self, header: &Header<'_>) {
        let claim = self.change();
        let &Header { given, .. } = header;
        for (slot, text) in [
            (&mut claim.id, header.id),
            (&mut claim.payer, header.payer),
            (&mut claim.frequency, header.frequency),
            (&mut claim.original_reference, header.original_reference),
            (&mut claim.prior_authorization, header.prior_authorization),
            (&mut claim.clinical_trial, header.clinical_trial),
            (&mut claim.admission_type, header.admission_type),
            (&mut claim.discharge_status, header.discharge_status),
            (&mut claim.related_cause, header.related_cause),
            (&mut claim.accident_state, header.accident_state),
            (&mut claim.note, header.note),
        ] {
            assign(slot, text);
        }
        claim.type_of_bill = parsed(header.type_of_bill);
        claim.clia = parsed(header.clia);
        claim.admitting_diagnosis = parsed(header.admitting_diagnosis);
        let (from, through) =
            (date::from_number(given.statement_from), date::from_number(given.statement_through));
        claim.statement = (from.is_some() || through.is_some()).then_some(Period { from, through });
        claim.received = date::from_number(given.received);
        claim.admission_date = date::from_number(given.admission_date);
        claim.accident_date = date::from_number(given.accident_date);
        claim.diagnosis_code_set = header.code_set;
        let total = given.total_charge_cents;
        claim.total_charge = (total != CLEANCLAIM_NOT_GIVEN).then(|| Money::from_cents(total).into());
        claim.patient_paid = amount(given.patient_paid_cents);
    }
}

/// A header whose texts have been read.
struct Header<'t> {
    given: &'t cleanclaim_header,
    id: &'t str,
    payer: &'t str,
    frequency: &'t str,
    original_reference: &'t str,
    type_of_bill: &'t str,
    clia: &'t str,
    prior_authorization: &'t str,
    clinical_trial: &'t str,
    admitting_diagnosis: &'t str,
    admission_type: &'t str,
    discharge_status: &'t str,
    related_cause: &'t str,
    accident_state: &'t str,
    note: &'t str,
    code_set: Option<DiagnosisCodeSet>,
}

impl<'t> Header<'t> {
    /// # Safety
    /// Every text must be readable for its length.
    unsafe fn read(given: &'t cleanclaim_header) -> Result<Self, Failure> {
        let code_set = match given.diagnosis_code_set {
            0 => None,
            9 => Some(DiagnosisCodeSet::Icd9Cm),
            10 => Some(DiagnosisCodeSet::Icd10Cm),
            other => return Err(unknown(other, "diagnosis code set; 9 is ICD-9-CM, 10 or 0 ICD-10-CM")),
        };
        // SAFETY: as the caller promises.
        unsafe {
            Ok(Self {
                given,
                id: given.id.read("claim's id")?,
                payer: given.payer.read("payer")?,
                frequency: given.frequency.read("frequency")?,
                original_reference: given.original_reference.read("original reference")?,
                type_of_bill: given.type_of_bill.read("type of bill")?,
                clia: given.clia.read("CLIA number")?,
                prior_authorization: given.prior_authorization.read("prior authorization")?,
                clinical_trial: given.clinical_trial.read("clinical trial")?,
                admitting_diagnosis: given.admitting_diagnosis.read("admitting diagnosis")?,
                admission_type: given.admission_type.read("type of admission")?,
                discharge_status: given.discharge_status.read("discharge status")?,
                related_cause: given.related_cause.read("related cause")?,
                accident_state: given.accident_state.read("state of the accident")?,
                note: given.note.read("note")?,
                code_set,
            })
        }
    }
}

/// Reads a provider; `None` when nothing of it is given.
///
/// # Safety
/// As [`structure::take`], and every text must be readable for its length.
pub(super) unsafe fn provider(
    provider: *const cleanclaim_provider,
    size: usize,
) -> Result<Option<Provider>, Failure> {
    // SAFETY: as the caller promises.
    let (npi, taxonomy, specialty) = unsafe {
        let given = structure::take(provider, size)?;
        (given.npi.read("NPI")?, given.taxonomy.read("taxonomy")?, given.specialty.read("specialty")?)
    };
    let mut own = Provider { npi: parsed(npi), taxonomy: parsed(taxonomy), specialty: None };
    assign(&mut own.specialty, specialty);
    Ok((own != Provider::default()).then_some(own))
}

/// Makes a claim of a form (a cleanclaim_form) with nothing on it.
///
/// # Safety
/// `claim` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_new(
    form: u32,
    claim: *mut *mut cleanclaim_claim,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            let claim = Claim { form: self::form(form)?, ..Claim::default() };
            Ok(cleanclaim_claim::of(claim, None))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(claim, make) }
    })
}

/// Reads a claim from JSON: one object, with the names of the fields of the structures here.
///
/// Fails with CLEANCLAIM_NOT_A_CLAIM, whose message names the line, the column and the field.
///
/// # Safety
/// `json` must be readable for `json_length` bytes; `claim` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_from_json(
    json: *const c_char,
    json_length: usize,
    claim: *mut *mut cleanclaim_claim,
) -> cleanclaim_status {
    guard(|| {
        let read = || {
            // SAFETY: the caller promises a readable text.
            let json = unsafe { bytes(json, json_length, "claim") }?;
            let claim =
                json::read_one(json).map_err(|error| failure(CLEANCLAIM_NOT_A_CLAIM, error.to_string()))?;
            Ok(cleanclaim_claim::of(claim, None))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(claim, read) }
    })
}

/// Copies a claim, with the earlier claims it holds.
///
/// # Safety
/// `claim` must be NULL or live, `copy` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_clone(
    claim: *const cleanclaim_claim,
    copy: *mut *mut cleanclaim_claim,
) -> cleanclaim_status {
    guard(|| {
        let clone = || {
            // SAFETY: the caller promises NULL or a live claim.
            let claim = unsafe { reference(claim, "claim") }?;
            Ok(cleanclaim_claim::of(claim.claim.clone(), claim.positions.clone()))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(copy, clone) }
    })
}

/// Takes everything off a claim but its memory, to build the next one of a form (a cleanclaim_form).
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_clear(
    claim: *mut cleanclaim_claim,
    form: u32,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own.
        let claim = unsafe { exclusive(claim, "claim") }?;
        claim.clear(self::form(form)?);
        Ok(())
    })
}

/// Sets the header of a claim, all of it.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `header` must be NULL or readable for
/// `header_size` bytes, its texts for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_set_header(
    claim: *mut cleanclaim_claim,
    header: *const cleanclaim_header,
    header_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        unsafe {
            let claim = exclusive(claim, "claim")?;
            let header = structure::take(header, header_size)?;
            claim.set_header(&Header::read(&header)?);
        }
        Ok(())
    })
}

/// Sets the patient of a claim, all of it.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `patient` must be NULL or readable for
/// `patient_size` bytes, its texts for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_set_patient(
    claim: *mut cleanclaim_claim,
    patient: *const cleanclaim_patient,
    patient_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        let (claim, given, sex, member_id) = unsafe {
            let claim = exclusive(claim, "claim")?;
            let given = structure::take(patient, patient_size)?;
            (claim, given, given.sex.read("sex")?, given.member_id.read("member id")?)
        };
        let age_years = match given.has_age {
            0 => None,
            _ => Some(u16::try_from(given.age_years).map_err(|_| {
                failure(CLEANCLAIM_OUT_OF_RANGE, format!("{} years is no age", given.age_years))
            })?),
        };
        let patient = &mut claim.change().patient;
        patient.sex = parsed(sex);
        assign(&mut patient.member_id, member_id);
        patient.birth_date = date::from_number(given.birth_date);
        patient.death_date = date::from_number(given.death_date);
        patient.age_years = age_years;
        Ok(())
    })
}

/// Sets the provider of a claim in a role (a cleanclaim_role), all of it.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `provider` must be NULL or readable for
/// `provider_size` bytes, its texts for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_set_provider(
    claim: *mut cleanclaim_claim,
    role: u32,
    provider: *const cleanclaim_provider,
    provider_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        let (claim, provider) =
            unsafe { (exclusive(claim, "claim")?, self::provider(provider, provider_size)?) };
        let own = &mut claim.claim;
        let slot = match role {
            0 => &mut own.billing_provider,
            1 => &mut own.rendering_provider,
            2 => &mut own.referring_provider,
            3 => &mut own.ordering_provider,
            4 => &mut own.supervising_provider,
            5 => &mut own.operating_provider,
            6 => &mut own.attending_provider,
            7 => &mut own.service_facility,
            _ => return Err(unknown(role, "role; 0 is the billing provider, 7 the facility")),
        };
        *slot = provider;
        claim.change();
        Ok(())
    })
}

/// Adds a diagnosis after the others; the first is the principal one. A dot is free: `E11.9`.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `code` must be readable for `code_length`
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_diagnosis(
    claim: *mut cleanclaim_claim,
    code: *const c_char,
    code_length: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable text.
        let (claim, code) = unsafe { (exclusive(claim, "claim")?, text(code, code_length, "diagnosis")?) };
        claim.change().diagnoses.push(Parsed::from_text(code));
        Ok(())
    })
}

/// Adds an earlier claim of the same patient, which is copied, for the rules that look back.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `earlier` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_history(
    claim: *mut cleanclaim_claim,
    earlier: *const cleanclaim_claim,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim, copied before the other is borrowed.
        let earlier = unsafe { reference(earlier, "earlier claim") }?.claim.clone();
        // SAFETY: the caller promises NULL or a live claim of its own.
        unsafe { exclusive(claim, "claim") }?.change().history.push(earlier);
        Ok(())
    })
}

/// The claim as JSON on one line, which cleanclaim_claim_from_json reads; lent by the claim until it
/// is changed.
///
/// # Safety
/// `claim` must be NULL or live, `json` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_json(
    claim: *const cleanclaim_claim,
    json: *mut cleanclaim_text,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim.
        let claim = unsafe { reference(claim, "claim") }?;
        let own = claim.json.get_or_init(|| serde_json::to_string(&claim.claim).unwrap_or_default().into());
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { put(json, own.lend()) }
    })
}

/// Frees a claim. NULL is accepted.
///
/// # Safety
/// `claim` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_free(claim: *mut cleanclaim_claim) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(claim) })
}
