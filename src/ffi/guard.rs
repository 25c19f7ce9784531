//! The boundary no panic crosses, and the one way functions fail.

use super::status::cleanclaim_status::{self, CLEANCLAIM_NULL_POINTER, CLEANCLAIM_OK, CLEANCLAIM_PANIC};
use super::status::remember;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cfg(panic = "abort")]
compile_error!("the C functions catch panics, which needs panic = \"unwind\"");

/// Why a call failed. It is small, for most calls succeed.
#[derive(Debug)]
pub(super) struct Failure(Box<Cause>);

#[derive(Debug)]
struct Cause {
    status: cleanclaim_status,
    message: String,
    repair: String,
}

impl Failure {
    /// The same failure with a repair of the text that is wrong.
    pub(super) fn with_repair(mut self, repair: &str) -> Self {
        repair.clone_into(&mut self.0.repair);
        self
    }
}

/// A failure with its message.
#[cold]
pub(super) fn failure(status: cleanclaim_status, message: impl Into<String>) -> Failure {
    Failure(Box::new(Cause { status, message: message.into(), repair: String::new() }))
}

/// The failure of an argument that is NULL.
#[cold]
pub(super) fn null(what: &str) -> Failure {
    failure(CLEANCLAIM_NULL_POINTER, format!("the {what} is NULL"))
}

/// Runs the body of a C function: success, a remembered failure, or a caught panic.
pub(super) fn guard(body: impl FnOnce() -> Result<(), Failure>) -> cleanclaim_status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => CLEANCLAIM_OK,
        Ok(Err(Failure(cause))) => {
            remember(&cause.message, &cause.repair);
            cause.status
        }
        Err(panic) => {
            caught(panic);
            CLEANCLAIM_PANIC
        }
    }
}

/// Runs the body of a C function that returns no status; a panic gives `otherwise`.
pub(super) fn guard_or<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| {
        caught(panic);
        otherwise
    })
}

/// Keeps the message of a panic.
#[cold]
fn caught(panic: Box<dyn Any + Send>) {
    let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text.as_str(),
        (None, None) => "no message",
    };
    remember(&format!("the library failed inside, which is a bug in it: {text}"), "");
    // Its destructor might panic in turn.
    std::mem::forget(panic);
}

/// The object behind a pointer.
///
/// # Safety
/// `pointer` must be NULL or point to a live `T` that nobody writes to for as long as `'a`.
pub(super) unsafe fn reference<'a, T>(pointer: *const T, what: &str) -> Result<&'a T, Failure> {
    // SAFETY: as the caller promises; NULL gives `None`.
    unsafe { pointer.as_ref() }.ok_or_else(|| null(what))
}

/// The object behind a pointer, to be changed.
///
/// # Safety
/// `pointer` must be NULL or point to a live `T` that nobody else uses for as long as `'a`.
pub(super) unsafe fn exclusive<'a, T>(pointer: *mut T, what: &str) -> Result<&'a mut T, Failure> {
    // SAFETY: as the caller promises; NULL gives `None`.
    unsafe { pointer.as_mut() }.ok_or_else(|| null(what))
}

/// Refuses an output that is NULL, before anything is done.
pub(super) fn output<T>(output: *mut T) -> Result<*mut T, Failure> {
    if output.is_null() { Err(null("output pointer")) } else { Ok(output) }
}

/// Hands a new object to the caller, who frees it.
///
/// # Safety
/// `output` must be NULL or valid for writing.
pub(super) unsafe fn give<T>(
    output: *mut *mut T,
    object: impl FnOnce() -> Result<T, Failure>,
) -> Result<(), Failure> {
    let output = self::output(output)?;
    let object = Box::into_raw(Box::new(object()?));
    // SAFETY: it is not NULL, and the caller says that it is valid for writing.
    unsafe { output.write(object) };
    Ok(())
}

/// Writes an output.
///
/// # Safety
/// `output` must be NULL or valid for writing.
pub(super) unsafe fn put<T>(output: *mut T, value: T) -> Result<(), Failure> {
    let output = self::output(output)?;
    // SAFETY: it is not NULL, and the caller says that it is valid for writing.
    unsafe { output.write(value) };
    Ok(())
}

/// Frees an object that [`give`] handed out; NULL is nothing to free.
///
/// # Safety
/// `pointer` must be NULL or come from [`give`] and not have been freed.
pub(super) unsafe fn free<T>(pointer: *mut T) {
    if !pointer.is_null() {
        // SAFETY: it came from `Box::into_raw` in `give` and is freed once, as the caller promises.
        drop(unsafe { Box::from_raw(pointer) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::cleanclaim_last_error;
    use std::ffi::CStr;

    fn last() -> String {
        // SAFETY: the length may be NULL; the text lives until the next call of this thread.
        unsafe { CStr::from_ptr(cleanclaim_last_error(std::ptr::null_mut())) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_panic_becomes_a_status_with_its_message() {
        assert_eq!(guard(|| panic!("number {}", 7)), CLEANCLAIM_PANIC);
        assert!(last().contains("number 7"), "{}", last());
        assert_eq!(guard_or(5, || panic!("plain")), 5);
        assert!(last().ends_with("plain"), "{}", last());
        assert_eq!(guard(|| Ok(())), CLEANCLAIM_OK);
        assert_eq!(guard(|| Err(null("text"))), CLEANCLAIM_NULL_POINTER);
        assert_eq!(last(), "the text is NULL");
    }

    #[test]
    fn a_panic_that_panics_when_dropped_stays_inside() {
        struct Twice;
        impl Drop for Twice {
            fn drop(&mut self) {
                panic!("twice");
            }
        }
        assert_eq!(guard(|| std::panic::panic_any(Twice)), CLEANCLAIM_PANIC);
    }
}
