//! From rows to bytes: what the rows say together, and where everything goes.

use super::pairs::{PtpRows, check_orders, write_pairs};
use super::rows::{Row, encode_windowed, write_rows};
use super::{Builder, Sections};
use crate::code::{Date, ProcedureCode};
use crate::edition::format::{self, Ranked, TableEntry, part, shared};
use crate::edition::info::{self, Source};
use crate::edition::reader::Layout;
use crate::edition::table::diagnoses::{self, DiagnosisRows, StatusWindow};
use crate::edition::table::{coverage, descriptors, excludes, family, keyed, modifiers, procedures};
use crate::edition::{CodeId, CodeWindow, EditionError, Table};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Builder {
    /// Writes the edition into memory.
    ///
    /// # Errors
    /// [`EditionError::Conflict`] when rows contradict each other, [`EditionError::TooLarge`] when
    /// the format cannot hold them.
    pub fn finish(mut self) -> Result<Vec<u8>, EditionError> {
        self.join_windows();
        self.number_policies();
        self.keep_used_apcs();
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
            rows.insert(table, write_pairs(table, of_set, &ids, codes.len(), last_day, &mut sections)?);
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
        for (table, of_table) in std::mem::take(&mut self.keyed) {
            keyed::encode(table, of_table, &mut sections).map_err(|(key, day)| EditionError::Conflict {
                table,
                problem: format!(
                    "the sources say two things of {key} on {}; leave one of them out",
                    Date::from_days(day).unwrap_or(Date::MAX)
                ),
            })?;
        }
        excludes::encode(std::mem::take(&mut self.excludes), &mut sections);
        let tables = self.write_directory(&rows, &ids, codes.len(), &mut sections)?;
        write_codes(&codes, &mut sections);
        let sources: Vec<Source> = self.sources.iter().cloned().collect();
        sections.add_to(format::SHARED, shared::SOURCES, info::encode(&sources));
        if self.id.is_empty() {
            // The editor's newest version is published as open for years to come; no rule is.
            let dated = self.periods.iter().filter(|(table, _)| **table != Table::OutpatientVersions);
            let last = dated.flat_map(|(_, periods)| periods).map(|(_, last)| *last).max();
            self.id = made_id(&sections, last);
        }
        let bytes = format::assemble(&self.id, codes.len() as u32, &tables, &sections.0)?;
        // What is written can be read: the checks of a reader, before anyone else makes them.
        check_orders(&bytes, &Layout::read(&bytes)?)?;
        Ok(bytes)
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

    /// In a restricted edition only the classifications of its codes are kept.
    fn keep_used_apcs(&mut self) {
        let Some(apcs) = self.keyed.get_mut(&Table::OutpatientApcs).filter(|_| self.practice.is_some())
        else {
            return;
        };
        let rows = self.rows.get(&Table::Opps).into_iter().flat_map(BTreeMap::values).flatten();
        let used: BTreeSet<_> =
            rows.filter_map(|row| keyed::Key::of_apc(format::u16_in(&row.2, 2))).collect();
        apcs.retain(|row| used.contains(&row.0));
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
        for packed in self.ptp.values().flat_map(PtpRows::codes).flatten() {
            seen.get_mut(packed).into_iter().for_each(|seen| *seen = true);
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
        diagnoses::encode(&codes, sections);
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
                    | Table::Excludes1
            ) || Table::KEYED.contains(&table);
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
