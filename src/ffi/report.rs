//! The report of one claim.

use super::guard::{Failure, failure, free, guard, guard_or, put, reference};
use super::rendered::Rendered;
use super::status::cleanclaim_status::{self, CLEANCLAIM_OUT_OF_RANGE};
use super::structure::{self, structures};
use super::text::{Terminated, cleanclaim_text};
use crate::finding::{Applicability, Severity};
use crate::scrub::{Report, Verdict};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The findings of a report whose memory is worth keeping for others.
const MOST_KEPT: usize = 1_000;

/// What was found on one claim.
///
/// Made by cleanclaim_scrub or cleanclaim_scrub_json and freed with cleanclaim_report_free, or lent
/// by cleanclaim_scrub_in and cleanclaim_scrub_json_in. It never changes and may be read by several
/// threads at once. It keeps nothing of the scrubber and the claim. Everything read from it is lent and
/// lives as long as it.
#[derive(Default)]
pub struct cleanclaim_report {
    report: Report,
    rendered: OnceLock<Rendered>,
    json: OnceLock<Terminated>,
    /// The memory of what was rendered for an earlier claim.
    spare: Mutex<Rendered>,
}

/// The outcome of a claim.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_verdict {
    /// Nothing flagged, every selected rule evaluated.
    CLEANCLAIM_CLEAN = 0,
    /// Nothing flagged, some rules not evaluated.
    CLEANCLAIM_CLEAN_WITH_GAPS = 1,
    /// Something flagged.
    CLEANCLAIM_FLAGGED = 2,
}

/// How bad a finding is.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_severity {
    /// Good to know; nothing is expected to happen.
    CLEANCLAIM_INFO = 0,
    /// Often denied, or denied unless the record shows what the claim cannot.
    CLEANCLAIM_WARN = 1,
    /// The payer would deny the line.
    CLEANCLAIM_DENY = 2,
    /// The claim would not get as far as adjudication.
    CLEANCLAIM_REJECT = 3,
}

/// How far a fix may be trusted.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_applicability {
    /// It writes the same claim correctly; nothing that was claimed changes.
    CLEANCLAIM_MECHANICAL = 0,
    /// It is right when the record shows what it says.
    CLEANCLAIM_IF_DOCUMENTED = 1,
    /// A person has to decide; the edits, if any, are one way.
    CLEANCLAIM_MANUAL = 2,
}

/// What an edit does. A number beyond these is an edit of a later library; show its fix's title.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_operation {
    /// An edit this header does not know.
    CLEANCLAIM_OTHER_EDIT = 0,
    /// Adds modifier `code` after the others.
    CLEANCLAIM_ADD_MODIFIER = 1,
    /// Takes every occurrence of modifier `code` away or, where `position` is 1, all but the first.
    CLEANCLAIM_REMOVE_MODIFIER = 2,
    /// Moves modifier `code` to `position`, counted from 0.
    CLEANCLAIM_MOVE_MODIFIER = 3,
    /// Replaces the procedure code by `code`.
    CLEANCLAIM_SET_PROCEDURE = 4,
    /// Replaces the units by `number`, in thousandths.
    CLEANCLAIM_SET_UNITS = 5,
    /// Replaces the place of service by `code`.
    CLEANCLAIM_SET_PLACE = 6,
    /// Takes the line away.
    CLEANCLAIM_REMOVE_LINE = 7,
    /// Takes the diagnosis pointer at `position` away, counted from 0.
    CLEANCLAIM_REMOVE_POINTER = 8,
    /// Replaces the claim's diagnosis number `position`, counted from 1, by `code`.
    CLEANCLAIM_SET_DIAGNOSIS = 9,
    /// Sets the claim's total charge to the sum of its lines.
    CLEANCLAIM_SET_TOTAL_TO_SUM = 10,
}

/// The report in numbers. Its texts are lent by the report.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_summary {
    /// The claim's identifier; empty when it has none.
    pub claim: cleanclaim_text,
    /// The id of the edition it was judged by.
    pub edition: cleanclaim_text,
    /// The name of the profile it was judged by.
    pub profile: cleanclaim_text,
    /// Findings.
    pub findings: usize,
    /// Findings that a modifier let pass.
    pub bypassed: usize,
    /// Rules that could not be evaluated, by rule and reason.
    pub not_evaluated: usize,
    /// The charges that would not be paid, each line once, in cents.
    pub at_risk_cents: i64,
    /// The outcome.
    pub verdict: cleanclaim_verdict,
    /// Findings at info, warn, deny and reject, by cleanclaim_severity.
    pub by_severity: [u32; 4],
}

/// A fact behind a finding.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_value {
    /// Its name: `column_1`.
    pub name: cleanclaim_text,
    /// The fact: `11102`.
    pub text: cleanclaim_text,
}

/// One edit on the claim. The operation says which members mean something.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_edit {
    /// What it does.
    pub operation: cleanclaim_operation,
    /// The claim's own number of the line; 0 for the claim.
    pub line: u32,
    /// A position or a number; see the operation.
    pub position: u32,
    /// A quantity; see the operation.
    pub number: i64,
    /// A code; see the operation.
    pub code: cleanclaim_text,
}

