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
    let mut of_claim = |provider: &Option<Box<Provider>>, role| {
        if let Some((text, error)) = wrong(provider) {
            say(findings.flag_claim(MESSAGE), role, text, &error);
        }
    };
    of_claim(&claim.billing_provider, &BILLING);
    of_claim(&claim.rendering_provider, &RENDERING);
    of_claim(&claim.referring_provider, &REFERRING);
    of_claim(&claim.ordering_provider, &ORDERING);
    of_claim(&claim.supervising_provider, &SUPERVISING);
    of_claim(&claim.attending_provider, &ATTENDING);
    of_claim(&claim.operating_provider, &OPERATING);
    of_claim(&claim.service_facility, &FACILITY);
    for line in context.lines {
        let mut of_line = |provider: &Option<Box<Provider>>, role| {
            if let Some((text, error)) = wrong(provider) {
                say(findings.flag(line.index, MESSAGE), role, text, &error);
            }
        };
        of_line(&line.line.rendering_provider, &RENDERING);
        of_line(&line.line.referring_provider, &REFERRING);
        of_line(&line.line.ordering_provider, &ORDERING);
        of_line(&line.line.supervising_provider, &SUPERVISING);
        of_line(&line.line.operating_provider, &OPERATING);
        of_line(&line.line.service_facility, &FACILITY);
    }
}

/// A role of a provider: the field of its NPI, its name in a message, and the remark code of a wrong
/// NPI.
struct Role(&'static str, &'static str, &'static [&'static str]);

static BILLING: Role = Role("billing_provider.npi", "billing provider", &["N257"]);
static RENDERING: Role = Role("rendering_provider.npi", "rendering provider", &["N290"]);
static REFERRING: Role = Role("referring_provider.npi", "referring provider", &["N286"]);
static ORDERING: Role = Role("ordering_provider.npi", "ordering provider", &["N265"]);
static SUPERVISING: Role = Role("supervising_provider.npi", "supervising provider", &["N297"]);
static ATTENDING: Role = Role("attending_provider.npi", "attending provider", &["N253"]);
static OPERATING: Role = Role("operating_provider.npi", "operating provider", &["N262"]);
static FACILITY: Role = Role("service_facility.npi", "service facility", &["N293"]);

const MESSAGE: &str = "the NPI {npi} of the {whose} {problem}";

fn wrong(provider: &Option<Box<Provider>>) -> Option<(&str, CodeError)> {
    let text = provider.as_ref()?.npi.as_ref()?.malformed()?;
    Some((text, text.parse::<Npi>().err()?))
}

fn say(finding: FindingBuilder<'_>, role: &Role, text: &str, error: &CodeError) {
    let Role(field, whose, remark) = *role;
    let finding = finding
        .value("whose", whose)
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
