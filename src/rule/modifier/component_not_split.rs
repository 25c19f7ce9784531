//! M012.

use crate::edition::{FeeRow, FeeStatus, Lookup};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::fee_schedule::HOSPITAL;
use crate::rule::{Context, PROFESSIONAL_COMPONENT, TECHNICAL_COMPONENT, declare_rule};

declare_rule! {
    /// 26 or TC stands on a code that has no such component.
    ///
    /// ## What it checks
    /// A line with 26 or TC against the rows of the fee schedule: the modifier is right exactly when
    /// the schedule has a row for the code with it. TC in a hospital (19, 21, 22, 23) is denied,
    /// because the technical part is the hospital's; in other facilities it warns.
    ///
    /// ## Why it matters
    /// A component that does not exist cannot be priced; the line is denied.
    ///
    /// ## Example
    /// 93010-26 and 99213-26 fail; 71046-26 and 84165-26 pass.
    ///
    /// ## How to fix
    /// Remove the modifier, or bill the code of the component where the service has separate codes.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, modifier rows and PC/TC indicator
    "M012" "component-not-split" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"26", b"TC"],
    }
}

const OTHER_FACILITIES: [u8; 7] = [24, 26, 31, 34, 51, 52, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        for (modifier, row) in
            [(PROFESSIONAL_COMPONENT, FeeRow::Professional), (TECHNICAL_COMPONENT, FeeRow::Technical)]
        {
            if !line.has(modifier) {
                continue;
            }
            let whole = context.whole_fee(line);
            let listed = whole.found().is_some_and(|fee| {
                !matches!(fee.status, FeeStatus::NotValid | FeeStatus::NonCovered | FeeStatus::Excluded)
            });
            match context.fee_row(line, row) {
                Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
                Lookup::Absent if listed => {
                    findings
                        .flag(line.index, "{procedure} has no component {modifier}: {reason}")
                        .field_at("modifiers", super::position(line, modifier))
                        .value("procedure", procedure)
                        .value("modifier", modifier)
                        .value("reason", whole.found().map_or("", |fee| fee.pc_tc.meaning()))
                        .fix(
                            Applicability::IfDocumented,
                            "remove {modifier} from line {line}",
                            &[Edit::RemoveModifier { line: line.number, modifier, keep_first: false }],
                        );
                }
                Lookup::Absent => {}
                Lookup::Found(_) if modifier == TECHNICAL_COMPONENT => {
                    let place = line.place.filter(|place| {
                        HOSPITAL.contains(&place.number()) || OTHER_FACILITIES.contains(&place.number())
                    });
                    if let Some(place) = place {
                        let hospital = HOSPITAL.contains(&place.number());
                        findings
                            .flag(
                                line.index,
                                "the technical part of {procedure} at place {place} belongs to the facility, which \
                                 bills it",
                            )
                            .field("place")
                            .value("procedure", procedure)
                            .value("place", place)
                            .severity(if hospital { Severity::Deny } else { Severity::Warn })
                            .denial(Denial::co("5", &["M97"]));
                    }
                }
                Lookup::Found(_) => {}
            }
        }
    }
}
