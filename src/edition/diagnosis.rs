//! What an edition answers of diagnoses.

use super::table::diagnoses::Diagnoses;
use super::{DiagnosisEntry, DiagnosisFlags, DiagnosisStatus, Edition, Lookup, Side, Table};
use crate::code::{Date, DiagnosisCode};

impl Edition {
    /// What a diagnosis code is on a date; absent means that no year of the edition has it.
    pub fn diagnosis(&self, code: DiagnosisCode, date: Date) -> Lookup<DiagnosisStatus> {
        self.diagnosis_of(self.diagnosis_entry(code), date)
    }

    /// Where the edition keeps what it knows of a diagnosis code; `None` when that is nothing.
    pub(crate) fn diagnosis_entry(&self, code: DiagnosisCode) -> Option<DiagnosisEntry> {
        self.layout.diagnoses(self.bytes.get()).entry(code)
    }

    /// [`Edition::diagnosis`] of a code that has been looked up.
    pub(crate) fn diagnosis_of(&self, entry: Option<DiagnosisEntry>, date: Date) -> Lookup<DiagnosisStatus> {
        self.of_entry(Table::Diagnoses, entry, date, |diagnoses, entry| diagnoses.status(entry, date))
    }

    /// The answer of a table about a diagnosis code that has been looked up, its gaps looked at first.
    pub(super) fn of_entry<T>(
        &self,
        table: Table,
        entry: Option<DiagnosisEntry>,
        date: Date,
        find: impl FnOnce(Diagnoses<'_>, DiagnosisEntry) -> Option<T>,
    ) -> Lookup<T> {
        if let Some(gap) = self.date_gap(table, date) {
            return Lookup::Unknown(gap);
        }
        let diagnoses = self.layout.diagnoses(self.bytes.get());
        Lookup::from_option(entry.and_then(|entry| find(diagnoses, entry)))
    }

    /// The codes one character longer than a diagnosis code that begin with it and are valid on a
    /// date; none when the edition has no such codes or cannot tell.
    pub fn diagnosis_children(
        &self,
        code: DiagnosisCode,
        date: Date,
    ) -> impl Iterator<Item = DiagnosisCode> + '_ {
        self.layout.diagnoses(self.bytes.get()).children(code, date)
    }

    /// The Medicare Code Editor flags of a diagnosis code on a date; absent means that the editor
    /// has no such code then.
    pub fn diagnosis_flags(&self, code: DiagnosisCode, date: Date) -> Lookup<DiagnosisFlags> {
        self.diagnosis_flags_of(self.diagnosis_entry(code), date)
    }

    /// [`Edition::diagnosis_flags`] of a code that has been looked up.
    pub(crate) fn diagnosis_flags_of(
        &self,
        entry: Option<DiagnosisEntry>,
        date: Date,
    ) -> Lookup<DiagnosisFlags> {
        let find = |diagnoses: Diagnoses<'_>, entry| diagnoses.flag_bits(entry, date);
        self.of_entry(Table::DiagnosisFlags, entry, date, find).map(|bits| DiagnosisFlags { bits, date })
    }

    /// Whether an excludes 1 note in force on a date, at a diagnosis code or above it, excludes another
    /// code: the two are then not reported together. Absent means that none does; a note at the other
    /// code may still exclude this one.
    pub fn excludes_1(&self, code: DiagnosisCode, other: DiagnosisCode, date: Date) -> Lookup<()> {
        if let Some(gap) = self.date_gap(Table::Excludes1, date) {
            return Lookup::Unknown(gap);
        }
        Lookup::from_option(self.layout.excludes(self.bytes.get()).excludes(code, other, date).then_some(()))
    }

    /// The side of the body a diagnosis code states; `None` when it states none or is not known.
    pub fn diagnosis_side(&self, code: DiagnosisCode) -> Option<Side> {
        self.layout.diagnoses(self.bytes.get()).side(code)
    }

    /// Every diagnosis code of the edition, ascending.
    pub fn diagnoses(&self) -> impl Iterator<Item = DiagnosisCode> + '_ {
        self.layout.diagnoses(self.bytes.get()).iter().map(|(code, _, _)| code)
    }
}
