//! Writing a table of pairs; the parts are described in [`pairs`](super::pairs).

use super::super::builder::Sections;
use super::super::{EditionError, PtpWindow};
use super::pairs::{BLOCK, UNIFORM, part};
use super::ptp::record_of;
use super::{CodeId, Table};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A row of the table: column 1, column 2, number of its window.
pub(in crate::edition) type PairRow = (CodeId, CodeId, u32);

/// A fast hash for keys that nobody chooses to make collide.
#[derive(Default)]
pub(in crate::edition) struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 29;
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

/// A map with that hash.
pub(in crate::edition) type FoldMap<K, V> = HashMap<K, V, BuildHasherDefault<Fold>>;

/// Distinct window lists, words and blocks, numbered in the order they come.
#[derive(Default)]
struct Store {
    lists: FoldMap<Vec<u32>, u16>,
    /// The list of a single window, for the pairs (seven of eight) that have no more.
    single: Vec<Option<u16>>,
    list_order: Vec<Vec<u32>>,
    words: FoldMap<Vec<u16>, u32>,
    word_bytes: Vec<u8>,
    attribute_starts: FoldMap<Vec<u16>, u32>,
    attributes: Vec<u16>,
    blocks: FoldMap<[u32; BLOCK], u32>,
    block_words: Vec<u32>,
    slots: Vec<u32>,
}

impl Store {
    fn list(&mut self, rows: &[PairRow]) -> Option<u16> {
        if let [(_, _, window)] = rows {
            let window = *window as usize;
            if let Some(Some(list)) = self.single.get(window) {
                return Some(*list);
            }
            let list = self.new_list(vec![window as u32])?;
            self.single.resize(self.single.len().max(window + 1), None);
            self.single.get_mut(window).into_iter().for_each(|slot| *slot = Some(list));
            return Some(list);
        }
        let windows: Vec<u32> = rows.iter().map(|row| row.2).collect();
        match self.lists.get(&windows) {
            Some(list) => Some(*list),
            None => self.new_list(windows),
        }
    }

    fn new_list(&mut self, windows: Vec<u32>) -> Option<u16> {
        let list = u16::try_from(self.list_order.len()).ok()?;
        self.list_order.push(windows.clone());
        self.lists.insert(windows, list);
        Some(list)
    }

    /// The number of a word: its bits in four `u16`, then the list of each of its pairs.
    fn word(&mut self, key: &[u16]) -> u32 {
        if let Some(word) = self.words.get(key) {
            return *word;
        }
        let (bits, lists) = key.split_at_checked(4).unwrap_or_default();
        let attribute = match lists {
            [] => UNIFORM,
            [first, rest @ ..] if rest.iter().all(|list| list == first) => UNIFORM | u32::from(*first),
            _ => match self.attribute_starts.get(lists) {
                Some(start) => *start,
                None => {
                    let start = self.attributes.len() as u32;
                    self.attributes.extend(lists);
                    self.attribute_starts.insert(lists.to_vec(), start);
                    start
                }
            },
        };
        self.word_bytes.extend(bits.iter().flat_map(|part| part.to_le_bytes()));
        self.word_bytes.extend(attribute.to_le_bytes());
        self.word_bytes.extend((lists.len() as u32).to_le_bytes());
        let word = self.words.len() as u32;
        self.words.insert(key.to_vec(), word);
        word
    }

    fn block(&mut self, words: [u32; BLOCK]) {
        let next = self.blocks.len() as u32;
        let block = *self.blocks.entry(words).or_insert(next);
        if block == next {
            self.block_words.extend(words);
        }
        self.slots.push(block);
    }
}

/// Numbers the codes that stand in a column, from 1 in their order; 0 for the others.
fn numbers(codes: usize, ids: impl Iterator<Item = CodeId>) -> Vec<u16> {
    let mut numbers = vec![0; codes];
    for id in ids {
        numbers.get_mut(id.index()).into_iter().for_each(|number| *number = 1);
    }
    for (next, number) in (1..).zip(numbers.iter_mut().filter(|number| **number != 0)) {
        *number = next;
    }
    numbers
}

/// Writes the parts of a table of pairs from its rows, sorted and without repeats.
///
/// # Errors
/// [`EditionError::TooLarge`] when the table has more window lists than the format numbers.
pub(in crate::edition) fn encode(
    table: Table,
    codes: usize,
    rows: &[PairRow],
    windows: &[PtpWindow],
    out: &mut Sections,
) -> Result<(), EditionError> {
    let too_large = || EditionError::TooLarge { what: table.name(), limit: "65,536 window lists" };
    let row_numbers = numbers(codes, rows.iter().map(|row| row.0));
    let column_numbers = numbers(codes, rows.iter().map(|row| row.1));
    let columns = column_numbers.iter().copied().max().map_or(0, usize::from);
    let blocks = columns.div_ceil(64 * BLOCK);
    let column =
        |row: &PairRow| column_numbers.get(row.1.index()).map_or(0, |number| usize::from(*number) - 1);

    let mut store = Store::default();
    // Word 0 is the empty one.
    store.word(&[0; 4]);
    let mut key: Vec<u16> = Vec::new();
    let mut line = vec![0_u32; blocks * BLOCK];
    for of_row in rows.chunk_by(|a, b| a.0 == b.0) {
        line.fill(0);
        for of_word in of_row.chunk_by(|a, b| column(a) / 64 == column(b) / 64) {
            let mut bits = 0_u64;
            key.clear();
            key.extend([0; 4]);
            for of_pair in of_word.chunk_by(|a, b| a.1 == b.1) {
                bits |= 1 << (of_pair.first().map_or(0, column) % 64);
                key.push(store.list(of_pair).ok_or_else(too_large)?);
            }
            for (part, shift) in key.iter_mut().zip([0, 16, 32, 48]) {
                *part = (bits >> shift) as u16;
            }
            let place = of_word.first().map_or(0, column) / 64;
            let word = store.word(&key);
            line.get_mut(place).into_iter().for_each(|slot| *slot = word);
        }
        let (of_blocks, _) = line.as_chunks::<BLOCK>();
        of_blocks.iter().for_each(|words| store.block(*words));
    }

    let (mut starts, mut records) = (vec![0; 4], Vec::new());
    for list in &store.list_order {
        for window in list {
            records.extend(windows.get(*window as usize).map_or([0; 12], record_of));
        }
        starts.extend(((records.len() / 12) as u32).to_le_bytes());
    }
    let wide = store.words.len().max(store.blocks.len()) > 1 << 16;
    let bytes = |numbers: &[u32]| -> Vec<u8> {
        if wide {
            numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
        } else {
            numbers.iter().flat_map(|number| (*number as u16).to_le_bytes()).collect()
        }
    };
    let short = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let width = if wide { 4_u32 } else { 2 };
    out.add(table, part::ROWS, short(&row_numbers));
    out.add(table, part::COLUMNS, short(&column_numbers));
    out.add(table, part::SHAPE, [(blocks as u32).to_le_bytes(), width.to_le_bytes()].concat());
    out.add(table, part::SLOTS, bytes(&store.slots));
    out.add(table, part::BLOCKS, bytes(&store.block_words));
    out.add(table, part::WORDS, store.word_bytes);
    out.add(table, part::ATTRIBUTES, short(&store.attributes));
    out.add(table, part::STARTS, starts);
    out.add(table, part::WINDOWS, records);
    Ok(())
}
