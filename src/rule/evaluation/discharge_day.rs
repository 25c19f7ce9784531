//! E008.

use super::{is_before, is_itself, number};
use crate::claim::Claim;
use crate::code::{Date, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// A discharge is billed twice for a stay, or longer than its minutes.
    ///
    /// ## What it checks
    /// 99239 and 99316 have more than 30 minutes, where the line gives minutes. One discharge
    /// (99238, 99239; 99315, 99316) stands for a stay and practice: another one on the claim, or in
    /// the history with the same admission date, is a second.
    ///
    /// ## Why it matters
    /// The discharge is paid once, on the day the practitioner saw the patient for it.
    ///
    /// ## Example
    /// 99239 with 25 minutes fails; 99238 passes.
    ///
    /// ## How to fix
    /// Bill 99238 or 99315 for 30 minutes or less, and one discharge a stay.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.9.2 and §30.6.13
    "E008" "discharge-unsupported" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M80"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99238"..=b"99239", b"99315"..=b"99316"],
        left_out: "A visit on the day of discharge, which N001 judges, and the hours of a stay of one day, which a claim \
                   does not say. Without minutes 99239 and 99316 are taken as documented.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(code) = number(line) else { continue };
        let Some(kind) = discharge(code) else { continue };
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        if let Some(minutes) = line.line.minutes
            && matches!(code, 99_239 | 99_316)
            && minutes <= 30
            && let Some(shorter) = ProcedureCode::from_number(code - 1)
        {
            findings
                .flag(line.index, "{procedure} needs more than 30 minutes; {minutes} are recorded")
                .field("minutes")
                .value("procedure", procedure)
                .value("minutes", minutes)
                .denial(Denial::co("150", &["M25"]))
                .fix(
                    Applicability::IfDocumented,
                    "bill {procedure} on line {line}, the code of the minutes recorded",
                    &[Edit::SetProcedure { line: line.number, procedure: shorter }],
                );
        }
        let own = |other: &&ServiceLine<'_>| is_before(other, line) && !findings.is_rejected(other.index);
        let earlier = context.lines.iter().filter(own).chain(context.history);
        let mut looks = Lookback::from(line, By::Practice);
        let same_kind = |code: ProcedureCode| code.number().and_then(discharge) == Some(kind);
        let discharges = earlier.filter(|other| {
            !is_itself(other, line)
                && is_one_stay(line, other)
                && looks.counts(other, same_kind, |from| from != date)
        });
        let first = discharges.min_by_key(|other| other.from);
        if let Some(first) = first
            && let (Some(other), Some(on)) = (first.procedure, first.from)
        {
            let own = std::ptr::eq(first.claim, context.claim);
            let finding = findings
                .flag(
                    line.index,
                    "{procedure} on {date} is the second discharge of the stay; {other} was billed for {on}",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("date", date)
                .value("other", other)
                .value("on", on)
                .severity(if own { Severity::Warn } else { Severity::Deny });
            if own {
                drop(finding.related(first.index));
            }
        } else {
            looks.leaves_open(findings);
        }
    }
}

/// What a code discharges from.
fn discharge(code: u32) -> Option<&'static str> {
    match code {
        99_238 | 99_239 => Some("hospital"),
        99_315 | 99_316 => Some("nursing facility"),
        _ => None,
    }
}

/// Whether two lines are of one stay as far as claims tell: one claim, or one admission date.
pub(super) fn is_one_stay(line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    let admission = |claim: &Claim| -> Option<Date> { claim.admission_date.as_ref()?.value() };
    let (own, theirs) = (admission(line.claim), admission(other.claim));
    std::ptr::eq(line.claim, other.claim) || (own.is_some() && own == theirs)
}
