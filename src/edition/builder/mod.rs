//! Building an edition from typed rows: deterministic, whatever the order they come in.
//!
//! `mod.rs` collects the rows, `finish` joins them and lays out the file, `pairs` and `rows` write the
//! tables of pairs and those keyed by code, `file` puts the bytes on disk.

mod file;
mod finish;
mod pairs;
mod rows;

#[cfg(feature = "import")]
pub(super) use pairs::PtpSink;

use super::format;
use super::info::Source;
use super::table::coverage::PolicyRows;
use super::table::diagnoses::FlagWindow;
use super::table::excludes::ExcludesRow;
use super::table::keyed::{Key, KeyedRow};
use super::table::{family, procedures};
use super::{
    AddOnRow, CodeWindow, Disposition, EditBypass, EditionError, FeeRow, Level2, Mue, MueSet, Opps,
    Outpatient, PairList, PhysicianFee, PtpSet, PtpWindow, Side, StatusIndicator, Table,
};
use crate::code::{Date, DiagnosisCode, DiagnosisRange, Modifier, ProcedureCode, RevenueCode};
use pairs::PtpRows;
use rows::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sections of an edition being written.
#[derive(Default)]
pub(super) struct Sections(BTreeMap<(u16, u16), Vec<u8>>);

impl Sections {
    /// Files a part of a table; an empty part is left out.
    pub(super) fn add(&mut self, table: Table, part: u16, bytes: Vec<u8>) {
        self.add_to(table.number(), part, bytes);
    }

    fn add_to(&mut self, table: u16, part: u16, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.0.insert((table, part), bytes);
        }
    }
}

/// A published procedure-to-procedure row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PtpRow {
    /// The code that is paid.
    pub column_1: ProcedureCode,
    /// The code that is denied beside it.
    pub column_2: ProcedureCode,
    /// When, and whether a modifier helps.
    pub window: PtpWindow,
}

/// What the order files and the Medicare Code Editor say of a diagnosis code.
#[derive(Default, Clone)]
struct Diagnosis {
    years: BTreeMap<(u32, u32), bool>,
    flags: BTreeSet<FlagWindow>,
    outpatient: BTreeSet<FlagWindow>,
    side: Option<Side>,
}

/// Collects typed rows and writes an edition.
///
/// ```
/// use cleanclaim::edition::{Builder, Edition, Lookup, Mue, MueRationale, MueSet, Mai};
/// let code = "20610".parse().unwrap();
/// let (first, last) = ("2024-07-01".parse().unwrap(), "2024-09-30".parse().unwrap());
/// let mut builder = Builder::new("example");
/// let mue = Mue { value: 2, mai: Some(Mai::DateClinical), rationale: MueRationale::ClinicalData };
/// builder.covers(MueSet::Practitioner.table(), first, last);
/// builder.mue(MueSet::Practitioner, code, first, last, mue);
/// let edition = Edition::from_bytes(builder.finish().unwrap()).unwrap();
/// assert_eq!(edition.mue(MueSet::Practitioner, code, first), Lookup::Found(mue));
/// ```
#[derive(Default)]
pub struct Builder {
    id: String,
    practice: Option<BTreeSet<ProcedureCode>>,
    periods: BTreeMap<Table, BTreeSet<(Date, Date)>>,
    kept: BTreeMap<Table, u64>,
    windows: BTreeMap<ProcedureCode, Vec<CodeWindow>>,
    evidence: BTreeSet<(ProcedureCode, Date, Date)>,
    families: BTreeMap<u32, BTreeSet<(Date, Date)>>,
    ptp: BTreeMap<PtpSet, PtpRows>,
    rows: BTreeMap<Table, BTreeMap<ProcedureCode, Vec<Row>>>,
    diagnoses: BTreeMap<DiagnosisCode, Diagnosis>,
    modifiers: BTreeMap<Modifier, Vec<CodeWindow>>,
    complete_modifiers: [BTreeSet<(Date, Date)>; 2],
    policies: BTreeMap<(String, Option<(Date, Date)>), PolicyRows>,
    descriptors: BTreeMap<ProcedureCode, String>,
    keyed: BTreeMap<Table, BTreeSet<KeyedRow>>,
    excludes: BTreeSet<ExcludesRow>,
    sources: BTreeSet<Source>,
}

