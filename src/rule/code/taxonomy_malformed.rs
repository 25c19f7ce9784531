//! C020.

use crate::code::Taxonomy;
use crate::finding::{Applicability, Denial, FindingBuilder, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A provider taxonomy code is not one.
    ///
    /// ## What it checks
    /// The taxonomy of the billing and rendering providers has ten characters: nine letters or
    /// digits and an X.
    ///
    /// ## Why it matters
    /// The taxonomy tells the payer which of a provider's enrolments the claim belongs to.
    ///
    /// ## Example
    /// 207Q00000 fails; 207Q00000X passes.
    ///
    /// ## How to fix
    /// Copy the code from the provider's NPPES record.
    ///
    /// ## Source
    /// 005010X222A1, PRV03; NUCC health care provider taxonomy
    "C020" "taxonomy-malformed" {
        severity: Reject,
        denial: Some(Denial::co("16", &["N255"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        left_out: "Whether the code is in NUCC's list on the date: the list is in no table.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    for (field, provider, denial) in [
        ("billing_provider.taxonomy", &claim.billing_provider, Denial::co("16", &["N255"])),
        ("rendering_provider.taxonomy", &claim.rendering_provider, Denial::co("16", &["N288"])),
    ] {
        let taxonomy = provider.as_ref().and_then(|provider| provider.taxonomy.as_ref());
        if let Some(text) = taxonomy.and_then(|taxonomy| taxonomy.malformed()) {
            let whose = if field.starts_with('b') { "billing" } else { "rendering" };
            say(findings.flag_claim(MESSAGE).value("whose", whose), field, text, denial);
        }
    }
    for line in context.lines {
        let provider = line.line.rendering_provider.as_ref();
        let taxonomy = provider.and_then(|provider| provider.taxonomy.as_ref());
        if let Some(text) = taxonomy.and_then(|taxonomy| taxonomy.malformed()) {
            let finding = findings.flag(line.index, MESSAGE).value("whose", "rendering");
            say(finding, "rendering_provider.taxonomy", text, Denial::co("16", &["N288"]));
        }
    }
}

const MESSAGE: &str =
    "the taxonomy {text} of the {whose} provider is not nine letters or digits followed by X";

fn say(finding: FindingBuilder<'_>, field: &'static str, text: &str, denial: Denial) {
    let finding = finding.field(field).value("text", format!("{text:?}")).denial(denial);
    if let Some(repair) = text.parse::<Taxonomy>().err().as_ref().and_then(|error| error.repair()) {
        drop(finding.value("repair", repair.to_owned()).fix(
            Applicability::Manual,
            "read it as {repair}",
            &[],
        ));
    }
}
