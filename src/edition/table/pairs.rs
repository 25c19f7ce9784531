//! Ordered pairs of codes and their windows, as they lie in the file.
//!
//! Published tables repeat themselves: the codes of a family share their edits. Columns are taken 64
//! at a time; of 324,000 non-empty words of the practitioner table 26,000 are distinct, and of their
//! rows cut into blocks of eight words one in twelve. So a row is a list of block numbers, a block a
//! list of word numbers, a word its pairs: a page table, read with four loads and no search.
//!
//! | part | record |
//! |---|---|
//! | `ROWS` | u16 per code id: its row + 1 as a column-1 code, 0 when it has none |
//! | `COLUMNS` | u16 per code id: its column + 1 as a column-2 code, 0 when it has none |
//! | `SHAPE` | u32 blocks per row; u32 bytes of a number, 2 or 4 |
//! | `SLOTS` | a number per row and block: the block |
//! | `BLOCKS` | eight numbers per block: the words; word 0 is empty |
//! | `WORDS` | 16 bytes per word: u64 columns, u32 first attribute, u32 pairs; when bit 31 of the attribute is set, its low half is the attribute of every pair |
//! | `ATTRIBUTES` | u16 per pair of a word: its window list |
//! | `STARTS` | u32 per window list (and one more): first window |
//! | `WINDOWS` | the records of [`ptp`](super::ptp) |

use super::super::format::{PARTS, Records, Span, span, u8_in, u32_in, u64_in};
use super::CodeId;
use super::ptp::PtpEdit;
use crate::code::Date;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const ROWS: u16 = 0;
    pub(in crate::edition) const COLUMNS: u16 = 1;
    pub(in crate::edition) const SHAPE: u16 = 2;
    pub(in crate::edition) const SLOTS: u16 = 3;
    pub(in crate::edition) const BLOCKS: u16 = 4;
    pub(in crate::edition) const WORDS: u16 = 5;
    pub(in crate::edition) const ATTRIBUTES: u16 = 6;
    pub(in crate::edition) const STARTS: u16 = 7;
    pub(in crate::edition) const WINDOWS: u16 = 8;
}

/// Words of a block.
pub(super) const BLOCK: usize = 8;
/// Marks a word whose pairs all have one attribute.
pub(super) const UNIFORM: u32 = 1 << 31;

/// A table of pairs as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Pairs<'a> {
    bytes: &'a [u8],
    parts: &'a [Span; PARTS],
}

/// The parts of a table whose numbers have two bytes, as lists.
#[derive(Clone, Copy, Default)]
pub(super) struct Narrow<'a> {
    pub(super) blocks_per_row: usize,
    pub(super) rows: &'a [[u8; 2]],
    pub(super) columns: &'a [[u8; 2]],
    pub(super) slots: &'a [[u8; 2]],
    pub(super) blocks: &'a [[u8; 2 * BLOCK]],
    pub(super) words: &'a [[u8; 16]],
    pub(super) attributes: &'a [[u8; 2]],
    pub(super) starts: &'a [[u8; 4]],
    pub(super) windows: &'a [[u8; 12]],
}

/// Names the parts; nothing is read until a record is.
macro_rules! parts {
    ($($name:ident $part:ident $width:literal;)*) => {
        $(#[inline(always)]
        fn $name(self) -> Records<'a, $width> {
            Records::new(self.bytes, span(self.parts, part::$part))
        })*
    };
}

impl<'a> Pairs<'a> {
    parts! {
        rows ROWS 2;
        columns COLUMNS 2;
        shape SHAPE 8;
        slots SLOTS 2;
        wide_slots SLOTS 4;
        blocks BLOCKS 2;
        wide_blocks BLOCKS 4;
        words WORDS 16;
        attributes ATTRIBUTES 2;
        starts STARTS 4;
        all_windows WINDOWS 12;
    }

    #[inline(always)]
    pub(in crate::edition) fn new(bytes: &'a [u8], parts: &'a [Span; PARTS]) -> Self {
        Self { bytes, parts }
    }

    /// Blocks per row, and whether numbers have four bytes.
    #[inline(always)]
    fn layout(self) -> Option<(usize, bool)> {
        let shape = self.shape().proved(0)?;
        Some((u32_in(shape, 0) as usize, u32_in(shape, 4) == 4))
    }

