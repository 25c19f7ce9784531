//! U008.

use super::whole_units;
use crate::code::{Date, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// The administration of a vaccine does not fit the patient or the vaccines.
    ///
    /// ## What it checks
    /// 90460 and 90461 are for patients of at most 18 years. Where vaccines and administrations
    /// stand on one day, there are as many of the one as of the other. For Medicare, influenza,
    /// pneumococcal and hepatitis B vaccines have their own administration codes (G0008, G0009,
    /// G0010) in place of 90471. Globulins, antibodies against RSV and the tuberculin test are no vaccines here.
    /// Medicaid claims are not counted, because states supply vaccines.
    ///
    /// ## Why it matters
    /// An administration code of another age or kind is denied; a missing one is not paid.
    ///
    /// ## Example
    /// 90460 at 30 years fails; 90471 passes. 90686 with 90715 and one 90471 warns.
    ///
    /// ## How to fix
    /// Bill one administration for each vaccine: the first by 90471 or 90473, each further one by
    /// 90472 or 90474, and Medicare's three by their G codes.
    ///
    /// ## Source
    /// CPT, immunization administration; Medicare Claims Processing Manual (Pub. 100-04), chapter 18, §10; the influenza, pneumococcal and
    /// hepatitis B vaccines of the Integrated Outpatient Code Editor (table data_hcpcs)
    "U008" "vaccine-administration" {
        severity: Deny,
        denial: Some(Denial::co("6", &["N129"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"90460"..=b"90759", b"91300"..=b"91322", b"Q2034"..=b"Q2039"],
        left_out: "Add-ons without their first code (N020) and two first codes (N001). Counts only warn: vaccines may \
                   be supplied free, and claims may be split.",
    }
}

const OLDEST_CHILD: u16 = 18;

fn check(context: &Context<'_>, findings: &mut Findings) {
    check_ages(context, findings);
    if context.payer != Payer::Medicaid {
        check_counts(context, findings);
    }
    if context.payer == Payer::Medicare {
        check_medicare(context, findings);
    }
}

fn check_ages(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if !matches!(procedure.number(), Some(90_460 | 90_461)) || findings.is_rejected(line.index) {
            continue;
        }
        match context.age(date) {
            None => findings.not_evaluated(line.index, Reason::Missing("neither a date of birth nor an age")),
            Some(age) if age > OLDEST_CHILD => {
                findings
                    .flag(
                        line.index,
                        "{procedure} is for patients of at most 18 years; this one is {age}, so 90471-90474 apply",
                    )
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("age", u32::from(age));
            }
            Some(_) => {}
        }
    }
}

fn check_counts(context: &Context<'_>, findings: &mut Findings) {
    for (index, line) in context.lines.iter().enumerate() {
        let Some(date) = line.from else { continue };
        let is_first_of_day = |wanted: fn(ProcedureCode) -> bool| {
            line.procedure.is_some_and(wanted)
                && !context
                    .lines
                    .iter()
                    .take(index)
                    .any(|earlier| earlier.from == Some(date) && earlier.procedure.is_some_and(wanted))
        };
        if !is_first_of_day(is_vaccine) || findings.is_rejected(index) {
            continue;
        }
        let count = |wanted: fn(ProcedureCode) -> bool| -> u32 {
            let of_day = context.lines.iter().filter(|other| {
                other.from == Some(date)
                    && other.procedure.is_some_and(wanted)
                    && !findings.is_rejected(other.index)
            });
            of_day.filter_map(whole_units).sum()
        };
        let (vaccines, administrations) = (count(is_vaccine), count(is_administration));
        if administrations > 0 && vaccines != administrations {
            let message = if vaccines > administrations {
                "{vaccines} vaccines stand on {date} with {administrations} administrations; each vaccine has one"
            } else {
                "{administrations} administrations stand on {date} with {vaccines} vaccines; a vaccine may be missing, \
                 unless it was supplied free"
            };
            findings
                .flag(index, message)
                .field("procedure")
                .value("vaccines", vaccines)
                .value("administrations", administrations)
                .value("date", date)
                .severity(Severity::Warn)
                .denial(Denial::co("16", &["M53"]));
        }
    }
}

fn check_medicare(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(vaccine), Some(date)) = (line.procedure, line.from) else { continue };
        let Some(own) = medicare_administration(vaccine) else { continue };
        let of_day = |wanted: &dyn Fn(&[u8; 5]) -> bool| {
            context.lines.iter().find(|other| {
                other.from == Some(date) && other.procedure.is_some_and(|code| wanted(&code.to_bytes()))
            })
        };
        let first = of_day(&|code| matches!(code, b"90471" | b"90473"));
        if let Some(first) = first
            && of_day(&|code| code == own).is_none()
            && only_vaccine_of_day(context, date, line.index)
            && !findings.is_rejected(first.index)
        {
            let wanted = std::str::from_utf8(own).unwrap_or_default();
            findings
                .flag(first.index, "Medicare pays the administration of {vaccine} under {wanted}")
                .field("procedure")
                .value("vaccine", vaccine)
                .value("wanted", wanted)
                .related(line.index)
                .severity(Severity::Warn)
                .denial(Denial::co("96", &["N56"]));
        }
    }
}

/// Whether no other vaccine of the day could be the one that was administered.
fn only_vaccine_of_day(context: &Context<'_>, date: Date, vaccine: usize) -> bool {
    !context.lines.iter().any(|other| {
        other.index != vaccine
            && other.from == Some(date)
            && other.procedure.is_some_and(|code| is_vaccine(code) && medicare_administration(code).is_none())
    })
}

/// Vaccine products: 90476 to 90759 but 90480, 91300 to 91322 and the influenza vaccines of HCPCS Level II.
fn is_vaccine(code: ProcedureCode) -> bool {
    match code.number() {
        // 90480 stands among the products and is the administration of a COVID-19 vaccine.
        Some(90_480) => false,
        Some(number) => matches!(number, 90_476..=90_759 | 91_300..=91_322),
        None => matches!(&code.to_bytes(), [b'Q', b'2', b'0', b'3', b'4'..=b'9']),
    }
}

/// Administrations of a vaccine; 90461 counts further components, not vaccines.
fn is_administration(code: ProcedureCode) -> bool {
    match code.number() {
        Some(number) => matches!(number, 90_460 | 90_471..=90_474 | 90_480),
        None => {
            matches!(&code.to_bytes(), b"G0008" | b"G0009" | b"G0010")
                || matches!(code.to_bytes(), [b'0', .., b'A'])
        }
    }
}

/// The code under which Medicare pays the administration of a vaccine, where it is one of its own.
fn medicare_administration(vaccine: ProcedureCode) -> Option<&'static [u8; 5]> {
    match vaccine.number() {
        Some(
            90_630
            | 90_653..=90_658
            | 90_660..=90_662
            | 90_672..=90_674
            | 90_682
            | 90_685..=90_689
            | 90_694
            | 90_756,
        ) => Some(b"G0008"),
        Some(90_670 | 90_671 | 90_677 | 90_684 | 90_732) => Some(b"G0009"),
        Some(90_739 | 90_740 | 90_743 | 90_744 | 90_746 | 90_747 | 90_759) => Some(b"G0010"),
        Some(_) => None,
        None => is_vaccine(vaccine).then_some(b"G0008"),
    }
}
