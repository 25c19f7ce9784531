//! Mending a claim by the fixes of its findings.

use super::claim::cleanclaim_claim;
use super::guard::{exclusive, failure, free, give, guard, guard_or, put, reference};
use super::report::{cleanclaim_applicability, cleanclaim_report};
use super::scrubber::cleanclaim_scrubber;
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_NOT_APPLICABLE, CLEANCLAIM_OUT_OF_RANGE, CLEANCLAIM_UNKNOWN_VALUE,
};
use super::structure::{self, structures};
use super::text::{Terminated, cleanclaim_text};
use crate::finding::Applicability;
use crate::scrub::ChosenFix;

/// A claim after its fixes, with the reports before and after.
///
/// Made by cleanclaim_mend and freed with cleanclaim_mended_free. It never changes and may be read by
/// several threads at once. Everything read from it is lent and lives as long as it.
pub struct cleanclaim_mended {
    claim: cleanclaim_claim,
    before: cleanclaim_report,
    after: cleanclaim_report,
    applied: Vec<Applied>,
    complete: bool,
}

struct Applied {
    rule: Terminated,
    title: Terminated,
    line: u32,
    applicability: cleanclaim_applicability,
}

/// A fix that was applied. Its texts are lent by the mended claim.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_applied {
    /// The rule whose finding it mends.
    pub rule: cleanclaim_text,
    /// What it does, in a sentence.
    pub title: cleanclaim_text,
    /// The claim's own number of the line; 0 for the whole claim.
    pub line: u32,
    /// How far it may be trusted.
    pub applicability: cleanclaim_applicability,
}

structures! { cleanclaim_applied: 5 }

impl From<ChosenFix> for Applied {
    fn from(fix: ChosenFix) -> Self {
        Self {
            rule: fix.rule.as_str().into(),
            title: fix.title.into(),
            line: fix.line.unwrap_or(0),
            applicability: cleanclaim_applicability::of(fix.applicability),
        }
    }
}

/// Judges a claim, applies the fixes that may be trusted as far as `most` (a
/// cleanclaim_applicability), and judges again. The claim itself stays as it is.
///
/// A fix is kept only when it takes findings away and brings none. What changes what was claimed is
/// never mechanical: CLEANCLAIM_IF_DOCUMENTED says that the record shows what every fix says.
/// CLEANCLAIM_MANUAL is refused with CLEANCLAIM_UNKNOWN_VALUE: such a fix is chosen by a person, see
/// cleanclaim_claim_apply.
///
/// # Safety
/// `scrubber` and `claim` must be NULL or live, `mended` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mend(
    scrubber: *const cleanclaim_scrubber,
    claim: *const cleanclaim_claim,
    most: u32,
    mended: *mut *mut cleanclaim_mended,
) -> cleanclaim_status {
    guard(|| {
        let mend = || {
            // SAFETY: the caller promises NULL or live objects.
            let (scrubber, claim) = unsafe { (reference(scrubber, "scrubber")?, reference(claim, "claim")?) };
            let most = match most {
                0 => Applicability::Mechanical,
                1 => Applicability::IfDocumented,
                _ => {
                    let message =
                        format!("fixes are applied to 0 (mechanical) or 1 (if documented), not {most}");
                    return Err(failure(CLEANCLAIM_UNKNOWN_VALUE, message));
                }
            };
            let mended = scrubber.scrubber.fix(&claim.claim, most);
            Ok(cleanclaim_mended {
                claim: cleanclaim_claim::of(mended.claim, claim.positions.clone()),
                before: cleanclaim_report::new(mended.before),
                after: cleanclaim_report::new(mended.after),
                applied: mended.applied.into_iter().map(Applied::from).collect(),
                complete: mended.complete,
            })
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(mended, mend) }
    })
}

