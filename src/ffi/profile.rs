//! Profiles: which rules judge a claim, and how severely.

use super::guard::{Failure, exclusive, failure, free, give, guard, guard_or, put, reference};
use super::report::cleanclaim_severity;
use super::rule::identified;
use super::status::cleanclaim_status::{self, CLEANCLAIM_UNKNOWN_PROFILE, CLEANCLAIM_UNKNOWN_VALUE};
use super::text::{Terminated, cleanclaim_text, text};
use crate::profile::{Profile, Profiles};
use std::ffi::c_char;

/// Which rules judge a claim, and how severely.
///
/// Made by cleanclaim_profile_shipped or cleanclaim_profile_by_payer and freed with
/// cleanclaim_profile_free. While it is changed by one thread no other may use it. A scrubber takes a
/// copy: later changes do not reach it, and it may outlive the profile.
pub struct cleanclaim_profile {
    pub(super) profiles: Profiles,
    name: Terminated,
}

/// A shipped profile by its name: `medicare-professional`, `medicare-outpatient`, `medicaid`,
/// `commercial`, or `all` with every rule.
///
/// Fails with CLEANCLAIM_UNKNOWN_PROFILE, whose message lists the names.
///
/// # Safety
/// `name` must be readable for `name_length` bytes; `profile` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_shipped(
    name: *const c_char,
    name_length: usize,
    profile: *mut *mut cleanclaim_profile,
) -> cleanclaim_status {
    guard(|| {
        let make = || {
            // SAFETY: the caller promises a readable text.
            let name = unsafe { text(name, name_length, "profile name") }?;
            Ok(cleanclaim_profile { profiles: shipped(name)?, name: name.into() })
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(profile, make) }
    })
}

/// A shipped profile, or its failure.
pub(super) fn shipped(name: &str) -> Result<Profiles, Failure> {
    let unknown =
        |error: crate::profile::UnknownProfile| failure(CLEANCLAIM_UNKNOWN_PROFILE, error.to_string());
    Profile::shipped(name).map(Profiles::from).map_err(unknown)
}

/// The choice among the shipped profiles by each claim's payer and form: no payer means Medicare,
/// an unknown one commercial.
///
/// # Safety
/// `profile` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_by_payer(
    profile: *mut *mut cleanclaim_profile,
) -> cleanclaim_status {
    guard(|| {
        let make = || Ok(cleanclaim_profile { profiles: Profiles::by_payer(), name: "by-payer".into() });
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(profile, make) }
    })
}

/// The profile's name, `by-payer` for the choice; lent by the profile.
///
/// # Safety
/// `profile` must be NULL or live, `name` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_name(
    profile: *const cleanclaim_profile,
    name: *mut cleanclaim_text,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live profile, and NULL or a writable output.
    guard(|| unsafe { put(name, reference(profile, "profile")?.name.lend()) })
}

/// Takes a rule out of the profile: `T005`. A rule that is not in it stays out.
///
/// Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule.
///
/// # Safety
/// `profile` must be NULL or live and used by nobody else, `rule` readable for `rule_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_remove_rule(
    profile: *mut cleanclaim_profile,
    rule: *const c_char,
    rule_length: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises a live profile of its own and a readable text.
        let (profile, rule) =
            unsafe { (exclusive(profile, "profile")?, identified(text(rule, rule_length, "rule")?)?) };
        profile.profiles = profile.profiles.clone().map(|profile| profile.without(rule.id));
        Ok(())
    })
}

/// Gives a rule a severity (a cleanclaim_severity) in the profile, and takes the rule in when it is
/// not there.
///
/// Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule and with CLEANCLAIM_UNKNOWN_VALUE
/// when there is no such severity.
///
/// # Safety
/// `profile` must be NULL or live and used by nobody else, `rule` readable for `rule_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_set_severity(
    profile: *mut cleanclaim_profile,
    rule: *const c_char,
    rule_length: usize,
    severity: u32,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises a live profile of its own and a readable text.
        let (profile, rule) =
            unsafe { (exclusive(profile, "profile")?, identified(text(rule, rule_length, "rule")?)?) };
        let severity = cleanclaim_severity::from_number(severity).ok_or_else(|| {
            let message = format!("{severity} is no severity; 0 is info, 1 warn, 2 deny, 3 reject");
            failure(CLEANCLAIM_UNKNOWN_VALUE, message)
        })?;
        profile.profiles = profile.profiles.clone().map(|profile| profile.with_severity(rule.id, severity));
        Ok(())
    })
}

/// Frees a profile. NULL is accepted.
///
/// # Safety
/// `profile` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_free(profile: *mut cleanclaim_profile) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(profile) })
}
