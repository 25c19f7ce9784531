//! M036.

use super::positioned;
use crate::code::Money;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// A liability modifier makes Medicare deny the line.
    ///
    /// ## What it checks
    /// GZ (expected denial without a notice) is denied at once and the provider bears it. GY (excluded
    /// by statute) is denied to the patient, which is noted. On an outpatient claim GA with a covered
    /// charge is denied to the patient, and GX warns without a non-covered charge.
    ///
    /// ## Why it matters
    /// The line is not looked at further; who pays follows from the modifier.
    ///
    /// ## Example
    /// 82306-GZ fails; 82306-GA on a professional claim passes and is judged by its diagnosis.
    ///
    /// ## How to fix
    /// Where the patient signed a notice before the service, GA applies instead of GZ. Keep GY where
    /// the denial is wanted for another payer.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 30, §50, and chapter 1, §60
    "M036" "liability-modifier-denies" {
        severity: Deny,
        denial: Some(Denial::co("50", &[])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"GA", b"GX", b"GY", b"GZ"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        for (position, modifier) in positioned(line) {
            let outpatient = !line.is_professional();
            let (message, severity, denial) = match &modifier.to_bytes() {
                b"GZ" => (
                    "{modifier} has the line denied at once, at the provider's cost; with a signed notice send GA",
                    Severity::Deny,
                    Denial::co("50", &[]),
                ),
                b"GY" => (
                    "{modifier} has the line denied as excluded by statute; the patient may be billed",
                    Severity::Info,
                    Denial::pr("96", &["N425"]),
                ),
                b"GA" if outpatient && covered(line) => (
                    "{modifier} on a covered charge has the line denied; the patient who signed may be billed",
                    Severity::Deny,
                    Denial::pr("50", &[]),
                ),
                b"GX" if outpatient && covered(line) => (
                    "{modifier} goes with a non-covered charge; send the charge as non-covered",
                    Severity::Warn,
                    Denial::co("4", &["N519"]),
                ),
                _ => continue,
            };
            findings
                .flag(line.index, message)
                .field_at("modifiers", position)
                .value("modifier", modifier)
                .severity(severity)
                .denial(denial);
        }
    }
}

/// Whether the line claims its charge, or part of it, as covered.
fn covered(line: &ServiceLine<'_>) -> bool {
    let non_covered = line.line.non_covered_charge.as_ref().and_then(|charge| charge.value());
    line.charge.unwrap_or(Money::ZERO) > non_covered.unwrap_or(Money::ZERO)
}
