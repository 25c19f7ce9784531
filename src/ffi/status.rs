//! Statuses and the text of the last error.

use super::guard::guard_or;
use super::text::Terminated;
use std::cell::RefCell;
use std::ffi::{CStr, c_char};

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
    /// A text is not UTF-8. JSON that is not is CLEANCLAIM_NOT_A_CLAIM, with the place of the byte.
    CLEANCLAIM_NOT_UTF8 = 2,
    /// A text is not the JSON of a claim.
    CLEANCLAIM_NOT_A_CLAIM = 3,
    /// There is no profile of that name.
    CLEANCLAIM_UNKNOWN_PROFILE = 4,
    /// An index is not below the count, or a length or a number is impossible.
    CLEANCLAIM_OUT_OF_RANGE = 5,
    /// The library failed inside; the objects of the call must not be used again, only freed.
    CLEANCLAIM_PANIC = 6,
    /// A number is none of its enumeration.
    CLEANCLAIM_UNKNOWN_VALUE = 7,
    /// The size given with a structure is not one that a header of this library declares, or declared
    /// in an earlier release.
    CLEANCLAIM_WRONG_SIZE = 8,
    /// A file cannot be opened or read.
    CLEANCLAIM_UNREADABLE = 9,
    /// A file or its bytes are no edition, or a damaged one.
    CLEANCLAIM_NOT_AN_EDITION = 10,
    /// A text is not the code it should be.
    CLEANCLAIM_NOT_A_CODE = 11,
    /// There is no rule of that identifier.
    CLEANCLAIM_UNKNOWN_RULE = 12,
    /// The caller's callback ended the batch.
    CLEANCLAIM_CANCELLED = 13,
    /// A fix does not fit the claim.
    CLEANCLAIM_NOT_APPLICABLE = 14,
    /// What is given of a visit supports no code.
    CLEANCLAIM_NO_LEVEL = 15,
    /// A text is no profile.
    CLEANCLAIM_NOT_A_PROFILE = 16,
}

use cleanclaim_status::*;

/// Every status with its name.
const NAMES: [(cleanclaim_status, &CStr); 17] = [
    (CLEANCLAIM_OK, c"CLEANCLAIM_OK"),
    (CLEANCLAIM_NULL_POINTER, c"CLEANCLAIM_NULL_POINTER"),
    (CLEANCLAIM_NOT_UTF8, c"CLEANCLAIM_NOT_UTF8"),
    (CLEANCLAIM_NOT_A_CLAIM, c"CLEANCLAIM_NOT_A_CLAIM"),
    (CLEANCLAIM_UNKNOWN_PROFILE, c"CLEANCLAIM_UNKNOWN_PROFILE"),
    (CLEANCLAIM_OUT_OF_RANGE, c"CLEANCLAIM_OUT_OF_RANGE"),
    (CLEANCLAIM_PANIC, c"CLEANCLAIM_PANIC"),
    (CLEANCLAIM_UNKNOWN_VALUE, c"CLEANCLAIM_UNKNOWN_VALUE"),
    (CLEANCLAIM_WRONG_SIZE, c"CLEANCLAIM_WRONG_SIZE"),
    (CLEANCLAIM_UNREADABLE, c"CLEANCLAIM_UNREADABLE"),
    (CLEANCLAIM_NOT_AN_EDITION, c"CLEANCLAIM_NOT_AN_EDITION"),
    (CLEANCLAIM_NOT_A_CODE, c"CLEANCLAIM_NOT_A_CODE"),
    (CLEANCLAIM_UNKNOWN_RULE, c"CLEANCLAIM_UNKNOWN_RULE"),
    (CLEANCLAIM_CANCELLED, c"CLEANCLAIM_CANCELLED"),
    (CLEANCLAIM_NOT_APPLICABLE, c"CLEANCLAIM_NOT_APPLICABLE"),
    (CLEANCLAIM_NO_LEVEL, c"CLEANCLAIM_NO_LEVEL"),
    (CLEANCLAIM_NOT_A_PROFILE, c"CLEANCLAIM_NOT_A_PROFILE"),
];

/// What the last failure of a thread left behind.
struct Last {
    message: Terminated,
    repair: Terminated,
}

thread_local! {
    static LAST: RefCell<Last> =
        const { RefCell::new(Last { message: Terminated::empty(), repair: Terminated::empty() }) };
}

/// Keeps the text of a failure, and the repair it proposes, for the caller to ask for.
pub(super) fn remember(message: &str, repair: &str) {
    let _ = LAST.try_with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            last.message.set_message(message);
            last.repair.set(repair);
        }
    });
}

/// Lends one of the two texts and writes its length.
///
/// # Safety
/// `length` must be NULL or valid for writing.
unsafe fn lend(length: *mut usize, which: impl Fn(&Last) -> &Terminated) -> *const c_char {
    let text = LAST
        .try_with(|last| {
            last.try_borrow().map_or(super::text::cleanclaim_text::EMPTY, |last| which(&last).lend())
        })
        .unwrap_or(super::text::cleanclaim_text::EMPTY);
    if !length.is_null() {
        // SAFETY: it is not NULL, and the caller says that it is then valid for writing.
        unsafe { length.write(text.length) };
    }
    text.data
}

/// Why the last call on this thread that did not return CLEANCLAIM_OK failed, for a person to read.
///
/// The text is valid until a later call on this thread fails, or the thread ends: calls that succeed,
/// this function and cleanclaim_last_repair leave it, so that one `printf` may print both. It ends
/// with a zero byte and has no other; one that it quotes is written as `\0`. `length` gets its bytes
/// without the zero and may be NULL. Without a failure the text is empty; never NULL.
///
/// # Safety
/// `length` must be NULL or valid for writing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_last_error(length: *mut usize) -> *const c_char {
    // SAFETY: as the caller promises.
    guard_or(c"".as_ptr(), || unsafe { lend(length, |last| &last.message) })
}

/// What a text that is not a code was probably meant to be, when the last failure on this thread
/// was CLEANCLAIM_NOT_A_CODE and one repair is likely: `"99210"` for `"9921O"`; otherwise empty.
///
/// The text is valid as long as that of cleanclaim_last_error, and ends with a zero byte. `length`
/// gets its bytes without the zero and may be NULL.
///
/// # Safety
/// `length` must be NULL or valid for writing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_last_repair(length: *mut usize) -> *const c_char {
    // SAFETY: as the caller promises.
    guard_or(c"".as_ptr(), || unsafe { lend(length, |last| &last.repair) })
}

/// The name of a status: `"CLEANCLAIM_OK"`; `"CLEANCLAIM_UNKNOWN"` for a number that is none.
///
/// The text ends with a zero byte and lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn cleanclaim_status_name(status: u32) -> *const c_char {
    guard_or(c"".as_ptr(), || {
        let known = NAMES.iter().find(|(known, _)| *known as u32 == status);
        known.map_or(c"CLEANCLAIM_UNKNOWN", |(_, name)| name).as_ptr()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_own_name_and_number() {
        for (number, (status, name)) in NAMES.iter().enumerate() {
            assert_eq!(*status as usize, number);
            assert_eq!(format!("{status:?}"), name.to_str().unwrap());
        }
    }
}
