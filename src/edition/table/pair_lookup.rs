//! Many lookups in one table of pairs: its parts found once, and the columns of a claim tested
//! together.

use super::super::Edition;
use super::super::format::{u16_in, u32_in, u64_in};
use super::pairs::{BLOCK, Narrow, Pairs, UNIFORM, edit_of, is_in_force};
use super::ptp::{PtpEdit, PtpSet};
use super::{CodeId, Lookup};
use crate::code::Date;

/// The procedure-to-procedure edits of one set, ready for many lookups.
///
/// Answers as [`Edition::ptp`] does, with less work for each. Made by [`Edition::ptp_edits`]; cheap to
/// copy, and made anew for every claim in tens of nanoseconds.
///
/// ```
/// use cleanclaim::edition::{Edition, PtpColumns, PtpSet};
/// let edition = Edition::starter();
/// let edits = edition.ptp_edits(PtpSet::Practitioner);
/// let code = |text: &str| edition.code_id(text.parse().unwrap()).unwrap();
/// let (removal, look, visit) = (code("45385"), code("45378"), code("99213"));
/// assert!(edits.edit(removal, look, "2024-08-01".parse().unwrap()).found().is_some());
///
/// // Which codes of a day have windows as column 2 of a code, all at once.
/// let mut day = PtpColumns::default();
/// day.fill(&edits, [visit, look, removal]);
/// assert!(edits.beside(removal, &day).any(|found| found == look));
/// ```
#[derive(Clone, Copy)]
pub struct PtpEdits<'e> {
    edition: &'e Edition,
    set: PtpSet,
    /// The first day of those the table answers for without a second look, and how many follow it.
    first: u32,
    span: u32,
    pairs: Pairs<'e>,
    /// The parts; none where the table takes the slow way.
    parts: Narrow<'e>,
}

impl<'e> PtpEdits<'e> {
    #[inline]
    pub(in crate::edition) fn new(
        edition: &'e Edition,
        set: PtpSet,
        days: Option<(u32, u32)>,
        pairs: Pairs<'e>,
    ) -> Self {
        // A table with numbers of four bytes, as no published one needs, takes the slow way.
        let (first, span, parts) = match (days, pairs.narrow()) {
            (Some((first, last)), Some(parts)) => (first, last.saturating_sub(first), parts),
            _ => (u32::MAX, 0, Narrow::default()),
        };
        Self { edition, set, first, span, pairs, parts }
    }

    /// The edit in force on a date that denies the column-2 code beside the column-1 code: what
    /// [`Edition::ptp`] answers.
    #[inline(always)]
    pub fn edit(&self, column_1: CodeId, column_2: CodeId, date: Date) -> Lookup<PtpEdit> {
        if !self.answers(date) {
            return self.edition.ptp(self.set, column_1, column_2, date);
        }
        let (row, column) = (number_of(self.parts.rows, column_1), number_of(self.parts.columns, column_2));
        // A code without a row or a column leads to some word, and has no bit in it.
        let bit = u64::from((row != 0) & (column != 0)) << (column.wrapping_sub(1) % 64);
        let (row, column) = (usize::from(row.wrapping_sub(1)), usize::from(column.wrapping_sub(1)));
        let Some(word) = self.word(row, column) else { return Lookup::Absent };
        // Most pairs are none: one branch, mostly not taken.
        if u64_in(word, 0) & bit == 0 {
            return Lookup::Absent;
        }
        Lookup::from_option(self.in_force(word, bit, date).map(PtpEdit::of))
    }

