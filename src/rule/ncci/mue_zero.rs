//! N017.

use crate::claim::Form;
use crate::code::Modifier;
use crate::edition::{FeeStatus, Lookup, MueSet};
use crate::finding::{Applicability, Denial, Edit, Findings, RuleId, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A code has a unit limit of zero: it is not paid to this kind of provider.
    ///
    /// ## What it checks
    /// Codes whose published medically unlikely edit for this kind of claim is zero. Where the fee
    /// schedule's status already denies the code, or GY or GX says that it is billed for a denial,
    /// nothing is said. Where the supplier table has a limit above zero, the claim may be going to
    /// the wrong contractor, and it warns.
    ///
    /// ## Why it matters
    /// Zero is not a number of units that could be corrected: no unit of the code is ever paid here.
    ///
    /// ## Example
    /// 36416 to Medicare fails; leaving it off passes.
    ///
    /// ## How to fix
    /// Leave a bundled code off, use the code Medicare wants instead, or send the line to the payer
    /// or contractor that pays it.
    ///
    /// ## Source
    /// CMS, Medicare NCCI medically unlikely edits, MUE tables
    "N017" "mue-zero" {
        severity: Deny,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [MuePractitioner, MueOutpatient, MueDme, PhysicianFee],
        features: [NoUnits, UnknownLimit],
    }
}

const EXPECTED_DENIAL: [Modifier; 2] = [Modifier::constant(b"GX"), Modifier::constant(b"GY")];
const STATUS_RULES: [RuleId; 2] = [RuleId::new("C026"), RuleId::new("R001")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        match context.mue(line) {
            Lookup::Found(mue) if mue.value == 0 => {}
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
            _ => continue,
        }
        let said = STATUS_RULES.iter().any(|rule| findings.has(*rule, line.index));
        if said || line.has_any(&EXPECTED_DENIAL) {
            continue;
        }
        let supplier = context.edition.mue(MueSet::Dme, procedure, date).found().map_or(0, |mue| mue.value);
        let status = context.whole_fee(line).found().map(|fee| fee.status);
        let to_supplier = context.is_supplier_claim();
        let professional = context.claim.form == Form::Professional && !to_supplier;
        let message = if supplier > 0 && professional {
            "{procedure} is not paid to practitioners (unit limit 0) but to suppliers (limit {supplier}): send it to \
             the DME contractor"
        } else if status == Some(FeeStatus::Bundled) && professional {
            "{procedure} is never paid apart (unit limit 0): it is bundled into the other services; leave it off"
        } else if professional {
            "{procedure} is never paid to practitioners (unit limit 0): another code or another payer is meant"
        } else if to_supplier {
            "{procedure} is never paid to suppliers (unit limit 0): a practitioner bills it, or another code is meant"
        } else {
            "{procedure} is never paid to hospital outpatient departments (unit limit 0)"
        };
        let finding = findings
            .flag(line.index, message)
            .field("procedure")
            .value("procedure", procedure)
            .value("supplier", supplier);
        let elsewhere = supplier > 0 && professional;
        let finding = if elsewhere { finding.severity(Severity::Warn) } else { finding };
        let title = if elsewhere {
            "take line {line} off this claim and send it to the DME contractor"
        } else {
            "remove line {line}, or bill the code or the payer that is meant"
        };
        drop(finding.fix(Applicability::Manual, title, &[Edit::RemoveLine { line: line.number }]));
    }
}
