//! R001.

use crate::code::{Modifier, Money, ProcedureCode};
use crate::edition::FeeStatus;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// The fee schedule's status says that Medicare does not pay the code here.
    ///
    /// ## What it checks
    /// The status of every code in the fee schedule of its date. B (bundled) is denied, even alone;
    /// N (not covered) is denied to the patient's account unless GY, GX or GA says that this is
    /// expected; P (bundled supplies) is denied beside another payable service of the day and warns
    /// alone; R (restricted coverage) warns, but not of foot care with a class finding (Q7, Q8, Q9),
    /// which answers it; M (measures) with a charge is noted. A, C, E, J and X are paid by this or
    /// another schedule and pass; I is C026's and T is R011's.
    ///
    /// ## Why it matters
    /// The status decides before anything else whether a line can be paid.
    ///
    /// ## Example
    /// 99070 for 25 dollars fails (B); J1885 and 80053 pass, though another schedule pays them.
    ///
    /// ## How to fix
    /// Leave bundled codes off. Bill the patient for what Medicare does not cover, with GY when a
    /// denial is wanted for another payer.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, status codes; Medicare Claims Processing Manual
    /// (Pub. 100-04), chapter 23, §30.2.2
    "R001" "status-not-paid" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M15"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [InactiveStatus],
        left_out: "Claims to a DME contractor, which pays status P supplies: a claim all of whose lines are \
                   supplies or equipment is taken for one.",
    }
}

/// Modifiers that say a denial is expected.
const EXPECTED_DENIAL: [Modifier; 4] = [
    Modifier::constant(b"GA"),
    Modifier::constant(b"GX"),
    Modifier::constant(b"GY"),
    Modifier::constant(b"GZ"),
];

/// Class findings, the condition on which foot care is covered.
const CLASS_FINDINGS: [Modifier; 3] =
    [Modifier::constant(b"Q7"), Modifier::constant(b"Q8"), Modifier::constant(b"Q9")];
const EXCLUDED: Modifier = Modifier::constant(b"GY");

/// What can be done about a status.
#[derive(Clone, Copy)]
enum Remedy {
    None,
    Remove,
    Exclude,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let supplier_claim = context.lines.iter().all(|line| line.procedure.is_some_and(is_supply));
    for line in context.lines {
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let charged = line.charge.is_none_or(|charge| charge > Money::ZERO);
        let say = |findings: &mut Findings, message, severity, denial, remedy| {
            let finding = findings
                .flag(line.index, message)
                .field("procedure")
                .value("procedure", procedure)
                .value("status", fee.status.code())
                .severity(severity)
                .denial(denial);
            let number = line.number;
            match remedy {
                Remedy::None => {}
                Remedy::Remove => drop(finding.fix(
                    Applicability::Manual,
                    "remove line {line}; its payment is part of the other services",
                    &[Edit::RemoveLine { line: number }],
                )),
                Remedy::Exclude => drop(finding.fix(
                    Applicability::IfDocumented,
                    "add {modifier} to line {line}, if a denial is needed for another payer",
                    &[Edit::AddModifier { line: number, modifier: EXCLUDED }],
                )),
            }
        };
        let bundled = Denial::co("97", &["M15"]);
        match fee.status {
            FeeStatus::Bundled if charged => {
                let message = "{procedure} is always bundled (status {status}); Medicare never pays it apart and the \
                               patient cannot be billed for it";
                say(findings, message, Severity::Deny, bundled, Remedy::Remove);
            }
            FeeStatus::NonCovered if !line.has_any(&EXPECTED_DENIAL) => {
                let message = "Medicare does not cover {procedure} (status {status}); bill the patient, or add GY when a \
                               denial is needed for another payer";
                say(findings, message, Severity::Deny, Denial::pr("96", &["N425"]), Remedy::Exclude);
            }
            FeeStatus::BundledOrExcluded if !supplier_claim && charged => {
                if has_payable_company(context, findings, line) {
                    let message = "{procedure} is a supply that is bundled into the services of the day (status {status})";
                    say(findings, message, Severity::Deny, bundled, Remedy::Remove);
                } else {
                    let message = "{procedure} is a supply that a practitioner's service includes (status {status}); alone \
                                   it is hardly ever paid";
                    say(findings, message, Severity::Warn, bundled, Remedy::Remove);
                }
            }
            FeeStatus::Restricted if !line.has_any(&CLASS_FINDINGS) => {
                let message = "Medicare restricts coverage of {procedure} (status {status}); the record has to meet the \
                               coverage rule";
                say(findings, message, Severity::Warn, Denial::co("50", &["N115"]), Remedy::None);
            }
            FeeStatus::Measurement
                if line.charge > Some(Money::from_cents(1)) && !is_category_2(procedure) =>
            {
                let message = "{procedure} only reports a measure (status {status}); it is never paid";
                say(findings, message, Severity::Info, Denial::co("246", &["N620"]), Remedy::None);
            }
            _ => {}
        }
    }
}

fn is_supply(code: ProcedureCode) -> bool {
    matches!(code.to_bytes(), [b'A' | b'B' | b'E' | b'K' | b'L', ..])
}

fn is_category_2(code: ProcedureCode) -> bool {
    matches!(code.to_bytes(), [.., b'F'])
}

/// Whether another line of the day is a service that the schedule pays.
fn has_payable_company(context: &Context<'_>, findings: &Findings, line: &ServiceLine<'_>) -> bool {
    context.lines.iter().any(|other| {
        let payable = || {
            let fee = context.whole_fee(other).found()?;
            Some(matches!(
                fee.status,
                FeeStatus::Active | FeeStatus::ContractorPriced | FeeStatus::Restricted
            ))
        };
        other.index != line.index
            && other.same_day(line)
            && !findings.is_rejected(other.index)
            && payable() == Some(true)
    })
}