    /// The window in force on a date of the pair at a bit of a word.
    #[inline(never)]
    fn in_force(&self, word: &[u8; 16], bit: u64, date: Date) -> Option<&'e [u8; 12]> {
        let (bits, attribute) = (u64_in(word, 0), u32_in(word, 8));
        // Without a branch: half of the words have one attribute for all pairs, half a list.
        let before = (bits & (bit - 1)).count_ones();
        let uniform = attribute & UNIFORM != 0;
        let at = (attribute.wrapping_add(before) as usize).min(self.parts.attributes.len().saturating_sub(1));
        let listed = self.parts.attributes.get(at).map_or(0, |list| u16::from_le_bytes(*list));
        let list = if uniform { attribute & !UNIFORM } else { u32::from(listed) } as usize;
        let start = u32::from_le_bytes(*self.parts.starts.get(list)?) as usize;
        let end = u32::from_le_bytes(*self.parts.starts.get(list + 1)?) as usize;
        // Seven of eight pairs have one window.
        let first = self.parts.windows.get(start)?;
        if is_in_force(first, date) {
            return Some(first);
        }
        if end - start == 1 {
            return None;
        }
        edit_of(self.parts.windows.get(start..end)?, date)
    }

    /// The word of a row that holds a column; any word, or none, when the row or the column is none.
    #[inline(always)]
    fn word(&self, row: usize, column: usize) -> Option<&'e [u8; 16]> {
        let slot =
            self.parts.slots.get(row * self.parts.blocks_per_row + column / (64 * BLOCK)).unwrap_or(&[0; 2]);
        let words = self.parts.blocks.get(usize::from(u16::from_le_bytes(*slot)))?;
        self.parts.words.get(usize::from(u16_in(words, column / 64 % BLOCK * 2)))
    }

    /// The codes among those of a day that have windows as column 2 of a code, in the order of their
    /// ids; whether one is in force on a date is for [`PtpEdits::edit`] to say.
    ///
    /// Sixty-four columns are tested at once. Where the table cannot tell of a code (it does not cover
    /// the date, or not the code), no code comes: ask [`PtpEdits::answers`] first.
    #[inline]
    pub fn beside<'c>(
        &'c self,
        column_1: CodeId,
        day: &'c PtpColumns,
    ) -> impl Iterator<Item = CodeId> + use<'c, 'e> {
        let row = self.pairs.row(column_1);
        let words = if row.is_some() { day.words.iter() } else { [].iter() };
        Beside { edits: self, row: row.unwrap_or_default(), day, words, found: (0, 0, 0) }
    }

    /// Whether the table answers for every code on a date, so that a pair it does not have is absent.
    #[inline(always)]
    pub fn answers(&self, date: Date) -> bool {
        date.days().wrapping_sub(self.first) <= self.span
    }
}

/// The number of a code in its column, from 1; 0 when it has none.
#[inline(always)]
fn number_of(numbers: &[[u8; 2]], code: CodeId) -> u16 {
    numbers.get(code.index()).map_or(0, |number| u16::from_le_bytes(*number))
}

/// The column-2 codes of one day, ready to be tested together by [`PtpEdits::beside`].
///
/// Its memory is reused from claim to claim.
#[derive(Debug, Clone, Default)]
pub struct PtpColumns {
    /// Column and code id, ascending.
    columns: Vec<(u16, CodeId)>,
    words: Vec<Columns>,
}

/// The columns that stand in one word.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// Which 64 columns.
    word: u16,
    /// Where they start in the list.
    start: u16,
    bits: u64,
}

impl PtpColumns {
    /// Replaces the codes by others; codes that are never column 2 and repeated ones are left out.
    pub fn fill(&mut self, edits: &PtpEdits<'_>, codes: impl IntoIterator<Item = CodeId>) {
        self.columns.clear();
        self.words.clear();
        let (columns, numbers) = (codes.into_iter(), edits.pairs.column_numbers());
        let columns = columns.filter_map(|code| Some((number_of(numbers, code).checked_sub(1)?, code)));
        self.columns.extend(columns);
        self.columns.sort_unstable();
        self.columns.dedup();
        for (start, (column, _)) in (0..).zip(&self.columns) {
            let (word, bit) = (column / 64, 1 << (column % 64));
            match self.words.last_mut() {
                Some(last) if last.word == word => last.bits |= bit,
                _ => self.words.push(Columns { word, start, bits: bit }),
            }
        }
    }
}

/// Walks the words of a row that hold columns of a day.
struct Beside<'e, 'c> {
    edits: &'c PtpEdits<'e>,
    row: usize,
    day: &'c PtpColumns,
    words: std::slice::Iter<'c, Columns>,
    /// Bits found in the word at hand, all its bits, and where they start in the list.
    found: (u64, u64, u16),
}

impl Iterator for Beside<'_, '_> {
    type Item = CodeId;

    #[inline]
    fn next(&mut self) -> Option<CodeId> {
        while self.found.0 == 0 {
            let columns = self.words.next()?;
            let column = usize::from(columns.word) * 64;
            let word = if self.edits.parts.slots.is_empty() {
                self.edits.pairs.word(self.row, column)
            } else {
                self.edits.word(self.row, column)
            };
            let bits = word.map_or(0, |word| u64_in(word, 0)) & columns.bits;
            self.found = (bits, columns.bits, columns.start);
        }
        let (bits, all, start) = self.found;
        self.found.0 = bits & (bits - 1);
        let below = (bits & bits.wrapping_neg()).wrapping_sub(1);
        let index = usize::from(start) + (all & below).count_ones() as usize;
        self.day.columns.get(index).map(|(_, code)| *code)
    }
}

impl std::fmt::Debug for PtpEdits<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PtpEdits").field("edition", &self.edition.id()).field("set", &self.set).finish()
    }
}
