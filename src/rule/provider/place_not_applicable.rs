//! P002.

use crate::code::{Date, Modifier, PlaceOfService, Setting};
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, RuleId};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service is billed outside a facility that is rarely or never done there.
    ///
    /// ## What it checks
    /// Codes whose non-facility rate the physician fee schedule marks NA, at a place of service that
    /// is paid at the non-facility rate. The place's rate is CMS's; telehealth at home (10) counts
    /// as non-facility from 2024-01-01 on. Care before or after a surgery by itself (55, 56) is given in
    /// offices and passes. Where the place does not go with the code at all, P001 says so instead.
    ///
    /// ## Why it matters
    /// NA means that the service is rarely given in that setting; contractors pay it at the facility
    /// rate or ask why.
    ///
    /// ## Example
    /// 27447 in an office (11) warns; in a hospital (21, 22) it passes.
    ///
    /// ## How to fix
    /// Take the place from the record; if it is right, expect the facility rate.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, NA indicator; CMS place of service code set
    "P002" "place-not-applicable" {
        severity: Warn,
        denial: Some(Denial::co("5", &["M77"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [FacilityOnly],
    }
}

const CARE_WITHOUT_SURGERY: [Modifier; 2] = [Modifier::constant(b"55"), Modifier::constant(b"56")];
const PLACE_AGAINST_CODE: RuleId = RuleId::new("P001");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date), Some(place)) = (line.procedure, line.from, line.place) else {
            continue;
        };
        if findings.is_rejected(line.index)
            || findings.has(PLACE_AGAINST_CODE, line.index)
            || line.has_any(&CARE_WITHOUT_SURGERY)
            || !is_non_facility(place, date)
        {
            continue;
        }
        match context.whole_fee(line) {
            Lookup::Absent => {}
            Lookup::Unknown(gap) => findings.not_evaluated(line.index, gap),
            Lookup::Found(fee) if fee.na_non_facility => {
                findings
                    .flag(
                        line.index,
                        "{procedure} is rarely done outside a facility (fee schedule: NA), but the place is {place}",
                    )
                    .field("place")
                    .value("procedure", procedure)
                    .value("place", place);
            }
            Lookup::Found(_) => {}
        }
    }
}

/// Whether CMS pays a place at the non-facility rate on a date.
fn is_non_facility(place: PlaceOfService, date: Date) -> bool {
    let home_telehealth = place.number() == 10;
    place.setting() == Some(Setting::NonFacility)
        && (!home_telehealth || Some(date) >= Date::from_ymd(2024, 1, 1))
}
