//! Profiles: which rules judge a claim, and how severely.

use super::guard::{Failure, exclusive, failure, free, give, guard, guard_or, put, reference};
use super::report::cleanclaim_severity;
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_NOT_A_PROFILE, CLEANCLAIM_UNKNOWN_PROFILE, CLEANCLAIM_UNKNOWN_RULE,
    CLEANCLAIM_UNKNOWN_VALUE,
};
use super::text::{Terminated, cleanclaim_text, text};
use crate::profile::{Profile, Profiles, RuleName, UnknownRule};
use std::ffi::c_char;

/// Which rules judge a claim, and how severely.
///
/// Made by cleanclaim_profile_shipped, cleanclaim_profile_from_text or cleanclaim_profile_by_payer and
/// freed with cleanclaim_profile_free. While it is changed by one thread no other may use it. A
/// scrubber takes a copy: later changes do not reach it, and it may outlive the profile.
pub struct cleanclaim_profile {
    choice: Choice,
    name: Terminated,
}

/// One profile, or several to choose from.
#[derive(Clone)]
enum Choice {
    One(Box<Profile>),
    Several(Profiles),
}

impl cleanclaim_profile {
    fn of(profile: Profile) -> Self {
        Self { name: profile.name().into(), choice: Choice::One(Box::new(profile)) }
    }

    /// What a scrubber is made of.
    pub(super) fn profiles(&self) -> Profiles {
        match self.choice.clone() {
            Choice::One(profile) => (*profile).into(),
            Choice::Several(profiles) => profiles,
        }
    }

    fn change(&mut self, change: impl Fn(Profile) -> Profile) {
        self.choice = match self.choice.clone() {
            Choice::One(profile) => Choice::One(Box::new(change(*profile))),
            Choice::Several(profiles) => Choice::Several(profiles.map(change)),
        };
    }
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
            Ok(cleanclaim_profile::of(shipped(name)?))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(profile, make) }
    })
}

/// A shipped profile, or its failure.
pub(super) fn shipped(name: &str) -> Result<Profile, Failure> {
    Profile::shipped(name).map_err(|error| failure(CLEANCLAIM_UNKNOWN_PROFILE, error.to_string()))
}

/// A profile from the text of a profile file, TOML or JSON: a name, the shipped profile it extends,
/// the rules it selects and ignores, severities, limits and edits of its own.
///
/// Fails with CLEANCLAIM_NOT_A_PROFILE, whose message names the line and the key.
///
/// # Safety
/// `file` must be readable for `file_length` bytes; `profile` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_from_text(
    file: *const c_char,
    file_length: usize,
    profile: *mut *mut cleanclaim_profile,
) -> cleanclaim_status {
    guard(|| {
        let read = || {
            // SAFETY: the caller promises a readable text.
            let file = unsafe { text(file, file_length, "profile") }?;
            Profile::from_text(file)
                .map(cleanclaim_profile::of)
                .map_err(|error| failure(CLEANCLAIM_NOT_A_PROFILE, error.to_string()))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(profile, read) }
    })
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
        let make = || {
            let choice = Choice::Several(Profiles::by_payer());
            Ok(cleanclaim_profile { choice, name: "by-payer".into() })
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(profile, make) }
    })
}

/// Adds a profile to another, for the claims of the payers it names, for which it is tried first.
/// Other claims are judged as before. It is copied.
///
/// Fails with CLEANCLAIM_NOT_A_PROFILE when it is a choice itself.
///
/// # Safety
/// `profile` must be NULL or live and used by nobody else; `own` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_profile_add(
    profile: *mut cleanclaim_profile,
    own: *const cleanclaim_profile,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live profile, copied before the other is borrowed.
        let own = unsafe { reference(own, "profile to add") }?.choice.clone();
        // SAFETY: the caller promises NULL or a live profile of its own.
        let profile = unsafe { exclusive(profile, "profile") }?;
        let Choice::One(own) = own else {
            let message = "a choice among profiles cannot be added to another; add its profiles one by one";
            return Err(failure(CLEANCLAIM_NOT_A_PROFILE, message));
        };
        profile.choice = Choice::Several(profile.profiles().with(*own));
        Ok(())
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

/// The rule or family a caller names, as profile files do.
///
/// # Safety
/// `rule` must be readable for `length` bytes.
unsafe fn named(rule: *const c_char, length: usize) -> Result<RuleName, Failure> {
    // SAFETY: as the caller promises.
    let name = unsafe { text(rule, length, "rule") }?.parse();
    name.map_err(|error: UnknownRule| failure(CLEANCLAIM_UNKNOWN_RULE, error.to_string()))
}

/// Takes a rule out of the profile, by its identifier or name (`T005`, `ptp-without-modifier`), or all
/// rules of a family by its letter (`T`). A rule that is not in it stays out.
///
/// Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule or family.
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
        let (profile, name) = unsafe { (exclusive(profile, "profile")?, named(rule, rule_length)?) };
        profile.change(|profile| profile.without_named(&name));
        Ok(())
    })
}

/// Gives a rule a severity (a cleanclaim_severity) in the profile, by its identifier or name, and takes
/// the rule in when it is not there; or, by the letter of a family, those of its rules that are there.
///
/// Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule or family and with CLEANCLAIM_UNKNOWN_VALUE
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
        let (profile, name) = unsafe { (exclusive(profile, "profile")?, named(rule, rule_length)?) };
        let severity = cleanclaim_severity::from_number(severity).ok_or_else(|| {
            let message = format!("{severity} is no severity; 0 is info, 1 warn, 2 deny, 3 reject");
            failure(CLEANCLAIM_UNKNOWN_VALUE, message)
        })?;
        profile.change(|profile| profile.with_named_severity(&name, severity));
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
