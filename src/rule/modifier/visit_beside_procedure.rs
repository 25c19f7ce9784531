//! M009.

use super::visit::is_face_to_face;
use crate::code::Modifier;
use crate::edition::{GlobalPeriod, Lookup, PtpSet};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, SameProvider, declare_rule, ncci};

declare_rule! {
    /// A visit stands beside a minor procedure and nothing says that it was separate.
    ///
    /// ## What it checks
    /// A visit without 24, 25, 27, 57 or FT beside a procedure with a global period of 0 or 10 days
    /// by the same provider on the same day, for which NCCI has no pair, or one that a modifier of
    /// the procedure bypasses (otherwise N001 or N002 judges the visit). Diagnostic tests, drugs,
    /// laboratory and add-on codes do not matter here.
    ///
    /// ## Why it matters
    /// The visit that decides on a minor procedure is included in it; payers deny it without 25 even
    /// where NCCI has no pair, as for new patients and emergency visits.
    ///
    /// ## Example
    /// 99203 with 20610 warns, and 99213 with 20610-RT; 99203-25 with 20610 passes.
    ///
    /// ## How to fix
    /// Add 25 if the record shows a significant visit apart from the procedure; otherwise remove the
    /// visit.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.6 and §40.1; NCCI Policy Manual,
    /// chapter I, §D
    "M009" "visit-beside-procedure" {
        severity: Warn,
        denial: Some(Denial::co("97", &["N20"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee, PtpPractitioner],
        features: [Surgery],
        codes: [b"92002"..=b"92014", b"99202"..=b"99350"],
    }
}

const SEPARATE: [Modifier; 5] = [
    Modifier::constant(b"24"),
    Modifier::constant(b"25"),
    Modifier::constant(b"27"),
    Modifier::constant(b"57"),
    Modifier::constant(b"FT"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for visit in context.lines {
        let Some(code) = visit.procedure else { continue };
        if !is_face_to_face(code) || visit.has_any(&SEPARATE) || findings.is_rejected(visit.index) {
            continue;
        }
        for other in context.lines {
            let Some(procedure) = other.procedure else { continue };
            if other.index == visit.index
                || is_face_to_face(procedure)
                || !other.same_day(visit)
                || other.same_provider(visit) != SameProvider::Same
                || findings.is_rejected(other.index)
            {
                continue;
            }
            let minor = match context.whole_fee(other) {
                Lookup::Found(fee) => matches!(fee.global, GlobalPeriod::Days0 | GlobalPeriod::Days10),
                Lookup::Absent => false,
                Lookup::Unknown(gap) => {
                    findings.not_evaluated(visit.index, gap);
                    false
                }
            };
            // A side or a site on the procedure bypasses the pair, and says nothing about the visit.
            let unjudged = || match ncci::pair_of(context, PtpSet::Practitioner, other, visit) {
                Lookup::Absent => visit.code.is_some(),
                Lookup::Found(bypass) => bypass.is_some_and(|modifier| !visit.has(modifier)),
                Lookup::Unknown(_) => false,
            };
            if minor && unjudged() {
                findings
                    .flag(
                        visit.index,
                        "{visit} stands beside the minor procedure {procedure} without 25; payers include the visit in \
                         the procedure",
                    )
                    .field("modifiers")
                    .value("visit", code)
                    .value("procedure", procedure)
                    .related(other.index)
                    .fix(
                        Applicability::IfDocumented,
                        "add {modifier} to line {line}, if the record shows a significant visit apart from the procedure",
                        &[Edit::AddModifier { line: visit.number, modifier: Modifier::constant(b"25") }],
                    );
                break;
            }
        }
    }
}
