//! The scrubber.

use super::guard::{failure, free, give, guard, reference};
use super::report::cleanclaim_report;
use super::status::cleanclaim_status;
use super::text::{bytes, text};
use crate::claim::json;
use crate::edition::Edition;
use crate::profile::{Profile, Profiles};
use crate::scrub::Scrubber;
use std::ffi::c_char;

/// Judges claims. It may be used by several threads at once.
pub struct cleanclaim_scrubber {
    scrubber: Scrubber,
}

/// Makes a scrubber of the built-in starter edition.
///
/// `profile` is the name of a shipped profile as UTF-8; empty (NULL, 0) chooses by each claim's
/// payer and form. Free it with cleanclaim_scrubber_free.
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
            let profiles = if name.is_empty() {
                Profiles::by_payer()
            } else {
                let unknown = cleanclaim_status::CLEANCLAIM_UNKNOWN_PROFILE;
                Profile::shipped(name).map_err(|error| failure(unknown, error.to_string()))?.into()
            };
            Ok(cleanclaim_scrubber { scrubber: Scrubber::new(Edition::starter().clone(), profiles) })
        };
        // SAFETY: the caller promises a writable output.
        unsafe { give(scrubber, make) }
    })
}

/// Frees a scrubber. NULL is accepted.
///
/// # Safety
/// `scrubber` must come from cleanclaim_scrubber_new and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrubber_free(scrubber: *mut cleanclaim_scrubber) {
    // SAFETY: as the caller promises.
    unsafe { free(scrubber) }
}

/// Judges one claim, given as JSON, and makes a report.
///
/// The report keeps nothing of the scrubber or the text. Free it with cleanclaim_report_free.
///
/// # Safety
/// `scrubber` must be live, `claim` readable for `claim_length` bytes, `report` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub_json(
    scrubber: *const cleanclaim_scrubber,
    claim: *const c_char,
    claim_length: usize,
    report: *mut *mut cleanclaim_report,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises a live scrubber and a readable text.
            let (scrubber, claim) =
                unsafe { (reference(scrubber, "scrubber")?, bytes(claim, claim_length, "claim")?) };
            let claim = json::read_one(claim)
                .map_err(|error| failure(cleanclaim_status::CLEANCLAIM_NOT_A_CLAIM, error.to_string()))?;
            Ok(cleanclaim_report::new(&scrubber.scrubber.scrub(&claim)))
        };
        // SAFETY: the caller promises a writable output.
        unsafe { give(report, make) }
    })
}
