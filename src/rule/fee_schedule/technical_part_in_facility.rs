//! R002.

use super::HOSPITAL;
use crate::edition::PcTc;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A practitioner bills in a facility what belongs to the facility.
    ///
    /// ## What it checks
    /// The professional/technical component indicator of the code against the place of service.
    /// Technical (3), global-only (4) and incident-to (5) services in a hospital (19, 21, 22, 23)
    /// are denied; in places 26, 51, 52 and 61 they warn, and so do incident-to services in 24 and
    /// 31, and smear interpretations (8) outside the inpatient hospital. Tests with both components
    /// (1) are M013's, therapy (7) is R012's.
    ///
    /// ## Why it matters
    /// The facility is paid for the technical part; the practitioner's line is denied.
    ///
    /// ## Example
    /// 96372 and 93000 at place 22 fail; 93010 at place 22 and 96372 at place 11 pass.
    ///
    /// ## How to fix
    /// Leave the line to the facility. For a global-only code bill the code of its professional part.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, PC/TC indicator; Medicare Benefit Policy Manual
    /// (Pub. 100-02), chapter 15, §60.1 (incident to)
    "R002" "technical-part-in-facility" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M97"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [OtherPlace, SmearInterpretation],
    }
}

const OTHER_FACILITIES: [u8; 4] = [26, 51, 52, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(place) = line.place else { continue };
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let number = place.number();
        let technical = matches!(fee.pc_tc, PcTc::TechnicalOnly | PcTc::GlobalOnly | PcTc::IncidentTo);
        let severity = if technical && HOSPITAL.contains(&number) {
            Severity::Deny
        } else if (technical && OTHER_FACILITIES.contains(&number))
            || (fee.pc_tc == PcTc::IncidentTo && matches!(number, 24 | 31))
            || (fee.pc_tc == PcTc::SmearInterpretation && number != 21)
        {
            Severity::Warn
        } else {
            continue;
        };
        let message = match fee.pc_tc {
            PcTc::GlobalOnly => {
                "{procedure} holds the technical part, which belongs to the facility at place {place}; bill the code \
                 of the professional part"
            }
            PcTc::IncidentTo => {
                "{procedure} is a service incident to a physician's, which at place {place} is the facility's own"
            }
            PcTc::SmearInterpretation => {
                "{procedure} is paid to a practitioner for hospital inpatients only; the place is {place}"
            }
            _ => "{procedure} is a technical service; at place {place} the facility bills it",
        };
        findings
            .flag(line.index, message)
            .field("place")
            .value("procedure", procedure)
            .value("place", place)
            .value("pc_tc", fee.pc_tc.code())
            .severity(severity);
    }
}
