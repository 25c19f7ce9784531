//! The boundary no panic crosses, and the one way functions fail.

use super::status::{cleanclaim_status, remember};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a call failed.
#[derive(Debug)]
pub(super) struct Failure {
    status: cleanclaim_status,
    message: String,
}

/// A failure with its message.
pub(super) fn failure(status: cleanclaim_status, message: impl Into<String>) -> Failure {
    Failure { status, message: message.into() }
}

/// Runs the body of a C function: success, a remembered failure, or a caught panic.
pub(super) fn guard(body: impl FnOnce() -> Result<(), Failure>) -> cleanclaim_status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => cleanclaim_status::CLEANCLAIM_OK,
        Ok(Err(Failure { status, message })) => {
            remember(message);
            status
        }
        Err(_) => {
            remember("the library panicked; this is a bug in it".to_owned());
            cleanclaim_status::CLEANCLAIM_PANIC
        }
    }
}

/// Runs the body of a C function that cannot fail; a panic gives `otherwise`.
pub(super) fn guard_or<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(otherwise)
}

/// The object behind a pointer.
///
/// # Safety
/// `pointer` must be NULL or point to a live `T` that nobody writes to for as long as `'a`.
pub(super) unsafe fn reference<'a, T>(pointer: *const T, what: &str) -> Result<&'a T, Failure> {
    // SAFETY: as the caller promises; NULL gives `None`.
    unsafe { pointer.as_ref() }
        .ok_or_else(|| failure(cleanclaim_status::CLEANCLAIM_NULL_POINTER, format!("the {what} is NULL")))
}

/// Hands a new object to the caller, who frees it.
///
/// # Safety
/// `output` must be NULL or valid for writing.
pub(super) unsafe fn give<T>(
    output: *mut *mut T,
    object: impl FnOnce() -> Result<T, Failure>,
) -> Result<(), Failure> {
    if output.is_null() {
        return Err(failure(cleanclaim_status::CLEANCLAIM_NULL_POINTER, "the output pointer is NULL"));
    }
    let object = Box::into_raw(Box::new(object()?));
    // SAFETY: it is not NULL, and the caller says that it is valid for writing.
    unsafe { output.write(object) };
    Ok(())
}

/// Frees an object that [`give`] handed out; NULL is nothing to free.
///
/// # Safety
/// `pointer` must be NULL or come from [`give`] and not have been freed.
pub(super) unsafe fn free<T>(pointer: *mut T) {
    if !pointer.is_null() {
        // SAFETY: it came from `Box::into_raw` in `give` and is freed once, as the caller promises.
        let object = unsafe { Box::from_raw(pointer) };
        guard_or((), AssertUnwindSafe(move || drop(object)));
    }
}
