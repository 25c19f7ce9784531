//! Dated rows of tables keyed by code: joined, checked and written.

use super::Sections;
use crate::code::{Date, ProcedureCode};
use crate::edition::format::{self, Ranked};
use crate::edition::table::{level_2, outpatient, physician_fee, windowed};
use crate::edition::{CodeId, EditionError, Table};
use std::collections::{BTreeMap, HashMap};

/// A dated row of a table keyed by code: first day, last day, the rest of the record.
pub(super) type Row = (u32, u32, Vec<u8>);

/// Writes a table keyed by code.
///
/// # Errors
/// [`EditionError::Conflict`] when two rows say different things of one day.
pub(super) fn write_rows(
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

/// Writes the parts of a table keyed by code, from codes ascending.
pub(super) fn encode_windowed<const N: usize>(
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
