//! ICD-10-CM codes: billable or header by date, and Medicare Code Editor flags.
//!
//! | part | record |
//! |---|---|
//! | `CATEGORIES` | bitmap with ranks over the 26 × 36 × 12 possible three-character categories |
//! | `STARTS` | u32 per category (and one more): its first code |
//! | `CODES` | u32 per code, ascending within the category: the characters after the third in base 37 (high 21 bits), attribute number (low 11 bits) |
//! | `WIDE` | u32 position of a code, u32 attribute number: for codes whose number is 2,047 |
//! | `ATTRIBUTES` | u32 status list, u32 flag list, u32 outpatient list, u32 side (0 none, 1 right, 2 left, 3 bilateral, 4 unspecified) |
//! | `STATUS_STARTS`, `STATUS` | u32 per list (and one more); 12 bytes: first day u32, last day u32, 1 billable or 0 header u32 |
//! | `FLAG_STARTS`, `FLAGS` | u32 per list (and one more); 12 bytes: first day u32, last day u32, flag bits u32; flag and outpatient lists |

use super::super::builder::Sections;
use super::super::format::{Ranked, Records, u8_in, u32_in};
use super::Table;
use super::outpatient_diagnosis::Side;
use super::windowed::covers;
use crate::code::{Date, DiagnosisCode};
use std::collections::BTreeMap;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const CATEGORIES: u16 = 0;
    pub(in crate::edition) const STARTS: u16 = 1;
    pub(in crate::edition) const CODES: u16 = 2;
    pub(in crate::edition) const WIDE: u16 = 3;
    pub(in crate::edition) const ATTRIBUTES: u16 = 4;
    pub(in crate::edition) const STATUS_STARTS: u16 = 5;
    pub(in crate::edition) const STATUS: u16 = 6;
    pub(in crate::edition) const FLAG_STARTS: u16 = 7;
    pub(in crate::edition) const FLAGS: u16 = 8;
}

const CATEGORY_WORDS: usize = (26 * 36 * 12_usize).div_ceil(64);
const WIDE_ATTRIBUTE: u32 = 0x7FF;
const SUFFIXES: u64 = 37 * 37 * 37 * 37;

/// What a diagnosis code is on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagnosisStatus {
    /// A code that can be reported.
    Billable,
    /// A category or subcategory: more characters are needed.
    Header,
    /// A code that can be reported only from a later date.
    NotYet {
        /// Its first day.
        first: Date,
    },
    /// A code that could be reported only to an earlier date.
    Ended {
        /// Its last day.
        last: Date,
    },
}

macro_rules! flags {
    ($($bit:literal $method:ident $name:literal $doc:literal;)*) => {
        /// The Medicare Code Editor flags of a diagnosis code on a date.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct DiagnosisFlags {
            pub(in crate::edition) bits: u32,
            pub(in crate::edition) date: Date,
        }

        impl DiagnosisFlags {
            /// The names of the flags as the decoded table writes them, with their bits.
            pub const NAMES: &'static [(&'static str, u32)] = &[$(($name, 1 << $bit)),*];

            $(#[doc = $doc] pub const fn $method(self) -> bool { self.bits & (1 << $bit) != 0 })*
        }
    };
}

