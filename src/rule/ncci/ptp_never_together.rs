//! N001.

use super::pairs;
use crate::claim::Form;
use crate::edition::Disposition;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// Two procedures are billed together that NCCI never pays together.
    ///
    /// ## What it checks
    /// Every pair of lines of one patient, provider and day, in both orders, against the NCCI
    /// procedure-to-procedure edits in force on that day with modifier indicator 0. Lines of the
    /// claim's history count. Professional claims are judged by the practitioner table, outpatient
    /// claims by the hospital table. Tombstones (indicator 9) and ended edits are never applied.
    ///
    /// ## Why it matters
    /// The column-2 code is denied whatever modifier it carries; the patient cannot be billed for
    /// it.
    ///
    /// ## Example
    /// 45378 with 45385 on one day fails, with or without 59; 45385 alone passes.
    ///
    /// ## How to fix
    /// Remove the column-2 line; its work is included in the column-1 code.
    ///
    /// ## Source
    /// NCCI procedure-to-procedure edit files; NCCI Policy Manual for Medicare Services, chapter I,
    /// §E
    "N001" "ptp-never-together" {
        severity: Deny,
        denial: Some(Denial::co("236", &["M80"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [PtpPractitioner, PtpHospital, PtpMedicaidPractitioner, PtpMedicaidHospital],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    pairs::each(context, findings, |findings, pair| {
        if pair.edit.modifier_allowed {
            return;
        }
        let (Some(one), Some(two)) = (pair.column_1.procedure, pair.column_2.procedure) else { return };
        let on_earlier = |line| pair.is_on_earlier_claim(line, context);
        let judged = if on_earlier(pair.column_2) { pair.column_1 } else { pair.column_2 };
        let message = if on_earlier(pair.column_2) {
            "{column_2}, already billed on an earlier claim of that day, is included in {column_1} \
             ({rationale}); no modifier changes that: correct the earlier claim"
        } else if pair.two_of_a_group {
            "{column_2} is included in {column_1} ({rationale}) and no modifier changes that; Medicare treats \
             physicians of one group and specialty as one"
        } else if on_earlier(pair.column_1) {
            "{column_2} is included in {column_1} of an earlier claim of that day ({rationale}); no modifier changes \
             that"
        } else {
            "{column_2} is included in {column_1} on line {with} ({rationale}); no modifier changes that"
        };
        let mut finding = findings
            .flag(judged.index, message)
            .field("procedure")
            .value("column_1", one)
            .value("column_2", two)
            .value("with", pair.column_1.number)
            .value("indicator", "0")
            .value("rationale", pair.rationale())
            .value("effective", pair.edit.effective);
        if pair.two_of_a_group || on_earlier(pair.column_2) {
            finding = finding.severity(Severity::Warn);
        }
        if context.claim.form == Form::Outpatient
            && !on_earlier(pair.column_1)
            && !on_earlier(pair.column_2)
            && let Some(edit) = outpatient::edit_of_bill(context, 20)
        {
            finding = finding.ioce_edit(edit).disposition(Disposition::LineRejection);
        }
        if !on_earlier(pair.column_1) && !on_earlier(pair.column_2) {
            finding = finding.related(pair.column_1.index);
        }
        if !on_earlier(pair.column_2) {
            let edit = Edit::RemoveLine { line: judged.number };
            drop(finding.fix(Applicability::Manual, "remove line {line}; no modifier helps", &[edit]));
        }
    });
    pairs::tell_open(context, findings, false);
}
