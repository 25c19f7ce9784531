//! NCCI procedure-to-procedure edits.
//!
//! Published tables repeat themselves: the codes of a family share their edits, so that of 324,000
//! non-empty 64-column words of the practitioner table 26,000 are distinct. A word is stored once,
//! with what holds for each of its pairs.
//!
//! | part | record |
//! |---|---|
//! | `ROWS` | u16 per code id: its row + 1 as a column-1 code, 0 when it has none |
//! | `COLUMNS` | u16 per code id: its column + 1 as a column-2 code, 0 when it has none |
//! | `SHAPE` | u32: 4,096-column groups per row |
//! | `HEADERS` | bitmap with ranks, groups × 64 positions per row: which words are not empty; the rank is the place of the word |
//! | `PLACES` | u32 per non-empty word: number of its content |
//! | `WORDS` | 16 bytes per distinct word: u64 columns, u32 first attribute, u32 pairs; when bit 31 of the attribute is set, its low half is the attribute of every pair |
//! | `ATTRIBUTES` | u16 per pair of a word: number of its window list |
//! | `STARTS` | u32 per window list (and one more): first window |
//! | `WINDOWS` | 12 bytes: first day u32, last day u32, indicator u8, rationale u8, 1 when in force before 1996 u8, 0 |

use super::super::format::{OPEN, Ranked, Records, u8_in, u32_in, u64_in};
use super::super::{EditionError, builder::Sections};
use super::{CodeId, Table};
use crate::code::Date;
use std::collections::HashMap;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const ROWS: u16 = 0;
    pub(in crate::edition) const COLUMNS: u16 = 1;
    pub(in crate::edition) const SHAPE: u16 = 2;
    pub(in crate::edition) const HEADERS: u16 = 3;
    pub(in crate::edition) const PLACES: u16 = 4;
    pub(in crate::edition) const WORDS: u16 = 5;
    pub(in crate::edition) const ATTRIBUTES: u16 = 6;
    pub(in crate::edition) const STARTS: u16 = 7;
    pub(in crate::edition) const WINDOWS: u16 = 8;
}

const UNIFORM: u32 = 1 << 31;

/// Which published set of procedure-to-procedure edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PtpSet {
    /// Medicare, practitioners and ambulatory surgical centers.
    Practitioner,
    /// Medicare, outpatient hospitals.
    Hospital,
    /// Medicaid, practitioners and ambulatory surgical centers.
    MedicaidPractitioner,
    /// Medicaid, outpatient hospitals.
    MedicaidHospital,
}

impl PtpSet {
    /// Every set.
    pub const ALL: [Self; 4] =
        [Self::Practitioner, Self::Hospital, Self::MedicaidPractitioner, Self::MedicaidHospital];

    /// The table that holds the set.
    pub const fn table(self) -> Table {
        match self {
            Self::Practitioner => Table::PtpPractitioner,
            Self::Hospital => Table::PtpHospital,
            Self::MedicaidPractitioner => Table::PtpMedicaidPractitioner,
            Self::MedicaidHospital => Table::PtpMedicaidHospital,
        }
    }
}

/// A procedure-to-procedure edit in force: the column-2 code is denied beside the column-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PtpEdit {
    /// Whether a PTP-associated modifier bypasses the edit (indicator 1).
    pub modifier_allowed: bool,
    /// First day in force.
    pub effective: Date,
    /// Last day in force, when the edit has been deleted.
    pub deleted: Option<Date>,
    /// Why the edit exists.
    pub rationale: Rationale,
}

/// The correct coding modifier indicator of a published row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// 0: no modifier bypasses the edit.
    NotAllowed,
    /// 1: a PTP-associated modifier bypasses the edit.
    Allowed,
    /// 9: the row is a tombstone, never an edit in force.
    NotApplicable,
}

/// One published window of a pair, in force or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PtpWindow {
    /// First day in force.
    pub effective: Date,
    /// Last day in force, when the edit has been deleted.
    pub deleted: Option<Date>,
    /// Indicator 0, 1 or 9.
    pub indicator: Indicator,
    /// Why the edit exists.
    pub rationale: Rationale,
    /// Whether the row is marked as in existence before 1996.
    pub before_1996: bool,
}

