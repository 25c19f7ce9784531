//! D021.

use super::dated;
use crate::code::DiagnosisRange;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Codes of mother and newborn, or of a normal and a complicated pregnancy, stand together.
    ///
    /// ## What it checks
    /// Chapter 15 codes (O) belong to the mother's record: they do not stand with Z38 (liveborn) nor
    /// on a patient of 0 years. Z34 (normal pregnancy) does not stand on a line with an O code, and
    /// Z3A (weeks) not on a claim of abortive outcomes (O00 to O08) only.
    ///
    /// ## Why it matters
    /// The claim mixes two patients or two pictures; it is returned for records.
    ///
    /// ## Example
    /// Z38.00 with O80 warns; O80 with Z37.0 passes.
    ///
    /// ## How to fix
    /// Bill mother and newborn apart; for a complicated pregnancy leave Z34 off.
    ///
    /// ## Source
    /// ICD-10-CM Official Guidelines, sections I.C.15.a.2, I.C.15.b and I.C.21.c.12
    "D021" "newborn-and-mother" {
        severity: Warn,
        denial: Some(Denial::co("16", &["M64"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

const MATERNAL: DiagnosisRange = DiagnosisRange::between(b"O00", b"O9A");
const ABORTIVE: DiagnosisRange = DiagnosisRange::between(b"O00", b"O08");
const LIVEBORN: DiagnosisRange = DiagnosisRange::under(b"Z38");
const WEEKS: DiagnosisRange = DiagnosisRange::under(b"Z3A");
const NORMAL: DiagnosisRange = DiagnosisRange::under(b"Z34");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut maternal = None;
    let (mut liveborn, mut weeks, mut abortive, mut other_maternal) = (None, None, false, false);
    for (position, code, date) in dated(context) {
        if MATERNAL.contains(code) {
            maternal = maternal.or(Some((position, code, date)));
            let ends_early = ABORTIVE.contains(code);
            abortive |= ends_early;
            other_maternal |= !ends_early;
        } else if LIVEBORN.contains(code) {
            liveborn = liveborn.or(Some((position, code)));
        } else if WEEKS.contains(code) {
            weeks = weeks.or(Some((position, code)));
        }
    }
    let Some((position, code, date)) = maternal else { return };
    if let Some((newborn_position, newborn)) = liveborn {
        findings
            .flag_claim(
                "{newborn} is of the newborn and {diagnosis} of the mother; they are different patients",
            )
            .field_at("diagnoses", newborn_position)
            .value("newborn", newborn)
            .value("diagnosis", code);
    }
    if context.age(date) == Some(0) {
        findings
            .flag_claim("{diagnosis} is of the mother; this patient is not a year old")
            .field_at("diagnoses", position)
            .value("diagnosis", code);
    }
    if let Some((weeks_position, weeks)) = weeks
        && abortive
        && !other_maternal
    {
        findings
            .flag_claim("{weeks} is not used with {diagnosis}, a pregnancy that ended early")
            .field_at("diagnoses", weeks_position)
            .value("weeks", weeks)
            .value("diagnosis", code);
    }
    for line in context.lines.iter().filter(|line| line.is_professional()) {
        let normal = line.diagnoses().find(|code| NORMAL.contains(*code));
        let complicated = line.diagnoses().find(|code| MATERNAL.contains(*code));
        if let (Some(normal), Some(complicated)) = (normal, complicated) {
            findings
                .flag(line.index, "{normal} says a normal pregnancy and {diagnosis} a complicated one")
                .field("diagnosis_pointers")
                .value("normal", normal)
                .value("diagnosis", complicated);
        }
    }
}
