//! The lines of a claim, and its lists of codes.

use super::claim::{cleanclaim_claim, flag, put_provider, set, set_above_zero, set_either, unknown};
use super::date;
use super::guard::{Failure, exclusive, failure, guard, guard_or};
use super::header::{cleanclaim_provider, provider};
use super::status::cleanclaim_status::{self, CLEANCLAIM_OUT_OF_RANGE};
use super::structure::{Room, structures};
use super::text::{cleanclaim_text, text};
use crate::claim::{
    Claim, DecisionElements, DecisionLevel, Line, MedicalDecisionMaking, Memory, OccurrenceCode,
    OccurrenceSpan, Parsed, Pointer, ProcedurePerformed, ValueCode,
};
use crate::code::{Money, Units};
use std::ffi::c_char;

/// A level of medical decision making, or of one of its three elements.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_decision {
    /// Not given.
    CLEANCLAIM_NO_DECISION = 0,
    /// Straightforward; for an element: minimal.
    CLEANCLAIM_STRAIGHTFORWARD = 1,
    /// Low; for data: limited.
    CLEANCLAIM_LOW = 2,
    /// Moderate.
    CLEANCLAIM_MODERATE = 3,
    /// High; for data: extensive.
    CLEANCLAIM_HIGH = 4,
}

/// One service line. An empty text, and a number 0 unless said otherwise, is not given.
///
/// Dates, units and charge are numbers or, when the text beside them is not empty, that text: for
/// systems that hold them as text, so that what cannot be read becomes a finding.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_line {
    /// Procedure code: CPT or HCPCS.
    pub procedure: cleanclaim_text,
    /// Modifiers in the order sent; an empty one is none.
    pub modifiers: [cleanclaim_text; 4],
    /// Place of service: `11`.
    pub place: cleanclaim_text,
    /// Units in thousandths: 1000 is one. 0 is no unit; CLEANCLAIM_NOT_GIVEN is one.
    pub units_thousandths: i64,
    /// Charge of the whole line in cents. 0 is 0.00; CLEANCLAIM_NOT_GIVEN when there is none.
    pub charge_cents: i64,
    /// First day of service, as YYYYMMDD.
    pub from: u32,
    /// Last day of service, as YYYYMMDD; 0 is the first.
    pub through: u32,
    /// Numbers of the claim's diagnoses, counted from 1, the primary one first; 0 is none.
    pub diagnosis_pointers: [u8; 4],
    /// The line's own number, unique on the claim; 0 takes its position, counted from 1.
    pub number: u32,
    /// The first day as text.
    pub from_text: cleanclaim_text,
    /// The last day as text.
    pub through_text: cleanclaim_text,
    /// The units as text: `1`, `2.5`.
    pub units_text: cleanclaim_text,
    /// The charge as text: `125.00`.
    pub charge_text: cleanclaim_text,
    /// What the units count: `UN` units, `MJ` minutes, `DA` days; not given is units.
    pub unit_basis: cleanclaim_text,
    /// Revenue code (outpatient): `0510`.
    pub revenue_code: cleanclaim_text,
    /// Free text describing the service, for unlisted codes and drugs.
    pub description: cleanclaim_text,
    /// National drug code, 11 digits.
    pub ndc: cleanclaim_text,
    /// Unit of the drug quantity: `F2`, `GR`, `ME`, `ML` or `UN`.
    pub ndc_unit: cleanclaim_text,
    /// Quantity of the drug in thousandths of its unit.
    pub ndc_quantity_thousandths: i64,
    /// The part of the charge not claimed as covered, in cents (institutional).
    pub non_covered_charge_cents: i64,
    /// CLIA number of the performing laboratory, when not the claim's.
    pub clia: cleanclaim_text,
    /// CLIA number of the laboratory a test was referred to.
    pub referred_clia: cleanclaim_text,
    /// Prior authorization number, when not the claim's.
    pub prior_authorization: cleanclaim_text,
    /// The submitter's own line control number.
    pub control_number: cleanclaim_text,
    /// Minutes spent, for codes chosen by time.
    pub minutes: u32,
    /// Medical decision making of a visit as a whole (a cleanclaim_decision).
    pub decision_making: u32,
    /// Its problems (a cleanclaim_decision). The three elements are given together, instead of the
    /// whole.
    pub problems: u32,
    /// Its data (a cleanclaim_decision).
    pub data: u32,
    /// Its risk (a cleanclaim_decision).
    pub risk: u32,
    /// 1 for an emergency service, else 0.
    pub emergency: u32,
    /// Line item action flag by which a contractor lets the line pass edits (outpatient): 1 to 4; 0 for
    /// none.
    pub action_flag: u32,
    /// Not used; 0.
    pub reserved: u32,
}