/// One way to mend what a finding says.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_fix {
    /// How far it may be trusted.
    pub applicability: cleanclaim_applicability,
    /// What it does, in a sentence.
    pub title: cleanclaim_text,
    /// The edits in the order to apply them; none when a person has to decide what to write.
    pub edits: *const cleanclaim_edit,
    /// How many edits there are.
    pub edit_count: usize,
}

/// One finding. Everything in it is lent by the report.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_finding {
    /// The rule's identifier: `N002`.
    pub rule: cleanclaim_text,
    /// The rule's name: `ptp-without-modifier`; `custom-edit` for an edit of the profile.
    pub name: cleanclaim_text,
    /// What is wrong, in a sentence.
    pub message: cleanclaim_text,
    /// Where the rule is published; that it is the profile's own edit, for one.
    pub citation: cleanclaim_text,
    /// The field that is wrong, as the claim's JSON names it; empty when no one field is.
    pub field: cleanclaim_text,
    /// Group code of the denial the payer would send (`CO`, `PR`, `OA`); empty when there is none.
    pub denial_group: cleanclaim_text,
    /// Claim adjustment reason code of the denial.
    pub carc: cleanclaim_text,
    /// Remittance advice remark codes of the denial, the first the likeliest.
    pub rarcs: *const cleanclaim_text,
    /// How many remark codes there are.
    pub rarc_count: usize,
    /// The claim's own numbers of the other lines it is about.
    pub related_lines: *const u32,
    /// How many other lines there are.
    pub related_line_count: usize,
    /// The facts behind it.
    pub values: *const cleanclaim_value,
    /// How many facts there are.
    pub value_count: usize,
    /// The ways to mend it.
    pub fixes: *const cleanclaim_fix,
    /// How many ways there are.
    pub fix_count: usize,
    /// The charge that would not be paid, in cents.
    pub at_risk_cents: i64,
    /// How bad it is.
    pub severity: cleanclaim_severity,
    /// The claim's own number of the line; 0 for the whole claim.
    pub line: u32,
    /// The element of a list field, counted from 0.
    pub position: u32,
    /// The I/OCE edit it corresponds to; 0 when there is none.
    pub ioce_edit: u32,
    /// What the I/OCE edit does: `LIR` (line item rejection), `RTP` (return to provider) …, as the
    /// published table names it; empty when there is none.
    pub disposition: cleanclaim_text,
}

/// A rule that would have flagged a line but for a modifier. Its texts are lent by the report.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_bypassed {
    /// The rule's identifier.
    pub rule: cleanclaim_text,
    /// The modifier that lets it pass.
    pub by: cleanclaim_text,
    /// The claim's own number of the line that would have been flagged.
    pub line: u32,
    /// The claim's own number of the line it was paired with; 0 when that line is on an earlier claim.
    pub related_line: u32,
}

/// A rule that could not be evaluated, and why. Everything in it is lent by the report.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_not_evaluated {
    /// The rule's identifier.
    pub rule: cleanclaim_text,
    /// Why, and what would have to be imported or given.
    pub reason: cleanclaim_text,
    /// The claim's own numbers of the lines; none for the whole claim.
    pub lines: *const u32,
    /// How many lines there are.
    pub line_count: usize,
}

structures! {
    cleanclaim_summary: 13,
    cleanclaim_finding: 25,
    cleanclaim_bypassed: 5,
    cleanclaim_not_evaluated: 6,
}

impl cleanclaim_severity {
    pub(super) fn of(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::CLEANCLAIM_INFO,
            Severity::Warn => Self::CLEANCLAIM_WARN,
            Severity::Deny => Self::CLEANCLAIM_DENY,
            Severity::Reject => Self::CLEANCLAIM_REJECT,
        }
    }

    pub(super) fn from_number(number: u32) -> Option<Severity> {
        [Severity::Info, Severity::Warn, Severity::Deny, Severity::Reject].get(number as usize).copied()
    }
}

impl cleanclaim_applicability {
    pub(super) fn of(applicability: Applicability) -> Self {
        match applicability {
            Applicability::Mechanical => Self::CLEANCLAIM_MECHANICAL,
            Applicability::IfDocumented => Self::CLEANCLAIM_IF_DOCUMENTED,
            Applicability::Manual => Self::CLEANCLAIM_MANUAL,
        }
    }
}

impl cleanclaim_verdict {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Clean => Self::CLEANCLAIM_CLEAN,
            Verdict::CleanWithGaps => Self::CLEANCLAIM_CLEAN_WITH_GAPS,
            Verdict::Flagged => Self::CLEANCLAIM_FLAGGED,
        }
    }
}

impl cleanclaim_report {
    pub(super) fn new(report: Report) -> Self {
        Self { report, ..Self::default() }
    }

    /// The report itself.
    pub(super) fn own(&self) -> &Report {
        &self.report
    }

