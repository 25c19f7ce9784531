//! U002.

use super::{days, quantity};
use crate::claim::UnitBasis;
use crate::code::{ProcedureCode, Units};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service of once a day is billed over several days with other units than days.
    ///
    /// ## What it checks
    /// A line whose last date differs from its first and whose code is billed once for each day
    /// (daily hospital, nursing facility, neonatal and pediatric critical care, daily pain
    /// management 01996) has as many units as days. Codes of a month, therapy, drugs and equipment
    /// are not judged.
    ///
    /// ## Why it matters
    /// Payers return or cut a line whose units and days contradict each other.
    ///
    /// ## Example
    /// 99232 over 5 days with 3 units warns; with 5 units it passes.
    ///
    /// ## How to fix
    /// Bill each run of days on a line of its own, with a unit for each day the patient was seen.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 26, §10.4, items 24A and 24G
    "U002" "units-against-days" {
        severity: Warn,
        denial: Some(Denial::co("16", &["N345"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"01996"..=b"01996", b"99221"..=b"99310", b"99468"..=b"99480"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let days = days(line);
        let (Some(procedure), Some(units)) = (line.procedure, line.units) else { continue };
        if days < 2
            || line.unit_basis() == UnitBasis::Minutes
            || !is_daily(procedure)
            || units == Units::whole(days)
            || findings.is_rejected(line.index)
        {
            continue;
        }
        findings
            .flag(
                line.index,
                "{procedure} is billed once a day; {units} units do not fit the {days} days of the line",
            )
            .field("units")
            .value("procedure", procedure)
            .value("units", units)
            .value("days", days)
            .fix(
                Applicability::IfDocumented,
                "set the units of line {line} to {units}, if the patient was seen on every day",
                &[Edit::SetUnits { line: line.number, units: quantity(days) }],
            );
    }
}

fn is_daily(code: ProcedureCode) -> bool {
    matches!(
        code.number(),
        Some(
            1_996
            | 99_221..=99_223
            | 99_231..=99_233
            | 99_307..=99_310
            | 99_468
            | 99_469
            | 99_471
            | 99_472
            | 99_475..=99_480,
        )
    )
}

#[cfg(test)]
mod tests {
    use super::is_daily;

    #[test]
    fn monthly_codes_are_not_daily() {
        for (code, daily) in
            [("99232", true), ("01996", true), ("99490", false), ("90960", false), ("A4253", false)]
        {
            assert_eq!(is_daily(code.parse().unwrap()), daily, "{code}");
        }
    }
}