structures! { cleanclaim_line: 47 }

fn decision(number: u32) -> Result<Option<DecisionLevel>, Failure> {
    Ok(Some(match number {
        0 => return Ok(None),
        1 => DecisionLevel::Straightforward,
        2 => DecisionLevel::Low,
        3 => DecisionLevel::Moderate,
        4 => DecisionLevel::High,
        _ => return Err(unknown(number, "level of decision making; 1 is straightforward, 4 high")),
    }))
}

/// Decision making as a whole, or by its problems, data and risk.
pub(super) fn decision_making(
    whole: u32,
    elements: [u32; 3],
) -> Result<Option<MedicalDecisionMaking>, Failure> {
    let [problems, data, risk] = elements;
    match (decision(whole)?, [decision(problems)?, decision(data)?, decision(risk)?]) {
        (whole, [None, None, None]) => Ok(whole.map(MedicalDecisionMaking::Level)),
        (None, [Some(problems), Some(data), Some(risk)]) => {
            Ok(Some(MedicalDecisionMaking::Elements(DecisionElements { problems, data, risk })))
        }
        _ => Err(failure(
            CLEANCLAIM_OUT_OF_RANGE,
            "decision making is given as a whole, or by problems, data and risk, all three",
        )),
    }
}

/// Writes a line of the caller's over `line`, whose memory is used again.
///
/// # Safety
/// Every text must be readable for its length.
unsafe fn write(given: &cleanclaim_line, line: &mut Line, memory: &mut Memory) -> Result<(), Failure> {
    // SAFETY: as the caller promises, here and below.
    let read = |text: cleanclaim_text, what: &str| unsafe { text.read(what) };
    // Every field is named: one that is added must be written here too, for the line may be an old one.
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
    *number = given.number;
    set(procedure, read(given.procedure, "procedure code")?);
    modifiers.clear();
    for modifier in &given.modifiers {
        let text = read(*modifier, "modifier")?;
        if !text.is_empty() {
            modifiers.push(Parsed::from_text(text));
        }
    }
    diagnosis_pointers.clear();
    let pointers = given.diagnosis_pointers.iter().filter_map(|&number| Pointer::new(number));
    diagnosis_pointers.extend(pointers.map(Parsed::Valid));
    set(place, read(given.place, "place of service")?);
    let (text, thousandths) = (read(given.units_text, "units")?, given.units_thousandths);
    set_either(units, text, thousandths, Units::from_thousandths);
    set_either(charge, read(given.charge_text, "charge")?, given.charge_cents, Money::from_cents);
    date::set_either(from, read(given.from_text, "first day")?, given.from);
    date::set_either(through, read(given.through_text, "last day")?, given.through);
    set(unit_basis, read(given.unit_basis, "unit basis")?);
    set(revenue_code, read(given.revenue_code, "revenue code")?);
    set(ndc, read(given.ndc, "NDC")?);
    set_above_zero(ndc_quantity, given.ndc_quantity_thousandths, Units::from_thousandths);
    set_above_zero(non_covered_charge, given.non_covered_charge_cents, Money::from_cents);
    set(clia, read(given.clia, "CLIA number")?);
    set(referred_clia, read(given.referred_clia, "referred CLIA number")?);
    *minutes = (given.minutes != 0).then_some(given.minutes);
    *medical_decision_making =
        decision_making(given.decision_making, [given.problems, given.data, given.risk])?;
    *emergency = flag(given.emergency, "answer to whether it was an emergency")?;
    *action_flag = match given.action_flag {
        0 => None,
        flag @ 1..=4 => Some(flag as u8),
        flag => return Err(unknown(flag, "line item action flag; 1 to 4")),
    };
    for (slot, text, what) in [
        (description, given.description, "description"),
        (ndc_unit, given.ndc_unit, "unit of the NDC"),
        (prior_authorization, given.prior_authorization, "prior authorization"),
        (control_number, given.control_number, "line control number"),
    ] {
        memory.assign(slot, read(text, what)?);
    }
    // A structure does not carry the providers of a line.
    for provider in [
        rendering_provider,
        referring_provider,
        ordering_provider,
        supervising_provider,
        operating_provider,
        service_facility,
    ] {
        memory.keep_provider(provider);
    }
    Ok(())
}

