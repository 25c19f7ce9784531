//! The report of one claim.

use super::guard::{failure, free, guard, guard_or, reference};
use super::status::{cleanclaim_status, give_text};
use super::text::Text;
use crate::finding::{Finding, Severity};
use crate::rule::{self, Rule};
use crate::scrub::{Report, Verdict};
use std::ffi::c_char;

/// What was found on one claim. It may be read by several threads at once.
pub struct cleanclaim_report {
    verdict: Verdict,
    findings: Vec<OwnFinding>,
    json: String,
}

struct OwnFinding {
    rule: String,
    severity: u32,
    line: u32,
    at_risk_cents: i64,
    message: String,
    citation: String,
}

/// One finding, lent by a report: its texts live as long as the report and are UTF-8, not
/// terminated by a zero.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_finding {
    /// The rule's identifier: `N002`.
    pub rule: *const c_char,
    /// Its bytes.
    pub rule_length: usize,
    /// 0 info, 1 warn, 2 deny, 3 reject.
    pub severity: u32,
    /// The claim's own number of the line; 0 for the whole claim.
    pub line: u32,
    /// The charge that would not be paid, in cents.
    pub at_risk_cents: i64,
    /// What is wrong, in a sentence.
    pub message: *const c_char,
    /// Its bytes.
    pub message_length: usize,
    /// Where the rule is published.
    pub citation: *const c_char,
    /// Its bytes.
    pub citation_length: usize,
}

impl cleanclaim_report {
    pub(super) fn new(report: &Report) -> Self {
        Self {
            verdict: report.verdict(),
            findings: report.findings().iter().map(OwnFinding::from).collect(),
            json: report.to_json(),
        }
    }
}

impl From<Finding<'_>> for OwnFinding {
    fn from(finding: Finding<'_>) -> Self {
        Self {
            rule: finding.rule().to_string(),
            severity: match finding.severity() {
                Severity::Info => 0,
                Severity::Warn => 1,
                Severity::Deny => 2,
                Severity::Reject => 3,
            },
            line: finding.line().unwrap_or(0),
            at_risk_cents: finding.at_risk().cents(),
            message: finding.message(),
            citation: rule::find(finding.rule()).map_or_else(String::new, Rule::citation),
        }
    }
}

/// The outcome: 0 clean, 1 clean with gaps, 2 flagged. NULL gives 2.
///
/// # Safety
/// `report` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_verdict(report: *const cleanclaim_report) -> u32 {
    guard_or(2, || {
        // SAFETY: the caller promises NULL or a live report.
        match unsafe { report.as_ref() }.map(|report| report.verdict) {
            Some(Verdict::Clean) => 0,
            Some(Verdict::CleanWithGaps) => 1,
            Some(Verdict::Flagged) | None => 2,
        }
    })
}

/// How many findings there are. NULL gives 0.
///
/// # Safety
/// `report` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_length(report: *const cleanclaim_report) -> usize {
    // SAFETY: the caller promises NULL or a live report.
    guard_or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.findings.len()))
}

/// Reads the finding at an index, counted from 0, in the report's order: by line, then rule.
///
/// # Safety
/// `report` must be live, `finding` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_get(
    report: *const cleanclaim_report,
    index: usize,
    finding: *mut cleanclaim_finding,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report.
        let report = unsafe { reference(report, "report") }?;
        let found = report.findings.get(index).ok_or_else(|| {
            let message = format!("there is no finding {index}; the report has {}", report.findings.len());
            failure(cleanclaim_status::CLEANCLAIM_OUT_OF_RANGE, message)
        })?;
        if finding.is_null() {
            return Err(failure(cleanclaim_status::CLEANCLAIM_NULL_POINTER, "the finding is NULL"));
        }
        let (rule, message, citation) =
            (Text::of(&found.rule), Text::of(&found.message), Text::of(&found.citation));
        let lent = cleanclaim_finding {
            rule: rule.pointer,
            rule_length: rule.length,
            severity: found.severity,
            line: found.line,
            at_risk_cents: found.at_risk_cents,
            message: message.pointer,
            message_length: message.length,
            citation: citation.pointer,
            citation_length: citation.length,
        };
        // SAFETY: it is not NULL, and the caller promises that it is writable.
        unsafe { finding.write(lent) };
        Ok(())
    })
}

/// The report as JSON, UTF-8, lent for as long as the report lives; not terminated by a zero.
///
/// # Safety
/// `report` must be live, the outputs NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_json(
    report: *const cleanclaim_report,
    json: *mut *const c_char,
    json_length: *mut usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live report, and NULL or writable outputs.
        unsafe {
            let report = reference(report, "report")?;
            give_text(Text::of(&report.json), json, json_length)
        }
    })
}

/// Frees a report. NULL is accepted.
///
/// # Safety
/// `report` must come from this library and not be used again, nor the findings it lent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_report_free(report: *mut cleanclaim_report) {
    // SAFETY: as the caller promises.
    unsafe { free(report) }
}
