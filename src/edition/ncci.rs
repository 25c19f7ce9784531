//! What an edition answers of NCCI: procedure pairs, medically unlikely edits, add-on codes.

use super::{
    AddOn, CodeId, Edition, Lookup, Mue, MueSet, PtpEdit, PtpEdits, PtpSet, PtpWindow, Table, table,
};
use crate::code::{Date, ProcedureCode};

impl Edition {
    /// The edit in force on a date that denies the column-2 code beside the column-1 code.
    ///
    /// Tombstones (indicator 9) and windows outside of the date are never edits in force.
    #[inline]
    pub fn ptp(&self, set: PtpSet, column_1: CodeId, column_2: CodeId, date: Date) -> Lookup<PtpEdit> {
        let table = set.table();
        if let Some(gap) = self.date_gap(table, date) {
            return Lookup::Unknown(gap);
        }
        if let Some(edit) = self.layout.ptp(self.bytes.get(), table).edit(column_1, column_2, date) {
            return Lookup::Found(edit);
        }
        let gap = self.scope_gap(table, Some(column_1)).or_else(|| self.scope_gap(table, Some(column_2)));
        gap.map_or(Lookup::Absent, Lookup::Unknown)
    }

    /// The edits of a set, ready for many lookups.
    #[inline]
    pub fn ptp_edits(&self, set: PtpSet) -> PtpEdits<'_> {
        let entry = self.layout.table(set.table());
        // Where the table is missing, partial or has holes, every lookup takes the slow way.
        let plain = entry.present && !entry.holes && !entry.scoped;
        let days = plain.then_some((entry.first, entry.last));
        let pairs = self.layout.ptp(self.bytes.get(), set.table());
        PtpEdits::new(self, set, days, pairs)
    }

    /// Every published window of an ordered pair, tombstones too; ascending.
    pub fn ptp_windows(
        &self,
        set: PtpSet,
        column_1: CodeId,
        column_2: CodeId,
    ) -> impl Iterator<Item = PtpWindow> + '_ {
        let windows = self.layout.ptp(self.bytes.get(), set.table()).windows(column_1, column_2);
        windows.iter().map(table::ptp::window_of)
    }

    /// Every ordered pair of a set with its windows, ascending by column 1, then column 2.
    pub fn ptp_pairs(
        &self,
        set: PtpSet,
    ) -> impl Iterator<Item = (CodeId, CodeId, impl Iterator<Item = PtpWindow> + '_)> {
        let pairs = self.layout.ptp(self.bytes.get(), set.table()).pairs();
        pairs.map(|(row, column, windows)| (row, column, windows.iter().map(table::ptp::window_of)))
    }

    /// The medically unlikely edit of a code on a date; absent means that none is published.
    pub fn mue(&self, set: MueSet, code: ProcedureCode, date: Date) -> Lookup<Mue> {
        self.mue_of(set, self.code_id(code), date)
    }

    /// [`Edition::mue`] of a code whose number is known.
    fn mue_of(&self, set: MueSet, id: Option<CodeId>, date: Date) -> Lookup<Mue> {
        let table = set.table();
        let rows = self.layout.windowed::<16>(self.bytes.get(), table);
        self.answer(table, id, date, |id| rows.active(id, date).next().map(Mue::from_row))
    }

    /// The add-on edits of a code on a date; absent means that it is no add-on code.
    pub fn add_on(&self, code: ProcedureCode, date: Date) -> Lookup<AddOn<'_>> {
        self.add_on_of(self.code_id(code), date)
    }

    /// [`Edition::add_on`] of a code whose number is known.
    pub(crate) fn add_on_of(&self, id: Option<CodeId>, date: Date) -> Lookup<AddOn<'_>> {
        let table = self.layout.windowed::<16>(self.bytes.get(), Table::AddOn);
        self.answer(Table::AddOn, id, date, |id| {
            table.active(id, date).next()?;
            Some(AddOn { rows: table.rows(id), date })
        })
    }
}
