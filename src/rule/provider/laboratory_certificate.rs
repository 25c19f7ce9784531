//! P004.

use super::SKETCH;
use crate::code::{Modifier, Section};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, PROFESSIONAL_COMPONENT, declare_rule};

declare_rule! {
    /// A laboratory test is billed without the laboratory's CLIA number.
    ///
    /// ## What it checks
    /// A CLIA number that is given has its ten characters (two digits, D, seven digits). A
    /// laboratory test on a professional claim without one, on the line or the claim, warns: which
    /// tests need a certificate is in no public table here. Interpretations (26) need none. A claim
    /// that names no billing provider is taken for a sketch and not evaluated.
    ///
    /// ## Why it matters
    /// Medicare and most payers return laboratory lines without the certificate's number.
    ///
    /// ## Example
    /// 80053 without a CLIA number warns; with 05D1234567 it passes; 05D12345 is rejected.
    ///
    /// ## How to fix
    /// Send the number of the laboratory that did the test; with modifier 90 that of the reference
    /// laboratory.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 16, §70; 42 CFR 493
    "P004" "laboratory-certificate" {
        severity: Reject,
        denial: Some(Denial::co("16", &["MA120"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        features: [Laboratory, Certificate],
        left_out: "The level of certificate a test needs (QW): the waived list is in no table.",
    }
}

const REFERRED: Modifier = Modifier::constant(b"90");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    if let Some(text) = claim.clia.as_ref().and_then(|clia| clia.malformed()) {
        findings
            .flag_claim("the CLIA number {text} is not two digits, D and seven digits")
            .field("clia")
            .value("text", format!("{text:?}"));
    }
    for line in context.lines {
        for (field, clia) in [("clia", &line.line.clia), ("referred_clia", &line.line.referred_clia)] {
            if let Some(text) = clia.as_ref().and_then(|clia| clia.malformed()) {
                findings
                    .flag(line.index, "the CLIA number {text} is not two digits, D and seven digits")
                    .field(field)
                    .value("text", format!("{text:?}"));
            }
        }
        let test = line.procedure.is_some_and(|code| code.section() == Some(Section::PathologyAndLaboratory));
        let given = claim.clia.is_some()
            || line.line.clia.is_some()
            || (line.has(REFERRED) && line.line.referred_clia.is_some());
        if !test || given || line.has(PROFESSIONAL_COMPONENT) {
            continue;
        }
        if claim.billing_provider.is_none() {
            findings.not_evaluated(line.index, SKETCH);
        } else {
            findings
                .flag(line.index, "a laboratory test needs the CLIA number of the laboratory that did it")
                .field("clia")
                .severity(Severity::Warn);
        }
    }
}
