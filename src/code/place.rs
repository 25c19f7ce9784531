//! Places of service: two digits that say where a professional service happened.

use super::fixed::{Grammar, number, refuse_misplaced};
use super::{CodeError, Date, pad, serde_as_text};
use std::{fmt, str::FromStr, sync::LazyLock};

const GRAMMAR: Grammar<2> = Grammar { what: "place of service", length: "2", digit_at: [true; 2] };

/// A two-digit place of service, as on a professional claim (837P CLM05-1 or SV105).
///
/// Any two digits can be held; whether the number is assigned is a question of its own, because
/// it depends on the date.
///
/// ```
/// use cleanclaim::code::{PlaceOfService, Setting};
/// let office: PlaceOfService = "11".parse().unwrap();
/// assert_eq!(office.setting(), Some(Setting::NonFacility));
/// assert_eq!(office.name(), Some("office"));
/// let unassigned: PlaceOfService = "30".parse().unwrap();
/// assert_eq!(unassigned.setting(), None);
/// assert_eq!("1I".parse::<PlaceOfService>().unwrap_err().repair(), Some("11"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceOfService(u8);

/// Which of the two practice-expense rates of the Medicare physician fee schedule a place draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// The facility bears the cost of staff, equipment and supplies.
    Facility,
    /// The practitioner bears it.
    NonFacility,
}

/// What is known of an assigned place.
struct Place {
    setting: Setting,
    name: &'static str,
    since: Date,
}

impl PlaceOfService {
    /// The place of a number below 100; `None` for any other.
    pub const fn from_number(number: u8) -> Option<Self> {
        if number < 100 { Some(Self(number)) } else { None }
    }

    /// The two digits as a number: 11 for `11`, 2 for `02`.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The rate the place draws, `None` when its number is unassigned.
    ///
    /// Source: CMS, place-of-service code set and Medicare Claims Processing Manual, chapter 26,
    /// §10.5.
    pub fn setting(self) -> Option<Setting> {
        Some(BY_NUMBER.get(usize::from(self.0)).copied()??.setting)
    }

    /// A short name in our own words, `None` when its number is unassigned.
    pub fn name(self) -> Option<&'static str> {
        Some(BY_NUMBER.get(usize::from(self.0)).copied()??.name)
    }

    /// The first day on which the number stood for its place, [`Date::MIN`] for the numbers that
    /// were assigned before 2019; `None` when it is unassigned.
    ///
    /// Place 10 counts from 2022-01-01, though Medicare took it from 2022-04-04; the date of
    /// place 66 (2024-08-01) is not certain.
    pub fn assigned_since(self) -> Option<Date> {
        Some(BY_NUMBER.get(usize::from(self.0)).copied()??.since)
    }

    /// Whether the number stood for a place on `date`.
    ///
    /// ```
    /// use cleanclaim::code::{Date, PlaceOfService};
    /// let outreach: PlaceOfService = "27".parse().unwrap();
    /// assert!(!outreach.is_assigned_on(Date::from_ymd(2023, 9, 30).unwrap()));
    /// assert!(outreach.is_assigned_on(Date::from_ymd(2023, 10, 1).unwrap()));
    /// ```
    pub fn is_assigned_on(self, date: Date) -> bool {
        self.assigned_since().is_some_and(|since| since <= date)
    }
}

const fn facility(name: &'static str) -> Place {
    Place { setting: Setting::Facility, name, since: Date::MIN }
}

const fn non_facility(name: &'static str) -> Place {
    Place { setting: Setting::NonFacility, name, since: Date::MIN }
}

const fn since(year: u16, month: u8, day: u8, place: Place) -> Place {
    Place { since: Date::constant(year, month, day), ..place }
}

/// The rows of [`PLACES`] by number: rules ask for them line after line.
static BY_NUMBER: LazyLock<[Option<&'static Place>; 100]> = LazyLock::new(|| {
    let mut rows = [None; 100];
    for (number, place) in PLACES.entries() {
        if let Some(row) = rows.get_mut(usize::from(*number)) {
            *row = Some(place);
        }
    }
    rows
});

