//! Excludes 1 notes of the ICD-10-CM Tabular List: which diagnosis codes are not reported together.
//!
//! Two parts of the same records of 40 bytes, each ascending: the note's own codes from u64 to u64, the
//! codes it excludes from u64 to u64 (packed diagnosis codes, both ends included), first day u32, last
//! day u32.
//!
//! | part | notes that stand at |
//! |---|---|
//! | `CODES` | a code, and so at every code that begins with it |
//! | `BLOCKS` | a section or chapter; few, searched one by one |

use super::super::builder::Sections;
use super::super::format::{Records, u32_in, u64_in};
use super::Table;
use crate::code::{Date, DiagnosisCode, DiagnosisRange};
use std::collections::BTreeSet;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const CODES: u16 = 0;
    pub(in crate::edition) const BLOCKS: u16 = 1;
}

/// Bytes of a record.
pub(in crate::edition) const ROW: usize = 40;

/// A row: the note's codes, the excluded codes, first day, last day.
pub(in crate::edition) type ExcludesRow = ((u64, u64), (u64, u64), u32, u32);

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Excludes<'a> {
    pub(in crate::edition) codes: Records<'a, ROW>,
    pub(in crate::edition) blocks: Records<'a, ROW>,
}

impl Excludes<'_> {
    /// Whether a note that stands at a code (or at what is above it) excludes another code on a date. A
    /// note whose own codes hold both says nothing of the two.
    pub(in crate::edition) fn excludes(self, code: DiagnosisCode, other: DiagnosisCode, date: Date) -> bool {
        let says = |row: &[u8; ROW]| {
            let ((first, last), (from, to), begin, end) = fields(row);
            (first..=last).contains(&code.packed())
                && !(first..=last).contains(&other.packed())
                && (from..=to).contains(&other.packed())
                && (begin..=end).contains(&date.days())
        };
        let rows = self.codes.all();
        let mut above = Some(code);
        while let Some(own) = above {
            let range = DiagnosisRange::of(own).packed();
            let start = rows.partition_point(|row| fields(row).0 < range);
            let mut of_code = rows.iter().skip(start).take_while(|row| fields(row).0 == range);
            if of_code.any(says) {
                return true;
            }
            above = own.parent();
        }
        self.blocks.iter().any(says)
    }

    /// Whether the rows ascend and every range and window ends after it begins.
    pub(in crate::edition) fn is_sound(self) -> bool {
        [self.codes, self.blocks].into_iter().all(|records| {
            let rows = records.all();
            rows.iter()
                .map(fields)
                .all(|(own, other, first, last)| own.0 <= own.1 && other.0 <= other.1 && first <= last)
                && rows.windows(2).all(|pair| matches!(pair, [a, b] if fields(a) < fields(b)))
        })
    }
}

fn fields(row: &[u8; ROW]) -> ExcludesRow {
    ((u64_in(row, 0), u64_in(row, 8)), (u64_in(row, 16), u64_in(row, 24)), u32_in(row, 32), u32_in(row, 36))
}

/// Joins rows of windows that touch, and writes the table.
pub(in crate::edition) fn encode(rows: BTreeSet<ExcludesRow>, out: &mut Sections) {
    let mut joined: Vec<ExcludesRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match joined.last_mut() {
            Some(last) if (last.0, last.1) == (row.0, row.1) && row.2 <= last.3.saturating_add(1) => {
                last.3 = last.3.max(row.3);
            }
            _ => joined.push(row),
        }
    }
    let (mut codes, mut blocks) = (Vec::new(), Vec::new());
    for (own, other, first, last) in joined {
        let code = DiagnosisCode::from_packed(own.0).map(|code| DiagnosisRange::of(code).packed());
        let bytes = if code == Some(own) { &mut codes } else { &mut blocks };
        for number in [own.0, own.1, other.0, other.1] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(first.to_le_bytes());
        bytes.extend(last.to_le_bytes());
    }
    out.add(Table::Excludes1, part::CODES, codes);
    out.add(Table::Excludes1, part::BLOCKS, blocks);
}
