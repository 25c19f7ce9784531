//! Checking single codes: read, told what is wrong, repaired.

use super::date::to_number;
use super::guard::{Failure, failure, guard, put};
use super::status::cleanclaim_status::{self, CLEANCLAIM_NOT_A_CODE, CLEANCLAIM_OUT_OF_RANGE};
use super::structure::{self, structures};
use super::text::text;
use crate::code::{
    Clia, CodeError, Date, DiagnosisCode, Mbi, Modifier, Money, Ndc, Npi, PlaceOfService, ProcedureCode,
    RevenueCode, Taxonomy, TypeOfBill, Units,
};
use std::ffi::c_char;
use std::fmt::Display;
use std::str::FromStr;

/// A code as it is written on claims: upper case, without spaces or hyphens, a diagnosis with its
/// dot.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_code {
    /// The code, ended by a zero byte.
    pub text: [c_char; 24],
    /// Its bytes without the zero.
    pub length: usize,
}

structures! { cleanclaim_code: 4 }

/// The failure of a text that is not the code it should be.
pub(super) fn refused(error: &CodeError) -> Failure {
    failure(CLEANCLAIM_NOT_A_CODE, error.to_string()).with_repair(error.repair().unwrap_or_default())
}

/// Reads a text as a `T`.
///
/// # Safety
/// `pointer` must be readable for `length` bytes.
unsafe fn parse<T: FromStr<Err = CodeError>>(pointer: *const c_char, length: usize) -> Result<T, Failure> {
    // SAFETY: as the caller promises.
    unsafe { text(pointer, length, "code") }?.parse().map_err(|error| refused(&error))
}

/// Reads a text as a `T` and writes how claims carry it, where the caller wants to know.
///
/// # Safety
/// `pointer` must be readable for `length` bytes, `code` NULL or writable for `size` bytes.
unsafe fn write<T: FromStr<Err = CodeError> + Display>(
    pointer: *const c_char,
    length: usize,
    code: *mut cleanclaim_code,
    size: usize,
) -> Result<(), Failure> {
    if !code.is_null() {
        structure::writable(code, size)?;
    }
    // SAFETY: as the caller promises.
    let text = unsafe { parse::<T>(pointer, length) }?;
    if code.is_null() {
        return Ok(());
    }
    let text = text.to_string();
    let mut own = cleanclaim_code { text: [0; 24], length: text.len() };
    if text.len() >= own.text.len() {
        return Err(failure(CLEANCLAIM_OUT_OF_RANGE, format!("the code {text} is too long to be written")));
    }
    for (slot, byte) in own.text.iter_mut().zip(text.bytes()) {
        *slot = byte as c_char;
    }
    // SAFETY: as the caller promises.
    unsafe { structure::give(&own, code, size) }
}

/// Checks a procedure code, CPT or HCPCS Level II, by its form: `99213`, `J1100`.
///
/// Writes the code as claims carry it to `code`, which may be NULL when only the status is wanted.
/// Fails with CLEANCLAIM_NOT_A_CODE: cleanclaim_last_error says what is wrong, and
/// cleanclaim_last_repair what was probably meant. Whether the code set has such a code on a date is
/// for a scrubber to say.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_procedure_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<ProcedureCode>(text, text_length, code, code_size) })
}

/// Checks a modifier, by its form: `25`, `LT`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_modifier_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Modifier>(text, text_length, code, code_size) })
}

/// Checks an ICD-10-CM diagnosis code, by its form; the dot is free: `E11.9`. As
/// cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_diagnosis_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<DiagnosisCode>(text, text_length, code, code_size) })
}

/// Checks a place of service, two digits: `11`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_place_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<PlaceOfService>(text, text_length, code, code_size) })
}

/// Checks a revenue code, four digits: `0510`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_revenue_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<RevenueCode>(text, text_length, code, code_size) })
}

/// Checks a type of bill: `0131`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_bill_type_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<TypeOfBill>(text, text_length, code, code_size) })
}

/// Checks a national provider identifier: ten digits, the last one a check digit. As
/// cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_npi_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Npi>(text, text_length, code, code_size) })
}

/// Checks a provider taxonomy code, by its form: `207Q00000X`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_taxonomy_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Taxonomy>(text, text_length, code, code_size) })
}

/// Checks a national drug code as claims carry it: eleven digits without hyphens. As
/// cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_ndc_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Ndc>(text, text_length, code, code_size) })
}

/// Checks a Medicare beneficiary identifier, by its form: eleven characters. As
/// cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mbi_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Mbi>(text, text_length, code, code_size) })
}

/// Checks a CLIA number of a laboratory, by its form: `05D1234567`. As cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `code` NULL or writable for `code_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_clia_parse(
    text: *const c_char,
    text_length: usize,
    code: *mut cleanclaim_code,
    code_size: usize,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable structure.
    guard(|| unsafe { write::<Clia>(text, text_length, code, code_size) })
}

/// Reads a date, `2026-01-05` or `20260105`, and writes it as a number: 20260105.
///
/// Fails as cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `date` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_date_parse(
    text: *const c_char,
    text_length: usize,
    date: *mut u32,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable output.
    guard(|| unsafe { put(date, to_number(parse::<Date>(text, text_length)?)) })
}

/// Reads an amount, `125.00`, and writes it in cents.
///
/// Fails as cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `cents` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_money_parse(
    text: *const c_char,
    text_length: usize,
    cents: *mut i64,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable output.
    guard(|| unsafe { put(cents, parse::<Money>(text, text_length)?.cents()) })
}

/// Reads a quantity of at most three decimals, `2.5`, and writes it in thousandths.
///
/// Fails as cleanclaim_procedure_parse.
///
/// # Safety
/// `text` must be readable for `text_length` bytes, `thousandths` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_units_parse(
    text: *const c_char,
    text_length: usize,
    thousandths: *mut i64,
) -> cleanclaim_status {
    // SAFETY: the caller promises a readable text, and NULL or a writable output.
    guard(|| unsafe { put(thousandths, parse::<Units>(text, text_length)?.thousandths()) })
}