static PLACES: phf::Map<u8, Place> = phf::phf_map! {
    1_u8 => non_facility("pharmacy"),
    2_u8 => facility("telehealth, patient elsewhere than at home"),
    3_u8 => non_facility("school"),
    4_u8 => non_facility("shelter for people without a home"),
    5_u8 => non_facility("Indian Health Service, on its own"),
    6_u8 => facility("Indian Health Service, part of a provider"),
    7_u8 => non_facility("Tribal 638 facility, on its own"),
    8_u8 => facility("Tribal 638 facility, part of a provider"),
    9_u8 => non_facility("prison or jail"),
    10_u8 => since(2022, 1, 1, non_facility("telehealth, patient at home")),
    11_u8 => non_facility("office"),
    12_u8 => non_facility("patient's home"),
    13_u8 => non_facility("assisted living"),
    14_u8 => non_facility("group home"),
    15_u8 => non_facility("mobile unit"),
    16_u8 => non_facility("hotel, camp or other short stay"),
    17_u8 => non_facility("walk-in clinic in a shop"),
    18_u8 => non_facility("the patient's workplace"),
    19_u8 => facility("outpatient hospital, off campus"),
    20_u8 => non_facility("urgent care"),
    21_u8 => facility("inpatient hospital"),
    22_u8 => facility("outpatient hospital, on campus"),
    23_u8 => facility("hospital emergency department"),
    24_u8 => facility("ambulatory surgical center"),
    25_u8 => non_facility("birthing center"),
    26_u8 => facility("military treatment facility"),
    27_u8 => since(2023, 10, 1, non_facility("street or outreach site")),
    31_u8 => facility("skilled nursing facility, Part A stay"),
    32_u8 => non_facility("nursing facility"),
    33_u8 => non_facility("custodial care"),
    34_u8 => facility("inpatient hospice"),
    41_u8 => facility("ambulance on land"),
    42_u8 => facility("ambulance by air or water"),
    49_u8 => non_facility("independent clinic"),
    50_u8 => non_facility("federally qualified health center"),
    51_u8 => facility("inpatient psychiatric hospital"),
    52_u8 => facility("psychiatric day hospital"),
    53_u8 => facility("community mental health center"),
    54_u8 => non_facility("intermediate care, intellectual disability"),
    55_u8 => non_facility("residential substance use treatment"),
    56_u8 => facility("psychiatric residential treatment"),
    57_u8 => non_facility("substance use treatment by day"),
    58_u8 => since(2020, 1, 1, non_facility("opioid treatment by day")),
    60_u8 => non_facility("mass immunization site"),
    61_u8 => facility("inpatient rehabilitation hospital"),
    62_u8 => non_facility("outpatient rehabilitation facility"),
    65_u8 => non_facility("dialysis facility"),
    66_u8 => since(2024, 8, 1, non_facility("PACE center")),
    71_u8 => non_facility("public health clinic"),
    72_u8 => non_facility("rural health clinic"),
    81_u8 => non_facility("independent laboratory"),
    99_u8 => non_facility("some other place"),
};

impl FromStr for PlaceOfService {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let read = GRAMMAR.read(text, |digits| {
            refuse_misplaced(&digits, |_, byte| byte.is_ascii_digit())?;
            Ok(Self(number(&digits) as u8))
        });
        // One digit: the leading zero was lost, as spreadsheets do.
        read.map_err(|error| match text.trim().as_bytes() {
            [digit @ b'1'..=b'9'] => error.with_repair(format!("0{}", char::from(*digit))),
            _ => error,
        })
    }
}

impl fmt::Display for PlaceOfService {
    /// Writes two digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{:02}", self.0))
    }
}

impl fmt::Debug for PlaceOfService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlaceOfService({self})")
    }
}

serde_as_text!(PlaceOfService, "a two-digit place of service");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Problem;

    #[test]
    fn numbers_are_assigned_from_their_first_day() {
        for (number, year, month, day) in
            [(10, 2022, 1, 1), (27, 2023, 10, 1), (58, 2020, 1, 1), (66, 2024, 8, 1)]
        {
            let place = PlaceOfService::from_number(number).unwrap();
            let first = Date::from_ymd(year, month, day).unwrap();
            assert!(place.is_assigned_on(first), "{place}");
            assert!(!place.is_assigned_on(first.plus_days(-1)), "{place}");
        }
        let assigned = (0..100).filter(|&number| PlaceOfService(number).setting().is_some()).count();
        assert_eq!(assigned, 52);
        assert_eq!(PlaceOfService::from_number(100), None);
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<PlaceOfService>().unwrap_err();
        assert_eq!(error("1").problem(), Problem::Length { found: 1, expected: "2" });
        assert_eq!(error("1").repair(), Some("01"));
        assert_eq!(error("2l").repair(), Some("21"));
        assert_eq!(error("x1").problem(), Problem::Character { found: 'x', position: 1 });
        assert_eq!(error("x1").repair(), None);
        assert_eq!(error("１1").problem(), Problem::Character { found: '１', position: 1 });
        assert_eq!(error(" ").problem(), Problem::Empty);
    }

    #[test]
    fn settings_are_those_of_the_published_list() {
        let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
            println!("skipped: CLEANCLAIM_DATA names no folder of published files");
            return;
        };
        let file = std::path::Path::new(&folder).join("codes/place_of_service.csv");
        let list = std::fs::read_to_string(file).unwrap();
        let mut count = 0;
        for line in list.lines().skip(1) {
            let (code, rest) = line.split_once(',').unwrap();
            let published = match rest.split_once(',').unwrap().0 {
                "Facility" => Some(Setting::Facility),
                "Non-Facility" => Some(Setting::NonFacility),
                "Unassigned" => None,
                other => panic!("{other}"),
            };
            assert_eq!(code.parse::<PlaceOfService>().unwrap().setting(), published, "{code}");
            count += 1;
        }
        assert_eq!(count, 99);
    }
}
