//! What an edition answers of the outpatient code editor and of outpatient payment.

use super::table::diagnoses::Diagnoses;
use super::table::keyed::Key;
use super::table::outpatient::ROW;
use super::{
    CodeId, DiagnosisEntry, Disposition, EditBypass, Edition, Gap, GapKind, Lookup, Opps, Outpatient,
    OutpatientDiagnosis, PairList, Revenue, StatusIndicator, Table,
};
use crate::code::{Date, DiagnosisCode, ProcedureCode, RevenueCode};

impl Edition {
    /// What the outpatient code editor knows of a procedure on a date.
    pub fn outpatient(&self, code: ProcedureCode, date: Date) -> Lookup<Outpatient> {
        self.outpatient_of(self.code_id(code), date)
    }

    /// [`Edition::outpatient`] of a code whose number is known.
    pub(crate) fn outpatient_of(&self, id: Option<CodeId>, date: Date) -> Lookup<Outpatient> {
        let rows = self.layout.windowed::<{ ROW }>(self.bytes.get(), Table::Outpatient);
        self.answer(Table::Outpatient, id, date, |id| rows.active(id, date).next().map(Outpatient::from_row))
    }

    /// The answer of a table whose rows are found by their published key.
    fn keyed(&self, table: Table, key: Option<Key>, date: Date) -> Lookup<u64> {
        match self.date_gap(table, date) {
            Some(gap) => Lookup::Unknown(gap),
            None => {
                let table = self.layout.keyed(self.bytes.get(), table);
                Lookup::from_option(key.and_then(|key| table.find(key, date)))
            }
        }
    }

    /// What the outpatient code editor knows of a revenue code on a date; absent means that it is not
    /// valid then.
    pub fn revenue_code(&self, code: RevenueCode, date: Date) -> Lookup<Revenue> {
        self.keyed(Table::RevenueCodes, Key::new(&code.digits()), date).map(Revenue::from_bits)
    }

    /// What an edit of the outpatient code editor does on a date; absent means that the editor of
    /// that date has no such edit.
    pub fn outpatient_edit(&self, edit: u16, date: Date) -> Lookup<Disposition> {
        let bits = self.keyed(Table::OutpatientEdits, Key::of_edit(edit), date);
        bits.map(|bits| Disposition::from_number(bits as u8).unwrap_or(Disposition::ReturnToProvider))
    }

    /// The status indicator of an ambulatory payment classification on a date.
    pub fn outpatient_apc(&self, apc: u16, date: Date) -> Lookup<StatusIndicator> {
        let bits = self.keyed(Table::OutpatientApcs, Key::of_apc(apc), date);
        bits.map(|bits| StatusIndicator::from_number(bits as u8).unwrap_or(StatusIndicator::Z))
    }

    /// The version of the outpatient code editor that is for a date; absent means that none is.
    pub fn outpatient_version(&self, date: Date) -> Lookup<u8> {
        let table = Table::OutpatientVersions;
        if !self.layout.table(table).present {
            return Lookup::Unknown(Gap { table, why: GapKind::NoTable });
        }
        let version = self.layout.keyed(self.bytes.get(), table).find(Key(*b"version\0\0\0\0\0"), date);
        Lookup::from_option(version.and_then(|version| u8::try_from(version).ok()))
    }

    /// Whether and how a line item action flag bypasses an edit of the outpatient code editor.
    pub fn edit_bypass(&self, edit: u16, date: Date) -> Lookup<EditBypass> {
        let bits = self.keyed(Table::EditBypasses, Key::of_edit(edit), date);
        bits.map(|bits| EditBypass { of_line: bits != 0 })
    }

    /// Whether the outpatient code editor knows a modifier, given as its text, on a date.
    pub fn outpatient_modifier(&self, modifier: &[u8], date: Date) -> Lookup<()> {
        self.keyed(Table::OutpatientModifiers, Key::new(modifier), date).map(drop)
    }

    /// Whether a list of the outpatient code editor has a pair, given as texts, on a date.
    pub fn outpatient_pair(&self, list: PairList, one: &[u8], two: &[u8], date: Date) -> Lookup<()> {
        self.keyed(list.table(), Key::pair(one, two), date).map(drop)
    }

    /// Status indicator and APC of a code on a date.
    pub fn opps(&self, code: ProcedureCode, date: Date) -> Lookup<Opps> {
        let rows = self.layout.windowed::<16>(self.bytes.get(), Table::Opps);
        self.answer(Table::Opps, self.code_id(code), date, |id| {
            rows.active(id, date).next().and_then(Opps::from_row)
        })
    }

    /// What the outpatient code editor knows of a diagnosis code on a date; absent means that it is
    /// not valid then.
    pub fn outpatient_diagnosis(&self, code: DiagnosisCode, date: Date) -> Lookup<OutpatientDiagnosis> {
        self.outpatient_diagnosis_of(self.diagnosis_entry(code), date)
    }

    /// [`Edition::outpatient_diagnosis`] of a code that has been looked up.
    pub(crate) fn outpatient_diagnosis_of(
        &self,
        entry: Option<DiagnosisEntry>,
        date: Date,
    ) -> Lookup<OutpatientDiagnosis> {
        let find = |diagnoses: Diagnoses<'_>, entry| diagnoses.outpatient_bits(entry, date);
        self.of_entry(Table::OutpatientDiagnoses, entry, date, find).map(OutpatientDiagnosis::from_bits)
    }
}
