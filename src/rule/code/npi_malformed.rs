//! C019.

use crate::claim::Provider;
use crate::code::Npi;
use crate::finding::{Denial, FindingBuilder, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A national provider identifier is not one.
    ///
    /// ## What it checks
    /// Every NPI on the claim and its lines has ten digits, begins with 1 or 2 and passes its check
    /// digit (Luhn, with the prefix 80840).
    ///
    /// ## Why it matters
    /// A wrong identifier stops the claim at the front door.
    ///
    /// ## Example
    /// 1234567890 fails its check digit; 1234567893 passes.
    ///
    /// ## How to fix
    /// Look the provider up in the national registry (NPPES).
    ///
    /// ## Source
    /// CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit"
    "C019" "npi-malformed" {
        severity: Reject,
        denial: Some(Denial::co("207", &["N257"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        left_out: "A missing NPI: atypical providers have none.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    for (field, provider, remark) in [
        ("billing_provider.npi", &claim.billing_provider, &["N257"]),
        ("rendering_provider.npi", &claim.rendering_provider, &["N290"]),
        ("referring_provider.npi", &claim.referring_provider, &["N286"]),
        ("ordering_provider.npi", &claim.ordering_provider, &["N265"]),
        ("supervising_provider.npi", &claim.supervising_provider, &["N297"]),
        ("service_facility.npi", &claim.service_facility, &["MA114"]),
    ] {
        if let Some((text, problem)) = wrong(provider) {
            say(findings.flag_claim(MESSAGE), field, text, problem, remark);
        }
    }
    for line in context.lines {
        for (field, provider, remark) in [
            ("rendering_provider.npi", &line.line.rendering_provider, &["N290"]),
            ("referring_provider.npi", &line.line.referring_provider, &["N286"]),
            ("ordering_provider.npi", &line.line.ordering_provider, &["N265"]),
            ("supervising_provider.npi", &line.line.supervising_provider, &["N297"]),
            ("service_facility.npi", &line.line.service_facility, &["MA114"]),
        ] {
            if let Some((text, problem)) = wrong(provider) {
                say(findings.flag(line.index, MESSAGE), field, text, problem, remark);
            }
        }
    }
}

const MESSAGE: &str = "the NPI {npi} {problem}";

fn wrong(provider: &Option<Provider>) -> Option<(&str, String)> {
    let text = provider.as_ref()?.npi.as_ref()?.malformed()?;
    Some((text, text.parse::<Npi>().err()?.problem().to_string()))
}

fn say(
    finding: FindingBuilder<'_>,
    field: &'static str,
    text: &str,
    problem: String,
    remark: &'static [&'static str],
) {
    finding
        .field(field)
        .value("npi", format!("{text:?}"))
        .value("problem", problem)
        .denial(Denial::co("207", remark));
}
