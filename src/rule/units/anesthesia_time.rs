//! U003.

use crate::claim::UnitBasis;
use crate::code::{ProcedureCode, Section, Units};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Anesthesia is not billed in minutes, or something else is.
    ///
    /// ## What it checks
    /// Anesthesia codes (00100 to 01999) on professional claims have minutes (unit of measure MJ),
    /// except 01996 (a day) and 01953 (an area of burned skin), which have units. On every other
    /// code minutes warn: their time is in the code. Fewer than 5 and more than 1,440 minutes warn.
    ///
    /// ## Why it matters
    /// Payers compute time units from the minutes; a 1 in their place is paid as one minute or
    /// returned.
    ///
    /// ## Example
    /// 00790-AA with 1 unit fails; 00790-AA with 95 minutes passes. 01996 with 1 unit passes.
    ///
    /// ## How to fix
    /// Send the minutes of the anesthesia record with the unit of measure MJ.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §50; ASC X12 request for
    /// interpretation 1110
    "U003" "anesthesia-time" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M53"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        features: [Anesthesia, Quantity],
        left_out: "What the minutes are paid, which depends on the modifiers of the anesthesia team.",
    }
}

const FEWEST: Units = Units::whole(5);
const MOST: Units = Units::whole(1_440);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(units)) = (line.procedure, line.units) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let minutes = line.unit_basis() == UnitBasis::Minutes;
        let (message, severity) = match (is_timed(procedure), minutes) {
            (true, false) => (
                "{procedure} is anesthesia: {units} stands as units, not as minutes; send the minutes with the unit \
                 of measure MJ",
                Severity::Reject,
            ),
            (false, true) => {
                ("{procedure} is not billed in minutes; send units (unit of measure UN)", Severity::Warn)
            }
            (true, true) if units < FEWEST => {
                ("{procedure}: {units} minutes of anesthesia are very few; check the record", Severity::Warn)
            }
            (true, true) if units > MOST => (
                "{procedure}: {units} minutes of anesthesia are more than a day; check the record",
                Severity::Warn,
            ),
            _ => continue,
        };
        findings
            .flag(line.index, message)
            .field(if is_timed(procedure) == minutes { "units" } else { "unit_basis" })
            .value("procedure", procedure)
            .value("units", units)
            .severity(severity);
    }
}

/// Whether a code is anesthesia billed by time.
fn is_timed(code: ProcedureCode) -> bool {
    code.section() == Some(Section::Anesthesia) && !matches!(code.number(), Some(1_953 | 1_996))
}
