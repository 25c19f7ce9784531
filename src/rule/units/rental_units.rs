//! U012.

use super::whole_units;
use crate::code::{Date, Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A rental has more units than months.
    ///
    /// ## What it checks
    /// Equipment rented by the month (modifier RR on codes E and K0001 to K9999) has one unit for
    /// each month the line covers. Passive motion devices (E0935, E0936), which are rented by the
    /// day, and partial months (KR) are not judged.
    ///
    /// ## Why it matters
    /// A rental fee pays a month; further units are denied.
    ///
    /// ## Example
    /// E0601-RR with 2 units in one month warns; with 1 unit it passes.
    ///
    /// ## How to fix
    /// Bill one unit a month.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 20, §30.5 and §130
    "U012" "rental-units" {
        severity: Warn,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"RR"],
        left_out: "How many months may be rented (13 for capped rentals, 36 for oxygen): no table lists which \
                   equipment is which.",
    }
}

const RENTAL: Modifier = Modifier::constant(b"RR");
const PARTIAL_MONTH: Modifier = Modifier::constant(b"KR");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(units)) = (line.procedure, whole_units(line)) else { continue };
        let (Some(from), Some(through)) = (line.from, line.through) else { continue };
        let months = months(from, through);
        if !line.has(RENTAL)
            || line.has(PARTIAL_MONTH)
            || !is_rented_by_the_month(procedure)
            || units <= months
            || findings.is_rejected(line.index)
        {
            continue;
        }
        findings
            .flag(
                line.index,
                "{procedure} is rented by the month; {units} units stand on a line of {months} month(s)",
            )
            .field("units")
            .value("procedure", procedure)
            .value("units", units)
            .value("months", months)
            .fix(
                Applicability::IfDocumented,
                "set the units of line {line} to {units}, if one item was rented",
                &[Edit::SetUnits { line: line.number, units: super::quantity(months) }],
            );
    }
}

/// The months begun from the first to the last day of a line.
fn months(from: Date, through: Date) -> u32 {
    u32::try_from(through.days_since(from)).unwrap_or(0) / 31 + 1
}

fn is_rented_by_the_month(code: ProcedureCode) -> bool {
    matches!(code.to_bytes(), [b'E' | b'K', ..]) && !matches!(&code.to_bytes(), b"E0935" | b"E0936")
}

#[cfg(test)]
mod tests {

    #[test]
    fn a_month_has_up_to_31_days() {
        let months =
            |from: &str, through: &str| super::months(from.parse().unwrap(), through.parse().unwrap());
        assert_eq!(months("2026-01-05", "2026-01-05"), 1);
        assert_eq!(months("2026-01-05", "2026-02-04"), 1);
        assert_eq!(months("2026-01-05", "2026-02-05"), 2);
    }
}
