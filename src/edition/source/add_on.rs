//! NCCI add-on codes: tab-separated, ordinal dates `YYYYDDD`.

use super::period::Quarter;
use super::row::{Bad, Rows, code, lines, number};
use crate::code::{Date, ProcedureCode};
use crate::edition::{AddOnRow, Builder, EditionError};

/// The columns by the start of their names: later years write more words after it.
const COLUMNS: [&str; 7] = [
    "AOC_Edit_Type",
    "Add-On_Code",
    "AOC_DelDT",
    "Primary_Code",
    "Primary_Code_DelDT",
    "AOC_Edit_EffDT",
    "AOC_Edit_DelDT",
];

/// Imports a file: it answers from its earliest edit to the end of its quarter.
pub(super) fn import(
    bytes: &[u8],
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut columns: Option<[usize; 7]> = None;
    let mut earliest = None;
    for (number, line) in lines(bytes) {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
        let Some(columns) = columns else {
            columns = find_columns(&fields);
            continue;
        };
        if fields.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        match parse(&fields, columns) {
            Ok((add_on, first, last, row)) => {
                earliest = Some(earliest.map_or(first, |earliest: Date| earliest.min(first)));
                rows.count(builder.add_on(add_on, first, last, row));
            }
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let first = earliest.ok_or_else(|| rows.unreadable("it has no rows after a header AOC_Edit_Type"))?;
    builder.covers(crate::edition::Table::AddOn, first, quarter.last());
    Ok(())
}

fn find_columns(fields: &[&[u8]]) -> Option<[usize; 7]> {
    let mut found = [0; 7];
    for (slot, name) in found.iter_mut().zip(COLUMNS) {
        let exact = |field: &&[u8]| field.trim_ascii() == name.as_bytes();
        let prefix = |field: &&[u8]| field.trim_ascii().starts_with(name.as_bytes());
        *slot = fields.iter().position(exact).or_else(|| fields.iter().position(prefix))?;
    }
    Some(found)
}

type Parsed = (ProcedureCode, Date, Option<Date>, AddOnRow);

fn parse(fields: &[&[u8]], columns: [usize; 7]) -> Result<Parsed, Bad> {
    let field = |column: usize| fields.get(column).copied().unwrap_or_default().trim_ascii();
    let [kind, add_on, add_on_end, primary, primary_end, first, last] = columns.map(field);
    let kind = match kind {
        b"1" => 1,
        b"2" => 2,
        b"3" => 3,
        _ => return Err(Bad::new("AOC_Edit_Type", kind, "is none of 1, 2 and 3")),
    };
    let code_end = ordinal("AOC_DelDT", add_on_end)?;
    let primary_code = match primary {
        b"CCCCC" => None,
        _ => Some(code("Primary_Code", primary)?),
    };
    let primary_end = ordinal("Primary_Code_DelDT", primary_end)?;
    let effective = ordinal("AOC_Edit_EffDT", first)?
        .ok_or_else(|| Bad::new("AOC_Edit_EffDT", first, "is blank where a date YYYYDDD is needed"))?;
    let deleted = ordinal("AOC_Edit_DelDT", last)?;
    // The edit ends with the first of its own, the add-on's and the primary's last day.
    let last = [code_end, primary_end, deleted].into_iter().flatten().min();
    let row = AddOnRow { kind, primary: primary_code };
    Ok((code("Add-On_Code", add_on)?, effective, last, row))
}

/// A date `YYYYDDD`, the day counted in the year; blank is none.
fn ordinal(column: &'static str, text: &[u8]) -> Result<Option<Date>, Bad> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || Bad::new(column, text, "is no date YYYYDDD");
    let value = number(text).filter(|_| text.len() == 7).ok_or_else(bad)?;
    let (year, day) = ((value / 1_000) as u16, value % 1_000);
    let date = Date::from_ymd(year, 1, 1).ok_or_else(bad)?.plus_days(day as i32 - 1);
    if day == 0 || date.year() != year { Err(bad()) } else { Ok(Some(date)) }
}
