//! Claims: built from structures, or read from JSON.

use super::guard::{Failure, exclusive, failure, free, give, guard, guard_or, put, reference};
use super::scrub::claim_of;
use super::status::cleanclaim_status::{self, CLEANCLAIM_UNKNOWN_VALUE};
use super::text::{Terminated, bytes, cleanclaim_text, text};
use crate::claim::{Claim, Form, Memory, Parsed, Provider, Spare};
use crate::x12::Positions;
use std::ffi::c_char;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::OnceLock;

/// A number that is not given, where 0 is a number: units and charges.
pub const CLEANCLAIM_NOT_GIVEN: i64 = i64::MIN;

/// One claim: its header, patient, providers, diagnoses, lines and earlier claims.
///
/// Made by cleanclaim_claim_new, cleanclaim_claim_from_json, cleanclaim_x12_next or
/// cleanclaim_claim_clone, and freed with cleanclaim_claim_free. While it is changed by one thread no
/// other may use it; otherwise it may be used by several threads at once. It copies every text it is
/// given.
///
/// A code that cannot be read is kept as it was sent and becomes a finding.
#[derive(Default)]
pub struct cleanclaim_claim {
    pub(super) claim: Claim,
    pub(super) positions: Option<Positions>,
    spare: Spare,
    json: OnceLock<Terminated>,
    /// The highest number of a line, while lines are added one after the other.
    pub(super) highest: Option<u32>,
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

/// Writes the code of a text, or none, over another one: where it will lie, for copies of what was
/// just written are slow.
#[inline]
pub(super) fn set<T: FromStr>(slot: &mut Option<Parsed<T>>, text: &str) {
    *slot = match text {
        "" => None,
        _ => match text.parse() {
            Ok(value) => Some(Parsed::Valid(value)),
            Err(_) => Some(Parsed::Malformed(text.into())),
        },
    };
}

/// Writes over a provider: NPI, taxonomy and specialty; one without any is none.
pub(super) fn put_provider(memory: &mut Memory, slot: &mut Option<Box<Provider>>, texts: [&str; 3]) {
    if texts == [""; 3] {
        return memory.keep_provider(slot);
    }
    let [npi, taxonomy, specialty] = texts;
    let own = slot.get_or_insert_with(|| memory.provider());
    set(&mut own.npi, npi);
    set(&mut own.taxonomy, taxonomy);
    memory.assign(&mut own.specialty, specialty);
}

/// Numbers of which the text has as many digits as are read: from here on that is for the text to say.
const MANY: u64 = 100_000_000_000_000_000;

/// Writes the code of a text when there is one, else a number that may not be given.
#[inline]
pub(super) fn set_either<T: FromStr + Display>(
    slot: &mut Option<Parsed<T>>,
    text: &str,
    number: i64,
    of_number: impl FnOnce(i64) -> T,
) {
    if !text.is_empty() {
        set(slot, text);
    } else if number == CLEANCLAIM_NOT_GIVEN {
        *slot = None;
    } else if number.unsigned_abs() < MANY {
        *slot = Some(Parsed::Valid(of_number(number)));
    } else {
        // As it is read from JSON.
        set(slot, &of_number(number).to_string());
    }
}

/// Writes a number for which 0, too, is none.
#[inline]
pub(super) fn set_above_zero<T: FromStr + Display>(
    slot: &mut Option<Parsed<T>>,
    number: i64,
    of_number: impl FnOnce(i64) -> T,
) {
    set_either(slot, "", if number == 0 { CLEANCLAIM_NOT_GIVEN } else { number }, of_number);
}

fn form(number: u32) -> Result<Form, Failure> {
    match number {
        0 => Ok(Form::Professional),
        1 => Ok(Form::Outpatient),
        _ => Err(unknown(number, "form; 0 is professional, 1 outpatient")),
    }
}

/// A number that is 1 for yes and 0 for no.
pub(super) fn flag(number: u32, what: &str) -> Result<bool, Failure> {
    match number {
        0 | 1 => Ok(number == 1),
        _ => Err(unknown(number, &format!("{what}; 1 is yes, 0 no"))),
    }
}

pub(super) fn unknown(number: u32, what: &str) -> Failure {
    failure(CLEANCLAIM_UNKNOWN_VALUE, format!("{number} is no {what}"))
}

impl cleanclaim_claim {
    pub(super) fn of(claim: Claim, positions: Option<Positions>) -> Self {
        Self { claim, positions, ..Self::default() }
    }

    /// Changes the claim, with the memory that is kept for it; what was derived from it is then
    /// forgotten. A change that fails changes nothing.
    #[inline]
    pub(super) fn change(
        &mut self,
        change: impl FnOnce(&mut Claim, &mut Spare) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.highest = None;
        change(&mut self.claim, &mut self.spare)?;
        if self.json.get().is_some() {
            self.json.take();
        }
        Ok(())
    }
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

/// Reads a claim from JSON: one object, of which only `form` and each line's `procedure` must be
/// there. Money and quantities are decimal strings, dates `YYYY-MM-DD`.
///
/// ```json
/// {"id": "A-1", "form": "professional", "payer": "medicare",
///  "patient": {"birth_date": "1958-03-04", "sex": "F"},
///  "billing_provider": {"npi": "1234567893", "taxonomy": "207Q00000X"},
///  "diagnoses": ["E11.9", "I10"], "total_charge": "125.00",
///  "lines": [{"number": 1, "procedure": "99213", "modifiers": ["25"], "units": "1",
///             "charge": "125.00", "from": "2026-01-05", "through": "2026-01-05",
///             "place": "11", "diagnosis_pointers": [1, 2]}],
///  "history": []}
/// ```
///
/// The other fields have the names of the members of cleanclaim_header and cleanclaim_line without
/// their units, but for: `statement` (`{"from": …, "through": …}`), `service_facility`,
/// `reason_for_visit`, `diagnosis_code_set` (`"icd-10-cm"` or `"icd-9-cm"`), `value_codes`
/// (`[{"code": …, "amount": …}]`), `occurrence_codes` (`[{"code": …, "date": …}]`), `occurrence_spans`
/// (`[{"code": …, "from": …, "through": …}]`), `procedures_performed`
/// (`[{"code": …, "qualifier": …, "date": …}]`) and a line's `medical_decision_making` (a level such as
/// `"low"`, or `{"problems": …, "data": …, "risk": …}`). cleanclaim_claim_json shows those that are
/// filled. `form` is `professional` or `outpatient`;
/// `history` holds earlier claims in the same shape.
///
/// Fails with CLEANCLAIM_NOT_A_CLAIM, whose message names the line, the column and the field, and for
/// an unknown field the nearest known one.
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
            Ok(cleanclaim_claim::of(claim_of(json)?, None))
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
        let form = self::form(form)?;
        claim.positions = None;
        claim.change(|claim, spare| {
            spare.empty(claim);
            claim.form = form;
            Ok(())
        })
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
        claim.change(|claim, _| {
            claim.diagnoses.push(Parsed::from_text(code));
            Ok(())
        })
    })
}

/// Adds an earlier claim of the same patient, which is copied, for the rules that look back. Earlier
/// claims of its own are left out; no rule reads them.
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
        let mut earlier = unsafe { reference(earlier, "earlier claim") }?.claim.clone();
        earlier.history = Vec::new();
        // SAFETY: the caller promises NULL or a live claim of its own.
        unsafe { exclusive(claim, "claim") }?.change(|claim, _| {
            claim.history.push(earlier);
            Ok(())
        })
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
