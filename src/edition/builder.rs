//! Building an edition from typed rows: deterministic, whatever the order they come in.

use super::format::{self, Ranked, TableEntry, part, shared};
use super::info::{self, Source};
use super::reader::Layout;
use super::table::coverage::{self, PolicyRows};
use super::table::diagnoses::{DiagnosisRows, FlagWindow, StatusWindow};
use super::table::windowed;
use super::table::{
    descriptors, family, level_2, modifiers, outpatient, pair_writer, pairs, physician_fee, procedures,
};
use super::{
    AddOnRow, CodeId, CodeWindow, EditionError, FeeRow, Level2, Mue, MueSet, Opps, Outpatient, PhysicianFee,
    PtpSet, PtpWindow, Side, Table,
};
use crate::code::{Date, DiagnosisCode, Modifier, ProcedureCode};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// Rows of one set: column 1 and column 2 (21 bits each) and the number of the window (22 bits).
#[derive(Default)]
struct PtpRows {
    rows: Vec<u64>,
    windows: HashMap<PtpWindow, u32>,
}

const WINDOW_BITS: u32 = 22;

impl PtpRows {
    fn window(&mut self, window: PtpWindow) -> u32 {
        let next = self.windows.len() as u32;
        *self.windows.entry(window).or_insert(next)
    }

    fn push(&mut self, column_1: ProcedureCode, column_2: ProcedureCode, window: u32) {
        let pair = u64::from(column_1.packed()) << 21 | u64::from(column_2.packed());
        self.rows.push(pair << WINDOW_BITS | u64::from(window));
    }
}

/// Takes the rows of one procedure-to-procedure set.
#[cfg(feature = "import")]
pub(super) struct PtpSink<'a> {
    practice: Option<&'a BTreeSet<ProcedureCode>>,
    rows: &'a mut PtpRows,
}

#[cfg(feature = "import")]
impl PtpSink<'_> {
    /// The number of a window.
    pub(super) fn window(&mut self, window: PtpWindow) -> u32 {
        self.rows.window(window)
    }

    /// Adds a row by the number of its window; says whether it is kept.
    pub(super) fn push(&mut self, column_1: ProcedureCode, column_2: ProcedureCode, window: u32) -> bool {
        let within = |code| self.practice.is_none_or(|practice| practice.contains(&code));
        let kept = within(column_1) && within(column_2);
        if kept {
            self.rows.push(column_1, column_2, window);
        }
        kept
    }
}

