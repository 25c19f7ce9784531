//! What is found out once for each code of an edition: the features of procedure and diagnosis codes,
//! the rows of the fee schedule and the medically unlikely edits.
//!
//! Features hold for any date on which the tables answer: a code has one if it ever had it. What a
//! line's date adds is looked at claim by claim. The rows are those of all dates, ready to be read: a
//! claim's rules look at them a dozen times.

use super::code::unlisted::is_unlisted;
use super::trigger::stretch;
use super::{Feature, Features};
use crate::code::{Date, DiagnosisCode, ProcedureCode, ProcedureKind, Section};
use crate::edition::{
    CodeId, Dated, DiagnosisEntry, Edition, FeeRow, FeeStatus, GlobalPeriod, Lookup, Mue, MueSet, PcTc,
    PhysicianFee, Table,
};
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// What is known so far of the codes of one edition; filled as codes are met, from any thread.
pub(crate) struct CodeNotes {
    procedures: Box<[Noted]>,
    /// By the record of the edition that diagnosis codes share: the features and [`KNOWN`].
    diagnoses: Box<[AtomicU32]>,
    /// Diagnosis codes met lately with the number of their record, each in the one place it may have:
    /// the packed code above [`RECORD_BITS`] of the record's number counted from 1, 0 for no record. No
    /// code packs to zero.
    records: Box<[AtomicU64]>,
}

/// The places for diagnosis codes met lately.
const RECENT: usize = 1 << 12;

/// A packed diagnosis code has 37 bits, so that 27 are left for the number of a record.
const RECORD_BITS: u32 = 27;

/// What is noted of a procedure code.
#[derive(Debug, Default)]
struct Noted {
    /// Zero until known; then the features with [`KNOWN`], and in the upper half the stretch.
    traits: AtomicU64,
    /// The first and, in the upper half, the last day of a window in which the code exists, written
    /// before the features are.
    window: AtomicU64,
    fees: OnceLock<Box<[Dated<FeeRow, PhysicianFee>]>>,
    mues: OnceLock<Box<[Dated<MueSet, Mue>]>>,
}

/// Marks what is known, among features.
const KNOWN: u32 = 1 << 31;

/// What rules want to know of a code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traits {
    pub(crate) features: Features,
    /// The stretch of procedure codes it lies in.
    pub(crate) stretch: u16,
    /// A window in which it exists; the last day before the first when there is none.
    window: (u32, u32),
}

impl Traits {
    /// Whether the code is known to exist on a date.
    #[inline]
    pub(crate) fn exists_on(self, date: Date) -> bool {
        self.window.0 <= date.days() && date.days() <= self.window.1
    }

    fn find(edition: &Edition, code: ProcedureCode, id: Option<CodeId>) -> Self {
        let windows = id.into_iter().flat_map(|id| edition.every_window(id));
        let longest = windows.max_by_key(|window| window.last.days_since(window.first));
        let window = longest.map_or((1, 0), |window| (window.first.days(), window.last.days()));
        Self { features: of_procedure(edition, code, id), stretch: stretch(code), window }
    }
}

