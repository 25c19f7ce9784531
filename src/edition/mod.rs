//! Editions: the reference data of every quarter in one file, looked up by date of service.
//!
//! An [`Edition`] holds the published tables that rules read: which codes exist, NCCI edits, the
//! physician fee schedule, ICD-10-CM. Every lookup takes a date and answers with a [`Lookup`]:
//! found, absent, or unknown with the [`Gap`] that says what to import. A table never answers for a
//! date or a code it does not cover.
//!
//! [`Edition::starter`] is embedded and costs nothing; [`Edition::open`] maps a file that was built
//! from the files CMS publishes (`source`, the `edition` example).
//!
//! ```
//! use cleanclaim::edition::{Edition, Lookup, PtpSet};
//! let edition = Edition::starter();
//! let date = "2024-08-01".parse().unwrap();
//! let code = |text: &str| edition.code_id(text.parse().unwrap()).unwrap();
//!
//! // A diagnostic colonoscopy is part of one with polyp removal; no modifier changes that.
//! let Lookup::Found(edit) = edition.ptp(PtpSet::Practitioner, code("45385"), code("45378"), date) else {
//!     panic!("no edit")
//! };
//! assert!(!edit.modifier_allowed);
//! ```

#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod builder;
mod diagnosis;
mod diff;
mod error;
mod format;
mod history;
mod info;
mod ncci;
mod outpatient;
mod reader;
#[cfg(feature = "import")]
pub mod source;
mod table;

pub use builder::{Builder, PtpRow};
pub use diff::{Change, Diff, DiffGroup};
pub use error::EditionError;
pub(crate) use history::Dated;
pub use info::{Info, PtpInfo, Source, TableInfo};
pub use table::add_on::{AddOn, AddOnRow};
pub use table::coverage::{Necessity, Policies, Policy};
pub(crate) use table::diagnoses::DiagnosisEntry;
pub use table::diagnoses::{DiagnosisFlags, DiagnosisStatus};
pub use table::keyed::{Disposition, EditBypass, PairList, Revenue};
pub use table::level_2::{Coverage, Level2};
pub use table::mue::{Mai, Mue, MueRationale, MueSet};
pub use table::opps::{Opps, StatusIndicator};
pub use table::outpatient::{Outpatient, OutpatientFlag};
pub use table::outpatient_diagnosis::{OutpatientDiagnosis, Side};
pub use table::pair_lookup::{PtpColumns, PtpEdits};
pub use table::physician_fee::{
    Assistant, Bilateral, CoSurgeon, FeeRow, FeeStatus, GlobalPeriod, MultipleProcedure, PcTc, PhysicianFee,
    Supervision, Team,
};
pub use table::procedures::{CodeStatus, CodeWindow};
pub use table::ptp::{Indicator, PtpEdit, PtpSet, PtpWindow, Rationale};
pub use table::{CodeId, Gap, GapKind, Lookup, Table};

use crate::code::{Date, Modifier, ProcedureCode};
use format::u32_in;
use reader::{Bytes, Layout};
use std::sync::{Arc, OnceLock};
use table::{level_2, physician_fee};

/// The starter edition's bytes.
static STARTER: &[u8] = include_bytes!("starter.cce");

/// Reference data, open for lookups by date of service.
///
/// Cheap to clone, and shared between threads without locks.
#[derive(Clone)]
pub struct Edition {
    bytes: Bytes,
    layout: Layout,
}