macro_rules! rationales {
    ($($number:literal $name:ident $text:literal, $doc:literal;)*) => {
        /// Why a procedure-to-procedure edit exists, by the published classes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rationale {
            $(#[doc = $doc] $name = $number,)*
        }

        impl Rationale {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The published words of the class.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rationales! {
    0 Other "other", "A rationale that is none of the published classes.";
    1 MisuseOfColumnTwo "Misuse of Column Two code with Column One code", "The column-2 code is misused beside the column-1 code.";
    2 CodingInstruction "CPT Manual or CMS manual coding instruction", "An instruction of the CPT book or of a CMS manual.";
    3 StandardOfPractice "Standards of medical/surgical practice", "Part of the procedure by the standards of practice.";
    4 AnesthesiaPreparation "Standard preparation/monitoring services for anesthesia", "Standard preparation or monitoring for anesthesia.";
    5 CodeDefinition "HCPCS/CPT procedure code definition", "The definition of one code includes the other.";
    6 MutuallyExclusive "Mutually exclusive procedures", "Not reasonably done together.";
    7 MoreExtensive "More extensive procedure", "The column-1 procedure is the more extensive one.";
    8 SeparateProcedure "CPT Separate procedure definition", "The column-2 code is a separate procedure.";
    9 AnesthesiaIncluded "Anesthesia service included in surgical procedure", "Anesthesia by the surgeon is included.";
    10 Sequential "Sequential procedure", "A procedure that goes over into the other.";
    11 LaboratoryPanel "Laboratory panel", "A component of the laboratory panel.";
    12 SexSpecific "Gender-specific procedures", "Procedures for different sexes.";
}

impl Rationale {
    /// The class of a published text; its case, spaces and hyphens do not matter.
    pub fn from_text(text: &str) -> Self {
        let plain = |text: &str| {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        };
        let wanted = plain(text);
        if wanted.starts_with("sex") {
            return Self::SexSpecific;
        }
        Self::ALL.iter().copied().find(|class| plain(class.text()) == wanted).unwrap_or(Self::Other)
    }

    fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Other)
    }
}

/// A PTP table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Ptp<'a> {
    pub(in crate::edition) rows: Records<'a, 2>,
    pub(in crate::edition) columns: Records<'a, 2>,
    pub(in crate::edition) shape: Records<'a, 4>,
    pub(in crate::edition) headers: Ranked<'a>,
    pub(in crate::edition) places: Records<'a, 4>,
    pub(in crate::edition) words: Records<'a, 16>,
    pub(in crate::edition) attributes: Records<'a, 2>,
    pub(in crate::edition) starts: Records<'a, 4>,
    pub(in crate::edition) windows: Records<'a, 12>,
}

