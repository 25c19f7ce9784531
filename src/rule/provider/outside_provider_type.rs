//! P011.

use crate::claim::Provider;
use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service is outside what Medicare pays this kind of practitioner.
    ///
    /// ## What it checks
    /// Chiropractors (specialty 35, taxonomy 111N) bill 98940 to 98942 only. Clinical social workers
    /// (80, 1041C) bill neither visits nor 90792. Physical and occupational therapists (65, 67; 2251,
    /// 225X) and audiologists (64, 231H) bill no visits. Practitioners whose kind the claim does not say are not judged.
    ///
    /// ## Why it matters
    /// Medicare denies services outside the practitioner's benefit.
    ///
    /// ## Example
    /// 99213 by a chiropractor fails; 98941-AT passes.
    ///
    /// ## How to fix
    /// Bill the service by the practitioner who may give it, or bill the patient.
    ///
    /// ## Source
    /// Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, §§30.5, 80.3, 170, 220 and 230
    "P011" "outside-provider-type" {
        severity: Deny,
        denial: Some(Denial::co("170", &["N95"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Chiropractor,
    SocialWorker,
    Therapist,
    Audiologist,
}

fn kind(provider: &Provider) -> Option<Kind> {
    let specialty = provider.specialty.as_deref().map(str::trim);
    let taxonomy = provider.taxonomy.as_ref().and_then(|taxonomy| taxonomy.value());
    let starts = |start: &str| taxonomy.as_ref().is_some_and(|code| code.starts_with(start));
    match specialty {
        Some("35") => Some(Kind::Chiropractor),
        Some("80") => Some(Kind::SocialWorker),
        Some("65" | "67") => Some(Kind::Therapist),
        Some("64") => Some(Kind::Audiologist),
        Some(_) => None,
        None if starts("231H") => Some(Kind::Audiologist),
        None if starts("111N") => Some(Kind::Chiropractor),
        None if starts("1041C") => Some(Kind::SocialWorker),
        None if starts("2251") || starts("225X") => Some(Kind::Therapist),
        None => None,
    }
}

fn is_visit(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(99_202..=99_499))
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(kind)) = (line.procedure, line.performer().and_then(kind)) else {
            continue;
        };
        let (outside, who) = match kind {
            Kind::Chiropractor => (!matches!(procedure.number(), Some(98_940..=98_942)), "a chiropractor"),
            Kind::SocialWorker => {
                (is_visit(procedure) || procedure.number() == Some(90_792), "a clinical social worker")
            }
            Kind::Therapist => (is_visit(procedure), "a therapist"),
            Kind::Audiologist => (is_visit(procedure), "an audiologist"),
        };
        if outside {
            findings
                .flag(line.index, "Medicare does not pay {procedure} to {who}")
                .field("rendering_provider")
                .value("procedure", procedure)
                .value("who", who);
        }
    }
}