impl Builder {
    /// A builder of an edition with an id (at most 63 bytes are kept), which reports will name.
    ///
    /// An empty id is replaced by one made from the content.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Keeps the tables of edits and indicators to these codes: rows of other codes are dropped, and
    /// the edition answers *unknown* for them. Procedure-to-procedure rows need both codes.
    pub fn restrict(&mut self, codes: impl IntoIterator<Item = ProcedureCode>) {
        self.practice = Some(codes.into_iter().collect());
    }

    fn within(&self, code: ProcedureCode) -> bool {
        self.practice.as_ref().is_none_or(|practice| practice.contains(&code))
    }

    /// Whether the code's family is kept whole even when the edition is restricted: HCPCS Level II
    /// without the dental codes.
    fn of_whole_family(&self, code: ProcedureCode) -> bool {
        let [first, .., last] = code.to_bytes();
        self.practice.is_none() || first.is_ascii_uppercase() && first != b'D' && last.is_ascii_digit()
    }

    /// Declares that a table answers for a period, both days included.
    pub fn covers(&mut self, table: Table, first: Date, last: Date) {
        self.periods.entry(table).or_default().insert((first, last));
    }

    /// The periods a table has been declared to answer for.
    pub fn coverage(&self, table: Table) -> impl Iterator<Item = (Date, Date)> + '_ {
        self.periods.get(&table).into_iter().flatten().copied()
    }

    /// Records a source.
    pub fn source(&mut self, source: Source) {
        self.sources.insert(source);
    }

    /// Declares that the list of the codes of a code's family is complete between two days: a code
    /// of the family that has no window then does not exist. With several declarations, adjacent and
    /// overlapping ones are joined and of others the latest stands. In a restricted edition other
    /// families than HCPCS Level II are complete for the codes it is restricted to.
    pub fn complete_family(&mut self, like: ProcedureCode, first: Date, last: Date) {
        self.covers(Table::Procedures, first, last);
        let number = if self.of_whole_family(like) { family(like) } else { procedures::LISTED };
        self.families.entry(number).or_default().insert((first, last));
    }

    /// Adds a span of days in which a code exists; adjacent and overlapping ones are joined.
    pub fn procedure(&mut self, code: ProcedureCode, window: CodeWindow) {
        if self.within(code) || self.of_whole_family(code) {
            self.windows.entry(code).or_default().push(window);
        }
    }

    /// Adds that a code stands in a table that covers these days: proof that it exists where no
    /// complete list says otherwise.
    pub fn procedure_seen(&mut self, code: ProcedureCode, first: Date, last: Date) {
        if self.within(code) || self.of_whole_family(code) {
            self.evidence.insert((code, first, last));
        }
    }

    /// Adds a procedure-to-procedure row; says whether it is kept.
    pub fn ptp(&mut self, set: PtpSet, row: PtpRow) -> bool {
        if !(self.within(row.column_1) && self.within(row.column_2)) {
            return false;
        }
        let rows = self.ptp.entry(set).or_default();
        let window = rows.window(row.window);
        rows.push(row.column_1, row.column_2, window);
        true
    }

    /// Where many rows of one set go: windows are numbered once, rows name them by number.
    #[cfg(feature = "import")]
    pub(super) fn ptp_sink(&mut self, set: PtpSet) -> PtpSink<'_> {
        PtpSink { practice: self.practice.as_ref(), rows: self.ptp.entry(set).or_default() }
    }

    fn row(
        &mut self,
        table: Table,
        code: ProcedureCode,
        first: Date,
        last: Option<Date>,
        payload: Vec<u8>,
    ) -> bool {
        if !self.within(code) {
            return false;
        }
        let row = (first.days(), last.map_or(format::OPEN, Date::days), payload);
        self.rows.entry(table).or_default().entry(code).or_default().push(row);
        *self.kept.entry(table).or_default() += 1;
        true
    }

    /// Adds a medically unlikely edit; says whether it is kept.
    pub fn mue(&mut self, set: MueSet, code: ProcedureCode, first: Date, last: Date, mue: Mue) -> bool {
        self.row(set.table(), code, first, Some(last), mue.to_payload())
    }

    /// Adds an add-on row; says whether it is kept.
    pub fn add_on(&mut self, code: ProcedureCode, first: Date, last: Option<Date>, row: AddOnRow) -> bool {
        self.row(Table::AddOn, code, first, last, row.to_payload())
    }

    /// Adds a row of the physician fee schedule; says whether it is kept.
    pub fn physician_fee(
        &mut self,
        code: ProcedureCode,
        row: FeeRow,
        first: Date,
        last: Date,
        fee: PhysicianFee,
    ) -> bool {
        self.row(Table::PhysicianFee, code, first, Some(last), fee.to_payload(row))
    }

    /// Adds what a release of the HCPCS Level II file says of a code; says whether it is kept.
    pub fn level_2(&mut self, code: ProcedureCode, first: Date, last: Date, row: Level2) -> bool {
        self.row(Table::Level2, code, first, Some(last), row.to_payload())
    }

    /// Adds status indicator and APC of a code; says whether they are kept.
    pub fn opps(&mut self, code: ProcedureCode, first: Date, last: Date, opps: Opps) -> bool {
        self.row(Table::Opps, code, first, Some(last), opps.to_payload())
    }

    /// Adds that the order file in force between two days has a diagnosis code.
    pub fn diagnosis(&mut self, code: DiagnosisCode, first: Date, last: Date, billable: bool) {
        self.diagnoses.entry(code).or_default().years.insert((first.days(), last.days()), billable);
        *self.kept.entry(Table::Diagnoses).or_default() += 1;
    }

    /// Adds a period of the Medicare Code Editor for a diagnosis code, with the flags' bits.
    pub fn diagnosis_flags(&mut self, code: DiagnosisCode, first: Date, last: Option<Date>, bits: u32) {
        let window = (first.days(), last.map_or(format::OPEN, Date::days), bits);
        self.diagnoses.entry(code).or_default().flags.insert(window);
        *self.kept.entry(Table::DiagnosisFlags).or_default() += 1;
    }

    /// Adds what the outpatient code editor says of a diagnosis code; see [`OutpatientDiagnosis::pack`](super::OutpatientDiagnosis::pack).
    pub fn outpatient_diagnosis(&mut self, code: DiagnosisCode, first: Date, last: Date, bits: u32) {
        self.diagnoses.entry(code).or_default().outpatient.insert((first.days(), last.days(), bits));
        *self.kept.entry(Table::OutpatientDiagnoses).or_default() += 1;
    }

    /// Adds the side of the body a diagnosis code states.
    pub fn diagnosis_side(&mut self, code: DiagnosisCode, side: Side) {
        self.diagnoses.entry(code).or_default().side = Some(side);
    }

    /// Adds what the outpatient code editor says of a procedure; says whether it is kept.
    pub fn outpatient(&mut self, code: ProcedureCode, first: Date, last: Date, row: Outpatient) -> bool {
        self.row(Table::Outpatient, code, first, Some(last), row.to_payload())
    }

    /// Adds a span of days in which a modifier exists; adjacent and overlapping ones are joined.
    pub fn modifier(&mut self, modifier: Modifier, window: CodeWindow) {
        self.modifiers.entry(modifier).or_default().push(window);
        *self.kept.entry(Table::Modifiers).or_default() += 1;
    }

    /// Declares that the list of the modifiers that start with a letter (`level_2`), or of the
    /// others, is complete between two days; see [`Builder::complete_family`].
    pub fn complete_modifiers(&mut self, level_2: bool, first: Date, last: Date) {
        self.covers(Table::Modifiers, first, last);
        let [of_level_2, others] = &mut self.complete_modifiers;
        if level_2 { of_level_2 } else { others }.insert((first, last));
    }

    fn keyed(&mut self, table: Table, key: Option<Key>, first: Date, last: Date, bits: u64) -> bool {
        let Some(key) = key else { return false };
        self.keyed.entry(table).or_default().insert((key, first.days(), last.days(), bits));
        *self.kept.entry(table).or_default() += 1;
        true
    }

    /// Adds what the outpatient code editor knows of a revenue code; see
    /// [`Revenue::pack`](super::Revenue::pack).
    pub fn revenue_code(&mut self, code: RevenueCode, first: Date, last: Date, bits: u64) -> bool {
        let digits = code.digits();
        self.keyed(Table::RevenueCodes, Key::new(&digits), first, last, bits)
    }

    /// Adds an edit of the outpatient code editor with its disposition.
    pub fn outpatient_edit(&mut self, edit: u16, first: Date, last: Date, disposition: Disposition) -> bool {
        self.keyed(Table::OutpatientEdits, Key::of_edit(edit), first, last, disposition as u64)
    }

    /// Adds the status indicator of an ambulatory payment classification.
    pub fn outpatient_apc(&mut self, apc: u16, first: Date, last: Date, status: StatusIndicator) -> bool {
        self.keyed(Table::OutpatientApcs, Key::of_apc(apc), first, last, status as u64)
    }

    /// Adds the days of a version of the outpatient code editor.
    pub fn outpatient_version(&mut self, version: u8, first: Date, last: Date) -> bool {
        self.keyed(Table::OutpatientVersions, Key::new(b"version"), first, last, u64::from(version))
    }

    /// Adds an edit of the outpatient code editor that a line item action flag bypasses.
    pub fn edit_bypass(&mut self, edit: u16, first: Date, last: Date, bypass: EditBypass) -> bool {
        self.keyed(Table::EditBypasses, Key::of_edit(edit), first, last, u64::from(bypass.of_line))
    }

    /// Adds a modifier of the outpatient code editor: two characters, of which the first may be `#`.
    pub fn outpatient_modifier(&mut self, modifier: [u8; 2], first: Date, last: Date) -> bool {
        self.keyed(Table::OutpatientModifiers, Key::new(&modifier), first, last, 0)
    }

    /// Adds a pair of one of the lists of the outpatient code editor; says whether it is kept, which a
    /// pair of more than eleven characters is not.
    pub fn outpatient_pair(&mut self, list: PairList, one: &str, two: &str, first: Date, last: Date) -> bool {
        self.keyed(list.table(), Key::pair(one.as_bytes(), two.as_bytes()), first, last, 0)
    }

    /// Adds that an excludes 1 note at some diagnosis codes excludes others between two days.
    pub fn excludes_1(&mut self, own: DiagnosisRange, excluded: DiagnosisRange, first: Date, last: Date) {
        self.excludes.insert((own.packed(), excluded.packed(), first.days(), last.days()));
        *self.kept.entry(Table::Excludes1).or_default() += 1;
    }

    /// Adds a procedure to a coverage policy. A policy without dates is in force for as long as the
    /// table answers.
    pub fn policy_procedure(&mut self, policy: &str, dates: Option<(Date, Date)>, code: ProcedureCode) {
        self.policy(policy, dates).procedures.insert(code);
    }

    /// Adds a contractor to a coverage policy; a policy without contractors binds all.
    pub fn policy_contractor(&mut self, policy: &str, dates: Option<(Date, Date)>, contractor: u32) {
        self.policy(policy, dates).contractors.insert(contractor);
    }

    /// Adds a diagnosis to a group of a coverage policy, covered or not.
    pub fn policy_diagnosis(
        &mut self,
        policy: &str,
        dates: Option<(Date, Date)>,
        group: u16,
        covered: bool,
        code: DiagnosisCode,
    ) {
        self.policy(policy, dates).groups.entry((group, covered)).or_default().insert(code);
    }

    fn policy(&mut self, name: &str, dates: Option<(Date, Date)>) -> &mut PolicyRows {
        self.policies.entry((name.to_owned(), dates)).or_default()
    }

    /// Adds the user's own descriptor of a code.
    pub fn descriptor(&mut self, code: ProcedureCode, text: &str) {
        self.descriptors.insert(code, text.to_owned());
    }

    /// Writes the edition to a file: to a temporary one beside it, synced, then renamed, so that the
    /// file is the old one or the new one and never a part.
    ///
    /// # Errors
    /// Those of [`Builder::finish`], and [`EditionError::Io`].
    pub fn write(self, path: &Path) -> Result<(), EditionError> {
        file::write(path, &self.finish()?)
    }
}
