//! D013.

use crate::claim::Form;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// A procedure is for another age.
    ///
    /// ## What it checks
    /// The patient's age on the date of service against the ages that CMS's outpatient code table
    /// gives for the procedure in that quarter. Codes without ages in the table pass.
    ///
    /// ## Why it matters
    /// The line is rejected as inconsistent with the patient's age.
    ///
    /// ## Example
    /// 99391 (under one year) at 5 years fails; 99393 passes.
    ///
    /// ## How to fix
    /// Choose the code of the patient's age, or correct the date of birth.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor, table data_hcpcs (lo_age, hi_age) and edit 7
    "D013" "procedure-age-conflict" {
        severity: Deny,
        denial: Some(Denial::co("6", &["N129"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Outpatient],
        features: [Ages],
        left_out: "Ages that stand in code descriptors only, which are the AMA's (90460, 96110 and others).",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[7]) {
        return;
    }
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let ages = match context.outpatient(line) {
            Lookup::Found(known) => (u16::from(known.lowest_age), u16::from(known.highest_age)),
            Lookup::Absent => continue,
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
        };
        if ages == (0, 124) {
            continue;
        }
        let Some(age) = context.age(date) else {
            findings.not_evaluated(line.index, Reason::Missing("no date of birth and no age"));
            continue;
        };
        let (youngest, oldest) = ages;
        if !(youngest..=oldest).contains(&age) {
            let finding = findings
                .flag(
                    line.index,
                    "{procedure} is for patients of {youngest} to {oldest} years; this one is {age}",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("youngest", u32::from(youngest))
                .value("oldest", u32::from(oldest))
                .value("age", u32::from(age));
            if context.claim.form == Form::Outpatient {
                drop(finding.ioce_edit(outpatient::edit_of_bill(context, 7)));
            }
        }
    }
}