impl<'a> Ptp<'a> {
    /// The windows of an ordered pair, every indicator; none when it is no pair.
    pub(in crate::edition) fn windows(self, column_1: CodeId, column_2: CodeId) -> &'a [[u8; 12]] {
        self.find(column_1, column_2).unwrap_or_default()
    }

    #[inline]
    fn find(self, column_1: CodeId, column_2: CodeId) -> Option<&'a [[u8; 12]]> {
        let row = usize::from(self.rows.number(column_1.index())?.checked_sub(1)?);
        let column = usize::from(self.columns.number(column_2.index())?.checked_sub(1)?);
        let groups = self.shape.number(0)? as usize;
        let place = self.headers.rank(row * groups * 64 + column / 64)?;
        let content = self.words.get(self.places.number(place)? as usize)?;
        let bits = u64_in(content, 0);
        let mask = 1_u64 << (column % 64);
        if bits & mask == 0 {
            return None;
        }
        let attribute = u32_in(content, 8);
        let list = if attribute & UNIFORM != 0 {
            attribute & !UNIFORM
        } else {
            let offset = (bits & (mask - 1)).count_ones();
            u32::from(self.attributes.number((attribute + offset) as usize)?)
        };
        Some(self.windows.range(self.starts.bounds(list as usize)?))
    }

    /// The edit in force on a date: an active window with indicator 0 or 1.
    #[inline]
    pub(in crate::edition) fn edit(self, column_1: CodeId, column_2: CodeId, date: Date) -> Option<PtpEdit> {
        let day = date.days();
        self.find(column_1, column_2)?
            .iter()
            .find(|window| u32_in(*window, 0) <= day && day <= u32_in(*window, 4) && u8_in(*window, 8) < 2)
            .map(|window| {
                let window = window_of(window);
                PtpEdit {
                    modifier_allowed: window.indicator == Indicator::Allowed,
                    effective: window.effective,
                    deleted: window.deleted,
                    rationale: window.rationale,
                }
            })
    }

    /// Every ordered pair with its windows, ascending by ids.
    pub(in crate::edition) fn pairs(self) -> impl Iterator<Item = (CodeId, CodeId, &'a [[u8; 12]])> {
        let ids = |numbers: Records<'a, 2>| {
            let numbered = (0_u16..).zip(numbers.iter()).filter(|(_, number)| **number != [0, 0]);
            numbered.map(|(id, _)| CodeId(id)).collect::<Vec<_>>()
        };
        let (rows, columns) = (ids(self.rows), ids(self.columns));
        let width = self.shape.number(0).unwrap_or(1).max(1) as usize * 64;
        self.headers.positions().zip(self.places.iter()).flat_map(move |(position, content)| {
            let row = rows.get(position / width).copied();
            let first = position % width * 64;
            let bits =
                self.words.get(u32::from_le_bytes(*content) as usize).map_or(0, |word| u64_in(word, 0));
            let columns: Vec<CodeId> = columns
                .iter()
                .skip(first)
                .take(64)
                .enumerate()
                .filter(|(bit, _)| bits >> bit & 1 != 0)
                .map(|(_, id)| *id)
                .collect();
            columns.into_iter().filter_map(move |column| Some((row?, column, self.find(row?, column)?)))
        })
    }

    /// Whether every part fits the others.
    pub(in crate::edition) fn is_sound(self, codes: usize) -> bool {
        let lists = self.starts.len().saturating_sub(1);
        let words = self.words.len();
        let groups = self.shape.number(0).map_or(0, |groups| groups as usize);
        let (rows, columns) = (count_numbers(self.rows), count_numbers(self.columns));
        let (Some(rows), Some(columns)) = (rows, columns) else { return false };
        self.rows.len() == codes
            && self.columns.len() == codes
            && groups * 64 * 64 >= columns
            && self.headers.len() == rows * groups
            && self.headers.count() == Some(self.places.len())
            && self.places.highest().is_none_or(|highest| (highest as usize) < words)
            && self.words.iter().all(|word| {
                let (pairs, attribute) = (u64_in(word, 0).count_ones(), u32_in(word, 8));
                pairs == u32_in(word, 12)
                    && if attribute & UNIFORM != 0 {
                        ((attribute & !UNIFORM) as usize) < lists
                    } else {
                        attribute as usize + pairs as usize <= self.attributes.len()
                    }
            })
            && self.attributes.highest().is_none_or(|highest| usize::from(highest) < lists)
            && self.starts.are_starts(self.windows.len())
            && self.windows.iter().all(|window| u8_in(window, 8) <= 2 || u8_in(window, 8) == 9)
    }

    /// Distinct pairs, their windows and their non-empty words.
    pub(in crate::edition) fn counts(self) -> PtpCounts {
        let mut counts = PtpCounts { words: self.places.len(), ..PtpCounts::default() };
        for place in self.places.iter() {
            let Some(word) = self.words.get(u32::from_le_bytes(*place) as usize) else { continue };
            let (pairs, attribute) = (u32_in(word, 12), u32_in(word, 8));
            counts.pairs += pairs as usize;
            let windows = |list| self.starts.bounds(list).map_or(0, |range| range.len());
            counts.windows += if attribute & UNIFORM != 0 {
                pairs as usize * windows((attribute & !UNIFORM) as usize)
            } else {
                (attribute..attribute + pairs)
                    .filter_map(|at| self.attributes.number(at as usize))
                    .map(|list| windows(usize::from(list)))
                    .sum()
            };
        }
        counts
    }
}

/// How many codes are numbered, when their numbers ascend from 1.
fn count_numbers(numbers: Records<'_, 2>) -> Option<usize> {
    let mut count = 0;
    for number in numbers.iter().map(|number| u16::from_le_bytes(*number)).filter(|number| *number != 0) {
        count += 1;
        if usize::from(number) != count {
            return None;
        }
    }
    Some(count)
}

/// How much a PTP table holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::edition) struct PtpCounts {
    pub(in crate::edition) pairs: usize,
    pub(in crate::edition) windows: usize,
    pub(in crate::edition) words: usize,
}

/// The window of a record.
pub(in crate::edition) fn window_of(record: &[u8; 12]) -> PtpWindow {
    PtpWindow {
        effective: Date::from_days(u32_in(record, 0)).unwrap_or(Date::MAX),
        deleted: Date::from_days(u32_in(record, 4)),
        indicator: match u8_in(record, 8) {
            0 => Indicator::NotAllowed,
            1 => Indicator::Allowed,
            _ => Indicator::NotApplicable,
        },
        rationale: Rationale::from_number(u8_in(record, 9)),
        before_1996: u8_in(record, 10) != 0,
    }
}

fn record_of(window: &PtpWindow) -> [u8; 12] {
    let [a, b, c, d] = window.effective.days().to_le_bytes();
    let [e, f, g, h] = window.deleted.map_or(OPEN, Date::days).to_le_bytes();
    let indicator = match window.indicator {
        Indicator::NotAllowed => 0,
        Indicator::Allowed => 1,
        Indicator::NotApplicable => 9,
    };
    [a, b, c, d, e, f, g, h, indicator, window.rationale as u8, u8::from(window.before_1996), 0]
}

