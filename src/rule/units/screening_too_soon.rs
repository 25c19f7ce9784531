//! U013.

use crate::code::{Date, DiagnosisRange, Modifier};
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// A screening is repeated before Medicare pays it again, or at an age it is not paid for.
    ///
    /// ## What it checks
    /// The screening's last date in the history: so many full calendar months must have passed
    /// after the month of the last one. 11 for mammography (77067), prostate antigen (G0103),
    /// occult blood (82270, G0328), the annual wellness visit (G0438 and G0439) and, at high risk,
    /// pelvic examination and Pap smear (G0101, Q0091); 23 for these at normal risk, for bone
    /// density (77080, warns) and for colonoscopy at high risk (G0105); 35 for 81528; 47 for
    /// sigmoidoscopy (G0104); 119 for colonoscopy (G0121), but 47 after a sigmoidoscopy. G0402 and
    /// G0438 are paid once in a life. The age of 77067 (from 40, and one from 35), G0103 (50), 82270
    /// and G0328 (45, before 2023 50) and 81528 (45 to 85). A colonoscopy with KX after a positive
    /// stool test (from 2023) passes. With GA, after an advance notice, the patient owes what is
    /// denied as too soon; GY bills for a denial and is not judged.
    ///
    /// ## Why it matters
    /// Screenings are covered by law at these intervals only; a day too soon is denied.
    ///
    /// ## Example
    /// G0121 60 months after G0121 fails; on 2024-03-01 after 2014-03-20 it passes (119 full months).
    ///
    /// ## How to fix
    /// Where signs or symptoms led to the service, bill the diagnostic code. Otherwise wait, or give
    /// an ABN and bill with GA.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 18, §20 to §60 and §140, and chapter 30,
    /// §50; 42 CFR 410.15 and 410.37
    "U013" "screening-too-soon" {
        severity: Deny,
        denial: Some(Denial::co("119", &["M86"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        codes: [b"77067"..=b"77080", b"81528"..=b"81528", b"82270"..=b"82270", b"G0101"..=b"G0439", b"Q0091"..=b"Q0091"],
        left_out: "When a patient's Part B coverage began, which a claim does not say.",
    }
}

/// The interval of a screening after another or itself.
struct Interval {
    screening: &'static [u8; 5],
    after: &'static [&'static [u8; 5]],
    /// Full calendar months between; `None` is once in a life.
    months: Option<u32>,
    severity: Severity,
}

const fn interval(screening: &'static [u8; 5], after: &'static [&'static [u8; 5]], months: u32) -> Interval {
    Interval { screening, after, months: Some(months), severity: Severity::Deny }
}

const INTERVALS: &[Interval] = &[
    interval(b"77067", &[b"77067"], 11),
    interval(b"G0103", &[b"G0103"], 11),
    interval(b"82270", &[b"82270", b"G0328"], 11),
    interval(b"G0328", &[b"82270", b"G0328"], 11),
    interval(b"G0438", &[b"G0402"], 11),
    Interval { screening: b"G0438", after: &[b"G0438", b"G0439"], months: None, severity: Severity::Deny },
    interval(b"G0439", &[b"G0402", b"G0438", b"G0439"], 11),
    Interval { screening: b"G0402", after: &[b"G0402"], months: None, severity: Severity::Deny },
    interval(b"G0101", &[b"G0101"], 11),
    Interval { screening: b"G0101", after: &[b"G0101"], months: Some(23), severity: Severity::Warn },
    interval(b"Q0091", &[b"Q0091"], 11),
    Interval { screening: b"Q0091", after: &[b"Q0091"], months: Some(23), severity: Severity::Warn },
    Interval { screening: b"77080", after: &[b"77080"], months: Some(23), severity: Severity::Warn },
    interval(b"81528", &[b"81528"], 35),
    interval(b"G0104", &[b"G0104"], 47),
    interval(b"G0104", &[b"G0121"], 119),
    interval(b"G0105", &[b"G0105", b"G0121"], 23),
    interval(b"G0121", &[b"G0104"], 47),
    interval(b"G0121", &[b"G0105", b"G0121"], 119),
];

const NOTICE: Modifier = Modifier::constant(b"GA");
const FOR_DENIAL: Modifier = Modifier::constant(b"GY");
const AFTER_POSITIVE_TEST: Modifier = Modifier::constant(b"KX");
const POSITIVE_TEST_SINCE: Date = Date::constant(2023, 1, 1);
const FROM_45_SINCE: Date = Date::constant(2023, 1, 1);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let code = procedure.to_bytes();
        let mut intervals = INTERVALS.iter().filter(|row| *row.screening == code).peekable();
        if intervals.peek().is_none() || line.has(FOR_DENIAL) || findings.is_rejected(line.index) {
            continue;
        }
        check_age(context, findings, line, &code, date);
        let colonoscopy = matches!(&code, b"G0105" | b"G0121");
        if colonoscopy && line.has(AFTER_POSITIVE_TEST) && date >= POSITIVE_TEST_SINCE {
            continue;
        }
        if context.claim.history.is_empty() {
            findings.not_evaluated(line.index, Reason::NoHistory);
            continue;
        }
        let mut looks = Lookback::from(line, By::Anybody);
        let too_soon = intervals.find_map(|row| {
            let last = last(context, findings, &mut looks, row, date)?;
            let next = row.months.and_then(|months| month_after(last, months + 1));
            (row.months.is_none() || next.is_some_and(|next| date < next)).then_some((row, last, next))
        });
        let Some((row, last, next)) = too_soon else {
            looks.leaves_open(findings);
            continue;
        };
        let high_risk = row.severity == Severity::Warn && has_high_risk(context, line);
        if high_risk && code != *b"77080" {
            continue;
        }
        let message = match (next, row.severity) {
            (None, _) => "Medicare pays {procedure} once; one of {last} is in the history",
            (Some(_), Severity::Warn) => {
                "the last {procedure} of the history was on {last}; the next is paid from {next} on, unless the \
                 patient's risk or condition allows it sooner"
            }
            _ => {
                "the last screening of the history was on {last}; the next {procedure} is paid from {next} on"
            }
        };
        let mut finding = findings
            .flag(line.index, message)
            .field("from")
            .value("procedure", procedure)
            .value("last", last)
            .severity(row.severity);
        if let Some(next) = next {
            finding = finding.value("next", next);
        }
        if line.has(NOTICE) {
            finding = finding.denial(Denial::pr("119", &["M86"]));
        }
        drop(finding);
    }
}

