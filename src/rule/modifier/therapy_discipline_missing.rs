//! M034.

use super::positioned;
use super::therapy::{Discipline, discipline, is_always_therapy};
use crate::claim::Form;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A therapy code does not say under which discipline's plan it was given.
    ///
    /// ## What it checks
    /// Codes that Medicare always takes as therapy carry GP, GO or GN. Evaluations carry that of their
    /// own discipline: 97161 to 97164 GP, 97165 to 97168 GO, 92507, 92508 and 92521 to 92524 GN;
    /// other speech codes warn.
    ///
    /// ## Why it matters
    /// The discipline decides which annual amount the service counts against; a line without it comes
    /// back.
    ///
    /// ## Example
    /// 97110 fails; 97110-GP passes. 97161-GO fails.
    ///
    /// ## How to fix
    /// Add the modifier of the plan of care: GP physical therapy, GO occupational therapy, GN
    /// speech-language pathology.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 5, §10 and §20; MPFS relative value
    /// file, July 2024 (multiple procedure indicator 5)
    "M034" "therapy-discipline-missing" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N822"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        codes: [b"0791T"..=b"0791T", b"92507"..=b"92609", b"96125"..=b"96125", b"97012"..=b"97799", b"G0281"..=b"G0329"],
        left_out: "Codes that are therapy only under a plan of care, and bills on which therapy is not \
                   paid by the line: inpatient, skilled nursing Part A, swing bed, home health and \
                   hospice.",
    }
}

/// Facility and classification digits of bills that do not pay therapy by the line.
const NOT_BY_THE_LINE: [u8; 8] = [11, 18, 21, 32, 33, 41, 81, 82];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    if context.claim.form == Form::Outpatient
        && bill.is_some_and(|bill| NOT_BY_THE_LINE.contains(&bill.facility_and_classification()))
    {
        return;
    }
    for line in context.lines {
        let Some(procedure) = line.procedure.filter(|code| is_always_therapy(*code)) else { continue };
        let stands = positioned(line).find(|(_, own)| matches!(&own.to_bytes(), b"GP" | b"GO" | b"GN"));
        let (expected, severity) = match discipline(procedure) {
            Discipline::Only(expected) => (expected, Severity::Reject),
            Discipline::Likely(expected) => (expected, Severity::Warn),
            Discipline::Any(expected) => (expected, Severity::Reject),
        };
        let fits = |own: Modifier| expected.split(' ').any(|text| text.as_bytes() == own.to_bytes());
        let add = |text: &str| {
            let modifier = Modifier::from_bytes(text.as_bytes().try_into().ok()?)?;
            Some(Edit::AddModifier { line: line.number, modifier })
        };
        match stands {
            Some((_, own)) if fits(own) => {}
            Some((position, own)) => {
                let remove = Edit::RemoveModifier { line: line.number, modifier: own, keep_first: false };
                let finding = findings
                    .flag(line.index, "{procedure} belongs to the discipline {expected}, not {discipline}")
                    .field_at("modifiers", position)
                    .value("procedure", procedure)
                    .value("expected", in_words(expected))
                    .value("discipline", own)
                    .denial(Denial::co("4", &["N823"]))
                    .severity(severity);
                if let Some(add) = add(expected) {
                    drop(finding.fix(
                        Applicability::IfDocumented,
                        "send {expected} instead of {discipline}",
                        &[remove, add],
                    ));
                }
            }
            None => {
                let mut finding = findings
                    .flag(
                        line.index,
                        "{procedure} is always therapy; say under whose plan of care: {expected}",
                    )
                    .field("modifiers")
                    .value("procedure", procedure)
                    .value("expected", in_words(expected));
                for edit in expected.split(' ').filter_map(add) {
                    let title = "add {modifier}, if the plan of care is of that discipline";
                    let only = !expected.contains(' ');
                    let trust = if only { Applicability::IfDocumented } else { Applicability::Manual };
                    finding = finding.fix(trust, title, &[edit]);
                }
            }
        }
    }
}

/// The disciplines a code may belong to, for a message.
fn in_words(disciplines: &'static str) -> &'static str {
    match disciplines {
        "GO GN" => "GO or GN",
        "GP GO GN" => "GP, GO or GN",
        one => one,
    }
}