/// Writes the parts of a PTP table from its rows `(column 1, column 2, number of its window)`,
/// sorted and without repeats; equal windows must have equal numbers and numbers must ascend with
/// the windows.
///
/// # Errors
/// [`EditionError::TooLarge`] when the table outgrows the format.
pub(in crate::edition) fn encode(
    table: Table,
    codes: usize,
    rows: &[(CodeId, CodeId, u32)],
    windows: &[PtpWindow],
    out: &mut Sections,
) -> Result<(), EditionError> {
    let too_large = |limit| EditionError::TooLarge { what: table.name(), limit };
    let (mut row_of, mut column_of) = (vec![0_u16; codes], vec![0_u16; codes]);
    for (row, column, _) in rows {
        row_of.get_mut(row.index()).into_iter().for_each(|seen| *seen = 1);
        column_of.get_mut(column.index()).into_iter().for_each(|seen| *seen = 1);
    }
    for numbers in [&mut row_of, &mut column_of] {
        for (number, slot) in (1..).zip(numbers.iter_mut().filter(|slot| **slot != 0)) {
            *slot = number;
        }
    }
    let groups = usize::from(column_of.iter().copied().max().unwrap_or_default()).div_ceil(64 * 64);

    let mut lists: HashMap<Vec<u32>, u16> = HashMap::new();
    let mut list_order: Vec<Vec<u32>> = Vec::new();
    let mut contents: HashMap<(u64, Vec<u16>), u32> = HashMap::new();
    let (mut headers, mut places, mut words) = (Vec::new(), Vec::<u8>::new(), Vec::new());
    let mut row = 0;
    let mut attribute_starts: HashMap<Vec<u16>, u32> = HashMap::new();
    let mut attributes: Vec<u16> = Vec::new();

    for of_row in rows.chunk_by(|a, b| a.0 == b.0) {
        let column = |entry: &(CodeId, CodeId, u32)| {
            column_of.get(entry.1.index()).map_or(0, |number| usize::from(*number) - 1)
        };
        for of_word in of_row.chunk_by(|a, b| column(a) / 64 == column(b) / 64) {
            let (mut bits, mut of_pairs) = (0_u64, Vec::new());
            let mut word = 0;
            for of_pair in of_word.chunk_by(|a, b| a.1 == b.1) {
                let column = of_pair.first().map_or(0, column);
                word = column / 64;
                bits |= 1 << (column % 64);
                let windows: Vec<u32> = of_pair.iter().map(|entry| entry.2).collect();
                let list = match lists.get(&windows) {
                    Some(list) => *list,
                    None => {
                        let list =
                            u16::try_from(lists.len()).map_err(|_| too_large("65,536 window lists"))?;
                        list_order.push(windows.clone());
                        lists.insert(windows, list);
                        list
                    }
                };
                of_pairs.push(list);
            }
            headers.push(row * groups * 64 + word);
            let content = match contents.get(&(bits, of_pairs.clone())) {
                Some(content) => *content,
                None => {
                    let attribute = match of_pairs.first() {
                        Some(first) if of_pairs.iter().all(|list| list == first) => {
                            UNIFORM | u32::from(*first)
                        }
                        _ => *attribute_starts.entry(of_pairs.clone()).or_insert_with(|| {
                            let start = attributes.len() as u32;
                            attributes.extend(&of_pairs);
                            start
                        }),
                    };
                    let content = contents.len() as u32;
                    words.extend(bits.to_le_bytes());
                    words.extend(attribute.to_le_bytes());
                    words.extend((of_pairs.len() as u32).to_le_bytes());
                    contents.insert((bits, of_pairs), content);
                    content
                }
            };
            places.extend(content.to_le_bytes());
        }
        row += 1;
    }

    let (mut starts, mut records) = (vec![0; 4], Vec::new());
    for list in &list_order {
        for window in list {
            records.extend(windows.get(*window as usize).map_or([0; 12], record_of));
        }
        starts.extend(((records.len() / 12) as u32).to_le_bytes());
    }
    let bytes = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    out.add(table, part::ROWS, bytes(&row_of));
    out.add(table, part::COLUMNS, bytes(&column_of));
    out.add(table, part::SHAPE, (groups as u32).to_le_bytes().to_vec());
    out.add(table, part::HEADERS, Ranked::encode(headers, row * groups));
    out.add(table, part::PLACES, places);
    out.add(table, part::WORDS, words);
    out.add(table, part::ATTRIBUTES, attributes.iter().flat_map(|list| list.to_le_bytes()).collect());
    out.add(table, part::STARTS, starts);
    out.add(table, part::WINDOWS, records);
    Ok(())
}