    /// The report, about to be written over: what was rendered is forgotten but for its memory.
    pub(super) fn renew(&mut self) -> &mut Report {
        self.json.take();
        if let Some(rendered) = self.rendered.take() {
            *self.spare.get_mut().unwrap_or_else(PoisonError::into_inner) = rendered;
        }
        &mut self.report
    }

    /// Gives back the memory of a report of unusual size.
    pub(super) fn forget_unusual(&mut self) {
        if self.report.findings().len() > MOST_KEPT {
            *self = Self::default();
        }
    }

    /// The findings as structures, made when they are first asked for.
    fn rendered(&self) -> &Rendered {
        self.rendered.get_or_init(|| {
            let spare = std::mem::take(&mut *self.spare.lock().unwrap_or_else(PoisonError::into_inner));
            spare.render(&self.report)
        })
    }
}

/// The item at an index, or why there is none.
pub(super) fn at<'i, T>(items: &'i [T], index: usize, what: &str) -> Result<&'i T, Failure> {
    items.get(index).ok_or_else(|| {
        let message = format!("there is no {what} {index}; the report has {}", items.len());
        failure(CLEANCLAIM_OUT_OF_RANGE, message)
    })
}

/// The outcome. NULL gives CLEANCLAIM_FLAGGED.
///
/// # Safety
/// `report` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_verdict(report: *const cleanclaim_report) -> cleanclaim_verdict {
    guard_or(cleanclaim_verdict::CLEANCLAIM_FLAGGED, || {
        // SAFETY: the caller promises NULL or a live report.
        let verdict = unsafe { report.as_ref() }.map(|report| report.report.verdict());
        cleanclaim_verdict::of(verdict.unwrap_or(Verdict::Flagged))
    })
}

/// How many findings there are. NULL gives 0.
///
/// # Safety
/// `report` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_finding_count(report: *const cleanclaim_report) -> usize {
    // SAFETY: the caller promises NULL or a live report.
    guard_or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.report.findings().len()))
}

/// Reads the report in numbers.
///
/// # Safety
/// `report` must be NULL or live, `summary` NULL or writable for `summary_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_summary(
    report: *const cleanclaim_report,
    summary: *mut cleanclaim_summary,
    summary_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report.
        let report = unsafe { reference(report, "report") }?;
        let rendered = report.rendered();
        let mut by_severity = [0_u32; 4];
        for finding in &rendered.findings {
            by_severity[finding.severity as usize & 3] += 1;
        }
        let [claim, edition, profile] = rendered.names();
        let lent = cleanclaim_summary {
            claim,
            edition,
            profile,
            findings: rendered.findings.len(),
            bypassed: rendered.bypassed.len(),
            not_evaluated: rendered.gaps.len(),
            at_risk_cents: report.report.at_risk().cents(),
            verdict: cleanclaim_verdict::of(report.report.verdict()),
            by_severity,
        };
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&lent, summary, summary_size) }
    })
}

/// Reads the finding at an index, counted from 0, in the report's order: those on the claim as a whole
/// first, then by the number of the line, wherever it stands on the claim; for one line by rule.
///
/// # Safety
/// `report` must be NULL or live, `finding` NULL or writable for `finding_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_finding(
    report: *const cleanclaim_report,
    index: usize,
    finding: *mut cleanclaim_finding,
    finding_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report, and NULL or a writable structure.
        unsafe {
            let findings = &reference(report, "report")?.rendered().findings;
            structure::give(at(findings, index, "finding")?, finding, finding_size)
        }
    })
}

/// Reads, by its index counted from 0, a finding that a modifier let pass.
///
/// # Safety
/// `report` must be NULL or live, `bypassed` NULL or writable for `bypassed_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_bypassed(
    report: *const cleanclaim_report,
    index: usize,
    bypassed: *mut cleanclaim_bypassed,
    bypassed_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report, and NULL or a writable structure.
        unsafe {
            let all = &reference(report, "report")?.rendered().bypassed;
            structure::give(at(all, index, "bypassed finding")?, bypassed, bypassed_size)
        }
    })
}

/// Reads, by its index counted from 0, a rule that could not be evaluated.
///
/// # Safety
/// `report` must be NULL or live, `not_evaluated` NULL or writable for `not_evaluated_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_not_evaluated(
    report: *const cleanclaim_report,
    index: usize,
    not_evaluated: *mut cleanclaim_not_evaluated,
    not_evaluated_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report, and NULL or a writable structure.
        unsafe {
            let all = &reference(report, "report")?.rendered().gaps;
            structure::give(at(all, index, "rule that was not evaluated")?, not_evaluated, not_evaluated_size)
        }
    })
}

/// The report as JSON on one line; lent by the report.
///
/// # Safety
/// `report` must be NULL or live, `json` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_json(
    report: *const cleanclaim_report,
    json: *mut cleanclaim_text,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report.
        let report = unsafe { reference(report, "report") }?;
        let own = report.json.get_or_init(|| report.report.to_json().into());
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { put(json, own.lend()) }
    })
}

/// Frees a report, and with it everything read from it. NULL is accepted.
///
/// # Safety
/// `report` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_free(report: *mut cleanclaim_report) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(report) })
}
