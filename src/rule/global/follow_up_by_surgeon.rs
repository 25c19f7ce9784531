//! G012.

use super::{Surgery, open_period};
use crate::code::{Date, Modifier, ProcedureCode};
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{By, Context, Lookback, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// Follow-up care after surgery is billed by the surgeon, or twice.
    ///
    /// ## What it checks
    /// G0559, the follow-up visit of a practitioner who did not operate, from 2025-01-01: it is denied
    /// within the 90-day period of a surgery by the same practitioner, warns where a colleague of the
    /// group and specialty operated or no such surgery stands in the history, and is denied when it
    /// already stands in the 90 days before. It adds to an office visit of the same day by the same practitioner.
    ///
    /// ## Why it matters
    /// The surgeon's fee includes the follow-up; G0559 pays others for it, once.
    ///
    /// ## Example
    /// G0559 with 99213 by the surgeon on day 30 after 27447 fails; by another practice it passes.
    ///
    /// ## How to fix
    /// Remove G0559; a surgeon's own visit in the period is 99024.
    ///
    /// ## Source
    /// Medicare physician fee schedule, final rule of 2025 (global surgery, G0559)
    "G012" "follow-up-by-surgeon" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N525"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        codes: [b"G0559"..=b"G0559"],
        left_out: "Whether the surgeon gave up the aftercare formally (55), which the surgeon's claim says, and whether \
                   the surgeon's own claim is among the earlier ones.",
    }
}

const FIRST_DAY: Date = Date::constant(2025, 1, 1);
const PERIOD: i32 = 90;
const SURGERY_ONLY: Modifier = Modifier::constant(b"54");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(date) = line.from.filter(|date| *date >= FIRST_DAY) else { continue };
        if !line.procedure.is_some_and(is_g0559) || findings.is_rejected(line.index) {
            continue;
        }
        let mut visits = Lookback::from(line, By::Practice);
        let office_visit = |code: ProcedureCode| matches!(code.number(), Some(99_202..=99_215));
        let mut lines = context.lines.iter().chain(context.history);
        let with_visit = lines.any(|other| visits.counts_that_day(other, office_visit));
        if !with_visit && !visits.leaves_open(findings) {
            let severity = if context.history.is_empty() { Severity::Warn } else { Severity::Deny };
            findings
                .flag(
                    line.index,
                    "G0559 adds to an office visit (99202-99215) of the day, and none is billed",
                )
                .field("procedure")
                .severity(severity)
                .denial(Denial::co("B15", &["N122"]));
        }
        let mut repeats = Lookback::from(line, By::Practice);
        let earlier = context.lines.iter().chain(context.history).find_map(|other| {
            let own = std::ptr::eq(other.claim, context.claim);
            let before = |day: Date| {
                let days = date.days_since(day);
                (1..=PERIOD).contains(&days) || (days == 0 && (!own || other.index < line.index))
            };
            let left_out = std::ptr::eq(other.line, line.line) || own && findings.is_rejected(other.index);
            (!left_out && repeats.counts(other, is_g0559, before)).then_some(other.from?)
        });
        if let Some(earlier) = earlier {
            findings
                .flag(
                    line.index,
                    "G0559 is paid once in a surgery's period; it was billed on {earlier} already",
                )
                .field("procedure")
                .value("earlier", earlier);
            continue;
        }
        repeats.leaves_open(findings);
        let keeps_care = |surgery: &Surgery<'_>| {
            !surgery.line.has(SURGERY_ONLY) && surgery.last.days_since(surgery.date) >= PERIOD
        };
        let Some(surgery) = open_period(context, findings, line, date, keeps_care) else {
            let mut surgeries = Lookback::from(line, By::Anybody);
            if !context.history.is_empty()
                && !context.history.iter().any(|other| may_open(context, &mut surgeries, other, date))
                && !surgeries.leaves_open(findings)
            {
                findings
                    .flag(
                        line.index,
                        "G0559 follows a surgery with a 90-day period; none stands in the history",
                    )
                    .field("procedure")
                    .severity(Severity::Warn);
            }
            continue;
        };
        let own = surgery.line.same_provider(line) == SameProvider::Same;
        let message = if own {
            "G0559 is for practitioners who did not operate; this one did {surgery} on {date}, and its fee includes \
             the care to {last}"
        } else {
            "G0559 is for practitioners outside the surgeon's group; a colleague did {surgery} on {date}, and its fee \
             includes the care to {last}"
        };
        findings
            .flag(line.index, message)
            .field("procedure")
            .value("surgery", surgery.code)
            .value("date", surgery.date)
            .value("last", surgery.last)
            .severity(if own { Severity::Deny } else { Severity::Warn });
    }
}

/// Whether a line of any provider opens a 90-day period that holds the day, or may: where the fee
/// schedule of its date is not there, it gets the benefit of the doubt.
fn may_open<'c>(
    context: &Context<'c>,
    surgeries: &mut Lookback<'_, 'c>,
    other: &ServiceLine<'c>,
    day: Date,
) -> bool {
    let within = |date: Date| (1..=PERIOD).contains(&day.days_since(date));
    let opens = match context.whole_fee_or_of(other, day) {
        Lookup::Found(fee) => fee.global == GlobalPeriod::Days90,
        // A code that cannot be read may be any.
        Lookup::Absent => other.procedure.is_none(),
        Lookup::Unknown(_) => true,
    };
    opens && surgeries.counts(other, |_| true, within)
}

fn is_g0559(code: ProcedureCode) -> bool {
    code.to_bytes() == *b"G0559"
}
