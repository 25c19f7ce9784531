//! Spreadsheets as text, so that every importer reads the text layout of its file.

use calamine::{Data, Reader};
use std::io::Cursor;

/// The first sheet of a spreadsheet as text: tab-separated when its header is that of the
/// tab-separated NCCI files, CSV otherwise. Rows keep their numbers.
pub(super) fn to_text(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut workbook =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let sheet =
        workbook.worksheet_range_at(0).ok_or("it has no sheet")?.map_err(|error| error.to_string())?;
    let above = sheet.start().map_or(0, |(row, _)| row as usize);
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
    let tabs =
        rows.iter().take(40).flatten().any(|cell| cell == "AOC_Edit_Type" || cell.starts_with("Column 1"));
    if tabs {
        let lines = rows.iter().map(|row| row.join("\t"));
        let blank = std::iter::repeat_n(String::new(), above);
        return Ok(blank.chain(lines).flat_map(|line| (line + "\n").into_bytes()).collect());
    }
    let mut out = b"\n".repeat(above);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut out);
    for row in &rows {
        writer.write_record(row).map_err(|error| error.to_string())?;
    }
    writer.flush().map_err(|error| error.to_string())?;
    drop(writer);
    Ok(out)
}

/// The text of a cell in one line: a whole number without decimals, a date as `YYYYMMDD`.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(time) => {
            // Serial days count from 1899-12-30; dates before March 1900 do not occur.
            let days =
                (time.as_f64().floor() as i64 - 2).try_into().ok().and_then(crate::code::Date::from_days);
            days.map_or_else(String::new, |date| date.to_string().replace('-', ""))
        }
        other => other.to_string().replace(['\r', '\n', '\t'], " "),
    }
}