/// The highest number of a claim's lines, of which none may be that of the next.
#[inline]
fn highest_before(claim: &cleanclaim_claim, next: u32) -> Result<u32, Failure> {
    match claim.highest {
        Some(highest) if highest < next => Ok(highest),
        _ => highest_of_all(&claim.claim.lines, next),
    }
}

fn highest_of_all(lines: &[Line], next: u32) -> Result<u32, Failure> {
    let numbers = || lines.iter().enumerate().map(|(index, line)| line.number_at(index));
    if let Some(index) = numbers().position(|number| number == next) {
        let message = format!("line {index} has the number {next} already; number each line once, or none");
        return Err(failure(CLEANCLAIM_OUT_OF_RANGE, message));
    }
    Ok(numbers().max().unwrap_or(0))
}

/// Adds a line after the others.
///
/// Fails with CLEANCLAIM_OUT_OF_RANGE when another line has its number: its own or, without one, its
/// place counted from 1.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `line` must be NULL or readable for
/// `line_size` bytes, its texts for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_line(
    claim: *mut cleanclaim_claim,
    line: *const cleanclaim_line,
    line_size: usize,
) -> cleanclaim_status {
    guard(|| {
        let mut room = Room::new();
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable structure.
        let (claim, given) = unsafe { (exclusive(claim, "claim")?, room.read(line, line_size)?) };
        let own = match given.number {
            0 => u32::try_from(claim.claim.lines.len()).unwrap_or(u32::MAX).saturating_add(1),
            number => number,
        };
        let highest = highest_before(claim, own)?;
        claim.change(|claim, spare| {
            // SAFETY: the caller promises readable texts.
            spare.add_line(&mut claim.lines, |line, memory| unsafe { write(given, line, memory) })
        })?;
        claim.highest = Some(highest.max(own));
        Ok(())
    })
}

/// How many lines a claim has. NULL gives 0.
///
/// # Safety
/// `claim` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_line_count(claim: *const cleanclaim_claim) -> usize {
    // SAFETY: the caller promises NULL or a live claim.
    guard_or(0, || unsafe { claim.as_ref() }.map_or(0, |claim| claim.claim.lines.len()))
}

/// Sets the provider of one line in a role (a cleanclaim_role), when it is not the claim's. Lines
/// count from 0, in the order they were added.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `provider` must be NULL or readable for
/// `provider_size` bytes, its texts for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_set_line_provider(
    claim: *mut cleanclaim_claim,
    index: usize,
    role: u32,
    provider: *const cleanclaim_provider,
    provider_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own.
        unsafe { exclusive(claim, "claim") }?.change(|Claim { lines, .. }, spare| {
            let count = lines.len();
            let line = lines.get_mut(index).ok_or_else(|| {
                failure(CLEANCLAIM_OUT_OF_RANGE, format!("there is no line {index}; the claim has {count}"))
            })?;
            let slot = match role {
                1 => &mut line.rendering_provider,
                2 => &mut line.referring_provider,
                3 => &mut line.ordering_provider,
                4 => &mut line.supervising_provider,
                5 => &mut line.operating_provider,
                7 => &mut line.service_facility,
                0 | 6 => return Err(unknown(role, "role of a line; it is one of the whole claim")),
                _ => return Err(unknown(role, "role; 1 is the rendering provider, 7 the facility")),
            };
            // SAFETY: the caller promises NULL or a readable structure.
            let provider = unsafe { self::provider(provider, provider_size) }?;
            put_provider(&mut spare.memory, slot, provider);
            Ok(())
        })
    })
}

