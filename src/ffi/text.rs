//! Text as pointer and length.

use super::guard::{Failure, failure};
use super::status::cleanclaim_status;
use std::ffi::c_char;

/// A text lent to the caller.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub(super) pointer: *const c_char,
    pub(super) length: usize,
}

impl Text {
    /// Lends a text for as long as its owner keeps it.
    pub(super) fn of(text: &str) -> Self {
        Self { pointer: text.as_ptr().cast(), length: text.len() }
    }
}

/// The bytes of a text; NULL with length 0 is empty.
///
/// # Safety
/// `pointer` must be valid for reading `length` bytes for as long as `'a`, or NULL.
pub(super) unsafe fn bytes<'a>(
    pointer: *const c_char,
    length: usize,
    what: &str,
) -> Result<&'a [u8], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        let message = format!("the {what} is NULL but has a length of {length}");
        return Err(failure(cleanclaim_status::CLEANCLAIM_NULL_POINTER, message));
    }
    if isize::try_from(length).is_err() {
        let message = format!("the {what} cannot have a length of {length}");
        return Err(failure(cleanclaim_status::CLEANCLAIM_OUT_OF_RANGE, message));
    }
    // SAFETY: it is not NULL, the length fits an object, and the caller says that it is readable.
    Ok(unsafe { std::slice::from_raw_parts(pointer.cast(), length) })
}

/// The text of a pointer and a length.
///
/// # Safety
/// As [`bytes`].
pub(super) unsafe fn text<'a>(pointer: *const c_char, length: usize, what: &str) -> Result<&'a str, Failure> {
    // SAFETY: as the caller promises.
    let bytes = unsafe { bytes(pointer, length, what) }?;
    std::str::from_utf8(bytes).map_err(|error| {
        failure(cleanclaim_status::CLEANCLAIM_NOT_UTF8, format!("the {what} is not UTF-8: {error}"))
    })
}