/// The claim with the fixes; lent, see cleanclaim_claim_clone.
///
/// # Safety
/// `mended` must be NULL or live, `claim` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_claim(
    mended: *const cleanclaim_mended,
    claim: *mut *const cleanclaim_claim,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live object, and NULL or a writable output.
    guard(|| unsafe { put(claim, &raw const reference(mended, "mended claim")?.claim) })
}

/// The report of the claim as it was; lent.
///
/// # Safety
/// `mended` must be NULL or live, `report` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_before(
    mended: *const cleanclaim_mended,
    report: *mut *const cleanclaim_report,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live object, and NULL or a writable output.
    guard(|| unsafe { put(report, &raw const reference(mended, "mended claim")?.before) })
}

/// The report of the claim with the fixes; lent.
///
/// # Safety
/// `mended` must be NULL or live, `report` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_after(
    mended: *const cleanclaim_mended,
    report: *mut *const cleanclaim_report,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live object, and NULL or a writable output.
    guard(|| unsafe { put(report, &raw const reference(mended, "mended claim")?.after) })
}

/// How many fixes were applied. NULL gives 0.
///
/// # Safety
/// `mended` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_applied_count(mended: *const cleanclaim_mended) -> usize {
    // SAFETY: the caller promises NULL or a live object.
    guard_or(0, || unsafe { mended.as_ref() }.map_or(0, |mended| mended.applied.len()))
}

/// Reads an applied fix by its index, counted from 0, in the order of applying.
///
/// # Safety
/// `mended` must be NULL or live, `applied` NULL or writable for `applied_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_applied(
    mended: *const cleanclaim_mended,
    index: usize,
    applied: *mut cleanclaim_applied,
    applied_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live object.
        let all = unsafe { &reference(mended, "mended claim")?.applied };
        let fix = all.get(index).ok_or_else(|| {
            let message = format!("there is no applied fix {index}; there are {}", all.len());
            failure(CLEANCLAIM_OUT_OF_RANGE, message)
        })?;
        let &Applied { ref rule, ref title, line, applicability } = fix;
        let lent = cleanclaim_applied { rule: rule.lend(), title: title.lend(), line, applicability };
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&lent, applied, applied_size) }
    })
}

/// Whether the search for fixes came to its end: 1, or 0 when it was broken off with the fixes kept so
/// far, since the reports it compared hold a million findings (claims of hundreds of lines each of which
/// conflicts with most of the others). NULL gives 0.
///
/// # Safety
/// `mended` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_complete(mended: *const cleanclaim_mended) -> u32 {
    // SAFETY: the caller promises NULL or a live object.
    guard_or(0, || unsafe { mended.as_ref() }.map_or(0, |mended| u32::from(mended.complete)))
}

/// Frees a mended claim, and with it everything read from it. NULL is accepted.
///
/// # Safety
/// `mended` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_mended_free(mended: *mut cleanclaim_mended) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(mended) })
}

/// Applies one fix of a report to the claim the report is of, both counted from 0: all its edits or,
/// with CLEANCLAIM_NOT_APPLICABLE, none. A fix without edits changes nothing. Whether the report is of
/// this claim is not checked: lines are found by their numbers. Several fixes of one report may be applied
/// one after the other.
///
/// # Safety
/// `claim` must be NULL or live and used by nobody else; `report` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_apply(
    claim: *mut cleanclaim_claim,
    report: *const cleanclaim_report,
    finding: usize,
    fix: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim of its own, and NULL or a live report.
        let (claim, report) = unsafe { (exclusive(claim, "claim")?, reference(report, "report")?) };
        let chosen = report.own().findings().iter().nth(finding).and_then(|finding| finding.fixes().nth(fix));
        let chosen = chosen.ok_or_else(|| {
            let message = format!("there is no finding {finding} with a fix {fix} in the report");
            failure(CLEANCLAIM_OUT_OF_RANGE, message)
        })?;
        claim.change(|claim, _| {
            let applied = claim.apply(chosen.edits());
            applied.map_err(|error| failure(CLEANCLAIM_NOT_APPLICABLE, error.to_string()))
        })
    })
}