flags! {
    0 is_external_cause "ecodepdx" "Whether it is an external cause, never a principal diagnosis.";
    1 is_maternity "maternity" "Whether it is for maternity only (ages 9 to 64; 12 to 55 until 2019-09-30).";
    2 is_female "female" "Whether it is for female patients only.";
    3 is_male "male" "Whether it is for male patients only.";
    4 is_unspecified "unspecified" "Whether it is an unspecified code with more specific codes in its family.";
    5 is_unacceptable_principal "unacceptable" "Whether it is unacceptable as principal diagnosis.";
    6 is_adult "adult" "Whether it is for adults only (ages 15 to 124).";
    7 is_manifestation "manifestation" "Whether it is a manifestation, never a principal diagnosis.";
    8 is_newborn "newborn" "Whether it is for newborns only (age 0).";
    9 is_pediatric "pediatric" "Whether it is for children only (ages 0 to 17).";
    10 is_diabetes_type_1 "diabtypeI" "Whether it is diabetes of type 1.";
    11 is_questionable_admission "qadm" "Whether it is a questionable reason for admission.";
    12 is_delivery_outcome "delout" "Whether it is an outcome of delivery.";
    13 is_noncovered_6 "ncov6" "Whether it belongs to the editor's non-covered list 6.";
    14 is_noncovered_7 "ncov7" "Whether it belongs to the editor's non-covered list 7.";
    15 is_wrong_procedure "wrngproc" "Whether it says that a wrong procedure was performed.";
    16 is_clinical_trial "clintrial" "Whether it says that the patient is in a clinical trial.";
    17 is_noncovered_sterilization "ncov_z302" "Whether it is an encounter for sterilization, non-covered.";
    18 needs_secondary "reqsdx" "Whether it is acceptable as principal diagnosis only with a secondary diagnosis.";
}

impl DiagnosisFlags {
    /// Every flag as a bit, by [`DiagnosisFlags::NAMES`].
    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// The ages in completed years, both included, the code is for; `None` when it is for all.
    ///
    /// Newborn 0; pediatric 0–17; maternity 9–64 (12–55 until 2019-09-30); adult 15–124, by the
    /// definitions of the Medicare Code Editor.
    pub fn ages(self) -> Option<(u16, u16)> {
        const WIDER: Option<Date> = Date::from_ymd(2019, 10, 1);
        if self.is_newborn() {
            Some((0, 0))
        } else if self.is_pediatric() {
            Some((0, 17))
        } else if self.is_maternity() {
            Some(if WIDER.is_some_and(|first| self.date < first) { (12, 55) } else { (9, 64) })
        } else if self.is_adult() {
            Some((15, 124))
        } else {
            None
        }
    }
}

/// Status windows of a code: first day, last day, billable.
pub(in crate::edition) type StatusWindow = (u32, u32, bool);
/// Flag windows of a code: first day, last day, bits.
pub(in crate::edition) type FlagWindow = (u32, u32, u32);

/// What is known of a code.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::edition) struct DiagnosisRows {
    pub(in crate::edition) status: Vec<StatusWindow>,
    pub(in crate::edition) flags: Vec<FlagWindow>,
    pub(in crate::edition) outpatient: Vec<FlagWindow>,
    pub(in crate::edition) side: Option<Side>,
}

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Diagnoses<'a> {
    pub(in crate::edition) categories: Ranked<'a>,
    pub(in crate::edition) starts: Records<'a, 4>,
    pub(in crate::edition) codes: Records<'a, 4>,
    pub(in crate::edition) wide: Records<'a, 8>,
    pub(in crate::edition) attributes: Records<'a, 16>,
    pub(in crate::edition) status_starts: Records<'a, 4>,
    pub(in crate::edition) status: Records<'a, 12>,
    pub(in crate::edition) flag_starts: Records<'a, 4>,
    pub(in crate::edition) flags: Records<'a, 12>,
}

/// Where the record of a diagnosis code stands in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DiagnosisEntry(u32);

