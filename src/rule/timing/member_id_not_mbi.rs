//! T025.

use crate::code::{Date, Mbi};
use crate::finding::{Applicability, Denial, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The member identifier is not a Medicare Beneficiary Identifier.
    ///
    /// ## What it checks
    /// The identifier of a claim to original Medicare has the eleven characters of an MBI, without
    /// the letters S, L, O, I, B and Z. Hyphens and spaces are overlooked. An identifier in the form
    /// of the old health insurance claim number warns on services before 2020-01-01, when the
    /// change was complete, and fails later.
    ///
    /// ## Why it matters
    /// Medicare cannot find the patient and sends the claim back.
    ///
    /// ## Example
    /// 1SG4TE5MK73 fails (S is never used); 1EG4TE5MK73 passes.
    ///
    /// ## How to fix
    /// Copy the identifier from the patient's card, or look it up in the contractor's portal.
    ///
    /// ## Source
    /// CMS, "Understanding the Medicare Beneficiary Identifier (MBI) Format"
    "T025" "member-id-not-mbi" {
        severity: Reject,
        denial: Some(Denial::co("31", &["N382"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let given = context.claim.patient.member_id.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = given else {
        return findings.claim_not_evaluated(Reason::Missing("no member identifier"));
    };
    let Err(error) = text.parse::<Mbi>() else { return };
    let first = context.lines.iter().filter_map(|line| line.from).min();
    let old_number = is_old_claim_number(text);
    let message = if old_number {
        "the member identifier has the form of the old health insurance claim number; send the MBI"
    } else {
        "the member identifier is not a Medicare Beneficiary Identifier: it {problem}"
    };
    let mut finding =
        findings.flag_claim(message).field("patient.member_id").value("problem", error.problem().to_string());
    if let Some(repair) = error.repair() {
        finding = finding.value("repair", repair.to_owned()).fix(
            Applicability::Manual,
            "read it as {repair}, if the card says so",
            &[],
        );
    }
    if old_number && first.is_some_and(|first| Some(first) < Date::from_ymd(2020, 1, 1)) {
        drop(finding.severity(Severity::Warn));
    }
}

/// Nine digits and a one- or two-character suffix that starts with a letter.
fn is_old_claim_number(text: &str) -> bool {
    let plain: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    match plain.split_at_checked(9) {
        Some((number, suffix)) => {
            number.iter().all(u8::is_ascii_digit) && matches!(suffix, [a] | [a, _] if a.is_ascii_alphabetic())
        }
        None => false,
    }
}