    /// The parts as lists, for many lookups; none when numbers have four bytes.
    #[inline]
    pub(super) fn narrow(self) -> Option<Narrow<'a>> {
        let (blocks_per_row, _) = self.layout().filter(|(_, wide)| !wide)?;
        Some(Narrow {
            blocks_per_row,
            rows: self.rows().all(),
            columns: self.columns().all(),
            slots: self.slots().all(),
            blocks: Records::new(self.bytes, span(self.parts, part::BLOCKS)).all(),
            words: self.words().all(),
            attributes: self.attributes().all(),
            starts: self.starts().all(),
            windows: self.all_windows().all(),
        })
    }

    /// The codes' numbers as columns.
    pub(super) fn column_numbers(self) -> &'a [[u8; 2]] {
        self.columns().all()
    }

    /// The row of a column-1 code.
    pub(super) fn row(self, code: CodeId) -> Option<usize> {
        usize::from(self.rows().number(code.index())?).checked_sub(1)
    }

    /// The word of a row that holds a column.
    #[inline(always)]
    pub(super) fn word(self, row: usize, column: usize) -> Option<&'a [u8; 16]> {
        let (blocks, wide) = self.layout()?;
        let (slot, place) = (row * blocks + column / (64 * BLOCK), column / 64 % BLOCK);
        let word = if wide {
            let block = self.wide_slots().proved_number(slot)? as usize;
            self.wide_blocks().proved_number(block * BLOCK + place)? as usize
        } else {
            let block = usize::from(self.slots().proved_number(slot)?);
            usize::from(self.blocks().proved_number(block * BLOCK + place)?)
        };
        self.words().proved(word)
    }

    #[inline(always)]
    fn find(self, column_1: CodeId, column_2: CodeId) -> Option<&'a [[u8; 12]]> {
        let row = usize::from(self.rows().proved_number(column_1.index())?).checked_sub(1)?;
        let column = usize::from(self.columns().proved_number(column_2.index())?).checked_sub(1)?;
        let word = self.word(row, column)?;
        let bits = u64_in(word, 0);
        if bits >> (column % 64) & 1 == 0 {
            return None;
        }
        self.windows_in(word, column % 64)
    }

    /// The windows of the pair at a bit of a word.
    #[inline]
    fn windows_in(self, word: &[u8; 16], bit: usize) -> Option<&'a [[u8; 12]]> {
        let (bits, attribute) = (u64_in(word, 0), u32_in(word, 8));
        let list = if attribute & UNIFORM != 0 {
            attribute & !UNIFORM
        } else {
            let before = (bits & ((1_u64 << bit) - 1)).count_ones();
            u32::from(self.attributes().number((attribute + before) as usize)?)
        };
        Some(self.all_windows().range(self.starts().bounds(list as usize)?))
    }

    /// The windows of an ordered pair, every indicator; none when it is no pair.
    pub(in crate::edition) fn windows(self, column_1: CodeId, column_2: CodeId) -> &'a [[u8; 12]] {
        self.find(column_1, column_2).unwrap_or_default()
    }

    /// The edit in force on a date: an active window with indicator 0 or 1.
    #[inline(always)]
    pub(in crate::edition) fn edit(self, column_1: CodeId, column_2: CodeId, date: Date) -> Option<PtpEdit> {
        edit_of(self.find(column_1, column_2)?, date).map(PtpEdit::of)
    }

    /// The words that are not empty, with their row and first column; ascending.
    fn filled(self) -> impl Iterator<Item = (usize, usize, &'a [u8; 16])> {
        let (blocks, _) = self.layout().unwrap_or_default();
        let rows = self.rows().iter().filter(|number| **number != [0; 2]).count();
        (0..rows).flat_map(move |row| (0..blocks * BLOCK).map(move |word| (row, word * 64))).filter_map(
            move |(row, column)| {
                let word = self.word(row, column)?;
                (u64_in(word, 0) != 0).then_some((row, column, word))
            },
        )
    }

    /// Every ordered pair with its windows, ascending by ids.
    pub(in crate::edition) fn pairs(self) -> impl Iterator<Item = (CodeId, CodeId, &'a [[u8; 12]])> {
        let rows = ids(self.rows());
        let columns: std::rc::Rc<[CodeId]> = ids(self.columns()).into();
        self.filled().flat_map(move |(row, first, word)| {
            let row = rows.get(row).copied();
            let columns = std::rc::Rc::clone(&columns);
            let bits = u64_in(word, 0);
            (0..64)
                .filter(move |bit| bits >> bit & 1 != 0)
                .filter_map(move |bit| Some((row?, *columns.get(first + bit)?, self.windows_in(word, bit)?)))
        })
    }

    /// The pairs that stand in both orders, the lower id first.
    pub(in crate::edition) fn in_both_orders(self) -> Vec<(CodeId, CodeId)> {
        let number = |numbers: Records<'a, 2>, id: CodeId| {
            let number = numbers.proved_number(id.index()).unwrap_or_default();
            usize::from(number).checked_sub(1)
        };
        let [rows, columns] = [ids(self.rows()), ids(self.columns())];
        let mut found = Vec::new();
        for (row, first, word) in self.filled() {
            let Some(one) = rows.get(row).copied() else { continue };
            let Some(back) = number(self.columns(), one) else { continue };
            let mut bits = u64_in(word, 0);
            while bits != 0 {
                let two = columns.get(first + bits.trailing_zeros() as usize).copied();
                bits &= bits - 1;
                let Some(two) = two.filter(|two| one < *two) else { continue };
                let reversed = number(self.rows(), two).and_then(|row| self.word(row, back));
                if reversed.is_some_and(|word| u64_in(word, 0) >> (back % 64) & 1 != 0) {
                    found.push((one, two));
                }
            }
        }
        found
    }

    /// Whether every part fits the others, so that no reading of a pair leaves its section.
    pub(in crate::edition) fn is_sound(self, codes: usize) -> bool {
        let (Some(rows), Some(columns)) = (count_numbers(self.rows()), count_numbers(self.columns())) else {
            return false;
        };
        let Some((blocks, wide)) = self.layout().filter(|_| self.shape().len() == 1) else { return false };
        let (slots, words_of_blocks, highest) = if wide {
            let highest = (self.wide_slots().highest(), self.wide_blocks().highest());
            (self.wide_slots().len(), self.wide_blocks().len(), highest)
        } else {
            let highest = (self.slots().highest().map(u32::from), self.blocks().highest().map(u32::from));
            (self.slots().len(), self.blocks().len(), highest)
        };
        let below =
            |highest: Option<u32>, limit: usize| highest.is_none_or(|highest| (highest as usize) < limit);
        let lists = self.starts().len().saturating_sub(1);
        self.rows().len() == codes
            && self.columns().len() == codes
            && blocks <= columns.div_ceil(64 * BLOCK)
            && blocks * BLOCK * 64 >= columns
            && slots == rows * blocks
            && words_of_blocks.is_multiple_of(BLOCK)
            && below(highest.0, words_of_blocks / BLOCK)
            && below(highest.1, self.words().len())
            && self.words().iter().all(|word| {
                let (pairs, attribute) = (u64_in(word, 0).count_ones(), u32_in(word, 8));
                pairs == u32_in(word, 12)
                    && if attribute & UNIFORM != 0 {
                        ((attribute & !UNIFORM) as usize) < lists
                    } else {
                        attribute as usize + pairs as usize <= self.attributes().len()
                    }
            })
            && below(self.attributes().highest().map(u32::from), lists)
            && self.starts().are_starts(self.all_windows().len())
            && self.all_windows().iter().all(|window| u8_in(window, 8) <= 1 || u8_in(window, 8) == 9)
    }

    /// Distinct pairs, their windows and their non-empty words.
    pub(in crate::edition) fn counts(self) -> PairCounts {
        let mut counts = PairCounts::default();
        for (_, _, word) in self.filled() {
            let (pairs, attribute) = (u32_in(word, 12), u32_in(word, 8));
            counts.words += 1;
            counts.pairs += pairs as usize;
            let windows = |list| self.starts().bounds(list).map_or(0, |range| range.len());
            counts.windows += if attribute & UNIFORM != 0 {
                pairs as usize * windows((attribute & !UNIFORM) as usize)
            } else {
                (attribute..attribute + pairs)
                    .filter_map(|at| self.attributes().number(at as usize))
                    .map(|list| windows(usize::from(list)))
                    .sum()
            };
        }
        counts
    }
}

/// The codes that are numbered, in the order of their numbers.
fn ids(numbers: Records<'_, 2>) -> Vec<CodeId> {
    let numbered = (0_u16..).zip(numbers.iter()).filter(|(_, number)| **number != [0; 2]);
    numbered.map(|(id, _)| CodeId(id)).collect()
}

/// The window in force on a date: an active one with indicator 0 or 1.
#[inline(always)]
pub(super) fn edit_of(windows: &[[u8; 12]], date: Date) -> Option<&[u8; 12]> {
    windows.iter().find(|window| is_in_force(window, date))
}

/// Whether a window is an edit in force on a date.
#[inline(always)]
pub(super) fn is_in_force(window: &[u8; 12], date: Date) -> bool {
    let day = date.days();
    (u32_in(window, 0) <= day) & (day <= u32_in(window, 4)) & (u8_in(window, 8) < 2)
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

/// How much a table of pairs holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::edition) struct PairCounts {
    pub(in crate::edition) pairs: usize,
    pub(in crate::edition) windows: usize,
    pub(in crate::edition) words: usize,
}
