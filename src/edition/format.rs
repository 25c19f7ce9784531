//! The bytes of an edition file, described once.
//!
//! ```text
//! 0    magic           8 bytes  "CLEANCLM"
//! 8    format version  u32
//! 12   code count      u32      procedure codes that have an id
//! 16   file length     u64
//! 24   checksum        u64      xxh3-64 of the file without these eight bytes
//! 32   section count   u32
//! 36   table count     u32
//! 40   edition id      1 byte of length, 63 bytes of text, zeros after it
//! 104  tables          32 bytes each (see TableEntry), in the order of their numbers
//! …    sections        16 bytes each: table u16, part u16, 0 u32, start u32, length u32; ascending
//! …    the sections, each at a multiple of eight, zeros between them
//! ```
//!
//! Every number is little-endian and every record has a fixed width, so that a reader needs no
//! alignment and no decoding step. The parts of each table are described in the file of the table.

use super::{EditionError, table::Table};

/// The first eight bytes of every edition file.
pub(super) const MAGIC: [u8; 8] = *b"CLEANCLM";
/// The format this crate writes and the newest it reads.
pub(super) const VERSION: u32 = 1;
/// Where the table directory starts.
pub(super) const HEADER: usize = 104;
/// Where the checksum stands.
pub(super) const CHECKSUM: std::ops::Range<usize> = 24..32;
/// Longest edition id, in bytes.
pub(super) const ID_LIMIT: usize = 63;
/// Bytes of one entry of the table directory.
pub(super) const TABLE_ENTRY: usize = 32;
/// Bytes of one entry of the section directory.
pub(super) const SECTION_ENTRY: usize = 16;
/// Parts a table may have.
pub(super) const PARTS: usize = 12;
/// A last day that is not set: the window is open.
pub(super) const OPEN: u32 = u32::MAX;

/// Parts that any table may have beside its own.
pub(super) mod part {
    /// The periods a table answers for: pairs of first and last day (u32, u32), ascending.
    pub(in crate::edition) const PERIODS: u16 = 10;
    /// The codes a partial table answers for: one [`super::Ranked`] word per 64 code ids.
    pub(in crate::edition) const SCOPE: u16 = 11;
}

/// The number under which sections that belong to the whole edition are filed.
pub(super) const SHARED: u16 = u16::MAX;

/// Parts of the whole edition, filed under [`SHARED`].
pub(super) mod shared {
    /// Code bitmap, upper level: one [`super::Ranked`] word per 4,096 packed values.
    pub(in crate::edition) const CODE_SUMMARY: u16 = 0;
    /// Code bitmap, lower level: the words the upper level marks, one per 64 packed values.
    pub(in crate::edition) const CODE_WORDS: u16 = 1;
    /// The sources of the edition (see `info.rs`).
    pub(in crate::edition) const SOURCES: u16 = 2;
}

/// One entry of the table directory.
///
/// `table u16, flags u16 (1 present, 2 scoped), first day u32, last day u32, 0 u32, rows u64, 0 u64`
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TableEntry {
    pub(super) present: bool,
    pub(super) scoped: bool,
    /// Whether the table answers for several periods; told by the periods, not stored.
    pub(super) holes: bool,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) rows: u64,
}

impl TableEntry {
    pub(super) fn write(&self, table: u16, out: &mut Vec<u8>) {
        out.extend(table.to_le_bytes());
        out.extend((u16::from(self.present) | u16::from(self.scoped) << 1).to_le_bytes());
        out.extend(self.first.to_le_bytes());
        out.extend(self.last.to_le_bytes());
        out.extend([0; 4]);
        out.extend(self.rows.to_le_bytes());
        out.extend([0; 8]);
    }

    pub(super) fn read(record: &[u8; TABLE_ENTRY], table: u16) -> Result<Self, EditionError> {
        let flags = u16_in(record, 2);
        if u16_in(record, 0) != table || flags > 3 {
            return Err(EditionError::damaged("table directory"));
        }
        Ok(Self {
            present: flags & 1 != 0,
            scoped: flags & 2 != 0,
            holes: false,
            first: u32_in(record, 4),
            last: u32_in(record, 8),
            rows: u64_in(record, 16),
        })
    }
}

/// Where a section lies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) length: u32,
}

impl Span {
    /// The bytes of the section, none when the file is shorter.
    pub(super) fn of(self, bytes: &[u8]) -> &[u8] {
        let start = self.start as usize;
        bytes.get(start..start + self.length as usize).unwrap_or_default()
    }
}

