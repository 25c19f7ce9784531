//! Statuses and the text of the last error.

use super::guard::failure;
use super::text::Text;
use std::cell::RefCell;
use std::ffi::c_char;

/// What a call came to. Zero is success; the others say who has to do what.
///
/// New statuses may be added; treat an unknown one as a failure.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_status {
    /// The call did what it says.
    CLEANCLAIM_OK = 0,
    /// A pointer that may not be NULL is NULL.
    CLEANCLAIM_NULL_POINTER = 1,
    /// A text is not UTF-8.
    CLEANCLAIM_NOT_UTF8 = 2,
    /// A text is not the JSON of a claim.
    CLEANCLAIM_NOT_A_CLAIM = 3,
    /// There is no profile of that name.
    CLEANCLAIM_UNKNOWN_PROFILE = 4,
    /// An index is not below the count.
    CLEANCLAIM_OUT_OF_RANGE = 5,
    /// The library failed inside; the objects of the call must not be used again, only freed.
    CLEANCLAIM_PANIC = 6,
}

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the text of an error for [`cleanclaim_last_error`].
pub(super) fn remember(message: String) {
    LAST.with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            *last = message;
        }
    });
}

/// Why the last call on this thread that did not return CLEANCLAIM_OK failed, as UTF-8.
///
/// The text stays valid until the next call on this thread. `length` gets its bytes; it is not
/// terminated by a zero. Without a failure the length is 0.
///
/// # Safety
/// `length` must be NULL or valid for writing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_last_error(length: *mut usize) -> *const c_char {
    let (pointer, bytes) = LAST.with(|last| match last.try_borrow() {
        Ok(last) => (last.as_ptr(), last.len()),
        Err(_) => (c"".as_ptr().cast(), 0),
    });
    if !length.is_null() {
        // SAFETY: the caller says that a pointer that is not NULL is valid for writing.
        unsafe { length.write(bytes) };
    }
    pointer.cast()
}

/// The name of a status: `"CLEANCLAIM_OK"`; `"CLEANCLAIM_UNKNOWN"` for a number that is none.
///
/// The text is terminated by a zero and lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn cleanclaim_status_name(status: u32) -> *const c_char {
    let name = match status {
        0 => c"CLEANCLAIM_OK",
        1 => c"CLEANCLAIM_NULL_POINTER",
        2 => c"CLEANCLAIM_NOT_UTF8",
        3 => c"CLEANCLAIM_NOT_A_CLAIM",
        4 => c"CLEANCLAIM_UNKNOWN_PROFILE",
        5 => c"CLEANCLAIM_OUT_OF_RANGE",
        6 => c"CLEANCLAIM_PANIC",
        _ => c"CLEANCLAIM_UNKNOWN",
    };
    name.as_ptr()
}

/// Writes a text to the two outputs of a call.
///
/// # Safety
/// Both pointers must be NULL or valid for writing.
pub(super) unsafe fn give_text(
    text: Text,
    pointer: *mut *const c_char,
    length: *mut usize,
) -> Result<(), super::guard::Failure> {
    if pointer.is_null() || length.is_null() {
        return Err(failure(cleanclaim_status::CLEANCLAIM_NULL_POINTER, "an output pointer is NULL"));
    }
    // SAFETY: neither is NULL, and the caller says that they are valid for writing.
    unsafe {
        pointer.write(text.pointer);
        length.write(text.length);
    }
    Ok(())
}
