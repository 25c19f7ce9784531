//! P016.

use crate::code::{Modifier, Units};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An ambulance trip is billed without its ends, or with unusable miles.
    ///
    /// ## What it checks
    /// Ambulance base rates (A0426 to A0434) and mileage (A0425, A0435, A0436) carry a modifier of
    /// origin and destination. Miles are above zero, in tenths below 100 and whole from 100 up.
    ///
    /// ## Why it matters
    /// Payment depends on where the trip began and ended, and on its loaded miles.
    ///
    /// ## Example
    /// A0429 alone fails; A0429-RH with A0425-RH passes.
    ///
    /// ## How to fix
    /// Add the two letters of origin and destination to every line of the trip.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 15, §30
    "P016" "ambulance-trip" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N822"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"A0425"..=b"A0436"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        let code = procedure.to_bytes();
        let mileage = matches!(&code, b"A0425" | b"A0435" | b"A0436");
        if !mileage && !(*b"A0426"..=*b"A0434").contains(&code) {
            continue;
        }
        if !line.modifiers().any(Modifier::is_ambulance_pair) {
            findings
                .flag(line.index, "{procedure} needs the modifier of origin and destination, such as RH (residence to hospital)")
                .field("modifiers")
                .value("procedure", procedure);
        }
        let Some(units) = line.units.filter(|_| mileage) else { continue };
        let tenths = units.thousandths() % 100 == 0;
        let whole = units.as_whole().is_some();
        if units <= Units::ZERO || !tenths || (units >= Units::whole(100) && !whole) {
            findings
                .flag(
                    line.index,
                    "{units} miles: miles are above zero, in tenths below 100 and whole from 100 up",
                )
                .field("units")
                .value("units", units)
                .denial(Denial::co("16", &["M22"]));
        }
    }
}
