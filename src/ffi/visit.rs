//! The level of a visit.

use super::claim::unknown;
use super::date;
use super::guard::{Failure, failure, guard};
use super::line::decision_making;
use super::status::cleanclaim_status::{self, CLEANCLAIM_NO_LEVEL, CLEANCLAIM_NOT_A_CODE};
use super::structure::{self, Room, structures};
use super::text::{Terminated, cleanclaim_text};
use crate::code::{Date, PlaceOfService, ProcedureCode};
use crate::rule::evaluation::{Basis, Encounter, Family, Visit, level};
use std::cell::RefCell;
use std::ffi::c_char;

/// What kind of encounter a visit is.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_encounter {
    /// A patient not seen for three years, in an office, at home, or in an emergency department.
    CLEANCLAIM_NEW = 0,
    /// A patient seen within three years.
    CLEANCLAIM_ESTABLISHED = 1,
    /// A consultation.
    CLEANCLAIM_CONSULTATION = 2,
    /// The first visit of a stay in a hospital or nursing facility.
    CLEANCLAIM_INITIAL = 3,
    /// A later visit of a stay.
    CLEANCLAIM_SUBSEQUENT = 4,
    /// Admission and discharge on one day.
    CLEANCLAIM_ADMISSION_AND_DISCHARGE = 5,
    /// A telehealth visit by video, new patient; the place does not matter.
    CLEANCLAIM_VIDEO_NEW = 6,
    /// A telehealth visit by video, established patient; the place does not matter.
    CLEANCLAIM_VIDEO_ESTABLISHED = 7,
    /// A telehealth visit by telephone, new patient; the place does not matter.
    CLEANCLAIM_AUDIO_NEW = 8,
    /// A telehealth visit by telephone, established patient; the place does not matter.
    CLEANCLAIM_AUDIO_ESTABLISHED = 9,
}

/// What the level of a visit rests on.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_basis {
    /// Medical decision making.
    CLEANCLAIM_BY_DECISION = 0,
    /// Total time on the date.
    CLEANCLAIM_BY_TIME = 1,
}

/// A visit whose level is asked. Give the decision making, the minutes, or both.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_visit {
    /// Place of service: `11`.
    pub place: cleanclaim_text,
    /// Date of service, as YYYYMMDD.
    pub date: u32,
    /// What kind of encounter it is (a cleanclaim_encounter).
    pub encounter: u32,
    /// Total minutes of the practitioner on the date; 0 is not given.
    pub minutes: u32,
    /// Medical decision making as a whole (a cleanclaim_decision).
    pub decision_making: u32,
    /// Its problems (a cleanclaim_decision). The three elements are given together, instead of the
    /// whole.
    pub problems: u32,
    /// Its data (a cleanclaim_decision).
    pub data: u32,
    /// Its risk (a cleanclaim_decision).
    pub risk: u32,
}

/// What a visit supports.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_level {
    /// Why, in sentences; lent until the next call of cleanclaim_visit_level on this thread.
    pub reasoning: cleanclaim_text,
    /// The code, ended by a zero byte.
    pub code: [c_char; 8],
    /// The code the decision making supports by itself; empty when it was not given.
    pub by_decision: [c_char; 8],
    /// The code the minutes support by themselves; empty when they were not given or reach none.
    pub by_time: [c_char; 8],
    /// What supports the code.
    pub basis: cleanclaim_basis,
}

structures! { cleanclaim_visit: 6, cleanclaim_level: 6 }

thread_local! {
    static REASONING: RefCell<Terminated> = const { RefCell::new(Terminated::empty()) };
}

/// Keeps and lends the reasoning of a level.
fn lend(reasoning: &[String]) -> cleanclaim_text {
    let lent = REASONING.try_with(|kept| {
        kept.try_borrow_mut().map_or(cleanclaim_text::EMPTY, |mut kept| {
            kept.set(&reasoning.join("; "));
            kept.lend()
        })
    });
    lent.unwrap_or(cleanclaim_text::EMPTY)
}

fn characters(code: Option<ProcedureCode>) -> [c_char; 8] {
    let mut own = [0; 8];
    for (slot, byte) in own.iter_mut().zip(code.iter().flat_map(|code| code.to_bytes())) {
        *slot = byte as c_char;
    }
    own
}

/// Says the code that a visit supports, and why: the higher of what its decision making and its
/// total time support (CPT E/M guidelines, 2021 for offices, 2023 for the other families).
///
/// Fails with CLEANCLAIM_NOT_A_CODE when the place or the date cannot be read, with
/// CLEANCLAIM_UNKNOWN_VALUE when there is no such encounter or level of decision making, with
/// CLEANCLAIM_OUT_OF_RANGE when some of problems, data and risk are given and not all three, or beside
/// the whole, and with CLEANCLAIM_NO_LEVEL when the place has no such encounter, the date is before
/// these rules, or what is given supports no code.
///
/// # Safety
/// `visit` must be NULL or readable for `visit_size` bytes, its text for its length; `level` must be
/// NULL or writable for `level_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_visit_level(
    visit: *const cleanclaim_visit,
    visit_size: usize,
    level: *mut cleanclaim_level,
    level_size: usize,
) -> cleanclaim_status {
    guard(|| {
        let mut room = Room::new();
        // SAFETY: the caller promises NULL or a readable structure.
        let (given, place) = unsafe {
            let given = room.read(visit, visit_size)?;
            (given, given.place.read("place of service")?)
        };
        structure::writable(level, level_size)?;
        let visit = Visit {
            family: family(given.encounter, place)?,
            date: date(given.date)?,
            decision: decision_making(given.decision_making, [given.problems, given.data, given.risk])?,
            minutes: (given.minutes != 0).then_some(given.minutes),
        };
        let found = self::level(&visit).map_err(|error| failure(CLEANCLAIM_NO_LEVEL, error.to_string()))?;
        let own = cleanclaim_level {
            reasoning: lend(&found.reasoning),
            code: characters(Some(found.code)),
            by_decision: characters(found.by_decision),
            by_time: characters(found.by_time),
            basis: match found.basis {
                Basis::Decision => cleanclaim_basis::CLEANCLAIM_BY_DECISION,
                Basis::Time => cleanclaim_basis::CLEANCLAIM_BY_TIME,
            },
        };
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&own, level, level_size) }
    })
}

fn date(number: u32) -> Result<Date, Failure> {
    let date = date::from_number(number).and_then(|date| date.value());
    date.ok_or_else(|| failure(CLEANCLAIM_NOT_A_CODE, format!("the date of service {number} is no date")))
}

/// The family of codes for an encounter in a place.
fn family(encounter: u32, place: &str) -> Result<Family, Failure> {
    let encounter = match encounter {
        0 => Encounter::New,
        1 => Encounter::Established,
        2 => Encounter::Consultation,
        3 => Encounter::Initial,
        4 => Encounter::Subsequent,
        5 => Encounter::AdmissionAndDischarge,
        6 => return Ok(Family::VideoNew),
        7 => return Ok(Family::VideoEstablished),
        8 => return Ok(Family::AudioNew),
        9 => return Ok(Family::AudioEstablished),
        other => return Err(unknown(other, "encounter; 0 is a new patient, 9 an audio visit")),
    };
    let place: PlaceOfService = place.parse().map_err(|error| super::code::refused(&error))?;
    Family::at(place, encounter).ok_or_else(|| {
        failure(CLEANCLAIM_NO_LEVEL, format!("there is no such encounter in place of service {place}"))
    })
}
