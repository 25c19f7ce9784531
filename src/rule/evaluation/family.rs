//! The families of visits, their codes, decision levels and minutes.

use crate::claim::DecisionLevel;
use crate::code::{Date, PlaceOfService, ProcedureCode};
use DecisionLevel::{High, Low, Moderate, Straightforward};

/// A family of visits that are chosen by medical decision making or by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// 99202–99205: office or other outpatient, new patient.
    OfficeNew,
    /// 99212–99215: office or other outpatient, established patient.
    OfficeEstablished,
    /// 99242–99245: office or other outpatient consultation.
    OfficeConsultation,
    /// 99221–99223: hospital inpatient or observation, initial.
    HospitalInitial,
    /// 99231–99233: hospital inpatient or observation, subsequent.
    HospitalSubsequent,
    /// 99234–99236: hospital admission and discharge on one day.
    HospitalSameDay,
    /// 99252–99255: inpatient, observation or nursing facility consultation.
    HospitalConsultation,
    /// 99282–99285: emergency department; time does not count.
    Emergency,
    /// 99304–99306: nursing facility, initial.
    NursingFacilityInitial,
    /// 99307–99310: nursing facility, subsequent.
    NursingFacilitySubsequent,
    /// 99341–99345: home or residence, new patient.
    HomeNew,
    /// 99347–99350: home or residence, established patient.
    HomeEstablished,
    /// 98000–98003: synchronous audio and video, new patient.
    VideoNew,
    /// 98004–98007: synchronous audio and video, established patient.
    VideoEstablished,
    /// 98008–98011: synchronous audio only, new patient.
    AudioNew,
    /// 98012–98015: synchronous audio only, established patient.
    AudioEstablished,
}

/// What kind of encounter took place, for the family that a place of service gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encounter {
    /// A patient not seen by the provider or one of the group and specialty in three years.
    New,
    /// A patient seen in the last three years.
    Established,
    /// The first visit of a stay.
    Initial,
    /// A later visit of a stay.
    Subsequent,
    /// Admission and discharge on one day.
    AdmissionAndDischarge,
    /// A consultation that another practitioner asked for.
    Consultation,
}

/// One code of a family.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) code: ProcedureCode,
    /// The least level of decision making that supports it.
    pub(super) decision: DecisionLevel,
    /// The fewest minutes that support it; `None` where time does not count.
    pub(super) minutes: Option<u32>,
}

const OFFICE_SINCE: Date = Date::constant(2021, 1, 1);
const OTHERS_SINCE: Date = Date::constant(2023, 1, 1);
const TELEHEALTH_SINCE: Date = Date::constant(2025, 1, 1);
/// On this day 99306 and 99308 got five minutes more.
const NURSING_MINUTES_CHANGE: Date = Date::constant(2024, 1, 1);

