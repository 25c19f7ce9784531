//! Opening an edition: checking its structure, and finding its tables.

use super::format::{
    CHECKSUM, HEADER, MAGIC, PARTS, Ranked, Records, SECTION_ENTRY, SHARED, Span, TABLE_ENTRY, TableEntry,
    VERSION, checksum, part, shared, u16_in, u32_in, u64_in,
};
use super::table::coverage::CoverageTable;
use super::table::descriptors::Descriptors;
use super::table::diagnoses::{self, Diagnoses};
use super::table::excludes::{self, Excludes};
use super::table::keyed::{self, Keyed};
use super::table::modifiers::{self, Modifiers};
use super::table::pairs::Pairs;
use super::table::procedures::{self, Procedures};
use super::table::windowed::Windowed;
use super::table::{level_2, outpatient, physician_fee};
use super::{CodeId, EditionError, Table};
use crate::code::ProcedureCode;
#[cfg(feature = "mmap")]
use std::path::Path;
use std::sync::Arc;

/// The bytes of an edition, wherever they live.
#[derive(Clone)]
pub(super) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
    #[cfg(feature = "mmap")]
    Mapped(Arc<memmap2::Mmap>),
}

impl Bytes {
    #[inline(always)]
    pub(super) fn get(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
            #[cfg(feature = "mmap")]
            Self::Mapped(map) => map,
        }
    }
}

/// Maps a file into memory.
///
/// # Errors
/// [`EditionError::Io`] when it cannot be opened or mapped, [`EditionError::Empty`] when it is empty.
#[cfg(feature = "mmap")]
pub(super) fn map(path: &Path) -> Result<Bytes, EditionError> {
    let io = |error| EditionError::Io { path: path.to_owned(), error };
    let file = std::fs::File::open(path).map_err(io)?;
    let about = file.metadata().map_err(io)?;
    if about.is_dir() {
        return Err(io(std::io::ErrorKind::IsADirectory.into()));
    }
    if about.len() == 0 {
        return Err(EditionError::Empty);
    }
    // SAFETY: the map is read-only. Editions are replaced by renaming a new file over the old one
    // (see `builder::write`), which leaves a mapped file as it is; the documentation of
    // `Edition::open` tells users not to change an edition file in place.
    #[allow(unsafe_code)]
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(io)?;
    Ok(Bytes::Mapped(Arc::new(map)))
}

/// Where everything lies in the bytes of an edition.
#[derive(Clone)]
pub(super) struct Layout {
    pub(super) codes: usize,
    tables: [TableEntry; Table::COUNT],
    sections: [[Span; PARTS]; Table::COUNT + 1],
}