impl CodeNotes {
    pub(crate) fn new(edition: &Edition) -> Self {
        Self {
            procedures: (0..edition.code_count()).map(|_| Noted::default()).collect(),
            diagnoses: (0..edition.diagnosis_entries()).map(|_| AtomicU32::new(0)).collect(),
            records: (0..RECENT).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// What is known of a procedure code of the edition, with its number if it has one.
    #[inline]
    pub(crate) fn procedure(&self, edition: &Edition, code: ProcedureCode, id: Option<CodeId>) -> Traits {
        let noted = id.and_then(|id| self.procedures.get(id.index()));
        let traits = noted.map_or(0, |noted| noted.traits.load(Ordering::Acquire));
        if traits == 0 {
            return find_out(edition, code, id, noted);
        }
        let window = noted.map_or(0, |noted| noted.window.load(Ordering::Relaxed));
        Traits {
            features: Features(traits as u32 & !KNOWN),
            stretch: (traits >> 32) as u16,
            window: (window as u32, (window >> 32) as u32),
        }
    }

    /// A row of the fee schedule on a date: what [`Edition::physician_fee`] answers.
    #[inline]
    pub(crate) fn fee(
        &self,
        edition: &Edition,
        id: Option<CodeId>,
        row: FeeRow,
        date: Date,
    ) -> Lookup<&PhysicianFee> {
        if let Some(gap) = edition.gap_on(Table::PhysicianFee, date) {
            return Lookup::Unknown(gap);
        }
        let rows = id.and_then(|id| {
            let noted = self.procedures.get(id.index())?;
            Some(noted.fees.get_or_init(|| edition.every_fee(id).collect()))
        });
        match Dated::find(rows.map_or(&[], |rows| rows), row, date) {
            Some(fee) => Lookup::Found(fee),
            None => edition.absent(Table::PhysicianFee, id),
        }
    }

    /// A medically unlikely edit on a date: what [`Edition::mue`] answers.
    #[inline]
    pub(crate) fn mue(&self, edition: &Edition, id: Option<CodeId>, set: MueSet, date: Date) -> Lookup<Mue> {
        if let Some(gap) = edition.gap_on(set.table(), date) {
            return Lookup::Unknown(gap);
        }
        let rows = id.and_then(|id| {
            let noted = self.procedures.get(id.index())?;
            Some(noted.mues.get_or_init(|| edition.every_mue(id).collect()))
        });
        match Dated::find(rows.map_or(&[], |rows| rows), set, date) {
            Some(mue) => Lookup::Found(*mue),
            None => edition.absent(set.table(), id),
        }
    }

    /// Where the edition keeps what it knows of a diagnosis code: what [`Edition::diagnosis_entry`] answers.
    #[inline]
    pub(crate) fn diagnosis_entry(&self, edition: &Edition, code: DiagnosisCode) -> Option<DiagnosisEntry> {
        let packed = code.packed();
        let place = packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - RECENT.ilog2());
        let Some(place) = self.records.get(place as usize) else { return edition.diagnosis_entry(code) };
        let held = place.load(Ordering::Relaxed);
        if held >> RECORD_BITS == packed {
            let number = held as u32 & ((1 << RECORD_BITS) - 1);
            return number.checked_sub(1).map(DiagnosisEntry::new);
        }
        let entry = edition.diagnosis_entry(code);
        let number = entry.map_or(0, |entry| entry.index() as u64 + 1);
        if number >> RECORD_BITS == 0 && packed >> (64 - RECORD_BITS) == 0 {
            place.store(packed << RECORD_BITS | number, Ordering::Relaxed);
        }
        entry
    }

    /// The features of a diagnosis code, by its record in the edition.
    #[inline]
    pub(crate) fn diagnosis(&self, edition: &Edition, entry: Option<DiagnosisEntry>) -> Features {
        let Some(entry) = entry else { return Features::OF_DIAGNOSES };
        let noted = self.diagnoses.get(entry.index());
        match noted.map_or(0, |noted| noted.load(Ordering::Relaxed)) {
            0 => {
                let features = of_diagnosis(edition, entry);
                if let Some(noted) = noted {
                    noted.store(features.0 | KNOWN, Ordering::Relaxed);
                }
                features
            }
            known => Features(known & !KNOWN),
        }
    }
}

impl fmt::Debug for CodeNotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeNotes").finish_non_exhaustive()
    }
}

#[cold]
fn find_out(edition: &Edition, code: ProcedureCode, id: Option<CodeId>, noted: Option<&Noted>) -> Traits {
    let traits = Traits::find(edition, code, id);
    if let Some(noted) = noted {
        let (first, last) = traits.window;
        noted.window.store(u64::from(first) | u64::from(last) << 32, Ordering::Relaxed);
        let upper = u64::from(traits.stretch) << 32;
        noted.traits.store(u64::from(traits.features.0 | KNOWN) | upper, Ordering::Release);
    }
    traits
}

