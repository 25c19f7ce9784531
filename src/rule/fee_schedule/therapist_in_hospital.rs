//! R012.

use super::HOSPITAL;
use crate::claim::Provider;
use crate::edition::PcTc;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A therapist in private practice bills for services in a hospital.
    ///
    /// ## What it checks
    /// Therapy services (PC/TC indicator 7) at places 19, 21, 22 and 23 when the rendering provider
    /// is a physical or occupational therapist, speech-language pathologist or audiologist, by
    /// Medicare specialty (65, 67, 15, 64) or taxonomy.
    ///
    /// ## Why it matters
    /// There the hospital bills the therapy; the therapist's line is denied.
    ///
    /// ## Example
    /// 97110-GP by a physical therapist at place 22 fails; at place 11 it passes.
    ///
    /// ## How to fix
    /// Leave the service to the hospital's claim.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, PC/TC indicator 7
    "R012" "therapist-in-hospital" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M97"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [OtherPlace],
    }
}

const SPECIALTIES: [&str; 4] = ["15", "64", "65", "67"];
const TAXONOMIES: [&str; 4] = ["2251", "225X", "231H", "235Z"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if !line.place.is_some_and(|place| HOSPITAL.contains(&place.number())) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        if fee.pc_tc != PcTc::Therapy {
            continue;
        }
        match line.performer().and_then(is_therapist) {
            Some(false) => {}
            None => findings
                .not_evaluated(line.index, Reason::Missing("no specialty or taxonomy of who performed it")),
            Some(true) => {
                findings
                    .flag(
                        line.index,
                        "{procedure} in a hospital is billed by the hospital, not by the therapist",
                    )
                    .field("place")
                    .value("procedure", procedure);
            }
        }
    }
}

/// Whether a provider is a therapist in private practice; `None` when the claim does not say.
fn is_therapist(provider: &Provider) -> Option<bool> {
    if let Some(specialty) = provider.specialty.as_deref() {
        return Some(SPECIALTIES.contains(&specialty.trim()));
    }
    let taxonomy = provider.taxonomy.as_ref()?.value()?;
    Some(TAXONOMIES.iter().any(|start| taxonomy.starts_with(start)))
}
