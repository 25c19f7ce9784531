//! R004.

use crate::edition::{FeeRow, Lookup, Supervision};
use crate::finding::Findings;
use crate::rule::PROFESSIONAL_COMPONENT;
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A test that needs a physician nearby is billed from the patient's home.
    ///
    /// ## What it checks
    /// The technical part (alone or in the whole test) of diagnostic tests whose supervision level
    /// is direct (02) or personal (03), at place 12, when the claim names no supervising provider.
    ///
    /// ## Why it matters
    /// Without the supervision the fee schedule asks for, the test is not covered.
    ///
    /// ## Example
    /// A test of level 03 at place 12 warns; at place 11 it passes.
    ///
    /// ## How to fix
    /// Name the supervising physician, or correct the place.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, physician supervision of diagnostic procedures;
    /// 42 CFR 410.32(b)
    "R004" "supervision-at-home" {
        severity: Warn,
        denial: None,
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [OtherPlace],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let at_home = line.place.is_some_and(|place| place.number() == 12);
        let supervised =
            line.line.supervising_provider.is_some() || context.claim.supervising_provider.is_some();
        let Some(procedure) = line.procedure else { continue };
        if !at_home || supervised || line.has(PROFESSIONAL_COMPONENT) || findings.is_rejected(line.index) {
            continue;
        }
        let answer = match context.fee_row(line, FeeRow::Technical) {
            Lookup::Absent => context.whole_fee(line),
            answer => answer,
        };
        match answer {
            Lookup::Absent => {}
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Found(fee) => {
                let level = match fee.supervision {
                    Supervision::Direct => "direct",
                    Supervision::Personal => "personal",
                    _ => continue,
                };
                findings
                    .flag(
                        line.index,
                        "{procedure} needs a physician's {level} supervision; the place is the patient's home and no \
                         supervising provider is named",
                    )
                    .field("supervising_provider")
                    .value("procedure", procedure)
                    .value("level", level);
            }
        }
    }
}
