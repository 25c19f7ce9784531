//! How rules speak for the edits that a claim has drawn.

use super::{INFORMATION, find};
use crate::claim::{Form, Parsed};
use crate::edition::Disposition;
use crate::finding::{Findings, Place, Raised, Reason, Severity};
use crate::rule::{Context, Payer};

/// Edits that do not ask what a procedure code is.
const WITHOUT_CODE: [u16; 18] = [1, 2, 5, 10, 11, 22, 23, 24, 25, 26, 29, 41, 46, 65, 86, 113, 118, 119];

/// Whether the outpatient code editor is the judge: of outpatient claims to Medicare.
pub(in crate::rule) fn is_edited(context: &Context<'_>) -> bool {
    context.claim.form == Form::Outpatient && context.payer == Payer::Medicare
}

/// The number of an edit that says what a rule of ours says, unless the editor leaves it out on claims
/// of this type of bill.
pub(in crate::rule) fn edit_of_bill(context: &Context<'_>, edit: u16) -> Option<u16> {
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    let claims = find(edit)?.claims();
    let looks = |bill: u8| claims.iter().any(|claims| claims.has_bill_type(bill));
    bill.is_none_or(|bill| looks(bill.facility_and_classification())).then_some(edit)
}

/// Speaks for edits in place of a rule's own check, when the editor has judged the claim; says
/// whether it has.
pub(in crate::rule) fn speaks(context: &Context<'_>, findings: &mut Findings, edits: &[u16]) -> bool {
    let judged = is_edited(context) && findings.edited().judged;
    if judged {
        say(context, findings, edits);
    }
    judged
}

/// Writes a finding for each of the edits that the claim has drawn, and what could not be evaluated.
pub(super) fn say(context: &Context<'_>, findings: &mut Findings, edits: &[u16]) {
    say_where(context, findings, edits, |_| true);
}

/// Writes findings for those of the drawn edits that meet a condition.
pub(in crate::rule) fn say_where(
    context: &Context<'_>,
    findings: &mut Findings,
    edits: &[u16],
    which: impl Fn(&Raised) -> bool,
) {
    if !is_edited(context) {
        return;
    }
    if let Some(gap) = findings.edited().gap {
        findings.claim_not_evaluated(gap);
        return;
    }
    let partial = findings.edited().partial;
    if partial && edits.iter().any(|edit| !WITHOUT_CODE.contains(edit)) {
        unknown_lines(findings);
    }
    for edit in edits {
        let across = find(*edit).is_some_and(|edit| edit.across);
        let mut index = 0;
        while let Some(raised) = findings.edited().raised.get(index).copied() {
            index += 1;
            // What a line of an unknown code might change is not said.
            if raised.edit == *edit && !(partial && across) && which(&raised) {
                tell(context, findings, &raised, severity(&raised));
            }
        }
        let mut index = 0;
        while let Some(noted) = findings.edited().noted.get(index).copied() {
            index += 1;
            if noted.edit == *edit && which(&noted) {
                tell(context, findings, &noted, Severity::Info);
            }
        }
    }
}

/// Lines whose code the edition does not know are not evaluated.
fn unknown_lines(findings: &mut Findings) {
    let mut index = 0;
    while let Some(gap) = findings.edited().lines.get(index).map(|line| line.gap) {
        if let Some(gap) = gap {
            findings.not_evaluated(index, Reason::Edition(gap));
        }
        index += 1;
    }
}

/// How bad an edit is.
fn severity(raised: &Raised) -> Severity {
    if INFORMATION.contains(&raised.edit) || raised.edit == 26 {
        return Severity::Info;
    }
    match raised.disposition {
        Disposition::LineRejection | Disposition::LineDenial => Severity::Deny,
        Disposition::Suspension => Severity::Warn,
        _ => Severity::Reject,
    }
}

fn tell(context: &Context<'_>, findings: &mut Findings, raised: &Raised, severity: Severity) {
    let Some(edit) = find(raised.edit) else { return };
    let claim = context.claim;
    let finding = match raised.place.line() {
        Some(line) => findings.flag(line, edit.message),
        None => findings.flag_claim(edit.message),
    };
    let mut finding = finding.severity(severity).ioce_edit(raised.edit).disposition(raised.disposition);
    if let Some(denial) = edit.denial {
        finding = finding.denial(denial);
    }
    finding = match raised.place {
        Place::Diagnosis(position) => finding.field_at("diagnoses", position),
        Place::Reason(position) => finding.field_at("reason_for_visit", position),
        Place::Modifier(_, position) => finding.field_at("modifiers", position),
        Place::Claim | Place::Line(_) => finding.field(edit.field),
    };
    let diagnosis = match raised.place {
        Place::Reason(position) => claim.reason_for_visit.get(position),
        Place::Diagnosis(position) => claim.diagnoses.get(position),
        _ => claim.diagnoses.first(),
    };
    let names = |name: &str| edit.message.contains(name);
    if names("{diagnosis}") {
        finding = match diagnosis {
            Some(Parsed::Valid(code)) => finding.value("diagnosis", *code),
            Some(Parsed::Malformed(text)) => finding.value("diagnosis", text.to_string()),
            None => finding.value("diagnosis", "(none)"),
        };
    }
    let Some(line) = raised.place.line().and_then(|line| context.lines.get(line)) else { return };
    if names("{code}") {
        finding = match (&line.line.procedure, &line.line.revenue_code) {
            (Some(Parsed::Valid(code)), _) => finding.value("code", *code),
            (Some(Parsed::Malformed(text)), _) => finding.value("code", text.to_string()),
            (None, Some(Parsed::Valid(code))) => finding.value("code", *code),
            (None, _) => finding.value("code", "the line"),
        };
    }
    if names("{revenue_code}") {
        finding = match &line.line.revenue_code {
            Some(Parsed::Valid(code)) => finding.value("revenue_code", *code),
            Some(Parsed::Malformed(text)) => finding.value("revenue_code", text.to_string()),
            None => finding.value("revenue_code", "(none)"),
        };
    }
    if let Place::Modifier(_, position) = raised.place
        && names("{modifier}")
    {
        finding = match line.line.modifiers.get(position) {
            Some(Parsed::Valid(modifier)) => finding.value("modifier", *modifier),
            Some(Parsed::Malformed(text)) => finding.value("modifier", text.to_string()),
            None => finding,
        };
    }
    if let Some(by) = raised.by {
        if let Some(code) = context.lines.get(by).and_then(|line| line.procedure) {
            finding = finding.value("related", code);
        }
        finding = finding.related(by);
    }
    drop(finding);
}