impl Layout {
    /// Checks the structure of an edition.
    ///
    /// # Errors
    /// Every [`EditionError`] about files, except the checksum's.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, EditionError> {
        if bytes.is_empty() {
            return Err(EditionError::Empty);
        }
        if !bytes.starts_with(&MAGIC) {
            return Err(if MAGIC.starts_with(bytes) {
                EditionError::Length { expected: HEADER as u64, found: bytes.len() as u64 }
            } else {
                EditionError::Foreign
            });
        }
        if bytes.len() < HEADER {
            return Err(EditionError::Length { expected: HEADER as u64, found: bytes.len() as u64 });
        }
        let version = u32_in(bytes, 8);
        if version > VERSION {
            return Err(EditionError::Newer { found: version, supported: VERSION });
        }
        if version == 0 {
            return Err(EditionError::damaged("format version"));
        }
        let (expected, found) = (u64_in(bytes, 16), bytes.len() as u64);
        if expected != found {
            return Err(EditionError::Length { expected, found });
        }
        let layout = Self::directories(bytes)?;
        layout.check(bytes)?;
        Ok(layout)
    }

    /// The layout of bytes that are known to be sound.
    ///
    /// # Errors
    /// Those about the directories.
    pub(super) fn trust(bytes: &[u8]) -> Result<Self, EditionError> {
        Self::directories(bytes)
    }

    fn directories(bytes: &[u8]) -> Result<Self, EditionError> {
        let damaged = EditionError::damaged;
        let (section_count, table_count) = (u32_in(bytes, 32) as usize, u32_in(bytes, 36) as usize);
        if bytes.get(40).is_none_or(|length| usize::from(*length) > super::format::ID_LIMIT) {
            return Err(damaged("edition id"));
        }
        // A file of this format with fewer tables is an older one; more are none of ours.
        if table_count > Table::COUNT {
            return Err(damaged("table count"));
        }
        let section_start = HEADER + table_count * TABLE_ENTRY;
        let mut tables = [TableEntry::default(); Table::COUNT];
        let records = Records::<TABLE_ENTRY>::alone(
            bytes.get(HEADER..section_start).ok_or(damaged("table directory"))?,
        );
        for ((number, entry), record) in (0..).zip(&mut tables).zip(records.iter()) {
            *entry = TableEntry::read(record, number)?;
        }
        let section_end = section_count
            .checked_mul(SECTION_ENTRY)
            .and_then(|length| section_start.checked_add(length))
            .filter(|end| *end <= bytes.len())
            .ok_or(damaged("section directory"))?;
        let records =
            Records::<SECTION_ENTRY>::alone(bytes.get(section_start..section_end).unwrap_or_default());
        let mut sections = [[Span::default(); PARTS]; Table::COUNT + 1];
        let mut previous: Option<(u16, u16)> = None;
        let mut end = section_end;
        for record in records.iter() {
            let (table, part) = (u16_in(record, 0), u16_in(record, 2));
            let span = Span { start: u32_in(record, 8), length: u32_in(record, 12) };
            let start = span.start as usize;
            if previous.is_some_and(|previous| previous >= (table, part))
                || !start.is_multiple_of(8)
                || start < end
                || start + span.length as usize > bytes.len()
            {
                return Err(damaged("section directory"));
            }
            end = start + span.length as usize;
            previous = Some((table, part));
            let table = if table == SHARED { Table::COUNT } else { usize::from(table) };
            *sections
                .get_mut(table)
                .and_then(|parts| parts.get_mut(usize::from(part)))
                .ok_or(damaged("section directory"))? = span;
        }
        let mut layout = Self { codes: u32_in(bytes, 12) as usize, tables, sections };
        for table in Table::ALL {
            let holes = layout.periods(bytes, table).len() != 1;
            layout
                .tables
                .get_mut(usize::from(table.number()))
                .into_iter()
                .for_each(|entry| entry.holes = holes);
        }
        Ok(layout)
    }

    #[inline]
    pub(super) fn table(&self, table: Table) -> TableEntry {
        self.tables.get(usize::from(table.number())).copied().unwrap_or_default()
    }

    /// Where the parts of a table lie.
    #[inline]
    fn parts(&self, table: usize) -> &[Span; PARTS] {
        const NONE: [Span; PARTS] = [Span { start: 0, length: 0 }; PARTS];
        self.sections.get(table).unwrap_or(&NONE)
    }

    #[inline]
    fn spans(&self, table: Table) -> impl Fn(u16) -> Span {
        let parts = self.parts(usize::from(table.number()));
        move |part| parts.get(usize::from(part)).copied().unwrap_or_default()
    }

    /// The bytes of a part of the whole edition.
    pub(super) fn shared<'a>(&self, bytes: &'a [u8], part: u16) -> &'a [u8] {
        self.shared_span(part).of(bytes)
    }

    #[inline]
    fn shared_span(&self, part: u16) -> Span {
        self.parts(Table::COUNT).get(usize::from(part)).copied().unwrap_or_default()
    }

    /// Bytes of all the parts of a table.
    pub(super) fn size(&self, table: Table) -> u64 {
        let parts = self.sections.get(usize::from(table.number()));
        parts.into_iter().flatten().map(|span| u64::from(span.length)).sum()
    }

    #[inline]
    pub(super) fn windowed<'a, const N: usize>(&'a self, bytes: &'a [u8], table: Table) -> Windowed<'a, N> {
        Windowed::new(bytes, self.parts(usize::from(table.number())))
    }

    pub(super) fn coverage<'a>(&'a self, bytes: &'a [u8]) -> CoverageTable<'a> {
        CoverageTable::new(bytes, self.parts(usize::from(Table::MedicalNecessity.number())))
    }

    pub(super) fn descriptors<'a>(&'a self, bytes: &'a [u8]) -> Descriptors<'a> {
        Descriptors::new(bytes, self.parts(usize::from(Table::Descriptors.number())))
    }

    #[inline]
    pub(super) fn procedures<'a>(&'a self, bytes: &'a [u8]) -> Procedures<'a> {
        Procedures {
            windows: self.windowed(bytes, Table::Procedures),
            families: Records::new(bytes, self.spans(Table::Procedures)(procedures::part::FAMILIES)),
        }
    }

    #[inline]
    pub(super) fn ptp<'a>(&'a self, bytes: &'a [u8], table: Table) -> Pairs<'a> {
        Pairs::new(bytes, self.parts(usize::from(table.number())))
    }

    pub(super) fn diagnoses<'a>(&self, bytes: &'a [u8]) -> Diagnoses<'a> {
        let span = self.spans(Table::Diagnoses);
        Diagnoses {
            categories: Ranked::new(bytes, span(diagnoses::part::CATEGORIES)),
            starts: Records::new(bytes, span(diagnoses::part::STARTS)),
            codes: Records::new(bytes, span(diagnoses::part::CODES)),
            wide: Records::new(bytes, span(diagnoses::part::WIDE)),
            attributes: Records::new(bytes, span(diagnoses::part::ATTRIBUTES)),
            status_starts: Records::new(bytes, span(diagnoses::part::STATUS_STARTS)),
            status: Records::new(bytes, span(diagnoses::part::STATUS)),
            flag_starts: Records::new(bytes, span(diagnoses::part::FLAG_STARTS)),
            flags: Records::new(bytes, span(diagnoses::part::FLAGS)),
        }
    }

    pub(super) fn excludes<'a>(&self, bytes: &'a [u8]) -> Excludes<'a> {
        let span = self.spans(Table::Excludes1);
        Excludes {
            codes: Records::new(bytes, span(excludes::part::CODES)),
            blocks: Records::new(bytes, span(excludes::part::BLOCKS)),
        }
    }

    pub(super) fn keyed<'a>(&self, bytes: &'a [u8], table: Table) -> Keyed<'a> {
        Keyed(Records::new(bytes, self.spans(table)(keyed::part::ROWS)))
    }

    pub(super) fn modifiers<'a>(&self, bytes: &'a [u8]) -> Modifiers<'a> {
        let span = self.spans(Table::Modifiers);
        Modifiers {
            keys: Records::new(bytes, span(modifiers::part::KEYS)),
            starts: Records::new(bytes, span(modifiers::part::STARTS)),
            rows: Records::new(bytes, span(modifiers::part::ROWS)),
            complete: Records::new(bytes, span(modifiers::part::COMPLETE)),
        }
    }

    pub(super) fn periods<'a>(&self, bytes: &'a [u8], table: Table) -> Records<'a, 8> {
        Records::new(bytes, self.spans(table)(part::PERIODS))
    }

    #[inline]
    pub(super) fn scope<'a>(&self, bytes: &'a [u8], table: Table) -> Ranked<'a> {
        Ranked::new(bytes, self.spans(table)(part::SCOPE))
    }

    #[inline]
    pub(super) fn code_id(&self, bytes: &[u8], code: ProcedureCode) -> Option<CodeId> {
        let packed = code.packed() as usize;
        let word = Ranked::new(bytes, self.shared_span(shared::CODE_SUMMARY)).rank(packed / 64)?;
        let id = Ranked::new(bytes, self.shared_span(shared::CODE_WORDS)).rank(word * 64 + packed % 64)?;
        u16::try_from(id).ok().map(CodeId)
    }

    /// How many codes have an id.
    pub(super) fn code_count(&self, bytes: &[u8]) -> usize {
        Ranked::new(bytes, self.shared_span(shared::CODE_WORDS)).count().unwrap_or_default()
    }

    /// Every code that has an id, in the order of the ids.
    pub(super) fn codes<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = ProcedureCode> + use<'a> {
        let words = Ranked::new(bytes, self.shared_span(shared::CODE_WORDS));
        let places: Vec<usize> =
            Ranked::new(bytes, self.shared_span(shared::CODE_SUMMARY)).positions().collect();
        words.positions().filter_map(move |position| {
            let packed = places.get(position / 64)? * 64 + position % 64;
            ProcedureCode::from_packed(u32::try_from(packed).ok()?)
        })
    }

    /// Checks that the parts of every table fit each other.
    fn check(&self, bytes: &[u8]) -> Result<(), EditionError> {
        let summary = Ranked::new(bytes, self.shared_span(shared::CODE_SUMMARY));
        let words = Ranked::new(bytes, self.shared_span(shared::CODE_WORDS));
        let word_bytes = self.shared(bytes, shared::CODE_WORDS).len();
        if summary.count() != Some(word_bytes / 16)
            || words.count() != Some(self.codes)
            || self.codes > 0xFFFF
        {
            return Err(EditionError::damaged("code list"));
        }
        for table in Table::ALL {
            if self.table(table).present && !self.is_sound(bytes, table) {
                return Err(EditionError::damaged(table.name()));
            }
        }
        Ok(())
    }

    fn is_sound(&self, bytes: &[u8], table: Table) -> bool {
        let entry = self.table(table);
        let periods = self.periods(bytes, table);
        let mut end = None;
        let periods_fit = periods.iter().all(|period| {
            let (first, last) = (u32_in(period, 0), u32_in(period, 4));
            let fits = first <= last && end.is_none_or(|end| end < first);
            end = Some(last);
            fits
        });
        let ends = periods.all().first().zip(periods.all().last());
        let dates_fit = ends.is_some_and(|(a, b)| u32_in(a, 0) == entry.first && u32_in(b, 4) == entry.last);
        let scope_fits = !entry.scoped || self.scope(bytes, table).count().is_some();
        let rows_fit = match table {
            Table::Procedures => {
                let table = self.procedures(bytes);
                table.windows.is_sound() && table.families.len() == 64
            }
            Table::PtpPractitioner
            | Table::PtpHospital
            | Table::PtpMedicaidPractitioner
            | Table::PtpMedicaidHospital => self.ptp(bytes, table).is_sound(self.codes),
            Table::MuePractitioner
            | Table::MueOutpatient
            | Table::MueDme
            | Table::MueMedicaidPractitioner
            | Table::MueMedicaidOutpatient
            | Table::MueMedicaidDme
            | Table::AddOn
            | Table::Opps => self.windowed::<16>(bytes, table).is_sound(),
            Table::PhysicianFee => self.windowed::<{ physician_fee::ROW }>(bytes, table).is_sound(),
            Table::Level2 => self.windowed::<{ level_2::ROW }>(bytes, table).is_sound(),
            Table::Diagnoses => self.diagnoses(bytes).is_sound(),
            Table::Outpatient => self.windowed::<{ outpatient::ROW }>(bytes, table).is_sound(),
            Table::DiagnosisFlags | Table::OutpatientDiagnoses => self.diagnoses(bytes).is_sound(),
            Table::Modifiers => self.modifiers(bytes).is_sound(),
            Table::MedicalNecessity => {
                let windows = self.windowed::<16>(bytes, table);
                windows.is_sound() && self.coverage(bytes).is_sound(windows.all_rows().all())
            }
            Table::Descriptors => self.descriptors(bytes).is_sound(),
            Table::RevenueCodes
            | Table::OutpatientEdits
            | Table::OutpatientVersions
            | Table::EditBypasses
            | Table::OutpatientModifiers
            | Table::DrugAdministrationAddOns
            | Table::PartialHospitalizationAddOns
            | Table::RuralHealthConflicts
            | Table::DeviceProcedures
            | Table::ModifierConflicts
            | Table::OutpatientApcs => self.keyed(bytes, table).is_sound(),
            Table::Excludes1 => self.excludes(bytes).is_sound(),
        };
        periods_fit && dates_fit && scope_fits && rows_fit
    }
}

/// Compares the checksum of a file with its header's.
///
/// # Errors
/// [`EditionError::Checksum`] when they differ.
pub(super) fn verify(bytes: &[u8]) -> Result<(), EditionError> {
    let (expected, found) = (u64_in(bytes, CHECKSUM.start), checksum(bytes));
    if expected == found { Ok(()) } else { Err(EditionError::Checksum { expected, found }) }
}
