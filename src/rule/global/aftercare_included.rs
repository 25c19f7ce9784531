//! G008.

use super::open_period;
use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Aftercare that the surgeon's fee includes is billed.
    ///
    /// ## What it checks
    /// Removal of sutures, staples, casts and dressings under anesthesia or not (15851, 15853, 15854,
    /// 29700 to 29715) by the surgeon within the postoperative period of a surgery in the claim or its
    /// history.
    ///
    /// ## Why it matters
    /// Such care is part of the surgery; another practitioner may bill it, the surgeon may not.
    ///
    /// ## Example
    /// 29705 on day 20 after 25607 by the surgeon warns; on day 91 it passes.
    ///
    /// ## How to fix
    /// Report the visit with 99024.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.1
    "G008" "aftercare-included" {
        severity: Warn,
        denial: Some(Denial::co("97", &["N525"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        codes: [b"15851"..=b"15854", b"29700"..=b"29715"],
    }
}

/// Whether a code is aftercare that a surgery includes.
pub(super) fn is_aftercare(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(15_851 | 15_853 | 15_854 | 29_700..=29_715))
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(day)) = (line.procedure, line.from) else { continue };
        if !is_aftercare(procedure) || findings.is_rejected(line.index) {
            continue;
        }
        if let Some(surgery) = open_period(context, findings, line, day, |_| true) {
            findings
                .flag(line.index, "{procedure} is aftercare that {surgery} of {date} includes until {last}")
                .field("procedure")
                .value("procedure", procedure)
                .value("surgery", surgery.code)
                .value("date", surgery.date)
                .value("last", surgery.last);
        }
    }
}
