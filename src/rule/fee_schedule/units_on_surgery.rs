//! R010.

use crate::code::Units;
use crate::edition::{Bilateral, GlobalPeriod, Lookup, MueSet};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A surgery is billed with several units.
    ///
    /// ## What it checks
    /// Codes with a global period of 0, 10 or 90 days with more than one unit, where no medically
    /// unlikely edit is published for the code (with one, N010 to N012 judge alone).
    ///
    /// ## Why it matters
    /// Surgeries are billed a line each; several units on one line are paid as one or returned.
    ///
    /// ## Example
    /// A surgery without a published limit with 2 units warns; with 1 unit it passes.
    ///
    /// ## How to fix
    /// Bill each procedure on its own line with the modifier that tells them apart, or modifier 50
    /// and one unit for both sides where the code allows it.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, global days; Medicare Claims Processing Manual
    /// (Pub. 100-04), chapter 12, §40
    "R010" "units-on-surgery" {
        severity: Warn,
        denial: Some(Denial::co("151", &["N430"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee, MuePractitioner],
        features: [Units],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date), Some(units)) = (line.procedure, line.from, line.units) else {
            continue;
        };
        if units <= Units::whole(1) {
            continue;
        }
        let Some(fee) = context.fee(findings, line) else { continue };
        if !matches!(fee.global, GlobalPeriod::Days0 | GlobalPeriod::Days10 | GlobalPeriod::Days90) {
            continue;
        }
        match context.edition.mue(MueSet::Practitioner, procedure, date) {
            Lookup::Found(_) => {}
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Absent => {
                let message = if fee.bilateral == Bilateral::Applies {
                    "{procedure} is a surgery billed with {units} units; bill a line each, or both sides as one unit \
                     with modifier 50"
                } else {
                    "{procedure} is a surgery billed with {units} units; bill a line each"
                };
                findings
                    .flag(line.index, message)
                    .field("units")
                    .value("procedure", procedure)
                    .value("units", units);
            }
        }
    }
}
