//! T012.

use super::Frequency;
use crate::claim::Form;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, Payer, declare_rule};

declare_rule! {
    /// A replacement or void does not say which claim it replaces.
    ///
    /// ## What it checks
    /// A claim of frequency 7 (replacement) or 8 (void) carries the payer's control number of the
    /// claim it replaces. An original claim (1) that carries one warns. For Medicare a professional
    /// claim of frequency 7 or 8 warns as well: Part B contractors correct by reopening or a new
    /// claim (certainty below 90 %, so never more than a warning); an outpatient one should carry a
    /// claim change reason (condition code D0-D9 or E0; for a void D5 or D6).
    ///
    /// ## Why it matters
    /// The payer cannot find the claim to replace and rejects the new one, or takes it for a
    /// duplicate.
    ///
    /// ## Example
    /// Frequency 7 without a reference fails; with the payer's control number it passes.
    ///
    /// ## How to fix
    /// Send the payer's claim control number from the remittance (837: REF*F8), not your own.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, CLM05-3 and REF*F8; UB-04 condition codes D0-D9, E0
    "T012" "replacement-without-reference" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M47"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let frequency = Frequency::of(claim);
    let has_reference = claim.original_reference.as_deref().is_some_and(|text| !text.trim().is_empty());
    let Some(frequency) = frequency.filter(|frequency| frequency.changes()) else {
        if frequency == Some(Frequency::Original) && has_reference {
            findings
                .flag_claim("an original claim (frequency 1) names a claim it would replace; send frequency 7, or no reference")
                .field("original_reference")
                .severity(Severity::Warn);
        }
        return;
    };
    if !has_reference {
        findings
            .flag_claim(
                "a claim of frequency {frequency} needs the payer's control number of the claim it replaces",
            )
            .field("original_reference")
            .value("frequency", frequency.code());
    }
    if context.payer != Payer::Medicare {
        return;
    }
    if claim.form == Form::Professional {
        findings
            .flag_claim(
                "Medicare Part B usually takes professional claims of frequency 1 only; ask the contractor \
                 whether to reopen the claim instead of sending frequency {frequency}",
            )
            .field("frequency")
            .value("frequency", frequency.code())
            .severity(Severity::Warn)
            .denial(Denial::co("16", &["MA30"]));
    } else if !claim.condition_codes.iter().any(|code| is_change_reason(code, frequency)) {
        let message = if frequency == Frequency::Void {
            "a void (frequency 8) should carry its reason: condition code D5 or D6"
        } else {
            "a claim of frequency {frequency} should carry a change reason: condition code D0-D9 or E0"
        };
        findings
            .flag_claim(message)
            .field("condition_codes")
            .value("frequency", frequency.code())
            .severity(Severity::Warn)
            .denial(Denial::co("16", &["M44"]));
    }
}

fn is_change_reason(code: &str, frequency: Frequency) -> bool {
    match code.trim().as_bytes() {
        [b'D' | b'd', reason] if frequency == Frequency::Void => matches!(reason, b'5' | b'6'),
        [b'D' | b'd', b'0'..=b'9'] => true,
        [b'E' | b'e', b'0'] => frequency != Frequency::Void,
        _ => false,
    }
}
