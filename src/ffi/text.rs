//! Text as pointer and length.

use super::guard::{Failure, failure};
use super::status::cleanclaim_status::{
    CLEANCLAIM_NOT_UTF8, CLEANCLAIM_NULL_POINTER, CLEANCLAIM_OUT_OF_RANGE,
};
use std::ffi::c_char;

/// A text: UTF-8, a pointer and a length in bytes.
///
/// Given to the library it needs no zero at its end, and NULL with length 0 is empty. Lent by the
/// library it is never NULL, and the byte after it is a zero, so that it can be printed as it is.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_text {
    /// Its first byte.
    pub data: *const c_char,
    /// Its bytes, without a zero at its end.
    pub length: usize,
}

impl cleanclaim_text {
    /// The empty text as it is lent.
    pub(super) const EMPTY: Self = Self { data: c"".as_ptr(), length: 0 };

    /// The text of a field that a caller gave.
    ///
    /// # Safety
    /// As [`bytes`].
    #[inline]
    pub(super) unsafe fn read<'a>(self, what: &str) -> Result<&'a str, Failure> {
        if self.length == 0 {
            // Most fields of a structure are not given.
            return Ok("");
        }
        // SAFETY: as the caller promises.
        unsafe { text(self.data, self.length, what) }
    }
}

/// A text of the library's that ends with a zero byte, to be lent.
#[derive(Debug, Default)]
pub(super) struct Terminated(String);

impl Terminated {
    /// The empty text; it allocates nothing.
    pub(super) const fn empty() -> Self {
        Self(String::new())
    }

    /// Replaces the text, in the same memory where it fits.
    pub(super) fn set(&mut self, text: &str) {
        self.0.clear();
        self.0.push_str(text);
        self.0.push('\0');
    }

    /// Replaces the text by a message, which may quote a zero byte: that would end it too early for a
    /// program in C, so it is written as `\0`.
    pub(super) fn set_message(&mut self, message: &str) {
        match message.contains('\0') {
            true => self.set(&message.replace('\0', "\\0")),
            false => self.set(message),
        }
    }

    /// Lends the text for as long as it is kept and not changed.
    pub(super) fn lend(&self) -> cleanclaim_text {
        match self.0.len() {
            0 => cleanclaim_text::EMPTY,
            length => cleanclaim_text { data: self.0.as_ptr().cast(), length: length - 1 },
        }
    }
}

impl From<String> for Terminated {
    fn from(mut text: String) -> Self {
        text.push('\0');
        Self(text)
    }
}

impl From<&str> for Terminated {
    fn from(text: &str) -> Self {
        let mut own = Self::empty();
        own.set(text);
        own
    }
}

/// The bytes of a text; NULL with length 0 is empty.
///
/// # Safety
/// `pointer` must be valid for reading `length` bytes for as long as `'a`, or NULL.
#[inline]
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
        return Err(failure(CLEANCLAIM_NULL_POINTER, message));
    }
    if isize::try_from(length).is_err() {
        let message = format!("the {what} cannot have a length of {length}");
        return Err(failure(CLEANCLAIM_OUT_OF_RANGE, message));
    }
    // SAFETY: it is not NULL, the length fits an object, and the caller says that it is readable.
    Ok(unsafe { std::slice::from_raw_parts(pointer.cast(), length) })
}

/// The text of a pointer and a length.
///
/// # Safety
/// As [`bytes`].
#[inline]
pub(super) unsafe fn text<'a>(pointer: *const c_char, length: usize, what: &str) -> Result<&'a str, Failure> {
    // SAFETY: as the caller promises.
    let bytes = unsafe { bytes(pointer, length, what) }?;
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8. Codes are ASCII, and so short that the longer check costs more.
        return Ok(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    std::str::from_utf8(bytes)
        .map_err(|error| failure(CLEANCLAIM_NOT_UTF8, format!("the {what} is not UTF-8: {error}")))
}