/// A dated row of a table keyed by code: first day, last day, the rest of the record.
type Row = (u32, u32, Vec<u8>);

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

    /// Writes the edition into memory.
    ///
    /// # Errors
    /// [`EditionError::Conflict`] when rows contradict each other, [`EditionError::TooLarge`] when
    /// the format cannot hold them.
    pub fn finish(mut self) -> Result<Vec<u8>, EditionError> {
        self.join_windows();
        self.number_policies();
        let codes = self.code_list();
        if codes.len() > usize::from(u16::MAX) {
            return Err(EditionError::TooLarge {
                what: "the list of procedure codes",
                limit: "65,535 codes",
            });
        }
        let ids: HashMap<ProcedureCode, CodeId> = codes.iter().copied().zip((0..).map(CodeId)).collect();
        let mut sections = Sections::default();
        let mut rows = std::mem::take(&mut self.kept);

        if !self.windows.is_empty() {
            rows.insert(Table::Procedures, self.windows.len() as u64);
            self.write_procedures(&ids, &mut sections);
        }
        for (set, of_set) in std::mem::take(&mut self.ptp) {
            let table = set.table();
            let last_day = self.coverage(table).map(|(_, last)| last).max().unwrap_or(Date::MAX);
            rows.insert(table, write_ptp(table, of_set, &ids, codes.len(), last_day, &mut sections)?);
        }
        for (table, of_table) in std::mem::take(&mut self.rows) {
            write_rows(table, of_table, &ids, codes.len(), &mut sections)?;
        }
        if !self.policies.is_empty() {
            let policies = self.policies.iter().map(|((name, _), policy)| (name.as_str(), policy));
            coverage::encode(policies, &mut sections);
        }
        if !self.descriptors.is_empty() {
            let texts =
                self.descriptors.iter().filter_map(|(code, text)| Some((*ids.get(code)?, text.as_str())));
            descriptors::encode(texts, codes.len(), &mut sections);
        }
        if !self.modifiers.is_empty() {
            let joined = std::mem::take(&mut self.modifiers).into_iter();
            let joined = joined.map(|(modifier, windows)| (modifier, CodeWindow::join(windows))).collect();
            modifiers::encode(&joined, self.complete_modifiers.each_ref().map(latest_span), &mut sections);
        }
        if !self.diagnoses.is_empty() {
            self.write_diagnoses(&mut sections);
        }
        let tables = self.write_directory(&rows, &ids, codes.len(), &mut sections)?;
        write_codes(&codes, &mut sections);
        let sources: Vec<Source> = self.sources.iter().cloned().collect();
        sections.add_to(format::SHARED, shared::SOURCES, info::encode(&sources));
        if self.id.is_empty() {
            self.id = made_id(&sections, self.periods.values().flatten().map(|(_, last)| *last).max());
        }
        let bytes = format::assemble(&self.id, codes.len() as u32, &tables, &sections.0)?;
        // What is written can be read: the checks of a reader, before anyone else makes them.
        check_orders(&bytes, &Layout::read(&bytes)?)?;
        Ok(bytes)
    }

    /// Writes the edition to a file: to a temporary one beside it, synced, then renamed, so that the
    /// file is the old one or the new one and never a part.
    ///
    /// # Errors
    /// Those of [`Builder::finish`], and [`EditionError::Io`].
    pub fn write(self, path: &Path) -> Result<(), EditionError> {
        write(path, &self.finish()?)
    }

    /// Joins the windows of the procedure codes; what a table proves counts outside of the periods
    /// in which a complete list decides.
    fn join_windows(&mut self) {
        for (code, first, last) in std::mem::take(&mut self.evidence) {
            let open = CodeWindow { first, last, first_known: false, last_known: false };
            let number = if self.of_whole_family(code) { family(code) } else { procedures::LISTED };
            let parts = match self.families.get(&number).and_then(latest_span) {
                None => vec![open],
                Some((begin, end)) => {
                    let mut parts = Vec::new();
                    if first < begin {
                        parts.push(CodeWindow { last: last.min(begin.plus_days(-1)), ..open });
                    }
                    if last > end {
                        parts.push(CodeWindow { first: first.max(end.plus_days(1)), ..open });
                    }
                    parts
                }
            };
            if !parts.is_empty() {
                self.windows.entry(code).or_default().extend(parts);
            }
        }
        for windows in self.windows.values_mut() {
            *windows = CodeWindow::join(std::mem::take(windows));
        }
    }

    /// Turns the policies into rows of their procedures, and declares what the descriptors cover.
    fn number_policies(&mut self) {
        let spans = self.coverage(Table::MedicalNecessity).collect::<Vec<_>>();
        let mut rows: BTreeMap<ProcedureCode, Vec<Row>> = BTreeMap::new();
        for (number, ((_, dates), policy)) in (0_u32..).zip(&self.policies) {
            let dates = dates.map_or_else(|| spans.clone(), |dates| vec![dates]);
            for (code, (first, last)) in
                policy.procedures.iter().flat_map(|code| dates.iter().map(move |d| (code, d)))
            {
                let payload = [number.to_le_bytes(), [0; 4]].concat();
                rows.entry(*code).or_default().push((first.days(), last.days(), payload));
            }
        }
        if !rows.is_empty() {
            self.kept.insert(Table::MedicalNecessity, rows.values().map(|rows| rows.len() as u64).sum());
            self.rows.insert(Table::MedicalNecessity, rows);
        }
        if !self.descriptors.is_empty() {
            self.covers(Table::Descriptors, Date::MIN, Date::MAX);
            self.kept.insert(Table::Descriptors, self.descriptors.len() as u64);
        }
    }

    fn code_list(&self) -> Vec<ProcedureCode> {
        let mut codes: BTreeSet<ProcedureCode> = self.windows.keys().copied().collect();
        codes.extend(self.rows.values().flat_map(BTreeMap::keys));
        codes.extend(self.descriptors.keys());
        let mut seen = vec![false; ProcedureCode::LIMIT as usize];
        for row in self.ptp.values().flat_map(|set| &set.rows) {
            for packed in [row >> (WINDOW_BITS + 21), row >> WINDOW_BITS & 0x1F_FFFF] {
                seen.get_mut(packed as usize).into_iter().for_each(|seen| *seen = true);
            }
        }
        let seen = (0..).zip(seen).filter(|(_, seen)| *seen).map(|(packed, _)| packed);
        codes.extend(seen.filter_map(ProcedureCode::from_packed));
        codes.into_iter().collect()
    }

    fn write_procedures(&self, ids: &HashMap<ProcedureCode, CodeId>, sections: &mut Sections) {
        let rows = self.windows.iter().filter_map(|(code, windows)| {
            let record = |window: &CodeWindow| (window.first.days(), window.last.days(), window.to_payload());
            Some((*ids.get(code)?, windows.iter().map(record).collect()))
        });
        encode_windowed::<12>(Table::Procedures, rows, ids.len(), sections);
        let mut families = Vec::new();
        for number in 0..64 {
            let span = self.families.get(&number).and_then(latest_span);
            let (first, last) = span.map_or((0, 0), |(first, last)| (first.days(), last.days()));
            families.extend(first.to_le_bytes());
            families.extend(last.to_le_bytes());
        }
        sections.add(Table::Procedures, procedures::part::FAMILIES, families);
    }

    /// Joins the years of each code and, where the Medicare Code Editor covers a day, takes its word
    /// for whether a code is billable: its periods know the April updates.
    fn write_diagnoses(&self, sections: &mut Sections) {
        let covered: Vec<(u32, u32)> =
            self.coverage(Table::DiagnosisFlags).map(|(first, last)| (first.days(), last.days())).collect();
        let mut codes = BTreeMap::new();
        for (code, diagnosis) in &self.diagnoses {
            let mut windows: Vec<StatusWindow> = Vec::new();
            let mut push = |window: StatusWindow| match windows.last_mut() {
                Some(last) if last.2 == window.2 && last.1.wrapping_add(1) == window.0 => last.1 = window.1,
                _ => windows.push(window),
            };
            let periods: Vec<(u32, u32)> =
                join_days(diagnosis.flags.iter().map(|(first, last, _)| (*first, *last)));
            for ((first, last), billable) in &diagnosis.years {
                if !covered.iter().any(|(begin, end)| begin <= first && last <= end) {
                    push((*first, *last, *billable));
                    continue;
                }
                let mut day = *first;
                for (begin, end) in periods.iter().filter(|(begin, end)| begin <= last && end >= first) {
                    if *begin > day && !*billable {
                        push((day, begin - 1, false));
                    }
                    push(((*begin).max(*first), (*end).min(*last), true));
                    day = end.saturating_add(1);
                }
                if day <= *last && !*billable {
                    push((day, *last, false));
                }
            }
            let rows = DiagnosisRows {
                status: windows,
                flags: diagnosis.flags.iter().copied().collect(),
                outpatient: diagnosis.outpatient.iter().copied().collect(),
                side: diagnosis.side,
            };
            codes.insert(*code, rows);
        }
        super::table::diagnoses::encode(&codes, sections);
    }

    fn write_directory(
        &self,
        rows: &BTreeMap<Table, u64>,
        ids: &HashMap<ProcedureCode, CodeId>,
        codes: usize,
        sections: &mut Sections,
    ) -> Result<[TableEntry; Table::COUNT], EditionError> {
        let mut tables = [TableEntry::default(); Table::COUNT];
        for (table, entry) in Table::ALL.into_iter().zip(&mut tables) {
            let periods = join_days(self.coverage(table).map(|(first, last)| (first.days(), last.days())));
            let Some(((first, _), (_, last))) = periods.first().copied().zip(periods.last().copied()) else {
                continue;
            };
            if !rows.contains_key(&table) {
                continue;
            }
            let everything = matches!(
                table,
                Table::Modifiers
                    | Table::Diagnoses
                    | Table::DiagnosisFlags
                    | Table::OutpatientDiagnoses
                    | Table::MedicalNecessity
                    | Table::Descriptors
            );
            let scoped = self.practice.is_some() && !everything;
            *entry = TableEntry {
                present: true,
                scoped,
                holes: false,
                first,
                last,
                rows: rows.get(&table).copied().unwrap_or_default(),
            };
            let bytes = periods.iter().flat_map(|(first, last)| [first.to_le_bytes(), last.to_le_bytes()]);
            sections.add(table, part::PERIODS, bytes.flatten().collect());
            if let Some(practice) = self.practice.as_ref().filter(|_| scoped) {
                let positions = practice.iter().filter_map(|code| ids.get(code)).map(|id| id.index());
                sections.add(table, part::SCOPE, Ranked::encode(positions, codes.div_ceil(64)));
            }
        }
        Ok(tables)
    }
}

