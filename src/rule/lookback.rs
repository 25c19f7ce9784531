//! What an earlier service counts for, and when nobody can say.

use super::{SameProvider, ServiceLine};
use crate::code::{Date, ProcedureCode};
use crate::finding::{Findings, Reason};

/// Whose other services count for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The patient's, whoever gave them.
    Anybody,
    /// Those of the line's provider, or of another of the same group and specialty.
    Practice,
}

/// Looks for other services that count for a line, on its claim and on earlier ones.
///
/// An earlier service that would count if it said when, what or by whom it was, and does not say it,
/// neither counts nor fails to count: it is remembered, and a rule that finds nothing else is not
/// evaluated on the line. Lines of the claim itself that lack a date or a code are other rules'.
#[derive(Debug)]
pub(super) struct Lookback<'l, 'c> {
    line: &'l ServiceLine<'c>,
    by: By,
    unknown: Option<Reason>,
}

impl<'l, 'c> Lookback<'l, 'c> {
    /// Looks from a line at the services of its provider or group, or at all of the patient's.
    pub(super) fn from(line: &'l ServiceLine<'c>, by: By) -> Self {
        Self { line, by, unknown: None }
    }

    /// Whether another service counts: one of the codes, at the right time, by those who count.
    pub(super) fn counts(
        &mut self,
        other: &ServiceLine<'c>,
        codes: impl FnOnce(ProcedureCode) -> bool,
        time: impl FnOnce(Date) -> bool,
    ) -> bool {
        let earlier = !std::ptr::eq(other.claim, self.line.claim);
        let mut missing = None;
        match other.procedure {
            Some(code) if !codes(code) => return false,
            Some(_) => {}
            None if earlier && says_no_code(other) => missing = Some(Reason::UNNAMED),
            None => return false,
        }
        match other.from {
            Some(day) if !time(day) => return false,
            Some(_) => {}
            None if earlier => missing = Some(Reason::UNDATED),
            None => return false,
        }
        if self.by == By::Practice && other.same_provider(self.line) == SameProvider::Other {
            if !other.is_unmatched(self.line) {
                return false;
            }
            missing = Some(Reason::UNMATCHED);
        }
        self.unknown = self.unknown.or(missing);
        missing.is_none()
    }

    /// Whether another service counts that was given on the line's day.
    pub(super) fn counts_that_day(
        &mut self,
        other: &ServiceLine<'c>,
        codes: impl FnOnce(ProcedureCode) -> bool,
    ) -> bool {
        let day = self.line.from;
        self.counts(other, codes, |from| Some(from) == day)
    }

    /// Why nobody can say that nothing else counts.
    pub(super) fn unknown(&self) -> Option<Reason> {
        self.unknown
    }

    /// Whether nobody can say that nothing else counts; the current rule is not evaluated on the line
    /// then.
    pub(super) fn leaves_open(&self, findings: &mut Findings) -> bool {
        if let Some(reason) = self.unknown {
            findings.not_evaluated(self.line.index, reason);
        }
        self.unknown.is_some()
    }
}

/// Whether an earlier line should name a procedure and does not do so readably. An outpatient line of
/// a revenue code alone needs none.
pub(crate) fn says_no_code(line: &ServiceLine<'_>) -> bool {
    line.procedure.is_none() && (line.is_professional() || line.line.procedure.is_some())
}
