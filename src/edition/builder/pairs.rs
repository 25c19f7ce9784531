//! The rows of procedure-to-procedure sets: packed while they come, checked and written at the end.

use super::Sections;
use crate::code::{Date, ProcedureCode};
use crate::edition::reader::Layout;
use crate::edition::table::pair_writer;
use crate::edition::{CodeId, EditionError, Indicator, PtpSet, PtpWindow, Table};
#[cfg(feature = "import")]
use std::collections::BTreeSet;
use std::collections::HashMap;

/// Rows of one set: column 1 and column 2 (21 bits each) and the number of the window (22 bits).
#[derive(Default)]
pub(super) struct PtpRows {
    rows: Vec<u64>,
    windows: HashMap<PtpWindow, u32>,
}

const WINDOW_BITS: u32 = 22;

impl PtpRows {
    /// The packed codes of every row.
    pub(super) fn codes(&self) -> impl Iterator<Item = [usize; 2]> {
        let codes = |row: &u64| [row >> (WINDOW_BITS + 21), row >> WINDOW_BITS & 0x1F_FFFF];
        self.rows.iter().map(move |row| codes(row).map(|packed| packed as usize))
    }

    pub(super) fn window(&mut self, window: PtpWindow) -> u32 {
        let next = self.windows.len() as u32;
        *self.windows.entry(window).or_insert(next)
    }

    pub(super) fn push(&mut self, column_1: ProcedureCode, column_2: ProcedureCode, window: u32) {
        let pair = u64::from(column_1.packed()) << 21 | u64::from(column_2.packed());
        self.rows.push(pair << WINDOW_BITS | u64::from(window));
    }
}

/// Takes the rows of one procedure-to-procedure set.
#[cfg(feature = "import")]
pub(in crate::edition) struct PtpSink<'a> {
    pub(super) practice: Option<&'a BTreeSet<ProcedureCode>>,
    pub(super) rows: &'a mut PtpRows,
}

#[cfg(feature = "import")]
impl PtpSink<'_> {
    /// The number of a window.
    pub(in crate::edition) fn window(&mut self, window: PtpWindow) -> u32 {
        self.rows.window(window)
    }

    /// Adds a row by the number of its window; says whether it is kept.
    pub(in crate::edition) fn push(
        &mut self,
        column_1: ProcedureCode,
        column_2: ProcedureCode,
        window: u32,
    ) -> bool {
        let within = |code| self.practice.is_none_or(|practice| practice.contains(&code));
        let kept = within(column_1) && within(column_2);
        if kept {
            self.rows.push(column_1, column_2, window);
        }
        kept
    }
}

/// Writes a set's table and says how many rows it has.
///
/// # Errors
/// [`EditionError::Conflict`] and [`EditionError::TooLarge`].
pub(super) fn write_pairs(
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
    // A published file has its pairs nearly in order: those of a column-1 code stand together, and
    // of these long runs ascend.
    let column_1 = |row: &u64| row >> (WINDOW_BITS + 21);
    if rows.rows.is_sorted_by_key(column_1) {
        rows.rows.chunk_by_mut(|a, b| column_1(a) == column_1(b)).for_each(<[u64]>::sort);
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
            window.indicator != Indicator::NotApplicable
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
pub(super) fn check_orders(bytes: &[u8], layout: &Layout) -> Result<(), EditionError> {
    for table in PtpSet::ALL.map(PtpSet::table) {
        let Some(day) = Date::from_days(layout.table(table).last).filter(|_| layout.table(table).present)
        else {
            continue;
        };
        let ptp = layout.ptp(bytes, table);
        for (row, column) in ptp.in_both_orders() {
            if ptp.edit(row, column, day).is_some() && ptp.edit(column, row, day).is_some() {
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