/// Writes the bytes of an edition to a file, atomically.
///
/// # Errors
/// [`EditionError::Io`].
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), EditionError> {
    use std::io::Write;
    let io = |error| EditionError::Io { path: path.to_owned(), error };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = std::fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&temporary, path));
    if done.is_err() {
        // The temporary file may not exist; the first error is the one to report.
        drop(std::fs::remove_file(&temporary));
    }
    done.map_err(io)
}

/// The latest of the spans that remain when those that touch are joined.
fn latest_span(spans: &BTreeSet<(Date, Date)>) -> Option<(Date, Date)> {
    let joined = join_days(spans.iter().map(|(first, last)| (first.days(), last.days())));
    let (first, last) = joined.last()?;
    Some((Date::from_days(*first)?, Date::from_days(*last)?))
}

/// Overlapping and adjacent spans of days as one, ascending.
fn join_days(spans: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some(span) if first <= span.1.saturating_add(1) => span.1 = span.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// An id made from the last day covered and the content.
fn made_id(sections: &Sections, last: Option<Date>) -> String {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for ((table, part), bytes) in &sections.0 {
        hash.update(&table.to_le_bytes());
        hash.update(&part.to_le_bytes());
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    let (year, month, _) = last.unwrap_or(Date::MIN).ymd();
    format!("{year}Q{}-{:08x}", month.div_ceil(3), hash.digest() >> 32)
}

fn write_codes(codes: &[ProcedureCode], sections: &mut Sections) {
    let words: BTreeSet<usize> = codes.iter().map(|code| code.packed() as usize / 64).collect();
    let place: HashMap<usize, usize> = words.iter().copied().zip(0..).collect();
    let positions = codes.iter().filter_map(|code| {
        let packed = code.packed() as usize;
        Some(place.get(&(packed / 64))? * 64 + packed % 64)
    });
    let summary_words = (ProcedureCode::LIMIT as usize).div_ceil(64 * 64);
    let lower = Ranked::encode(positions, words.len());
    sections.add_to(format::SHARED, shared::CODE_SUMMARY, Ranked::encode(words, summary_words));
    sections.add_to(format::SHARED, shared::CODE_WORDS, lower);
}

fn write_ptp(
    table: Table,
    mut rows: PtpRows,
    ids: &HashMap<ProcedureCode, CodeId>,
    codes: usize,
    last_day: Date,
    sections: &mut Sections,
) -> Result<u64, EditionError> {
    if rows.windows.len() > 1 << WINDOW_BITS {
        return Err(EditionError::TooLarge { what: table.name(), limit: "4,194,304 distinct windows" });
    }
    let mut windows: Vec<(PtpWindow, u32)> =
        rows.windows.iter().map(|(window, number)| (*window, *number)).collect();
    // The window that ends first stands first: where a file's windows of a pair overlap, it was in
    // force until it ended and the other followed.
    windows.sort_unstable_by_key(|(window, _)| (window.deleted.unwrap_or(Date::MAX), *window));
    let mut order = vec![0_u32; windows.len()];
    for ((_, old), new) in windows.iter().zip(0..) {
        order.get_mut(*old as usize).into_iter().for_each(|slot| *slot = new);
    }
    let mask = (1_u64 << WINDOW_BITS) - 1;
    for row in &mut rows.rows {
        let number = order.get((*row & mask) as usize).copied().unwrap_or_default();
        *row = *row & !mask | u64::from(number);
    }
    // A published file has its pairs in order; only the windows of a pair may not be.
    if rows.rows.is_sorted_by_key(|row| row >> WINDOW_BITS) {
        rows.rows.chunk_by_mut(|a, b| a >> WINDOW_BITS == b >> WINDOW_BITS).for_each(<[u64]>::sort_unstable);
    } else {
        rows.rows.sort_unstable();
    }
    rows.rows.dedup();
    let mut of_packed = vec![CodeId(0); ProcedureCode::LIMIT as usize];
    for (code, id) in ids {
        of_packed.get_mut(code.packed() as usize).into_iter().for_each(|slot| *slot = *id);
    }
    let id = |packed: u64| of_packed.get(packed as usize & 0x1F_FFFF).copied().unwrap_or(CodeId(0));
    let windows: Vec<PtpWindow> = windows.into_iter().map(|(window, _)| window).collect();
    let (mut last, mut last_id) = (u64::MAX, CodeId(0));
    let triples: Vec<(CodeId, CodeId, u32)> = rows
        .rows
        .iter()
        .map(|row| {
            let column_1 = row >> (WINDOW_BITS + 21);
            if column_1 != last {
                (last, last_id) = (column_1, id(column_1));
            }
            (last_id, id(row >> WINDOW_BITS), (row & mask) as u32)
        })
        .collect();
    drop(rows);
    check_windows(table, &triples, &windows, ids, last_day)?;
    pair_writer::encode(table, codes, &triples, &windows, sections)?;
    Ok(triples.len() as u64)
}

/// No pair may have two edits in force on the last day the table answers for: which one holds
/// would be a guess.
fn check_windows(
    table: Table,
    rows: &[(CodeId, CodeId, u32)],
    windows: &[PtpWindow],
    ids: &HashMap<ProcedureCode, CodeId>,
    day: Date,
) -> Result<(), EditionError> {
    let in_force = |row: &(CodeId, CodeId, u32)| {
        windows.get(row.2 as usize).is_some_and(|window| {
            window.indicator != super::Indicator::NotApplicable
                && window.effective <= day
                && window.deleted.is_none_or(|deleted| deleted >= day)
        })
    };
    let name = |id: CodeId| {
        ids.iter().find(|(_, other)| **other == id).map_or(String::new(), |(code, _)| code.to_string())
    };
    for of_pair in rows.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        if let [(column_1, column_2, _), _, ..] = of_pair
            && of_pair.iter().filter(|row| in_force(row)).count() > 1
        {
            return Err(EditionError::Conflict {
                table,
                problem: format!(
                    "{}/{} has two edits in force on {day}; keep the files of one quarter only",
                    name(*column_1),
                    name(*column_2)
                ),
            });
        }
    }
    Ok(())
}

/// No pair may be in force in both orders on the last day its table answers for.
fn check_orders(bytes: &[u8], layout: &Layout) -> Result<(), EditionError> {
    for table in PtpSet::ALL.map(PtpSet::table) {
        let Some(day) = Date::from_days(layout.table(table).last).filter(|_| layout.table(table).present)
        else {
            continue;
        };
        let ptp = layout.ptp(bytes, table);
        for (row, column, windows) in ptp.pairs() {
            if row < column && pairs::in_force(windows, day) && ptp.edit(column, row, day).is_some() {
                let codes: Vec<ProcedureCode> = layout.codes(bytes).collect();
                let name = |id: CodeId| codes.get(id.index()).map_or(String::new(), ToString::to_string);
                return Err(EditionError::Conflict {
                    table,
                    problem: format!(
                        "{} and {} deny each other, in both orders, on {day}; give the files of one quarter, unchanged",
                        name(row),
                        name(column)
                    ),
                });
            }
        }
    }
    Ok(())
}

fn write_rows(
    table: Table,
    rows: BTreeMap<ProcedureCode, Vec<Row>>,
    ids: &HashMap<ProcedureCode, CodeId>,
    codes: usize,
    sections: &mut Sections,
) -> Result<(), EditionError> {
    let mut joined: Vec<(CodeId, Vec<Row>)> = Vec::with_capacity(rows.len());
    for (code, mut of_code) in rows {
        // Rows that say the same become one where their windows touch.
        of_code.sort_by(|a, b| a.2.cmp(&b.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        let mut merged: Vec<Row> = Vec::new();
        for row in of_code {
            match merged.last_mut() {
                Some(last) if last.2 == row.2 && row.0 <= last.1.saturating_add(1) => {
                    last.1 = last.1.max(row.1)
                }
                _ => merged.push(row),
            }
        }
        merged.sort_by_key(|row| (kind_of(table, row), row.0));
        for pair in merged.windows(2) {
            if let [a, b] = pair
                && table != Table::AddOn
                && kind_of(table, a) == kind_of(table, b)
                && b.0 <= a.1
            {
                let day = Date::from_days(b.0).unwrap_or(Date::MAX);
                return Err(EditionError::Conflict {
                    table,
                    problem: format!("the sources say two things of {code} on {day}; leave one of them out"),
                });
            }
        }
        if let Some(id) = ids.get(&code) {
            joined.push((*id, merged));
        }
    }
    match table {
        Table::PhysicianFee => encode_windowed::<{ physician_fee::ROW }>(table, joined, codes, sections),
        Table::Level2 => encode_windowed::<{ level_2::ROW }>(table, joined, codes, sections),
        Table::Outpatient => encode_windowed::<{ outpatient::ROW }>(table, joined, codes, sections),
        _ => encode_windowed::<16>(table, joined, codes, sections),
    }
    Ok(())
}

/// What tells rows of one code on one day apart, in the order they are to stand.
fn kind_of(table: Table, row: &Row) -> (u8, u32) {
    let byte = |at: usize| row.2.get(at).copied().unwrap_or_default();
    match table {
        Table::AddOn => (byte(4), format::u32_in(&row.2, 0)),
        Table::MedicalNecessity => (0, format::u32_in(&row.2, 0)),
        Table::PhysicianFee => (byte(20), 0),
        _ => (0, 0),
    }
}

fn encode_windowed<const N: usize>(
    table: Table,
    rows: impl IntoIterator<Item = (CodeId, Vec<Row>)>,
    codes: usize,
    sections: &mut Sections,
) {
    let mut numbers: HashMap<Vec<Row>, u16> = HashMap::new();
    let (mut keys, mut lists, mut starts, mut records) = (Vec::new(), Vec::new(), vec![0; 4], Vec::new());
    for (id, of_code) in rows {
        keys.push(id.index());
        let next = numbers.len() as u16;
        let list = *numbers.entry(of_code).or_insert_with_key(|of_code| {
            for (first, last, payload) in of_code {
                let end = records.len() + N;
                records.extend(first.to_le_bytes());
                records.extend(last.to_le_bytes());
                records.extend(payload);
                debug_assert_eq!(records.len(), end, "{table:?}");
                records.resize(end, 0);
            }
            starts.extend(((records.len() / N) as u32).to_le_bytes());
            next
        });
        lists.extend(list.to_le_bytes());
    }
    sections.add(table, windowed::part::KEYS, Ranked::encode(keys, codes.div_ceil(64)));
    sections.add(table, windowed::part::LISTS, lists);
    sections.add(table, windowed::part::STARTS, starts);
    sections.add(table, windowed::part::ROWS, records);
}
