//! G004.

use super::open_period;
use crate::code::{Modifier, ProcedureCode};
use crate::edition::{GlobalPeriod, PcTc};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A procedure falls into the postoperative period of another by the same surgeon.
    ///
    /// ## What it checks
    /// Procedures with a global period of 0, 10 or 90 days and work of their own, on a later day within
    /// the period of a surgery in the claim or its history, without 58 (staged), 78 (return to the
    /// operating room) or 79 (unrelated). Assistants, co-surgeons and aftercare lines are not looked
    /// at, nor are casts, splints and strapping (29000 to 29590), whose replacement the care of a
    /// fracture does not include. A procedure of 0 days in an office warns.
    ///
    /// ## Why it matters
    /// Without a modifier the payer takes the procedure for part of the first one.
    ///
    /// ## Example
    /// 27130 on day 20 after 27236 fails; 27130-78 passes.
    ///
    /// ## How to fix
    /// Add 78 for an unplanned return to the operating room, 58 for a planned or more extensive
    /// procedure, 79 for an unrelated one.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.1 and §40.4
    "G004" "procedure-in-global" {
        severity: Deny,
        denial: Some(Denial::co("97", &["N525"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [Surgery],
    }
}

const RETURN: Modifier = Modifier::constant(b"78");
const STAGED: Modifier = Modifier::constant(b"58");
const UNRELATED: Modifier = Modifier::constant(b"79");
const NOT_LOOKED_AT: [Modifier; 9] = [
    RETURN,
    STAGED,
    UNRELATED,
    Modifier::constant(b"55"),
    Modifier::constant(b"62"),
    Modifier::constant(b"80"),
    Modifier::constant(b"81"),
    Modifier::constant(b"82"),
    Modifier::constant(b"AS"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(day)) = (line.procedure, line.from) else { continue };
        if line.has_any(&NOT_LOOKED_AT)
            || super::aftercare_included::is_aftercare(procedure)
            || is_cast(procedure)
        {
            continue;
        }
        let Some(fee) = context.fee(findings, line) else { continue };
        let surgical =
            matches!(fee.global, GlobalPeriod::Days0 | GlobalPeriod::Days10 | GlobalPeriod::Days90);
        if !surgical || fee.work.thousandths() == 0 || fee.pc_tc == PcTc::Split {
            continue;
        }
        let Some(surgery) = open_period(context, findings, line, day, |_| true) else { continue };
        let in_office =
            fee.global == GlobalPeriod::Days0 && line.place.is_some_and(|place| place.number() == 11);
        let add = |modifier| [Edit::AddModifier { line: line.number, modifier }];
        let mut finding = findings
            .flag(
                line.index,
                "{procedure} falls into the postoperative period of {surgery} of {date}, which ends on {last}, and nothing \
                 says why",
            )
            .field("modifiers")
            .value("procedure", procedure)
            .value("surgery", surgery.code)
            .value("date", surgery.date)
            .value("last", surgery.last)
            .fix(Applicability::IfDocumented, "add {modifier} to line {line}, if it has nothing to do with the surgery", &add(UNRELATED))
            .fix(Applicability::IfDocumented, "add {modifier} to line {line}, if it was planned or more extensive", &add(STAGED))
            .fix(
                Applicability::IfDocumented,
                "add {modifier} to line {line}, if it was an unplanned return to the operating room",
                &add(RETURN),
            );
        if in_office {
            finding = finding.severity(Severity::Warn);
        }
        if std::ptr::eq(surgery.line.claim, context.claim) {
            drop(finding.related(surgery.line.index));
        }
    }
}

/// Casts, splints and strapping, by number.
fn is_cast(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(29_000..=29_590))
}
