//! C019.

use crate::claim::Provider;
use crate::code::{CodeError, Npi};
use crate::finding::{Applicability, Denial, FindingBuilder, Findings};
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
    for (field, whose, provider, remark) in [
        ("billing_provider.npi", "billing provider", &claim.billing_provider, &["N257"]),
        ("rendering_provider.npi", "rendering provider", &claim.rendering_provider, &["N290"]),
        ("referring_provider.npi", "referring provider", &claim.referring_provider, &["N286"]),
        ("ordering_provider.npi", "ordering provider", &claim.ordering_provider, &["N265"]),
        ("supervising_provider.npi", "supervising provider", &claim.supervising_provider, &["N297"]),
        ("attending_provider.npi", "attending provider", &claim.attending_provider, &["N253"]),
        ("operating_provider.npi", "operating provider", &claim.operating_provider, &["N262"]),
        ("service_facility.npi", "service facility", &claim.service_facility, &["N293"]),
    ] {
        if let Some((text, error)) = wrong(provider) {
            say(findings.flag_claim(MESSAGE).value("whose", whose), field, text, &error, remark);
        }
    }
    for line in context.lines {
        for (field, whose, provider, remark) in [
            ("rendering_provider.npi", "rendering provider", &line.line.rendering_provider, &["N290"]),
            ("referring_provider.npi", "referring provider", &line.line.referring_provider, &["N286"]),
            ("ordering_provider.npi", "ordering provider", &line.line.ordering_provider, &["N265"]),
            ("supervising_provider.npi", "supervising provider", &line.line.supervising_provider, &["N297"]),
            ("operating_provider.npi", "operating provider", &line.line.operating_provider, &["N262"]),
            ("service_facility.npi", "service facility", &line.line.service_facility, &["N293"]),
        ] {
            if let Some((text, error)) = wrong(provider) {
                say(findings.flag(line.index, MESSAGE).value("whose", whose), field, text, &error, remark);
            }
        }
    }
}

const MESSAGE: &str = "the NPI {npi} of the {whose} {problem}";

fn wrong(provider: &Option<Box<Provider>>) -> Option<(&str, CodeError)> {
    let text = provider.as_ref()?.npi.as_ref()?.malformed()?;
    Some((text, text.parse::<Npi>().err()?))
}

fn say(
    finding: FindingBuilder<'_>,
    field: &'static str,
    text: &str,
    error: &CodeError,
    remark: &'static [&'static str],
) {
    let finding = finding
        .field(field)
        .value("npi", format!("{text:?}"))
        .value("problem", error.problem().to_string())
        .denial(Denial::co("207", remark));
    if let Some(repair) = error.repair() {
        drop(finding.value("repair", repair.to_owned()).fix(
            Applicability::Manual,
            "read it as {repair}",
            &[],
        ));
    }
}
