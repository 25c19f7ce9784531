//! M013.

use crate::edition::PcTc;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::fee_schedule::HOSPITAL;
use crate::rule::{Context, PROFESSIONAL_COMPONENT, TECHNICAL_COMPONENT, declare_rule};

declare_rule! {
    /// A whole diagnostic test is billed by a practitioner in a facility.
    ///
    /// ## What it checks
    /// Tests with a professional and a technical component (PC/TC indicator 1) without 26 at a
    /// hospital place (19, 21, 22, 23), where they are denied, and at places 24, 26, 31, 34, 51, 52
    /// and 61, where they warn. Codes that have only a technical part or only a whole are R002's.
    ///
    /// ## Why it matters
    /// The facility is paid for the technical part; the practitioner is paid for the interpretation
    /// only.
    ///
    /// ## Example
    /// 71046 at place 22 fails; 71046-26 passes.
    ///
    /// ## How to fix
    /// Add 26 if you billed the interpretation.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, PC/TC indicator; Medicare Claims Processing
    /// Manual (Pub. 100-04), chapter 13, §20.2
    "M013" "whole-test-in-facility" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M97"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [OtherPlace],
    }
}

const OTHER_FACILITIES: [u8; 7] = [24, 26, 31, 34, 51, 52, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(place) = line.place else { continue };
        let hospital = HOSPITAL.contains(&place.number());
        if !hospital && !OTHER_FACILITIES.contains(&place.number()) {
            continue;
        }
        if line.has_any(&[PROFESSIONAL_COMPONENT, TECHNICAL_COMPONENT]) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        if fee.pc_tc == PcTc::Split {
            findings
                .flag(
                    line.index,
                    "{procedure} at place {place} holds the technical part, which belongs to the facility; the \
                     interpretation is billed with 26",
                )
                .field("modifiers")
                .value("procedure", procedure)
                .value("place", place)
                .severity(if hospital { Severity::Deny } else { Severity::Warn })
                .fix(
                    Applicability::IfDocumented,
                    "add {modifier} to line {line}, if the interpretation was done and written",
                    &[Edit::AddModifier { line: line.number, modifier: PROFESSIONAL_COMPONENT }],
                );
        }
    }
}
