//! What an edition holds of a code on whatever day: for those who want to know whether its tables may
//! ever have something to say of the code.

use super::format::u32_in;
use super::table::outpatient::ROW;
use super::{
    CodeId, CodeWindow, DiagnosisEntry, DiagnosisFlags, Edition, FeeRow, Lookup, Mue, MueSet, Outpatient,
    OutpatientDiagnosis, PhysicianFee, Table, physician_fee,
};
use crate::code::Date;

/// A row of the fee schedule with the days it is in force.
#[derive(Debug)]
pub(crate) struct DatedFee {
    pub(crate) row: FeeRow,
    pub(crate) fee: PhysicianFee,
    first: u32,
    last: u32,
}

impl DatedFee {
    fn from_row(record: &[u8; physician_fee::ROW]) -> Option<Self> {
        let (row, fee) = (PhysicianFee::row_of(record)?, PhysicianFee::from_row(record)?);
        Some(Self { row, fee, first: u32_in(record, 0), last: u32_in(record, 4) })
    }

    /// Whether it is in force on a date.
    #[inline]
    pub(crate) fn covers(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date.days())
    }
}

impl Edition {
    /// How many procedure codes have a number.
    pub(crate) fn code_count(&self) -> usize {
        self.layout.code_count(self.bytes.get())
    }

    /// Whether the edition has a table, and the table tells of a code: of its absence, if it is not in it.
    pub(crate) fn tells_of(&self, table: Table, id: Option<CodeId>) -> bool {
        self.layout.table(table).present && self.scope_gap(table, id).is_none()
    }

    /// The windows in which a procedure code exists, ascending.
    pub(crate) fn every_window(&self, id: CodeId) -> impl Iterator<Item = CodeWindow> + '_ {
        let windows = self.layout.procedures(self.bytes.get()).windows;
        windows.rows(id).iter().map(CodeWindow::from_row)
    }

    /// Every row of the fee schedule for a code.
    pub(crate) fn every_fee(&self, id: CodeId) -> impl Iterator<Item = DatedFee> + '_ {
        let rows = self.layout.windowed::<{ physician_fee::ROW }>(self.bytes.get(), Table::PhysicianFee);
        rows.rows(id).iter().filter_map(DatedFee::from_row)
    }

    /// What the fee schedule answers for a code that has no row on a date it answers for.
    pub(crate) fn absent_fee<T>(&self, id: Option<CodeId>) -> Lookup<T> {
        self.scope_gap(Table::PhysicianFee, id).map_or(Lookup::Absent, Lookup::Unknown)
    }

    /// Every medically unlikely edit of a code in a set.
    pub(crate) fn every_mue(&self, set: MueSet, id: CodeId) -> impl Iterator<Item = Mue> + '_ {
        self.layout.windowed::<16>(self.bytes.get(), set.table()).rows(id).iter().map(Mue::from_row)
    }

    /// Everything the outpatient code editor has known of a code.
    pub(crate) fn every_outpatient(&self, id: CodeId) -> impl Iterator<Item = Outpatient> + '_ {
        let rows = self.layout.windowed::<{ ROW }>(self.bytes.get(), Table::Outpatient);
        rows.rows(id).iter().map(Outpatient::from_row)
    }

    /// Whether a code has ever been an add-on code.
    pub(crate) fn was_add_on(&self, id: CodeId) -> bool {
        !self.layout.windowed::<16>(self.bytes.get(), Table::AddOn).rows(id).is_empty()
    }

    /// Whether a coverage policy has ever been for a code.
    pub(crate) fn had_policy(&self, id: CodeId) -> bool {
        !self.layout.windowed::<16>(self.bytes.get(), Table::MedicalNecessity).rows(id).is_empty()
    }

    /// How many records diagnosis codes share.
    pub(crate) fn diagnosis_entries(&self) -> usize {
        self.layout.diagnoses(self.bytes.get()).attributes.len()
    }

    /// Whether a diagnosis is billable on every day the table answers for.
    pub(crate) fn is_always_billable(&self, entry: DiagnosisEntry) -> bool {
        let days = self.dates(Table::Diagnoses);
        let diagnoses = self.layout.diagnoses(self.bytes.get());
        days.is_some_and(|(first, last)| diagnoses.is_billable_throughout(entry, first, last))
    }

    /// The flags the two code editors have ever had of a diagnosis; its ages in the outpatient one are
    /// not among them.
    pub(crate) fn every_diagnosis_flag(
        &self,
        entry: DiagnosisEntry,
    ) -> (DiagnosisFlags, OutpatientDiagnosis) {
        let (bits, outpatient) = self.layout.diagnoses(self.bytes.get()).every_bit(entry);
        let outpatient = OutpatientDiagnosis::from_bits(OutpatientDiagnosis::pack(outpatient, 0, 0));
        (DiagnosisFlags { bits, date: Date::MAX }, outpatient)
    }
}
