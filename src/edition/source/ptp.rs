//! NCCI procedure-to-procedure edits: tab-separated, the header wrapped over several lines.

use super::period::Quarter;
use super::row::{Bad, Rows, code, date, lines, optional_date};
use crate::code::ProcedureCode;
use crate::edition::{Builder, EditionError, Indicator, PtpRow, PtpSet, PtpWindow, Rationale};
use std::collections::HashMap;

/// Imports a file. Rows follow the header line that names the columns; lines of a wrapped header
/// start with a tab.
pub(super) fn import(
    bytes: &[u8],
    set: PtpSet,
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut in_header = true;
    let mut first = None;
    // The tails of the rows repeat: about 1,600 of them in 2.5 million rows.
    let mut windows: HashMap<&[u8], PtpWindow> = HashMap::new();
    for (number, line) in lines(bytes) {
        if in_header {
            in_header = !line.starts_with(b"Column 1");
            continue;
        }
        if line.starts_with(b"\t") || line.trim_ascii().is_empty() {
            continue;
        }
        match parse(line, &mut windows) {
            Ok(row) => {
                first = Some(first.map_or(row.window.effective, |first| row.window.effective.min(first)));
                rows.count(builder.ptp(set, row));
            }
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let first = first.ok_or_else(|| rows.unreadable("it has no rows"))?;
    builder.covers(set.table(), first, quarter.last());
    Ok(())
}

fn parse<'a>(line: &'a [u8], windows: &mut HashMap<&'a [u8], PtpWindow>) -> Result<PtpRow, Bad> {
    let (column_1, column_2, tail) = match line {
        [a, b, c, d, e, b'\t', f, g, h, i, j, b'\t', tail @ ..] => (
            ProcedureCode::from_bytes([*a, *b, *c, *d, *e]),
            ProcedureCode::from_bytes([*f, *g, *h, *i, *j]),
            tail,
        ),
        _ => (None, None, &line[line.len()..]),
    };
    if let Some(((column_1, column_2), window)) = column_1.zip(column_2).zip(windows.get(tail)) {
        return Ok(PtpRow { column_1, column_2, window: *window });
    }
    let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let &[column_1, column_2, before_1996, effective, deleted, indicator, ref rest @ ..] = fields.as_slice()
    else {
        return Err(Bad::new("row", line, "has fewer than six tab-separated fields"));
    };
    let row = PtpRow {
        column_1: code("Column 1", column_1)?,
        column_2: code("Column 2", column_2)?,
        window: PtpWindow {
            effective: date("Effective Date", effective)?,
            deleted: optional_date("Deletion Date", deleted)?,
            indicator: match indicator.trim_ascii() {
                b"0" => Indicator::NotAllowed,
                b"1" => Indicator::Allowed,
                b"9" => Indicator::NotApplicable,
                _ => return Err(Bad::new("Modifier", indicator, "is none of 0, 1 and 9")),
            },
            rationale: rest
                .first()
                .map_or(Rationale::Other, |text| Rationale::from_text(&String::from_utf8_lossy(text))),
            before_1996: before_1996.trim_ascii() == b"*",
        },
    };
    if row.window.deleted.is_some_and(|deleted| deleted < row.window.effective) {
        return Err(Bad::new("Deletion Date", deleted, "is before the effective date"));
    }
    if !tail.is_empty() {
        windows.insert(tail, row.window);
    }
    Ok(row)
}
