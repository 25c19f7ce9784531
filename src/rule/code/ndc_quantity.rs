//! C016.

use crate::code::Units;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A drug's NDC comes without a usable quantity and unit.
    ///
    /// ## What it checks
    /// A line with a national drug code gives its quantity, above zero, in one of the units F2
    /// (international units), GR, ME (milligrams), ML or UN.
    ///
    /// ## Why it matters
    /// Rebates and prices are computed from the quantity of the NDC, not from the units billed.
    ///
    /// ## Example
    /// An NDC with quantity 0 fails; with 2 ML it passes.
    ///
    /// ## How to fix
    /// Give the quantity in the package's unit: a powder vial is UN, a liquid ML.
    ///
    /// ## Source
    /// 005010X222A1, loop 2410 CTP04 and CTP05-1
    "C016" "ndc-quantity" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M119"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        left_out: "The ratio of NDC quantity to billed units needs the ASP NDC-HCPCS crosswalk, which no table holds.",
    }
}

const UNITS: [&str; 5] = ["F2", "GR", "ME", "ML", "UN"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if line.line.ndc.is_none() {
            continue;
        }
        match &line.line.ndc_quantity {
            None => {
                findings
                    .flag(
                        line.index,
                        "the national drug code has no quantity; give it in the unit of the package",
                    )
                    .field("ndc_quantity");
            }
            Some(quantity) if quantity.value().is_none_or(|quantity| quantity <= Units::ZERO) => {
                findings
                    .flag(line.index, "the drug quantity {quantity} is not a number above zero")
                    .field("ndc_quantity")
                    .value("quantity", format!("{:?}", quantity.to_string()));
            }
            Some(_) => {}
        }
        match line.line.ndc_unit.as_deref().map(str::trim) {
            None | Some("") => {
                findings
                    .flag(line.index, "the drug quantity has no unit; give F2, GR, ME, ML or UN")
                    .field("ndc_unit");
            }
            Some(unit) if !UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit)) => {
                findings
                    .flag(line.index, "the drug unit {unit} is none of F2, GR, ME, ML and UN")
                    .field("ndc_unit")
                    .value("unit", format!("{unit:?}"));
            }
            Some(_) => {}
        }
    }
}
