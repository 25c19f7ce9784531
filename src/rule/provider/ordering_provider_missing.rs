//! P005.

use super::SKETCH;
use crate::claim::Provider;
use crate::code::{ProcedureCode, Section};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, PROFESSIONAL_COMPONENT, ServiceLine, declare_rule};

declare_rule! {
    /// A test or equipment is billed without who ordered it.
    ///
    /// ## What it checks
    /// Laboratory tests, imaging with its technical part, and equipment, prosthetics and orthotics
    /// (E, K and L codes) name an ordering or referring provider, on the line or the claim. The
    /// screening mammogram, which a patient may ask for herself, and interpretations (26) need
    /// none. A claim that names no billing provider is taken for a sketch and not evaluated.
    ///
    /// ## Why it matters
    /// Medicare pays such services only on an order, and checks who gave it.
    ///
    /// ## Example
    /// 80053 with nobody fails; with an ordering provider it passes.
    ///
    /// ## How to fix
    /// Name the practitioner who ordered the service, with an individual NPI.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 1, §80.3.2.1.2, and chapter 26, §10.4,
    /// item 17
    "P005" "ordering-provider-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &["N264", "N265"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        left_out: "Whether the provider is eligible to order: that takes Medicare's enrolment file.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claim = context.claim;
    let named =
        |provider: &Option<Box<Provider>>| provider.as_ref().is_some_and(|provider| provider.npi.is_some());
    if named(&claim.ordering_provider) || named(&claim.referring_provider) {
        return;
    }
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if needs_order(procedure, line)
            && !named(&line.line.ordering_provider)
            && !named(&line.line.referring_provider)
        {
            if claim.billing_provider.is_none() {
                findings.not_evaluated(line.index, SKETCH);
                continue;
            }
            // Whether tissue read by the pathologist needs an order on the claim is not certain.
            let pathology = matches!(procedure.number(), Some(88_000..=88_399));
            findings
                .flag(line.index, "{procedure} is paid on an order only; name who ordered it, with the NPI")
                .field("ordering_provider")
                .value("procedure", procedure)
                .severity(if pathology { Severity::Warn } else { Severity::Reject });
        }
    }
}

fn needs_order(code: ProcedureCode, line: &ServiceLine<'_>) -> bool {
    match code.section() {
        Some(Section::PathologyAndLaboratory) => !line.has(PROFESSIONAL_COMPONENT),
        Some(Section::Radiology) => {
            let screening = matches!(code.number(), Some(77_063 | 77_067));
            let diagnostic = matches!(
                code.number(),
                Some(70_010..=76_499 | 76_506..=76_999 | 77_046..=77_086 | 78_000..=78_999)
            );
            let guidance = matches!(code.number(), Some(76_930..=76_965 | 77_001..=77_022 | 76_000));
            diagnostic && !screening && !guidance && !line.has(PROFESSIONAL_COMPONENT)
        }
        _ => matches!(code.to_bytes(), [b'E' | b'K' | b'L', ..]),
    }
}
