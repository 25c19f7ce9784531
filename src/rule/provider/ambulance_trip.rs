//! P016.

use crate::code::{Modifier, ProcedureCode, Units};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// An ambulance trip is billed without its ends, or with unusable miles.
    ///
    /// ## What it checks
    /// Ambulance base rates (A0426 to A0434) and mileage (A0425, A0435, A0436) carry a modifier of
    /// origin and destination. Miles are above zero, in tenths below 100 and whole from 100 up. Mileage
    /// stands with a base rate of its kind on the same day (A0425 ground, A0435 fixed wing, A0436
    /// rotary wing) and has the origin and destination of such a base; mileage without any base warns.
    ///
    /// ## Why it matters
    /// Payment depends on where the trip began and ended, and on its loaded miles.
    ///
    /// ## Example
    /// A0429 alone fails; A0429-RH with A0425-RH passes; A0429-RH with A0425-SH or A0435-RH fails.
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
        if mileage {
            check_base(context, findings, line, &code);
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

/// Checks the base rate of a mileage line.
fn check_base<'c>(context: &Context<'c>, findings: &mut Findings, line: &ServiceLine<'c>, mileage: &[u8; 5]) {
    let miles_of = |base: ProcedureCode| match &base.to_bytes() {
        b"A0430" => Some(b"A0435"),
        b"A0431" => Some(b"A0436"),
        b"A0426" | b"A0427" | b"A0428" | b"A0429" | b"A0432" | b"A0433" | b"A0434" => Some(b"A0425"),
        _ => None,
    };
    let base = |other: &ServiceLine<'_>| other.procedure.filter(|_| other.same_day(line)).and_then(miles_of);
    let lines = || context.lines.iter().chain(context.history);
    let trip = |of: &ServiceLine<'_>| of.modifiers().find(|modifier| modifier.is_ambulance_pair());
    let mut own_kind = lines().filter(|other| base(other) == Some(mileage)).peekable();
    if own_kind.peek().is_some() {
        let (own, mut trips) = (trip(line), own_kind.filter_map(trip).peekable());
        if let (Some(own), Some(&first)) = (own, trips.peek())
            && !trips.any(|other| other == own)
        {
            findings
                .flag(
                    line.index,
                    "the miles are of the trip {own}, the base rate of {base}; both lines carry one origin and \
                     destination",
                )
                .field("modifiers")
                .value("own", own)
                .value("base", first)
                .denial(Denial::co("4", &["N519"]));
        }
        return;
    }
    let mut looks = Lookback::from(line, By::Anybody);
    lines().for_each(|other| {
        looks.counts_that_day(other, |code| miles_of(code).is_some());
    });
    if looks.leaves_open(findings) {
        return;
    }
    if let Some(fitting) = lines().find_map(base) {
        let fitting = match fitting {
            b"A0435" => "A0435 (fixed wing)",
            b"A0436" => "A0436 (rotary wing)",
            _ => "A0425 (ground)",
        };
        findings
            .flag(
                line.index,
                "{procedure} are not the miles of the base rate billed; its miles are {fitting}",
            )
            .field("procedure")
            .value("procedure", line.procedure.unwrap_or(ProcedureCode::constant(mileage)))
            .value("fitting", fitting)
            .denial(Denial::co("16", &["M51"]));
    } else {
        findings
            .flag(line.index, "no base rate of an ambulance stands on the day of these miles")
            .field("procedure")
            .denial(Denial::co("16", &["M51"]))
            .severity(Severity::Warn);
    }
}