/// The last day before a date on which one of the row's services stands in the history or on the
/// claim.
fn last<'c>(
    context: &Context<'c>,
    findings: &Findings,
    looks: &mut Lookback<'_, 'c>,
    row: &Interval,
    date: Date,
) -> Option<Date> {
    let own = context.lines.iter().filter(|line| !findings.is_rejected(line.index));
    let of_row = context.history.iter().chain(own).filter(|other| {
        looks.counts(other, |code| row.after.contains(&&code.to_bytes()), |from| from < date)
    });
    of_row.filter_map(|line| line.from).max()
}

/// The first day of the month so many months after that of a date.
fn month_after(date: Date, months: u32) -> Option<Date> {
    let (year, month, _) = date.ymd();
    let month = u32::from(year) * 12 + u32::from(month) - 1 + months;
    Date::from_ymd(u16::try_from(month / 12).ok()?, u8::try_from(month % 12 + 1).ok()?, 1)
}

/// Whether the line points to a diagnosis of high risk of cervical or vaginal cancer.
fn has_high_risk(context: &Context<'_>, line: &ServiceLine<'_>) -> bool {
    const HIGH_RISK: [DiagnosisRange; 7] = [
        DiagnosisRange::under(b"Z7251"),
        DiagnosisRange::under(b"Z7252"),
        DiagnosisRange::under(b"Z7253"),
        DiagnosisRange::under(b"Z7729"),
        DiagnosisRange::under(b"Z779"),
        DiagnosisRange::under(b"Z9189"),
        DiagnosisRange::under(b"Z9285"),
    ];
    let pointers = line.line.diagnosis_pointers.iter().filter_map(|pointer| pointer.value());
    pointers
        .filter_map(|pointer| context.claim.diagnoses.get(pointer.index())?.value())
        .any(|diagnosis| HIGH_RISK.iter().any(|risk| risk.contains(diagnosis)))
}

fn check_age(
    context: &Context<'_>,
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    code: &[u8; 5],
    date: Date,
) {
    let (youngest, oldest) = match code {
        b"77067" => (35, u16::MAX),
        b"G0103" => (50, u16::MAX),
        b"82270" | b"G0328" => (if date < FROM_45_SINCE { 50 } else { 45 }, u16::MAX),
        b"81528" => (if date < FROM_45_SINCE { 50 } else { 45 }, 85),
        _ => return,
    };
    let Some(age) = context.age(date) else {
        findings.not_evaluated(line.index, Reason::Missing("neither a date of birth nor an age"));
        return;
    };
    let Some(procedure) = line.procedure else { return };
    if age < youngest || age > oldest {
        findings
            .flag(line.index, "Medicare pays the screening {procedure} at other ages; the patient is {age}")
            .field("procedure")
            .value("procedure", procedure)
            .value("age", u32::from(age))
            .denial(Denial::co("6", &["N129"]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first_of_the_next() {
        let after = |date: &str, months| month_after(date.parse().unwrap(), months).unwrap().to_string();
        assert_eq!(after("2014-03-20", 120), "2024-03-01");
        assert_eq!(after("2025-01-31", 12), "2026-01-01");
        assert_eq!(after("2025-12-01", 1), "2026-01-01");
    }
}