fn of_procedure(edition: &Edition, code: ProcedureCode, id: Option<CodeId>) -> Features {
    let mut features = Features::NONE;
    features.add(Feature::Reporting, code.kind() == ProcedureKind::Cpt2);
    features.add(Feature::Unlisted, is_unlisted(code));
    features.add(Feature::Anesthesia, code.section() == Some(Section::Anesthesia));
    features.add(Feature::Laboratory, code.section() == Some(Section::PathologyAndLaboratory));

    let every_fee = id.into_iter().flat_map(|id| edition.every_fee(id));
    every_fee.for_each(|dated| features |= of_fee(dated.row()));
    let no_units = id.into_iter().flat_map(|id| edition.every_mue(id)).any(|mue| mue.row().value == 0);
    features.add(Feature::NoUnits, no_units);
    let mut outpatient = id.into_iter().flat_map(|id| edition.every_outpatient(id));
    features.add(Feature::Ages, outpatient.any(|known| !known.is_for_all_ages()));
    features.add(Feature::AddOn, id.is_some_and(|id| edition.was_add_on(id)));
    features.add(Feature::Policy, id.is_some_and(|id| edition.had_policy(id)));
    for (table, told) in Features::TOLD_OF_PROCEDURES {
        if !edition.tells_of(*table, id) {
            features |= *told;
        }
    }
    features
}

fn of_fee(fee: &PhysicianFee) -> Features {
    let mut features = Features::NONE;
    let days = matches!(fee.global, GlobalPeriod::Days0 | GlobalPeriod::Days10 | GlobalPeriod::Days90);
    features.add(Feature::InactiveStatus, fee.status != FeeStatus::Active);
    features.add(Feature::SmearInterpretation, fee.pc_tc == PcTc::SmearInterpretation);
    features.add(Feature::Surgery, days);
    features.add(Feature::Endoscopy, fee.endoscopic_base.is_some());
    features.add(Feature::FacilityOnly, fee.na_non_facility);
    features
}

fn of_diagnosis(edition: &Edition, entry: DiagnosisEntry) -> Features {
    let (flags, outpatient) = edition.every_diagnosis_flag(entry);
    let never_first =
        flags.is_external_cause() || flags.is_manifestation() || outpatient.is_unacceptable_principal();
    let for_some = flags.is_female()
        || flags.is_male()
        || flags.is_newborn()
        || flags.is_pediatric()
        || flags.is_maternity()
        || flags.is_adult();
    let mut features = Features::NONE;
    features.add(Feature::InvalidDiagnosis, !edition.is_always_billable(entry));
    features.add(Feature::NeverFirst, never_first);
    features.add(Feature::ForSexOrAge, for_some);
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_what_the_edition_answers() {
        let edition = Edition::starter();
        let notes = CodeNotes::new(edition);
        let days = ["2019-07-01", "2023-12-31", "2024-01-01", "2024-08-05", "2024-12-31", "2026-01-01"];
        let days = days.map(|day| day.parse::<Date>().unwrap());
        // In the other order the second time: what was asked first must not count.
        let mut found = 0;
        for order in [days.to_vec(), days.iter().rev().copied().collect()] {
            for code in edition.codes().chain(["99999", "Z9999"].map(|code| code.parse().unwrap())) {
                let id = edition.code_id(code);
                for date in &order {
                    for row in FeeRow::ALL {
                        let noted = notes.fee(edition, id, *row, *date).map(|fee| *fee);
                        assert_eq!(noted, edition.physician_fee(code, *row, *date), "{code} {row:?} {date}");
                        found += u32::from(noted.found().is_some());
                    }
                    for set in MueSet::ALL {
                        let noted = notes.mue(edition, id, set, *date);
                        assert_eq!(noted, edition.mue(set, code, *date), "{code} {set:?} {date}");
                        found += u32::from(noted.found().is_some());
                    }
                }
            }
        }
        assert!(found > 1_000);
    }

    #[test]
    fn records_of_diagnoses_that_share_a_place_are_told_apart() {
        let edition = Edition::starter();
        let notes = CodeNotes::new(edition);
        let unknown: Vec<DiagnosisCode> =
            ["U99", "Z99.999", "A00.0000"].map(|code| code.parse().unwrap()).into();
        // Far more codes than places; each twice in a row, and again later.
        for _ in 0..2 {
            for code in edition.diagnoses().step_by(5).chain(unknown.iter().copied()) {
                for _ in 0..2 {
                    assert_eq!(notes.diagnosis_entry(edition, code), edition.diagnosis_entry(code), "{code}");
                }
            }
        }
    }
}