impl Edition {
    /// The edition every program has without any file.
    ///
    /// It knows all HCPCS Level II codes and ICD-10-CM codes of its years, and for a small set of
    /// well-known codes their edits and indicators; what it cannot answer it says.
    pub fn starter() -> &'static Self {
        static EDITION: OnceLock<Edition> = OnceLock::new();
        EDITION.get_or_init(|| {
            // A test opens these bytes with every check; here the directories are enough.
            let bytes = Bytes::Static(STARTER);
            match Layout::trust(bytes.get()) {
                Ok(layout) => Self { bytes, layout },
                Err(error) => unreachable!("the embedded edition is sound: {error}"),
            }
        })
    }

    /// Opens an edition file through a memory map.
    ///
    /// The file must not be changed in place while it is open; replacing it by another, as the
    /// builder does, is safe. Where another program may shorten or overwrite the file, read it and use
    /// [`Edition::from_bytes`]: reading a page that a mapped file no longer has ends the process (SIGBUS
    /// on Unix), and bytes overwritten after opening have not been checked.
    ///
    /// # Errors
    /// [`EditionError`] when the file cannot be read or is no sound edition.
    #[cfg(feature = "mmap")]
    pub fn open(path: &std::path::Path) -> Result<Self, EditionError> {
        Self::new(reader::map(path)?)
    }

    /// An edition in memory; the bytes need no alignment.
    ///
    /// # Errors
    /// [`EditionError`] when the bytes are no sound edition.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, EditionError> {
        Self::new(Bytes::Shared(bytes.into()))
    }

    /// An edition in memory that lives as long as the program; the bytes need no alignment.
    ///
    /// # Errors
    /// [`EditionError`] when the bytes are no sound edition.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, EditionError> {
        Self::new(Bytes::Static(bytes))
    }

    fn new(bytes: Bytes) -> Result<Self, EditionError> {
        let layout = Layout::read(bytes.get())?;
        Ok(Self { bytes, layout })
    }

    /// Compares the checksum of the whole file with the one in its header.
    ///
    /// # Errors
    /// [`EditionError::Checksum`] when they differ.
    pub fn verify(&self) -> Result<(), EditionError> {
        reader::verify(self.bytes.get())
    }

    /// The edition's id, which reports name.
    pub fn id(&self) -> &str {
        let bytes = self.bytes.get();
        let length = usize::from(bytes.get(40).copied().unwrap_or_default());
        bytes.get(41..41 + length).and_then(|id| std::str::from_utf8(id).ok()).unwrap_or_default()
    }

    /// What the edition holds.
    pub fn info(&self) -> Info {
        info::read(self)
    }

    /// The bytes of the file.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get()
    }

    /// The first and the last day a table answers for, `None` when the edition does not have it.
    ///
    /// Between them may lie days it does not answer for: see [`Edition::gap`].
    pub fn dates(&self, table: Table) -> Option<(Date, Date)> {
        let entry = self.layout.table(table);
        if !entry.present {
            return None;
        }
        Some((Date::from_days(entry.first)?, Date::from_days(entry.last)?))
    }

    /// Why a table cannot answer for a code on a date, `None` when it can.
    pub fn gap(&self, table: Table, code: ProcedureCode, date: Date) -> Option<Gap> {
        self.date_gap(table, date).or_else(|| self.scope_gap(table, self.code_id(code)))
    }

    /// Why a table cannot answer on a date whatever the code, `None` when it can.
    pub fn gap_on(&self, table: Table, date: Date) -> Option<Gap> {
        self.date_gap(table, date)
    }

    #[inline]
    fn date_gap(&self, table: Table, date: Date) -> Option<Gap> {
        let entry = self.layout.table(table);
        if !entry.present {
            return Some(Gap { table, why: GapKind::NoTable });
        }
        let day = date.days();
        if entry.first <= day && day <= entry.last && !entry.holes {
            return None;
        }
        self.period_gap(table, day)
    }

    /// The gap of a day that no period of a table holds.
    #[cold]
    fn period_gap(&self, table: Table, day: u32) -> Option<Gap> {
        let periods = self.layout.periods(self.bytes.get(), table);
        // The nearest period is the one whose far end is nearest.
        let distance = |first: u32, last: u32| first.saturating_sub(day).max(day.saturating_sub(last));
        let (first, last) = periods
            .iter()
            .map(|period| (u32_in(period, 0), u32_in(period, 4)))
            .min_by_key(|(first, last)| distance(*first, *last))?;
        if distance(first, last) == 0 {
            return None;
        }
        let [first, last] = [first, last].map(|day| Date::from_days(day).unwrap_or(Date::MAX));
        Some(Gap { table, why: GapKind::OutsideDates { first, last } })
    }

    #[inline]
    fn scope_gap(&self, table: Table, code: Option<CodeId>) -> Option<Gap> {
        if !self.layout.table(table).scoped {
            return None;
        }
        let scope = self.layout.scope(self.bytes.get(), table);
        let within = code.is_some_and(|code| scope.rank(code.index()).is_some());
        (!within).then_some(Gap { table, why: GapKind::OutsideScope })
    }

    /// The answer of a table keyed by code, its gaps looked at first; without a number no table of the
    /// edition knows the code.
    #[inline(always)]
    fn answer<T>(
        &self,
        table: Table,
        id: Option<CodeId>,
        date: Date,
        find: impl FnOnce(CodeId) -> Option<T>,
    ) -> Lookup<T> {
        if let Some(gap) = self.date_gap(table, date) {
            return Lookup::Unknown(gap);
        }
        if let Some(found) = id.and_then(find) {
            return Lookup::Found(found);
        }
        self.scope_gap(table, id).map_or(Lookup::Absent, Lookup::Unknown)
    }

    /// The number of a code in this edition; `None` when no table of it knows the code.
    #[inline]
    pub fn code_id(&self, code: ProcedureCode) -> Option<CodeId> {
        self.layout.code_id(self.bytes.get(), code)
    }

    /// Every procedure code of the edition, ascending; the position is the code's id.
    pub fn codes(&self) -> impl Iterator<Item = ProcedureCode> + '_ {
        self.layout.codes(self.bytes.get())
    }

    /// Whether a procedure code exists on a date; absent means that it never existed.
    pub fn procedure(&self, code: ProcedureCode, date: Date) -> Lookup<CodeStatus> {
        self.procedure_of(code, self.code_id(code), date)
    }

    /// [`Edition::procedure`] of a code whose number is known.
    pub(crate) fn procedure_of(
        &self,
        code: ProcedureCode,
        id: Option<CodeId>,
        date: Date,
    ) -> Lookup<CodeStatus> {
        let table = Table::Procedures;
        if !self.layout.table(table).present {
            return Lookup::Unknown(Gap { table, why: GapKind::NoTable });
        }
        let listed = self.layout.table(table).scoped && self.scope_gap(table, id).is_none();
        self.layout.procedures(self.bytes.get()).status(code, id, listed, date)
    }

    /// The windows in which a procedure code exists, ascending.
    pub fn procedure_windows(&self, code: ProcedureCode) -> impl Iterator<Item = CodeWindow> + '_ {
        self.code_id(code).into_iter().flat_map(|id| self.every_window(id))
    }

    /// A row of the physician fee schedule in force on a date.
    pub fn physician_fee(&self, code: ProcedureCode, row: FeeRow, date: Date) -> Lookup<PhysicianFee> {
        self.physician_fee_of(self.code_id(code), row, date)
    }

    /// [`Edition::physician_fee`] of a code whose number is known.
    fn physician_fee_of(&self, id: Option<CodeId>, row: FeeRow, date: Date) -> Lookup<PhysicianFee> {
        let rows = self.layout.windowed::<{ physician_fee::ROW }>(self.bytes.get(), Table::PhysicianFee);
        self.answer(Table::PhysicianFee, id, date, |id| {
            let of_row = |record: &&[u8; physician_fee::ROW]| PhysicianFee::row_of(record) == Some(row);
            rows.active(id, date).find(of_row).and_then(PhysicianFee::from_row)
        })
    }

    /// What the HCPCS Level II file in force on a date says of a code.
    pub fn level_2(&self, code: ProcedureCode, date: Date) -> Lookup<Level2> {
        let rows = self.layout.windowed::<{ level_2::ROW }>(self.bytes.get(), Table::Level2);
        self.answer(Table::Level2, self.code_id(code), date, |id| {
            rows.active(id, date).next().map(Level2::from_row)
        })
    }

    /// The coverage policies in force for a procedure on a date, of one contractor or of all; absent
    /// means that there is none.
    pub fn medical_necessity(
        &self,
        procedure: ProcedureCode,
        contractor: Option<u32>,
        date: Date,
    ) -> Lookup<Policies<'_>> {
        let table = self.layout.windowed::<16>(self.bytes.get(), Table::MedicalNecessity);
        self.answer(Table::MedicalNecessity, self.code_id(procedure), date, |id| {
            let policies = Policies {
                table: self.layout.coverage(self.bytes.get()),
                rows: table.rows(id),
                contractor,
                date,
            };
            policies.iter().next()?;
            Some(policies)
        })
    }

    /// The user's own descriptor of a procedure code, when one was imported.
    pub fn descriptor(&self, code: ProcedureCode) -> Option<&str> {
        self.layout.descriptors(self.bytes.get()).get(self.code_id(code)?)
    }

    /// Whether a modifier exists on a date; absent means that it does not and never did.
    pub fn modifier(&self, modifier: Modifier, date: Date) -> Lookup<CodeStatus> {
        let table = Table::Modifiers;
        if !self.layout.table(table).present {
            return Lookup::Unknown(Gap { table, why: GapKind::NoTable });
        }
        self.layout.modifiers(self.bytes.get()).status(modifier, date)
    }

    /// Every modifier of the edition with the windows in which it exists, ascending.
    pub fn modifiers(&self) -> impl Iterator<Item = (Modifier, impl Iterator<Item = CodeWindow> + '_)> {
        let modifiers = self.layout.modifiers(self.bytes.get()).iter();
        modifiers.map(|(modifier, rows)| (modifier, rows.iter().map(CodeWindow::from_row)))
    }
}

impl std::fmt::Debug for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edition").field("id", &self.id()).field("bytes", &self.bytes.get().len()).finish()
    }
}