impl DiagnosisEntry {
    /// The record of a number.
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number among the records that diagnosis codes share, from 0.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The category's position in the bitmap and the suffix of a code.
fn split(code: DiagnosisCode) -> Option<(usize, u32)> {
    let (head, suffix) = (code.packed() / SUFFIXES, code.packed() % SUFFIXES);
    let [first, second, third] = [head / (37 * 37), head / 37 % 37, head % 37];
    let third = third.checked_sub(1).filter(|third| *third < 12)?;
    let position = (first.checked_sub(11)? * 36 + second.checked_sub(1)?) * 12 + third;
    Some((position as usize, suffix as u32))
}

fn unsplit(position: usize, suffix: u32) -> Option<DiagnosisCode> {
    let (first, second, third) = (position / 432 + 11, position / 12 % 36 + 1, position % 12 + 1);
    let head = ((first * 37 + second) * 37 + third) as u64;
    DiagnosisCode::from_packed(head * SUFFIXES + u64::from(suffix))
}

impl<'a> Diagnoses<'a> {
    /// The positions of the codes of the category of a code, and the code's suffix.
    fn category(self, code: DiagnosisCode) -> Option<(std::ops::Range<usize>, u32)> {
        let (position, suffix) = split(code)?;
        Some((self.starts.bounds(self.categories.rank(position)?)?, suffix))
    }

    /// The number of the attribute record of the code at a position.
    fn attribute_number(self, position: usize) -> Option<u32> {
        match self.codes.number(position)? & WIDE_ATTRIBUTE {
            WIDE_ATTRIBUTE => {
                let wide = self.wide.all();
                let index = wide.binary_search_by_key(&(position as u32), |record| u32_in(record, 0)).ok()?;
                Some(u32_in(wide.get(index)?, 4))
            }
            number => Some(number),
        }
    }

    /// The attribute record of the code at a position.
    fn attribute(self, position: usize) -> Option<&'a [u8; 16]> {
        self.record(DiagnosisEntry(self.attribute_number(position)?))
    }

    /// Where the record of a code stands.
    pub(in crate::edition) fn entry(self, code: DiagnosisCode) -> Option<DiagnosisEntry> {
        let (range, suffix) = self.category(code)?;
        let codes = self.codes.range(range.clone());
        let index = codes.binary_search_by_key(&suffix, |code| u32::from_le_bytes(*code) >> 11).ok()?;
        self.attribute_number(range.start + index).map(DiagnosisEntry)
    }

