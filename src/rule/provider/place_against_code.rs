//! P001.

use crate::code::{Date, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit is billed in a place where that kind of visit does not happen.
    ///
    /// ## What it checks
    /// The place of service of hospital, emergency department, nursing facility, home and office
    /// visits against the places each family belongs to. Places where the visit cannot have
    /// happened are denied; unusual ones warn. Telehealth places (02 and 10) pass for the families on
    /// Medicare's telehealth list. G0463 is a facility's code and never stands on a professional
    /// claim.
    ///
    /// ## Why it matters
    /// A visit code names its setting; with a place that contradicts it one of the two is wrong,
    /// and the line is denied as inconsistent.
    ///
    /// ## Example
    /// 99223 in an office (11) fails; in an inpatient hospital (21) it passes.
    ///
    /// ## How to fix
    /// Take the place from the record. If it is right, choose the visit family of that place.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 26, §10.5, and chapter 12, §20.4.2
    /// and §30.6
    "P001" "place-against-code" {
        severity: Deny,
        denial: Some(Denial::co("5", &["M77"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"G0463"..=b"G0463", b"99202"..=b"99350"],
        left_out: "Places outside the listed families are not judged: the public telehealth list is \
                   in the outpatient tables only. Emergency department visits in places 11, 12 and 21 \
                   may be denials too, with a certainty below 90 %, so they warn.",
    }
}

/// A family of visits and the places it belongs to.
struct Family {
    name: &'static str,
    codes: &'static [(u32, u32)],
    /// Places where it happens; nothing is said.
    fits: &'static [u8],
    /// Places where it cannot happen.
    contradicts: &'static [u8],
    /// Whether other places warn.
    warns_elsewhere: bool,
}

const FAMILIES: &[Family] = &[
    Family {
        name: "hospital visits",
        codes: &[(99_221, 99_223), (99_231, 99_239)],
        fits: &[2, 6, 8, 10, 19, 21, 22, 23, 26, 34, 51, 52, 55, 56, 61],
        contradicts: &[11, 12, 20, 49, 81],
        warns_elsewhere: true,
    },
    Family {
        name: "emergency department visits",
        codes: &[(99_281, 99_285)],
        fits: &[2, 10, 23],
        contradicts: &[],
        warns_elsewhere: true,
    },
    Family {
        name: "nursing facility visits",
        codes: &[(99_304, 99_310), (99_315, 99_316)],
        fits: &[2, 10, 31, 32, 54, 56],
        contradicts: &[11, 12, 21, 23],
        warns_elsewhere: true,
    },
    Family {
        name: HOME,
        codes: &[(99_341, 99_350)],
        fits: &[2, 4, 10, 12, 13, 14, 16, 27, 33, 55],
        contradicts: &[],
        warns_elsewhere: true,
    },
];

/// The code of a hospital for a visit of its clinic.
const HOSPITAL_CLINIC: ProcedureCode = ProcedureCode::constant(b"G0463");

const HOME: &str = "home and residence visits";

/// From this day 99341-99350 are for residences of every kind; 99324-99337 were before.
const HOME_AND_RESIDENCE: Date = Date::constant(2023, 1, 1);

/// Residences that are no private home.
const RESIDENCES: &[u8] = &[13, 14, 33, 55];

/// Places where an office visit is unusual but happens.
const UNUSUAL_FOR_OFFICE: &[u8] = &[21, 23, 31, 51, 61];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if procedure == HOSPITAL_CLINIC {
            findings
                .flag(
                    line.index,
                    "G0463 is the hospital's code for a clinic visit; a practitioner bills 99202-99215",
                )
                .field("procedure")
                .value("procedure", procedure);
            continue;
        }
        let Some(code @ 99_202..=99_350) = procedure.number() else { continue };
        let within = |(first, last): &(u32, u32)| (*first..=*last).contains(&code);
        let office = within(&(99_202, 99_215));
        let family = FAMILIES.iter().find(|family| !office && family.codes.iter().any(within));
        if !office && family.is_none() {
            continue;
        }
        let Some(place) = line.place else {
            findings.not_evaluated(line.index, Reason::Missing("no place of service that can be read"));
            continue;
        };
        if office && UNUSUAL_FOR_OFFICE.contains(&place.number()) {
            findings
                .flag(
                    line.index,
                    "{procedure} is an office or outpatient visit code; place {place} is unusual for it, check both",
                )
                .field("place")
                .value("procedure", procedure)
                .value("place", place)
                .severity(Severity::Warn);
        }
        let Some(family) = family else { continue };
        let residence_before_2023 = family.name == HOME
            && RESIDENCES.contains(&place.number())
            && line.from.is_some_and(|from| from < HOME_AND_RESIDENCE);
        if residence_before_2023 {
            findings
                .flag(
                    line.index,
                    "{procedure} was for private homes before 2023; visits at place {place} were 99324-99337",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("place", place)
                .severity(Severity::Warn);
            continue;
        }
        if family.fits.contains(&place.number()) || place.setting().is_none() {
            continue;
        }
        let contradicts = family.contradicts.contains(&place.number());
        if contradicts || family.warns_elsewhere {
            let message = if contradicts {
                "{procedure} is a code for {family} and place {place} is none of its places; correct the one that is wrong"
            } else {
                "{procedure} is a code for {family}; place {place} is unusual for it, check both"
            };
            findings
                .flag(line.index, message)
                .field("place")
                .value("procedure", procedure)
                .value("family", family.name)
                .value("place", place)
                .severity(if contradicts { Severity::Deny } else { Severity::Warn });
        }
    }
}
