//! T008.

use super::{given, received};
use crate::claim::Form;
use crate::code::Date;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// The claim is filed after the payer's limit.
    ///
    /// ## What it checks
    /// Medicare: the claim was received by the same day of the next calendar year (for 29 February, the
    /// 28th), counted from each professional line's first day and from the end of an outpatient
    /// statement. Other payers: the number of days the profile sets; without one the rule is
    /// not evaluated.
    ///
    /// ## Why it matters
    /// A late claim is denied, and the patient cannot be billed.
    ///
    /// ## Example
    /// A service of 2023-03-01 received on 2024-03-02 fails; on 2024-03-01 it passes.
    ///
    /// ## How to fix
    /// Nothing mends lateness; if an exception holds (administrative error, retroactive entitlement),
    /// send its proof.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 1, §70
    "T008" "filed-late" {
        severity: Deny,
        denial: Some(Denial::co("29", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        left_out: "Whether a limit that falls on a weekend moves to the next working day.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let days = context.thresholds.timely_filing_days;
    if days.is_none() && context.payer != Payer::Medicare {
        return findings.claim_not_evaluated(Reason::NotInProfile("limit for filing (timely_filing_days)"));
    }
    let Some(received) = received(context.claim) else {
        return findings.claim_not_evaluated(Reason::Missing("no date of receipt that can be read"));
    };
    let limit = |service: Date| match days {
        Some(days) => service.plus_days(i32::try_from(days).unwrap_or(i32::MAX)),
        None => a_year_later(service),
    };
    if context.claim.form == Form::Outpatient {
        let through = context.claim.statement.as_ref().and_then(|period| given(&period.through));
        if let Some(last) = through.map(limit)
            && received > last
        {
            findings
                .flag_claim("the claim was received on {received}; its limit was {last}")
                .field("received")
                .value("received", received)
                .value("last", last);
        }
        return;
    }
    // Every limit is a year at least, so that most lines need no calendar.
    let within_a_year = |service: Date| days.is_none() && received.days_since(service) <= 365;
    for line in context.lines {
        if let Some(last) = line.from.filter(|service| !within_a_year(*service)).map(limit)
            && received > last
        {
            findings
                .flag(line.index, "the line was received on {received}; its limit was {last}")
                .field("from")
                .value("received", received)
                .value("last", last);
        }
    }
}

/// The same day of the next year; for 29 February the 28th.
fn a_year_later(date: Date) -> Date {
    let (year, month, day) = date.ymd();
    Date::from_ymd(year + 1, month, day).or_else(|| Date::from_ymd(year + 1, month, 28)).unwrap_or(Date::MAX)
}