    fn record(self, entry: DiagnosisEntry) -> Option<&'a [u8; 16]> {
        self.attributes.get(entry.0 as usize)
    }

    fn status_rows(self, attribute: &[u8; 16]) -> &'a [[u8; 12]] {
        let list = self.status_starts.bounds(u32_in(attribute, 0) as usize);
        list.map(|range| self.status.range(range)).unwrap_or_default()
    }

    /// The flag rows (`at` 4) or the outpatient rows (`at` 8) of an attribute.
    fn flag_rows(self, attribute: &[u8; 16], at: usize) -> &'a [[u8; 12]] {
        let list = self.flag_starts.bounds(u32_in(attribute, at) as usize);
        list.map(|range| self.flags.range(range)).unwrap_or_default()
    }

    pub(in crate::edition) fn status(self, entry: DiagnosisEntry, date: Date) -> Option<DiagnosisStatus> {
        self.status_in(self.status_rows(self.record(entry)?), date)
    }

    fn status_in(self, rows: &[[u8; 12]], date: Date) -> Option<DiagnosisStatus> {
        if let Some(row) = rows.iter().find(|row| covers(*row, date)) {
            let billable = u32_in(row, 8) != 0;
            return Some(if billable { DiagnosisStatus::Billable } else { DiagnosisStatus::Header });
        }
        let day = date.days();
        if let Some(row) = rows.iter().rfind(|row| u32_in(*row, 4) < day) {
            return Some(DiagnosisStatus::Ended { last: super::windowed::date_in(row, 4) });
        }
        rows.first().map(|row| DiagnosisStatus::NotYet { first: super::windowed::date_in(row, 0) })
    }

    pub(in crate::edition) fn flag_bits(self, entry: DiagnosisEntry, date: Date) -> Option<u32> {
        self.bits_of(self.flag_rows(self.record(entry)?, 4), date)
    }

    pub(in crate::edition) fn outpatient_bits(self, entry: DiagnosisEntry, date: Date) -> Option<u32> {
        self.bits_of(self.flag_rows(self.record(entry)?, 8), date)
    }

    /// Whether one window of a code makes it billable from a day to another.
    pub(in crate::edition) fn is_billable_throughout(
        self,
        entry: DiagnosisEntry,
        first: Date,
        last: Date,
    ) -> bool {
        let rows = self.record(entry).map(|record| self.status_rows(record)).unwrap_or_default();
        rows.iter().any(|row| covers(row, first) && covers(row, last) && u32_in(row, 8) != 0)
    }

    /// The flags a code has in any of its windows: those of the Medicare Code Editor and of the
    /// outpatient code editor.
    pub(in crate::edition) fn every_bit(self, entry: DiagnosisEntry) -> (u32, u32) {
        let Some(record) = self.record(entry) else { return (0, 0) };
        let every = |at| self.flag_rows(record, at).iter().fold(0, |bits, row| bits | u32_in(row, 8));
        (every(4), every(8))
    }

    fn bits_of(self, rows: &[[u8; 12]], date: Date) -> Option<u32> {
        rows.iter().find(|row| covers(*row, date)).map(|row| u32_in(row, 8))
    }

    pub(in crate::edition) fn side(self, code: DiagnosisCode) -> Option<Side> {
        u8_in(self.record(self.entry(code)?)?, 12).checked_sub(1).and_then(Side::from_number)
    }

    /// The codes one character longer than a code that begin with it and are valid on a date.
    pub(in crate::edition) fn children(
        self,
        code: DiagnosisCode,
        date: Date,
    ) -> impl Iterator<Item = DiagnosisCode> + use<'a> {
        let (range, suffix) = self.category(code).unwrap_or_default();
        let length = code.characters().1;
        // A suffix has four base-37 digits; the children differ from the code in the next one.
        let step = 37_u32.pow(7_u32.saturating_sub(length as u32).saturating_sub(1));
        let category = split(code).map_or(0, |(position, _)| position);
        range.filter_map(move |position| {
            let child = self.codes.number(position)? >> 11;
            let within =
                length < 7 && child > suffix && child < suffix + step * 37 && (child - suffix) % step == 0;
            if !within {
                return None;
            }
            let rows = self.status_rows(self.attribute(position)?);
            matches!(self.status_in(rows, date)?, DiagnosisStatus::Billable | DiagnosisStatus::Header)
                .then(|| unsplit(category, child))
                .flatten()
        })
    }

    /// Every code with its status and flag rows, ascending.
    pub(in crate::edition) fn iter(
        self,
    ) -> impl Iterator<Item = (DiagnosisCode, &'a [[u8; 12]], &'a [[u8; 12]])> {
        self.categories.positions().enumerate().flat_map(move |(rank, category)| {
            self.starts.bounds(rank).unwrap_or_default().filter_map(move |position| {
                let code = unsplit(category, self.codes.number(position)? >> 11)?;
                let attribute = self.attribute(position)?;
                Some((code, self.status_rows(attribute), self.flag_rows(attribute, 4)))
            })
        })
    }

    /// Whether every part fits the others.
    pub(in crate::edition) fn is_sound(self) -> bool {
        let lists = |starts: Records<'_, 4>| starts.len().saturating_sub(1);
        let (status, flags) = (lists(self.status_starts), lists(self.flag_starts));
        let attributes = self.attributes.len();
        self.categories.count() == Some(lists(self.starts))
            && self.starts.are_starts(self.codes.len())
            && self.codes.iter().all(|code| {
                let attribute = u32::from_le_bytes(*code) & WIDE_ATTRIBUTE;
                attribute == WIDE_ATTRIBUTE || (attribute as usize) < attributes
            })
            && self.wide.iter().all(|wide| (u32_in(wide, 4) as usize) < attributes)
            && self.attributes.iter().all(|record| {
                (u32_in(record, 0) as usize) < status
                    && [4, 8].iter().all(|at| (u32_in(record, *at) as usize) < flags)
            })
            && self.status_starts.are_starts(self.status.len())
            && self.flag_starts.are_starts(self.flags.len())
    }
}

