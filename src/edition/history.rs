//! What an edition holds of a code on whatever day: for those who want to know whether its tables may
//! ever have something to say of the code.

use super::format::u32_in;
use super::table::outpatient::ROW;
use super::{
    CodeId, CodeWindow, DiagnosisEntry, DiagnosisFlags, Edition, FeeRow, Lookup, Mue, MueSet, Outpatient,
    OutpatientDiagnosis, PhysicianFee, Table, physician_fee,
};
use crate::code::Date;

/// A row of a table for a code, of one of the table's kinds, with the days it is in force.
#[derive(Debug)]
pub(crate) struct Dated<K, T> {
    kind: K,
    row: T,
    first: u32,
    last: u32,
}

impl<K: PartialEq, T> Dated<K, T> {
    /// The row of a kind in force on a date.
    #[inline]
    pub(crate) fn find(rows: &[Self], kind: K, date: Date) -> Option<&T> {
        let day = date.days();
        let in_force = |own: &&Self| own.kind == kind && own.first <= day && day <= own.last;
        rows.iter().find(in_force).map(|own| &own.row)
    }

    pub(crate) fn row(&self) -> &T {
        &self.row
    }

    fn new(kind: K, row: T, record: &[u8]) -> Self {
        Self { kind, row, first: u32_in(record, 0), last: u32_in(record, 4) }
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
    pub(crate) fn every_fee(&self, id: CodeId) -> impl Iterator<Item = Dated<FeeRow, PhysicianFee>> + '_ {
        let rows = self.layout.windowed::<{ physician_fee::ROW }>(self.bytes.get(), Table::PhysicianFee);
        rows.rows(id).iter().filter_map(|record| {
            Some(Dated::new(PhysicianFee::row_of(record)?, PhysicianFee::from_row(record)?, record))
        })
    }

    /// Every medically unlikely edit of a code.
    pub(crate) fn every_mue(&self, id: CodeId) -> impl Iterator<Item = Dated<MueSet, Mue>> + '_ {
        MueSet::ALL.into_iter().flat_map(move |set| {
            let rows = self.layout.windowed::<16>(self.bytes.get(), set.table()).rows(id);
            rows.iter().map(move |record| Dated::new(set, Mue::from_row(record), record))
        })
    }

    /// What a table that answers for a date says of a code of which it has no row then.
    pub(crate) fn absent<T>(&self, table: Table, id: Option<CodeId>) -> Lookup<T> {
        self.scope_gap(table, id).map_or(Lookup::Absent, Lookup::Unknown)
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
