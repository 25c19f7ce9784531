//! M051.

use crate::code::{Modifier, ProcedureCode};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A shared portable x-ray trip does not say how many patients it served.
    ///
    /// ## What it checks
    /// R0075 (several patients on one trip) carries UN, UP, UQ, UR or US; R0070 (one patient) carries
    /// none of them, or it warns.
    ///
    /// ## Why it matters
    /// The payment of the trip is divided by the number of patients.
    ///
    /// ## Example
    /// R0075 fails; R0075-UN passes.
    ///
    /// ## How to fix
    /// Add UN for two patients, UP three, UQ four, UR five, US six or more.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 13, §90.3
    "M051" "patients-served-missing" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N822"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        codes: [b"R0070"..=b"R0075"],
    }
}

const SEVERAL: ProcedureCode = ProcedureCode::constant(b"R0075");
const SINGLE: ProcedureCode = ProcedureCode::constant(b"R0070");
const SERVED: [Modifier; 5] = [
    Modifier::constant(b"UN"),
    Modifier::constant(b"UP"),
    Modifier::constant(b"UQ"),
    Modifier::constant(b"UR"),
    Modifier::constant(b"US"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let served = line.has_any(&SERVED);
        if line.procedure == Some(SEVERAL) && !served {
            findings
                .flag(line.index, "R0075 is a trip for several patients; say how many: UN, UP, UQ, UR or US")
                .field("modifiers");
        } else if line.procedure == Some(SINGLE) && served {
            findings
                .flag(line.index, "R0070 is a trip for one patient; for several it is R0075")
                .field("procedure")
                .denial(Denial::co("4", &["N823"]))
                .severity(Severity::Warn);
        }
    }
}