type Level = (&'static [u8; 5], DecisionLevel, u32);

/// Codes, decision levels and minutes of today, by family; minutes of 0: time does not count.
const TABLE: &[(Family, &[Level])] = &[
    (
        Family::OfficeNew,
        &[
            (b"99202", Straightforward, 15),
            (b"99203", Low, 30),
            (b"99204", Moderate, 45),
            (b"99205", High, 60),
        ],
    ),
    (
        Family::OfficeEstablished,
        &[
            (b"99212", Straightforward, 10),
            (b"99213", Low, 20),
            (b"99214", Moderate, 30),
            (b"99215", High, 40),
        ],
    ),
    (
        Family::OfficeConsultation,
        &[
            (b"99242", Straightforward, 20),
            (b"99243", Low, 30),
            (b"99244", Moderate, 40),
            (b"99245", High, 55),
        ],
    ),
    (
        Family::HospitalInitial,
        &[(b"99221", Straightforward, 40), (b"99222", Moderate, 55), (b"99223", High, 75)],
    ),
    (
        Family::HospitalSubsequent,
        &[(b"99231", Straightforward, 25), (b"99232", Moderate, 35), (b"99233", High, 50)],
    ),
    (
        Family::HospitalSameDay,
        &[(b"99234", Straightforward, 45), (b"99235", Moderate, 70), (b"99236", High, 85)],
    ),
    (
        Family::HospitalConsultation,
        &[
            (b"99252", Straightforward, 35),
            (b"99253", Low, 45),
            (b"99254", Moderate, 60),
            (b"99255", High, 80),
        ],
    ),
    (
        Family::Emergency,
        &[(b"99282", Straightforward, 0), (b"99283", Low, 0), (b"99284", Moderate, 0), (b"99285", High, 0)],
    ),
    (
        Family::NursingFacilityInitial,
        &[(b"99304", Straightforward, 25), (b"99305", Moderate, 35), (b"99306", High, 50)],
    ),
    (
        Family::NursingFacilitySubsequent,
        &[
            (b"99307", Straightforward, 10),
            (b"99308", Low, 20),
            (b"99309", Moderate, 30),
            (b"99310", High, 45),
        ],
    ),
    (
        Family::HomeNew,
        &[
            (b"99341", Straightforward, 15),
            (b"99342", Low, 30),
            (b"99344", Moderate, 60),
            (b"99345", High, 75),
        ],
    ),
    (
        Family::HomeEstablished,
        &[
            (b"99347", Straightforward, 20),
            (b"99348", Low, 30),
            (b"99349", Moderate, 40),
            (b"99350", High, 60),
        ],
    ),
    (
        Family::VideoNew,
        &[
            (b"98000", Straightforward, 15),
            (b"98001", Low, 30),
            (b"98002", Moderate, 45),
            (b"98003", High, 60),
        ],
    ),
    (
        Family::VideoEstablished,
        &[
            (b"98004", Straightforward, 10),
            (b"98005", Low, 20),
            (b"98006", Moderate, 30),
            (b"98007", High, 40),
        ],
    ),
    (
        Family::AudioNew,
        &[
            (b"98008", Straightforward, 15),
            (b"98009", Low, 30),
            (b"98010", Moderate, 45),
            (b"98011", High, 60),
        ],
    ),
    (
        Family::AudioEstablished,
        &[
            (b"98012", Straightforward, 10),
            (b"98013", Low, 20),
            (b"98014", Moderate, 30),
            (b"98015", High, 40),
        ],
    ),
];

impl Family {
    /// Every family.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(family, _)| *family)
    }

    /// The family of a code; `None` for codes that are not chosen by decision making, 99211 and
    /// 99281 among them.
    ///
    /// ```
    /// use cleanclaim::rule::evaluation::Family;
    /// assert_eq!(Family::of("99232".parse().unwrap()), Some(Family::HospitalSubsequent));
    /// assert_eq!(Family::of("99211".parse().unwrap()), None);
    /// ```
    pub fn of(code: ProcedureCode) -> Option<Self> {
        if !matches!(code.number(), Some(98_000..=98_015 | 99_202..=99_350)) {
            return None;
        }
        let text = code.to_bytes();
        TABLE
            .iter()
            .find(|(_, levels)| levels.iter().any(|(own, ..)| **own == text))
            .map(|(family, _)| *family)
    }

    /// The family that an encounter in a place belongs to; `None` when the place has no such
    /// encounter (a new patient in an inpatient hospital).
    ///
    /// ```
    /// use cleanclaim::rule::evaluation::{Encounter, Family};
    /// let office = "11".parse().unwrap();
    /// assert_eq!(Family::at(office, Encounter::New), Some(Family::OfficeNew));
    /// assert_eq!(Family::at("21".parse().unwrap(), Encounter::New), None);
    /// ```
    pub fn at(place: PlaceOfService, encounter: Encounter) -> Option<Self> {
        use Encounter::{AdmissionAndDischarge, Consultation, Established, Initial, New, Subsequent};
        let inpatient = matches!(place.number(), 21 | 51 | 61);
        let outpatient_hospital = matches!(place.number(), 19 | 22 | 23 | 52);
        let nursing_facility = matches!(place.number(), 31 | 32 | 54 | 56);
        let home = matches!(place.number(), 4 | 12 | 13 | 14 | 16 | 33 | 55);
        Some(match encounter {
            Consultation if inpatient || nursing_facility => Self::HospitalConsultation,
            Consultation => Self::OfficeConsultation,
            New | Established if inpatient || nursing_facility => return None,
            New | Established if place.number() == 23 => Self::Emergency,
            New if home => Self::HomeNew,
            New => Self::OfficeNew,
            Established if home => Self::HomeEstablished,
            Established => Self::OfficeEstablished,
            Initial if nursing_facility => Self::NursingFacilityInitial,
            Subsequent if nursing_facility => Self::NursingFacilitySubsequent,
            _ if !inpatient && !outpatient_hospital => return None,
            Initial => Self::HospitalInitial,
            Subsequent => Self::HospitalSubsequent,
            AdmissionAndDischarge => Self::HospitalSameDay,
        })
    }

    /// The minutes below which there is no such visit, whatever supports its level: 98008 to 98015, by
    /// sound alone, have more than ten of medical discussion (CPT 2025); 0 for the others.
    pub fn fewest_minutes(self) -> u32 {
        match self {
            Self::AudioNew | Self::AudioEstablished => 11,
            _ => 0,
        }
    }

    /// The first day on which the family is chosen by decision making or time: offices from 2021,
    /// the others from 2023, telehealth codes from 2025.
    pub fn since(self) -> Date {
        match self {
            Self::OfficeNew | Self::OfficeEstablished => OFFICE_SINCE,
            Self::VideoNew | Self::VideoEstablished | Self::AudioNew | Self::AudioEstablished => {
                TELEHEALTH_SINCE
            }
            _ => OTHERS_SINCE,
        }
    }

    /// The family in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfficeNew => "office visit, new patient",
            Self::OfficeEstablished => "office visit, established patient",
            Self::OfficeConsultation => "outpatient consultation",
            Self::HospitalInitial => "initial hospital visit",
            Self::HospitalSubsequent => "subsequent hospital visit",
            Self::HospitalSameDay => "hospital admission and discharge on one day",
            Self::HospitalConsultation => "inpatient consultation",
            Self::Emergency => "emergency department visit",
            Self::NursingFacilityInitial => "initial nursing facility visit",
            Self::NursingFacilitySubsequent => "subsequent nursing facility visit",
            Self::HomeNew => "home visit, new patient",
            Self::HomeEstablished => "home visit, established patient",
            Self::VideoNew => "video visit, new patient",
            Self::VideoEstablished => "video visit, established patient",
            Self::AudioNew => "audio-only visit, new patient",
            Self::AudioEstablished => "audio-only visit, established patient",
        }
    }

    /// The codes of the family on a date, lowest first, each with the least decision making and the
    /// fewest total minutes of the day that support it (`None`: time does not count).
    pub fn codes(self, date: Date) -> impl Iterator<Item = (ProcedureCode, DecisionLevel, Option<u32>)> {
        self.rows(date).map(|row| (row.code, row.decision, row.minutes))
    }

    pub(super) fn rows(self, date: Date) -> impl DoubleEndedIterator<Item = Row> {
        let levels = TABLE.iter().find(|(family, _)| *family == self).map_or(&[][..], |(_, levels)| levels);
        levels.iter().map(move |(code, decision, minutes)| {
            let minutes = match *code {
                b"99306" | b"99308" if date < NURSING_MINUTES_CHANGE => *minutes - 5,
                _ => *minutes,
            };
            Row {
                code: ProcedureCode::constant(code),
                decision: *decision,
                minutes: (minutes > 0).then_some(minutes.max(self.fewest_minutes())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_ascends_and_knows_its_codes() {
        let today: Date = "2026-01-05".parse().unwrap();
        for family in Family::all() {
            let codes: Vec<_> = family.codes(today).collect();
            assert!(codes.is_sorted(), "{family:?}");
            assert!(codes.is_sorted_by_key(|(_, decision, _)| *decision));
            assert!(codes.is_sorted_by_key(|(_, _, minutes)| *minutes));
            assert_eq!(codes.first().map(|(_, decision, _)| *decision), Some(Straightforward));
            assert_eq!(codes.last().map(|(_, decision, _)| *decision), Some(High));
            for (code, _, minutes) in codes {
                assert_eq!(Family::of(code), Some(family));
                assert_eq!(minutes.is_none(), family == Family::Emergency);
            }
        }
        assert_eq!(Family::all().count(), 16);
    }

    #[test]
    fn places_give_families() {
        use Encounter::{AdmissionAndDischarge, Consultation, Established, Initial, New, Subsequent};
        let at = |place: &str| {
            [New, Established, Initial, Subsequent, AdmissionAndDischarge, Consultation]
                .map(|encounter| Family::at(place.parse().unwrap(), encounter))
        };
        let office = [Some(Family::OfficeNew), Some(Family::OfficeEstablished)];
        let hospital =
            [Some(Family::HospitalInitial), Some(Family::HospitalSubsequent), Some(Family::HospitalSameDay)];
        let (home, emergency) =
            ([Some(Family::HomeNew), Some(Family::HomeEstablished)], [Some(Family::Emergency); 2]);
        let nursing = [Some(Family::NursingFacilityInitial), Some(Family::NursingFacilitySubsequent), None];
        let (outside, inside) = (Some(Family::OfficeConsultation), Some(Family::HospitalConsultation));
        for (places, [new, established], [initial, subsequent, one_day], consultation) in [
            (&["11", "10", "20", "24"][..], office, [None; 3], outside),
            (&["19", "22", "52"], office, hospital, outside),
            (&["23"], emergency, hospital, outside),
            (&["21", "51", "61"], [None; 2], hospital, inside),
            (&["31", "32", "54", "56"], [None; 2], nursing, inside),
            (&["04", "12", "13", "14", "16", "33", "55"], home, [None; 3], outside),
        ] {
            for place in places {
                assert_eq!(
                    at(place),
                    [new, established, initial, subsequent, one_day, consultation],
                    "{place}"
                );
            }
        }
    }
}