/// Writes the parts of the table.
pub(in crate::edition) fn encode(codes: &BTreeMap<DiagnosisCode, DiagnosisRows>, out: &mut Sections) {
    let mut attributes: BTreeMap<&DiagnosisRows, usize> = BTreeMap::new();
    for rows in codes.values() {
        *attributes.entry(rows).or_default() += 1;
    }
    // The most frequent attributes get the numbers that fit beside the suffix.
    let mut order: Vec<_> = attributes.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let (mut status_lists, mut flag_lists) = (Lists::default(), Lists::default());
    let mut records = Vec::new();
    let mut numbers = BTreeMap::new();
    for (number, (rows, _)) in order.into_iter().enumerate() {
        let of_status =
            rows.status.iter().map(|(first, last, billable)| [*first, *last, u32::from(*billable)]);
        records.extend(status_lists.number(of_status.collect()).to_le_bytes());
        for flags in [&rows.flags, &rows.outpatient] {
            let of_flags = flags.iter().map(|(first, last, bits)| [*first, *last, *bits]);
            records.extend(flag_lists.number(of_flags.collect()).to_le_bytes());
        }
        records.extend(rows.side.map_or(0, |side| side as u32 + 1).to_le_bytes());
        numbers.insert(rows, number as u32);
    }

    let (mut categories, mut starts, mut entries, mut wide) =
        (Vec::new(), Vec::new(), Vec::<u8>::new(), Vec::new());
    for (code, rows) in codes {
        let Some((position, suffix)) = split(*code) else { continue };
        if categories.last() != Some(&position) {
            categories.push(position);
            starts.extend(((entries.len() / 4) as u32).to_le_bytes());
        }
        let number = numbers.get(rows).copied().unwrap_or_default();
        if number >= WIDE_ATTRIBUTE {
            wide.extend(((entries.len() / 4) as u32).to_le_bytes());
            wide.extend(number.to_le_bytes());
        }
        entries.extend((suffix << 11 | number.min(WIDE_ATTRIBUTE)).to_le_bytes());
    }
    starts.extend(((entries.len() / 4) as u32).to_le_bytes());
    let table = Table::Diagnoses;
    out.add(table, part::CATEGORIES, Ranked::encode(categories, CATEGORY_WORDS));
    out.add(table, part::STARTS, starts);
    out.add(table, part::CODES, entries);
    out.add(table, part::WIDE, wide);
    out.add(table, part::ATTRIBUTES, records);
    out.add(table, part::STATUS_STARTS, status_lists.starts());
    out.add(table, part::STATUS, status_lists.records());
    out.add(table, part::FLAG_STARTS, flag_lists.starts());
    out.add(table, part::FLAGS, flag_lists.records());
}

/// Distinct lists of three-number records, numbered in the order they come.
#[derive(Default)]
struct Lists {
    numbers: BTreeMap<Vec<[u32; 3]>, u32>,
    order: Vec<Vec<[u32; 3]>>,
}

impl Lists {
    fn number(&mut self, list: Vec<[u32; 3]>) -> u32 {
        if let Some(number) = self.numbers.get(&list) {
            return *number;
        }
        let number = self.order.len() as u32;
        self.order.push(list.clone());
        self.numbers.insert(list, number);
        number
    }

    fn starts(&self) -> Vec<u8> {
        let mut count = 0_u32;
        let mut starts = vec![0; 4];
        for list in &self.order {
            count += list.len() as u32;
            starts.extend(count.to_le_bytes());
        }
        starts
    }

    fn records(&self) -> Vec<u8> {
        self.order.iter().flatten().flatten().flat_map(|number| number.to_le_bytes()).collect()
    }
}
