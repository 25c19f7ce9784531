//! The header, the patient and the providers of a claim.

use super::claim::{cleanclaim_claim, flag, put_provider, set, set_above_zero, set_either, unknown};
use super::date;
use super::guard::{Failure, exclusive, failure, guard};
use super::status::cleanclaim_status::{self, CLEANCLAIM_OUT_OF_RANGE};
use super::structure::{Room, structures};
use super::text::cleanclaim_text;
use crate::claim::{Claim, DiagnosisCodeSet, Memory, Period};
use crate::code::Money;

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
    /// Total charge in cents; CLEANCLAIM_NOT_GIVEN when the claim carries none. 0 is 0.00, so set it in
    /// a header that was filled with zeros: a total of 0.00 is not that of lines with charges (T014).
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
    /// Whether the claim is paid under OPPS (outpatient): 1 yes, 2 no; 0 where the type of bill tells.
    pub opps: u32,
    /// Not used; 0.
    pub reserved: u32,
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
    /// 1 when `age_years` is given, for claims without a date of birth; else 0.
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
    opps: Option<bool>,
}

impl<'t> Header<'t> {
    /// Writes the header over that of a claim.
    fn write(&self, claim: &mut Claim, memory: &mut Memory) {
        let header = self;
        let given = self.given;
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
            memory.assign(slot, text);
        }
        set(&mut claim.type_of_bill, header.type_of_bill);
        set(&mut claim.clia, header.clia);
        set(&mut claim.admitting_diagnosis, header.admitting_diagnosis);
        let (from, through) =
            (date::from_number(given.statement_from), date::from_number(given.statement_through));
        claim.statement = (from.is_some() || through.is_some()).then_some(Period { from, through });
        date::set(&mut claim.received, given.received);
        date::set(&mut claim.admission_date, given.admission_date);
        date::set(&mut claim.accident_date, given.accident_date);
        claim.diagnosis_code_set = header.code_set;
        claim.opps = header.opps;
        set_either(&mut claim.total_charge, "", given.total_charge_cents, Money::from_cents);
        set_above_zero(&mut claim.patient_paid, given.patient_paid_cents, Money::from_cents);
    }

    /// # Safety
    /// Every text must be readable for its length.
    unsafe fn read(given: &'t cleanclaim_header) -> Result<Self, Failure> {
        let code_set = match given.diagnosis_code_set {
            0 => None,
            9 => Some(DiagnosisCodeSet::Icd9Cm),
            10 => Some(DiagnosisCodeSet::Icd10Cm),
            other => return Err(unknown(other, "diagnosis code set; 9 is ICD-9-CM, 10 or 0 ICD-10-CM")),
        };
        let opps = match given.opps {
            0 => None,
            1 => Some(true),
            2 => Some(false),
            other => return Err(unknown(other, "answer to whether OPPS pays; 1 is yes, 2 no")),
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
                opps,
            })
        }
    }
}

/// Reads a provider: NPI, taxonomy and specialty.
///
/// # Safety
/// As [`Room::read`], and every text must be readable for its length for as long as `'a`.
pub(super) unsafe fn provider<'a>(
    provider: *const cleanclaim_provider,
    size: usize,
) -> Result<[&'a str; 3], Failure> {
    let mut room = Room::new();
    // SAFETY: as the caller promises.
    unsafe {
        let given = room.read(provider, size)?;
        Ok([given.npi.read("NPI")?, given.taxonomy.read("taxonomy")?, given.specialty.read("specialty")?])
    }
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
        let mut room = Room::new();
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        let (claim, header) =
            unsafe { (exclusive(claim, "claim")?, Header::read(room.read(header, header_size)?)?) };
        claim.change(|claim, spare| {
            header.write(claim, &mut spare.memory);
            Ok(())
        })
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
        let mut room = Room::new();
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        let (claim, given, sex, member_id) = unsafe {
            let claim = exclusive(claim, "claim")?;
            let given = room.read(patient, patient_size)?;
            (claim, given, given.sex.read("sex")?, given.member_id.read("member id")?)
        };
        let age_years = match flag(given.has_age, "answer to whether the age is given")? {
            false => None,
            true => Some(u16::try_from(given.age_years).map_err(|_| {
                failure(CLEANCLAIM_OUT_OF_RANGE, format!("{} years is no age", given.age_years))
            })?),
        };
        claim.change(|Claim { patient, .. }, spare| {
            set(&mut patient.sex, sex);
            spare.memory.assign(&mut patient.member_id, member_id);
            date::set(&mut patient.birth_date, given.birth_date);
            date::set(&mut patient.death_date, given.death_date);
            patient.age_years = age_years;
            Ok(())
        })
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
        // SAFETY: the caller promises NULL or a live claim of its own.
        unsafe { exclusive(claim, "claim") }?.change(|claim, spare| {
            let slot = match role {
                0 => &mut claim.billing_provider,
                1 => &mut claim.rendering_provider,
                2 => &mut claim.referring_provider,
                3 => &mut claim.ordering_provider,
                4 => &mut claim.supervising_provider,
                5 => &mut claim.operating_provider,
                6 => &mut claim.attending_provider,
                7 => &mut claim.service_facility,
                _ => return Err(unknown(role, "role; 0 is the billing provider, 7 the facility")),
            };
            // SAFETY: the caller promises NULL or a readable structure.
            let provider = unsafe { self::provider(provider, provider_size) }?;
            put_provider(&mut spare.memory, slot, provider);
            Ok(())
        })
    })
}