/// Where a part of a table lies.
#[inline(always)]
pub(super) fn span(parts: &[Span; PARTS], part: u16) -> Span {
    parts.get(usize::from(part)).copied().unwrap_or_default()
}

/// A section of records of `N` bytes.
///
/// Kept as the whole file and the place of the section, so that naming a section costs nothing and
/// reading a record costs one check.
#[derive(Clone, Copy)]
pub(super) struct Records<'a, const N: usize> {
    bytes: &'a [u8],
    span: Span,
}

impl<'a, const N: usize> Records<'a, N> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8], span: Span) -> Self {
        Self { bytes, span }
    }

    /// The records of a section that stands alone.
    pub(super) fn alone(bytes: &'a [u8]) -> Self {
        Self { bytes, span: Span { start: 0, length: u32::try_from(bytes.len()).unwrap_or_default() } }
    }

    #[inline]
    pub(super) fn len(self) -> usize {
        self.span.length as usize / N
    }

    #[inline]
    pub(super) fn get(self, index: usize) -> Option<&'a [u8; N]> {
        if index >= self.len() {
            return None;
        }
        self.proved(index)
    }

    /// The record at a position that the checks on opening have proved to be in the section: one
    /// check less than [`Records::get`]. A position they have not proved gives another part of the
    /// file, or none.
    #[inline(always)]
    pub(super) fn proved(self, index: usize) -> Option<&'a [u8; N]> {
        let at = (self.span.start as usize).wrapping_add(index.wrapping_mul(N));
        self.bytes.get(at..at.wrapping_add(N))?.try_into().ok()
    }

    #[inline]
    pub(super) fn range(self, range: std::ops::Range<usize>) -> &'a [[u8; N]] {
        if range.end > self.len() {
            return &[];
        }
        let start = self.span.start as usize;
        self.bytes.get(start + range.start * N..start + range.end * N).unwrap_or_default().as_chunks().0
    }

    pub(super) fn all(self) -> &'a [[u8; N]] {
        self.span.of(self.bytes).as_chunks().0
    }

    pub(super) fn iter(self) -> std::slice::Iter<'a, [u8; N]> {
        self.all().iter()
    }
}

impl Records<'_, 2> {
    #[inline(always)]
    pub(super) fn proved_number(self, index: usize) -> Option<u16> {
        self.proved(index).map(|bytes| u16::from_le_bytes(*bytes))
    }

    #[inline]
    pub(super) fn number(self, index: usize) -> Option<u16> {
        self.get(index).map(|bytes| u16::from_le_bytes(*bytes))
    }

    pub(super) fn highest(self) -> Option<u16> {
        self.iter().map(|bytes| u16::from_le_bytes(*bytes)).max()
    }
}

impl Records<'_, 4> {
    #[inline(always)]
    pub(super) fn proved_number(self, index: usize) -> Option<u32> {
        self.proved(index).map(|bytes| u32::from_le_bytes(*bytes))
    }

    #[inline]
    pub(super) fn number(self, index: usize) -> Option<u32> {
        self.get(index).map(|bytes| u32::from_le_bytes(*bytes))
    }

    pub(super) fn highest(self) -> Option<u32> {
        self.iter().map(|bytes| u32::from_le_bytes(*bytes)).max()
    }

    /// The range `[self[index], self[index + 1])` of an array of starts.
    #[inline]
    pub(super) fn bounds(self, index: usize) -> Option<std::ops::Range<usize>> {
        Some(self.number(index)? as usize..self.number(index + 1)? as usize)
    }

    /// Whether these are starts of `count` lists over `end` records.
    pub(super) fn are_starts(self, end: usize) -> bool {
        let starts = self.all();
        self.number(0) == Some(0)
            && self.len().checked_sub(1).and_then(|last| self.number(last)) == u32::try_from(end).ok()
            && starts.is_sorted_by_key(|start| u32::from_le_bytes(*start))
    }
}