/// Adds a code to one of the claim's lists (a cleanclaim_list).
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `code` must be readable for `code_length`
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_code(
    claim: *mut cleanclaim_claim,
    list: u32,
    code: *const c_char,
    code_length: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable text.
        let (claim, code) = unsafe { (exclusive(claim, "claim")?, text(code, code_length, "code")?) };
        claim.change(|claim, spare| {
            match list {
                0 => claim.condition_codes.push(spare.memory.text(code)),
                1 => claim.reason_for_visit.push(Parsed::from_text(code)),
                2 => claim.external_causes.push(Parsed::from_text(code)),
                3 => claim.treatment_codes.push(spare.memory.text(code)),
                _ => return Err(unknown(list, "list of codes; 0 is condition codes, 3 treatment codes")),
            }
            Ok(())
        })
    })
}

/// Adds a value code with its amount in cents (or the number it stands for, in hundredths);
/// CLEANCLAIM_NOT_GIVEN when it has none.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `code` must be readable for `code_length`
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_value_code(
    claim: *mut cleanclaim_claim,
    code: *const c_char,
    code_length: usize,
    amount_cents: i64,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable text.
        let (claim, code) = unsafe { (exclusive(claim, "claim")?, text(code, code_length, "value code")?) };
        let mut amount = None;
        set_either(&mut amount, "", amount_cents, Money::from_cents);
        claim.change(|claim, spare| {
            claim.value_codes.push(ValueCode { code: spare.memory.text(code), amount });
            Ok(())
        })
    })
}

/// Adds an occurrence code with its date (as YYYYMMDD, 0 when it has none), or an occurrence span
/// code when `through` is not 0.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `code` must be readable for `code_length`
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_occurrence_code(
    claim: *mut cleanclaim_claim,
    code: *const c_char,
    code_length: usize,
    from: u32,
    through: u32,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and a readable text.
        let (claim, code) =
            unsafe { (exclusive(claim, "claim")?, text(code, code_length, "occurrence code")?) };
        let (from, through) = (date::from_number(from), date::from_number(through));
        claim.change(|claim, spare| {
            let code = spare.memory.text(code);
            match through {
                None => claim.occurrence_codes.push(OccurrenceCode { code, date: from }),
                through => claim.occurrence_spans.push(OccurrenceSpan { code, from, through }),
            }
            Ok(())
        })
    })
}

/// Adds a procedure sent beside the lines: an ICD procedure of an institutional claim, or the surgery
/// that the anaesthesia of a professional claim was given for. `qualifier` is the one it is sent under
/// (837: HI01-1): `BBR` principal and `BBQ` other ICD-10-PCS, `BR` and `BQ` ICD-9-CM, `BP` and `BO`
/// HCPCS; `date` is the day it was performed, as YYYYMMDD, 0 when it has none.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `code` must be readable for `code_length`
/// bytes, `qualifier` for `qualifier_length`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_add_procedure(
    claim: *mut cleanclaim_claim,
    code: *const c_char,
    code_length: usize,
    qualifier: *const c_char,
    qualifier_length: usize,
    date: u32,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and readable texts.
        let (claim, code, qualifier) = unsafe {
            let claim = exclusive(claim, "claim")?;
            let code = text(code, code_length, "procedure performed")?;
            (claim, code, text(qualifier, qualifier_length, "qualifier of the procedure")?)
        };
        let date = date::from_number(date);
        claim.change(|claim, spare| {
            let (code, qualifier) = (spare.memory.text(code), spare.memory.text(qualifier));
            claim.procedures_performed.push(ProcedurePerformed { code, qualifier, date });
            Ok(())
        })
    })
}
