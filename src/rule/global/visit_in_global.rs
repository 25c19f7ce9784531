//! G002.

use super::{Surgery, is_included_visit, open_period};
use crate::code::{Date, Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit falls into the postoperative period of a surgery by the same surgeon.
    ///
    /// ## What it checks
    /// Visits from the first day after a surgery to the last day of its 10- or 90-day period, by the
    /// same practitioner or one of the same group and specialty, looked for in the claim and its
    /// history. 24 (unrelated), 57 (decision on another surgery) and FT (unrelated critical care)
    /// pass, and so does a surgery whose surgeon gave up the aftercare (54). 24 with a diagnosis of
    /// the surgery's own category warns, and so does critical care (99291, 99292) without FT or 24
    /// from 2022-03-01 on.
    ///
    /// ## Why it matters
    /// The surgeon's fee includes the visits of the period; they are denied.
    ///
    /// ## Example
    /// 99213 on day 30 after 27447 fails; 99213-24 for another condition passes; day 91 passes.
    ///
    /// ## How to fix
    /// Report 99024 for a visit that belongs to the surgery. Add 24 if the visit was for another
    /// condition, FT if critical care was.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.12 and §40.1 to §40.3
    "G002" "visit-in-global" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N525", "M144"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        codes: [b"92012"..=b"92014", b"99211"..=b"99350"],
    }
}

const UNRELATED: Modifier = Modifier::constant(b"24");
const PASSES: [Modifier; 2] = [Modifier::constant(b"57"), UNRELATED_CRITICAL_CARE];
const UNRELATED_CRITICAL_CARE: Modifier = Modifier::constant(b"FT");
/// From when Medicare asks for FT on critical care that has nothing to do with the surgery.
const CRITICAL_CARE_SINCE: Date = Date::constant(2022, 3, 1);
const SURGERY_ONLY: Modifier = Modifier::constant(b"54");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(visit), Some(day)) = (line.procedure, line.from) else { continue };
        let critical = is_critical_care(visit) && day >= CRITICAL_CARE_SINCE && !line.has(UNRELATED);
        if !(critical || is_included_visit(visit))
            || line.has_any(&PASSES)
            || findings.is_rejected(line.index)
        {
            continue;
        }
        let keeps_care = |surgery: &Surgery<'_>| !surgery.line.has(SURGERY_ONLY);
        let Some(surgery) = open_period(context, findings, line, day, keeps_care) else {
            continue;
        };
        let unrelated = line.has(UNRELATED);
        let same_condition = || {
            let first = line.diagnoses().next().map(|code| code.category());
            first.is_some() && surgery.line.diagnoses().any(|code| Some(code.category()) == first)
        };
        if unrelated && !same_condition() {
            continue;
        }
        let message = if unrelated {
            "{visit}-24 says that the visit has nothing to do with {surgery} of {date}, but its diagnosis is of the same \
             category"
        } else if critical {
            "{visit} falls into the postoperative period of {surgery} of {date}, which ends on {last}; only FT says that \
             critical care had nothing to do with the surgery"
        } else {
            "{visit} falls into the postoperative period of {surgery} of {date}, which ends on {last}"
        };
        let mut finding = findings
            .flag(line.index, message)
            .field("procedure")
            .value("visit", visit)
            .value("surgery", surgery.code)
            .value("date", surgery.date)
            .value("last", surgery.last);
        if unrelated || critical {
            finding = finding.severity(Severity::Warn);
        }
        if !unrelated {
            let modifier = if critical { UNRELATED_CRITICAL_CARE } else { UNRELATED };
            let edit = Edit::AddModifier { line: line.number, modifier };
            finding = finding.fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if the visit was for a condition apart from the surgery",
                &[edit],
            );
        }
        if std::ptr::eq(surgery.line.claim, context.claim) {
            drop(finding.related(surgery.line.index));
        }
    }
}

fn is_critical_care(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(99_291 | 99_292))
}
