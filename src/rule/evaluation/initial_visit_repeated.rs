//! E011.

use super::discharge_day::is_one_stay;
use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// A second initial hospital visit is billed for one stay.
    ///
    /// ## What it checks
    /// 99221 to 99223 on another day than the practice's first initial visit of the stay: on the
    /// same claim, or in the history with the same admission date. A change from observation to
    /// inpatient is one stay.
    ///
    /// ## Why it matters
    /// A practice has one initial visit a stay; the later ones are subsequent visits.
    ///
    /// ## Example
    /// 99223 on the 5th and 99222 on the 7th of one stay warn; 99223 and 99232 pass.
    ///
    /// ## How to fix
    /// Bill the later visit with 99231 to 99233.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.9.1; CPT, hospital
    /// inpatient and observation care
    "E011" "initial-visit-repeated" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M80"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"99221"..=b"99223"],
        left_out: "Two initial visits on one day (N001), and stays that no admission date tells apart.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if !is_initial(procedure) || findings.is_rejected(line.index) {
            continue;
        }
        let mut looks = Lookback::from(line, By::Practice);
        let own = context.lines.iter().filter(|other| !findings.is_rejected(other.index));
        let first = own
            .chain(context.history)
            .find(|other| is_one_stay(line, other) && looks.counts(other, is_initial, |from| from < date));
        if let Some(first) = first
            && let (Some(other), Some(on)) = (first.procedure, first.from)
        {
            let finding = findings
                .flag(
                    line.index,
                    "{procedure} on {date} is a second initial visit of the stay; {other} was billed for {on}",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("date", date)
                .value("other", other)
                .value("on", on);
            if std::ptr::eq(first.claim, context.claim) {
                drop(finding.related(first.index));
            }
        } else {
            looks.leaves_open(findings);
        }
    }
}

fn is_initial(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(99_221..=99_223))
}
