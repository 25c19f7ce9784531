//! U001.

use crate::claim::{Form, UnitBasis};
use crate::code::Units;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, Payer, ServiceLine, declare_rule};

declare_rule! {
    /// The units of a line cannot be read or cannot be units.
    ///
    /// ## What it checks
    /// Units are a number above zero of at most eight digits with at most three decimals, and the
    /// unit of measure is one the claim standard knows. Decimals are for mileage (A0425, A0435,
    /// A0436) and warn elsewhere, also in minutes, which are whole. More than 9,999.9 units on a
    /// Medicare claim warn. A revenue line without a procedure may have no units.
    ///
    /// ## Why it matters
    /// A claim whose units cannot be read is returned before it is judged.
    ///
    /// ## Example
    /// 0 units fails; 1 passes. 12.4 passes on A0425.
    ///
    /// ## How to fix
    /// Send the units from the record as a number.
    ///
    /// ## Source
    /// ASC X12N 005010X222A1, SV103 and SV104; 005010X223A2, SV204 and SV205
    "U001" "unit-format" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M53"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        features: [Quantity],
        left_out: "That Medicare stops above 9,999.9 units is known with a certainty below 90 %, so it warns.",
    }
}

const MILES: [&[u8; 5]; 3] = [b"A0425", b"A0435", b"A0436"];
const MOST_DIGITS: u32 = 8;
const MOST_UNITS: Units = Units::from_thousandths(9_999_900);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if let Some(text) = line.line.unit_basis.as_ref().and_then(|basis| basis.malformed()) {
            findings
                .flag(
                    line.index,
                    "{text} is no unit of measure of a claim line: UN for units, MJ for minutes",
                )
                .field("unit_basis")
                .value("text", format!("{text:?}"));
        }
        let Some(units) = &line.line.units else { continue };
        match units.value() {
            None => {
                findings
                    .flag(line.index, "units {text} cannot be read: a number above 0 with at most 3 decimals")
                    .field("units")
                    .value("text", format!("{:?}", units.malformed().unwrap_or_default()));
            }
            Some(units) => check_number(context, findings, line, units),
        }
    }
}

fn check_number(context: &Context<'_>, findings: &mut Findings, line: &ServiceLine<'_>, units: Units) {
    let bare_revenue = context.claim.form == Form::Outpatient && line.line.procedure.is_none();
    let digits = digits(units);
    let message = if !units.is_positive() {
        if bare_revenue && units == Units::ZERO {
            return;
        }
        "{units} units: a line bills more than 0"
    } else if digits > MOST_DIGITS {
        "{units} units have more than 8 digits"
    } else {
        if units.as_whole().is_none() && !decimals_are_usual(line) {
            findings
                .flag(
                    line.index,
                    "{units} units: only mileage is billed in parts of a unit; round as the code says",
                )
                .field("units")
                .value("units", units)
                .severity(Severity::Warn);
        }
        if units > MOST_UNITS && context.payer == Payer::Medicare {
            findings
                .flag(
                    line.index,
                    "{units} units: Medicare systems are known to stop at 9,999.9; check the number",
                )
                .field("units")
                .value("units", units)
                .severity(Severity::Warn);
        }
        return;
    };
    findings.flag(line.index, message).field("units").value("units", units);
}

/// The digits of a quantity as it is written, without its point and the zeros that end its decimals.
fn digits(units: Units) -> u32 {
    let thousandths = units.thousandths().unsigned_abs();
    let whole = (thousandths / 1_000).checked_ilog10().unwrap_or(0) + 1;
    let decimals = match thousandths % 1_000 {
        0 => 0,
        rest if rest % 100 == 0 => 1,
        rest if rest % 10 == 0 => 2,
        _ => 3,
    };
    whole + decimals
}

/// Mileage, international units, and whatever is billed under a revenue code alone.
fn decimals_are_usual(line: &ServiceLine<'_>) -> bool {
    line.procedure.is_none_or(|code| MILES.contains(&&code.to_bytes()))
        || line.unit_basis() == UnitBasis::InternationalUnits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_written() {
        for text in ["0", "1", "9.9", "10", "12.4", "0.125", "99999999", "100000000", "1.25", "-15"] {
            let units: Units = text.parse().unwrap();
            let written = text.bytes().filter(u8::is_ascii_digit).count();
            assert_eq!(digits(units) as usize, written, "{text}");
        }
    }
}
