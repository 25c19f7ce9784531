//! E023.

use super::{by_day, number};
use crate::code::Date;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// A cognitive assessment and care plan is repeated within 180 days.
    ///
    /// ## What it checks
    /// No other 99483 stands in the history, or earlier on the claim, less than 180 days before.
    ///
    /// ## Why it matters
    /// Payers take the assessment as due twice a year at most.
    ///
    /// ## Example
    /// 99483 a hundred days after 99483 warns; after 180 days it passes.
    ///
    /// ## How to fix
    /// Bill the visit that was done; wait with the next assessment.
    ///
    /// ## Source
    /// CPT, cognitive assessment and care plan services
    "E023" "cognitive-plan-repeated" {
        severity: Warn,
        denial: Some(Denial::co("119", &["M86"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99483"..=b"99483"],
        left_out: "A visit or advance care planning on the same day, which N001 judges.",
    }
}

const DAYS: i32 = 180;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut paid: Option<Date> = None;
    for line in by_day(context.lines, |line| number(line) == Some(99_483)) {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let near = |from: Date| (1..DAYS).contains(&date.days_since(from));
        let mut looks = Lookback::from(line, By::Anybody);
        let plans =
            context.history.iter().filter(|other| looks.counts(other, |code| code == procedure, near));
        let last = plans.filter_map(|other| other.from).chain(paid.filter(|paid| near(*paid))).max();
        if let Some(last) = last {
            findings
                .flag(line.index, "{procedure} was billed on {last}, less than 180 days before")
                .field("procedure")
                .value("procedure", procedure)
                .value("last", last);
            continue;
        }
        paid = Some(date);
        if context.claim.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
        } else {
            looks.leaves_open(findings);
        }
    }
}
