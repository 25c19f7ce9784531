//! Judging a claim.

use super::claim::cleanclaim_claim;
use super::guard::{Failure, exclusive, failure, free, give, guard, guard_or, output, put, reference};
use super::report::cleanclaim_report;
use super::scrubber::cleanclaim_scrubber;
use super::status::cleanclaim_status::{self, CLEANCLAIM_NOT_A_CLAIM};
use super::text::bytes;
use crate::claim::{Claim, json};
use std::ffi::c_char;

/// The memory of one report and of one claim read from JSON, used again from claim to claim, for loops
/// that judge many.
///
/// Made by cleanclaim_workspace_new and freed with cleanclaim_workspace_free. Each thread has its
/// own.
#[derive(Default)]
pub struct cleanclaim_workspace {
    report: cleanclaim_report,
    reader: json::Reader,
}

/// Judges a claim and makes a report, which is the caller's to free with cleanclaim_report_free.
///
/// # Safety
/// `scrubber` and `claim` must be NULL or live; `report` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub(
    scrubber: *const cleanclaim_scrubber,
    claim: *const cleanclaim_claim,
    report: *mut *mut cleanclaim_report,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises NULL or live objects.
            let (scrubber, claim) = unsafe { (reference(scrubber, "scrubber")?, reference(claim, "claim")?) };
            Ok(cleanclaim_report::new(scrubber.scrubber.scrub(&claim.claim)))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(report, make) }
    })
}

/// Judges one claim, given as JSON, and makes a report, which is the caller's to free with
/// cleanclaim_report_free.
///
/// Fails with CLEANCLAIM_NOT_A_CLAIM, whose message names the line, the column and the field; a text
/// that is not UTF-8 is no JSON either. A code that cannot be read is no failure but a finding.
///
/// # Safety
/// `scrubber` must be NULL or live, `claim` readable for `claim_length` bytes, `report` NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub_json(
    scrubber: *const cleanclaim_scrubber,
    claim: *const c_char,
    claim_length: usize,
    report: *mut *mut cleanclaim_report,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises NULL or a live scrubber, and a readable text.
            let (scrubber, claim) =
                unsafe { (reference(scrubber, "scrubber")?, bytes(claim, claim_length, "claim")?) };
            Ok(cleanclaim_report::new(scrubber.scrubber.scrub(&claim_of(claim)?)))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(report, make) }
    })
}

/// Judges a claim in the memory of a workspace, for loops that judge many.
///
/// The report is lent by the workspace: it is valid until the next call with the workspace, and is
/// not freed.
///
/// # Safety
/// `scrubber` and `claim` must be NULL or live, `workspace` NULL or live and used by nobody else;
/// `report` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub_in(
    scrubber: *const cleanclaim_scrubber,
    claim: *const cleanclaim_claim,
    workspace: *mut cleanclaim_workspace,
    report: *mut *const cleanclaim_report,
) -> cleanclaim_status {
    guard(|| {
        let report = output(report)?;
        // SAFETY: the caller promises NULL or live objects, and a workspace of its own.
        let (scrubber, claim, workspace) = unsafe {
            (reference(scrubber, "scrubber")?, reference(claim, "claim")?, exclusive(workspace, "workspace")?)
        };
        scrubber.scrubber.scrub_into(&claim.claim, workspace.report.renew());
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { put(report, &raw const workspace.report) }
    })
}

/// Judges one claim, given as JSON, in the memory of a workspace: cleanclaim_scrub_json for loops that
/// judge many.
///
/// The report is lent by the workspace: it is valid until the next call with the workspace, and is
/// not freed. A text that is no claim leaves the workspace and its report as they are.
///
/// # Safety
/// `scrubber` must be NULL or live, `claim` readable for `claim_length` bytes, `workspace` NULL or live
/// and used by nobody else, `report` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub_json_in(
    scrubber: *const cleanclaim_scrubber,
    claim: *const c_char,
    claim_length: usize,
    workspace: *mut cleanclaim_workspace,
    report: *mut *const cleanclaim_report,
) -> cleanclaim_status {
    guard(|| {
        let report = output(report)?;
        // SAFETY: the caller promises NULL or a live scrubber, a readable text and a workspace of its own.
        let (scrubber, claim, workspace) = unsafe {
            (
                reference(scrubber, "scrubber")?,
                bytes(claim, claim_length, "claim")?,
                exclusive(workspace, "workspace")?,
            )
        };
        let claim = workspace.reader.read(claim).map_err(not_a_claim)?;
        scrubber.scrubber.scrub_into(claim, workspace.report.renew());
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { put(report, &raw const workspace.report) }
    })
}

/// The claim of a JSON text.
pub(super) fn claim_of(json: &[u8]) -> Result<Claim, Failure> {
    json::read_one(json).map_err(not_a_claim)
}

#[cold]
fn not_a_claim(error: json::JsonError) -> Failure {
    failure(CLEANCLAIM_NOT_A_CLAIM, error.to_string())
}

/// Makes a workspace.
///
/// # Safety
/// `workspace` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_workspace_new(
    workspace: *mut *mut cleanclaim_workspace,
) -> cleanclaim_status {
    guard(|| {
        let make = || Ok(cleanclaim_workspace::default());
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(workspace, make) }
    })
}

/// Frees a workspace, and with it the report it lent. NULL is accepted.
///
/// # Safety
/// `workspace` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_workspace_free(workspace: *mut cleanclaim_workspace) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(workspace) })
}