/// The number at `at` of a fixed record; 0 outside of it.
#[inline(always)]
pub(super) fn u16_in(record: &[u8], at: usize) -> u16 {
    record.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// The number at `at` of a fixed record; 0 outside of it.
#[inline(always)]
pub(super) fn u32_in(record: &[u8], at: usize) -> u32 {
    record.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The number at `at` of a fixed record; 0 outside of it.
#[inline(always)]
pub(super) fn u64_in(record: &[u8], at: usize) -> u64 {
    record.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

/// The byte at `at` of a fixed record; 0 outside of it.
#[inline(always)]
pub(super) fn u8_in(record: &[u8], at: usize) -> u8 {
    record.get(at).copied().unwrap_or_default()
}

/// A bitmap with ranks: per 64 positions the bits (u64), how many bits are set in the words before
/// it (u32) and zeros (u32).
#[derive(Clone, Copy)]
pub(super) struct Ranked<'a>(Records<'a, 16>);

impl<'a> Ranked<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8], span: Span) -> Self {
        Self(Records::new(bytes, span))
    }

    /// How many set bits stand before `position`, when its bit is set.
    #[inline]
    pub(super) fn rank(self, position: usize) -> Option<usize> {
        let word = self.0.get(position / 64)?;
        let bits = u64_in(word, 0);
        let mask = 1_u64 << (position % 64);
        if bits & mask == 0 {
            return None;
        }
        Some(u32_in(word, 8) as usize + (bits & (mask - 1)).count_ones() as usize)
    }

    /// The set positions, ascending.
    pub(super) fn positions(self) -> impl Iterator<Item = usize> + 'a {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut bits = u64_in(word, 0);
            std::iter::from_fn(move || {
                (bits != 0).then(|| {
                    let bit = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    index * 64 + bit
                })
            })
        })
    }

    /// How many bits are set, when every rank is right; `None` otherwise.
    pub(super) fn count(self) -> Option<usize> {
        let mut count = 0;
        for word in self.0.iter() {
            if u32_in(word, 8) as usize != count {
                return None;
            }
            count += u64_in(word, 0).count_ones() as usize;
        }
        Some(count)
    }

    /// The bytes of a bitmap of `words × 64` positions with those of `positions` (ascending) set.
    pub(super) fn encode(positions: impl IntoIterator<Item = usize>, words: usize) -> Vec<u8> {
        let mut bits = vec![0_u64; words];
        for position in positions {
            if let Some(word) = bits.get_mut(position / 64) {
                *word |= 1 << (position % 64);
            }
        }
        let mut out = Vec::with_capacity(words * 16);
        let mut rank = 0_u32;
        for word in bits {
            out.extend(word.to_le_bytes());
            out.extend(rank.to_le_bytes());
            out.extend([0; 4]);
            rank += word.count_ones();
        }
        out
    }
}

/// The checksum of a whole file, its own eight bytes left out.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(bytes.get(..CHECKSUM.start).unwrap_or_default());
    hash.update(bytes.get(CHECKSUM.end..).unwrap_or_default());
    hash.digest()
}

/// Writes a whole file from its tables and sections.
///
/// # Errors
/// [`EditionError::TooLarge`] when the sections do not fit in 4 GiB.
pub(super) fn assemble(
    id: &str,
    codes: u32,
    tables: &[TableEntry; Table::COUNT],
    sections: &std::collections::BTreeMap<(u16, u16), Vec<u8>>,
) -> Result<Vec<u8>, EditionError> {
    let directory = HEADER + Table::COUNT * TABLE_ENTRY;
    let mut start = directory + sections.len() * SECTION_ENTRY;
    let mut spans = Vec::with_capacity(sections.len());
    for bytes in sections.values() {
        start = start.next_multiple_of(8);
        spans.push(start);
        start += bytes.len();
    }
    let length = start.next_multiple_of(8);
    if u32::try_from(length).is_err() {
        return Err(EditionError::TooLarge { what: "the edition file", limit: "4 GiB" });
    }
    let mut out = Vec::with_capacity(length);
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(codes.to_le_bytes());
    out.extend((length as u64).to_le_bytes());
    out.extend([0; 8]);
    out.extend((sections.len() as u32).to_le_bytes());
    out.extend((Table::COUNT as u32).to_le_bytes());
    let mut end = id.len().min(ID_LIMIT);
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    out.push(end as u8);
    out.extend(id.bytes().take(end));
    out.resize(HEADER, 0);
    for (table, entry) in (0..).zip(tables) {
        entry.write(table, &mut out);
    }
    for (((table, part), bytes), start) in sections.iter().zip(&spans) {
        out.extend(table.to_le_bytes());
        out.extend(part.to_le_bytes());
        out.extend([0; 4]);
        out.extend((*start as u32).to_le_bytes());
        out.extend((bytes.len() as u32).to_le_bytes());
    }
    for (bytes, start) in sections.values().zip(&spans) {
        out.resize(*start, 0);
        out.extend(bytes);
    }
    out.resize(length, 0);
    let sum = checksum(&out);
    if let Some(field) = out.get_mut(CHECKSUM) {
        field.copy_from_slice(&sum.to_le_bytes());
    }
    Ok(out)
}
