//! The scrubber.

use super::edition::cleanclaim_edition;
use super::guard::{free, give, guard, guard_or, reference};
use super::profile::{cleanclaim_profile, shipped};
use super::status::cleanclaim_status;
use super::text::text;
use crate::edition::Edition;
use crate::profile::Profiles;
use crate::scrub::Scrubber;
use std::ffi::c_char;

/// Judges claims by an edition and a profile.
///
/// Made by cleanclaim_scrubber_new or cleanclaim_scrubber_with, once for a program, and freed with
/// cleanclaim_scrubber_free. It never changes and may be used by several threads at once.
pub struct cleanclaim_scrubber {
    pub(super) scrubber: Scrubber,
}

/// Makes a scrubber of the built-in starter edition.
///
/// `profile` is the name of a shipped profile; empty (NULL, 0) chooses by each claim's payer and
/// form. cleanclaim_scrubber_with takes another edition or a profile that was changed.
///
/// # Safety
/// `profile` must be readable for `profile_length` bytes; `scrubber` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrubber_new(
    profile: *const c_char,
    profile_length: usize,
    scrubber: *mut *mut cleanclaim_scrubber,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises a readable text.
            let name = unsafe { text(profile, profile_length, "profile name") }?;
            let profiles = if name.is_empty() { Profiles::by_payer() } else { shipped(name)?.into() };
            Ok(cleanclaim_scrubber { scrubber: Scrubber::new(Edition::starter().clone(), profiles) })
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(scrubber, make) }
    })
}

/// Makes a scrubber of an edition and a profile. It keeps what it needs of both, which may be freed.
///
/// # Safety
/// `edition` and `profile` must be NULL or live; `scrubber` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrubber_with(
    edition: *const cleanclaim_edition,
    profile: *const cleanclaim_profile,
    scrubber: *mut *mut cleanclaim_scrubber,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises NULL or live objects.
            let (edition, profile) =
                unsafe { (reference(edition, "edition")?, reference(profile, "profile")?) };
            let scrubber = Scrubber::new(edition.edition.clone(), profile.profiles());
            Ok(cleanclaim_scrubber { scrubber })
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(scrubber, make) }
    })
}

/// Frees a scrubber. NULL is accepted. Reports it made stay as they are.
///
/// # Safety
/// `scrubber` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrubber_free(scrubber: *mut cleanclaim_scrubber) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(scrubber) })
}
