//! M015.

use crate::code::{Modifier, Units};
use crate::edition::Bilateral;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A bilateral line has more than one unit.
    ///
    /// ## What it checks
    /// A line with modifier 50, on a code that takes it (bilateral indicator 1 or 3), has one unit.
    ///
    /// ## Why it matters
    /// 50 already says that both sides were done; two units would be four.
    ///
    /// ## Example
    /// 20610-50 with 2 units fails; with 1 unit it passes.
    ///
    /// ## How to fix
    /// Bill one unit.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §40.7; Integrated Outpatient Code
    /// Editor, edit 74
    "M015" "bilateral-with-units" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N430"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"50"],
    }
}

const BILATERAL: Modifier = Modifier::constant(b"50");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(units) = line.units.filter(|units| *units > Units::whole(1)) else { continue };
        if !line.has(BILATERAL) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        if matches!(fee.bilateral, Bilateral::Applies | Bilateral::Independent) {
            findings
                .flag(line.index, "{procedure}-50 has {billed} units; 50 with one unit stands for both sides")
                .field("units")
                .value("procedure", procedure)
                .value("billed", units)
                .fix(
                    Applicability::IfDocumented,
                    "set the units of line {line} to {units}, if each side was done once",
                    &[Edit::SetUnits { line: line.number, units: Units::whole(1) }],
                );
        }
    }
}
