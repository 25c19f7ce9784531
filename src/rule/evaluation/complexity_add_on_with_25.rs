//! E004.

use super::{is_one_practice, number};
use crate::code::{Date, Modifier, ProcedureCode, Section};
use crate::finding::{Applicability, Denial, Edit, Findings, RuleId, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// G2211 is billed with a visit that is not paid with it.
    ///
    /// ## What it checks
    /// G2211 beside a visit with modifier 25: not paid in 2024; from 2025 paid when what the visit
    /// was apart from is a preventive service of Part B (wellness visit, vaccine administration,
    /// screening, counseling). Where another service stands there too that may have caused the 25,
    /// it warns unless that service is a surgery. Before 2024 G2211 was bundled.
    ///
    /// ## Why it matters
    /// Medicare pays G2211 for the relation to the patient, not on the day of a procedure.
    ///
    /// ## Example
    /// 99213-25 with 20610 and G2211 fails; 99213 with G2211 passes, and from 2025 99213-25 with
    /// G0439 and G2211.
    ///
    /// ## How to fix
    /// Remove G2211.
    ///
    /// ## Source
    /// Physician fee schedule final rules of 2024 and 2025; Medicare Claims Processing Manual (Pub. 100-04),
    /// chapter 12, §30.6
    "E004" "complexity-add-on-with-25" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N20"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"G2211"..=b"G2211"],
        left_out: "A missing visit, which N020 judges. The list of preventive services is known with a certainty \
                   below 90 %, so services outside of it only warn unless they are surgery.",
    }
}

const SEPARATE: Modifier = Modifier::constant(b"25");
const PAID_SINCE: Date = Date::constant(2024, 1, 1);
const PREVENTIVE_SINCE: Date = Date::constant(2025, 1, 1);
const STATUS_NOT_PAID: RuleId = RuleId::new("R001");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if procedure.to_bytes() != *b"G2211" || findings.is_rejected(line.index) {
            continue;
        }
        let edit = [Edit::RemoveLine { line: line.number }];
        if date < PAID_SINCE {
            if !findings.has(STATUS_NOT_PAID, line.index) {
                findings
                    .flag(line.index, "G2211 was bundled into the visit before 2024")
                    .field("procedure")
                    .value("procedure", procedure)
                    .denial(Denial::co("97", &["M15"]))
                    .fix(Applicability::IfDocumented, "remove line {line}", &edit);
            }
            continue;
        }
        let of_day = || {
            context.lines.iter().filter(|other| {
                other.index != line.index && other.same_day(line) && is_one_practice(other, line)
            })
        };
        let is_visit =
            |other: &&ServiceLine<'_>| matches!(number(other), Some(99_202..=99_215 | 99_341..=99_350));
        // A visit without 25 carries G2211.
        let Some(visit) =
            of_day().find(is_visit).filter(|_| of_day().filter(is_visit).all(|own| own.has(SEPARATE)))
        else {
            continue;
        };
        let Some(visit_code) = visit.procedure else { continue };
        let preventive = of_day().any(|other| other.procedure.is_some_and(is_preventive));
        let cause = of_day().find(|other| !is_visit(other) && other.procedure.is_some_and(may_cause_25));
        let surgery = cause
            .and_then(|cause| cause.procedure)
            .is_some_and(|code| code.section() == Some(Section::Surgery));
        let (message, severity) = match cause {
            _ if date < PREVENTIVE_SINCE => (
                "G2211 is not paid when its visit carries 25, as {visit} does on line {visit_line}",
                Severity::Deny,
            ),
            None if preventive => continue,
            None => (
                "G2211 is paid beside a visit with 25 ({visit}, line {visit_line}) only on the day of a preventive \
                 service, and none stands on the claim",
                Severity::Warn,
            ),
            Some(_) if surgery => (
                "G2211 is not paid when its visit carries 25 for a procedure, as {visit} does on line {visit_line}",
                Severity::Deny,
            ),
            Some(_) => (
                "G2211 is paid beside a visit with 25 ({visit}, line {visit_line}) only when that is for a preventive \
                 service; check what the 25 is for",
                Severity::Warn,
            ),
        };
        findings
            .flag(line.index, message)
            .field("procedure")
            .value("procedure", procedure)
            .value("visit", visit_code)
            .value("visit_line", visit.number)
            .related(visit.index)
            .severity(severity)
            .fix(Applicability::IfDocumented, "remove line {line}", &edit);
    }
}

/// Preventive services of Part B beside which G2211 is paid.
fn is_preventive(code: ProcedureCode) -> bool {
    const LEVEL_2: [&[u8; 5]; 19] = [
        b"G0008", b"G0009", b"G0010", b"G0101", b"G0102", b"G0108", b"G0109", b"G0136", b"G0270", b"G0402",
        b"G0438", b"G0439", b"G0442", b"G0443", b"G0444", b"G0445", b"G0446", b"G0447", b"M0201",
    ];
    LEVEL_2.contains(&&code.to_bytes())
        || code.to_bytes() == *b"Q0091"
        || matches!(code.number(), Some(90_471..=90_474 | 90_480 | 99_406 | 99_407 | 99_497 | 99_498))
}

/// Whether 25 may stand on a visit because of a code: surgery, infusions and injections,
/// manipulation. Tests, drugs and vaccines need none.
fn may_cause_25(code: ProcedureCode) -> bool {
    match code.number() {
        Some(36_000..=36_660) => false,
        Some(96_360..=96_549 | 98_925..=98_943) => true,
        _ => code.section() == Some(Section::Surgery),
    }
}
