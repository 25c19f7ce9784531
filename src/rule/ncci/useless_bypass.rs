//! N005.

use super::pairs::{self, DISTINCT};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A modifier that says "distinct" stands on a pair that no modifier separates.
    ///
    /// ## What it checks
    /// The column-2 line of an NCCI pair of indicator 0 carries 59, XE, XP, XS or XU, and is in no
    /// pair of indicator 1 in which the modifier has work to do.
    ///
    /// ## Why it matters
    /// The line is denied all the same, and modifiers without effect draw audits.
    ///
    /// ## Example
    /// 45378-59 with 45385 warns beside the denial.
    ///
    /// ## How to fix
    /// Remove the line; the modifier does not help it.
    ///
    /// ## Source
    /// NCCI Policy Manual for Medicare Services, chapter I, §E
    "N005" "useless-bypass" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [PtpPractitioner, PtpHospital, PtpMedicaidPractitioner, PtpMedicaidHospital],
        modifiers: [b"59", b"XE", b"XP", b"XS", b"XU"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.lines.iter().any(|line| line.has_any(&DISTINCT)) {
        return;
    }
    for line in context.lines.iter().filter(|line| line.has_any(&DISTINCT)) {
        let (mut useless, mut useful) = (None, false);
        pairs::each(context, findings, |_, pair| {
            if !std::ptr::eq(line, pair.column_1) && !std::ptr::eq(line, pair.column_2) {
                return;
            }
            if pair.edit.modifier_allowed {
                useful = true;
            } else if std::ptr::eq(line, pair.column_2) {
                useless = pair.column_1.procedure.zip(pair.column_2.procedure);
            }
        });
        let modifier = line.modifiers().find(|own| DISTINCT.contains(own));
        if let (Some(modifier), Some((column_1, column_2))) = (modifier, useless)
            && !useful
        {
            findings
                .flag(
                    line.index,
                    "{modifier} has no effect: {column_2} is never paid beside {column_1} (indicator 0), whatever the \
                     modifier",
                )
                .value("column_1", column_1)
                .value("column_2", column_2)
                .field("modifiers")
                .value("modifier", modifier)
                .fix(
                    Applicability::Manual,
                    "remove {modifier} from line {line}, or the line itself",
                    &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                );
        }
    }
}
