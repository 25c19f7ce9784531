//! N037.

use crate::code::Units;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, SameProvider, declare_rule};

declare_rule! {
    /// Blood is drawn more than once on a day, or by a method that needs a reason.
    ///
    /// ## What it checks
    /// More than one unit of 36415 for one day and provider, over all lines, and 36410, which is for
    /// a puncture that needs a physician's skill.
    ///
    /// ## Why it matters
    /// Medicare pays one collection per encounter, however many tubes; 36410 is denied without a
    /// record of why a physician was needed.
    ///
    /// ## Example
    /// 36415 twice on one day warns; once it passes.
    ///
    /// ## How to fix
    /// Bill one unit an encounter; keep the record of a second encounter or of the physician's need.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 16, §60.1
    "N037" "second-venipuncture" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M15"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"36410"..=b"36415"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (index, line) in context.lines.iter().enumerate() {
        let code = line.procedure.map(|code| code.to_bytes()).unwrap_or_default();
        if code == *b"36410" {
            findings
                .flag(
                    index,
                    "36410 needs a record of why a physician's skill was needed; routine draws are 36415",
                )
                .field("procedure");
        }
        if code != *b"36415" {
            continue;
        }
        let same = |other: &&crate::rule::ServiceLine<'_>| {
            other.procedure == line.procedure
                && other.same_day(line)
                && other.same_provider(line) == SameProvider::Same
        };
        let first = context.lines.iter().position(|other| same(&other));
        let units: Units = context.lines.iter().filter(same).filter_map(|other| other.units).sum();
        if first == Some(index) && units > Units::whole(1) {
            findings
                .flag(
                    index,
                    "{units} blood draws on one day; Medicare pays one an encounter, however many tubes",
                )
                .field("units")
                .value("units", units);
        }
    }
}
