//! NCCI procedure-to-procedure edits: tab-separated, the header wrapped over several lines.

use super::file::Input;
use super::period::Quarter;
use super::row::{Bad, Rows, code, date, optional_date};
use crate::code::{Date, ProcedureCode};
use crate::edition::builder::PtpSink;
use crate::edition::table::pair_writer::FoldMap;
use crate::edition::{Builder, EditionError, Indicator, PtpSet, PtpWindow, Rationale};

/// Imports a file. Rows follow the header line that names the columns; lines of a wrapped header
/// start with a tab.
pub(super) fn import(
    input: &Input,
    set: PtpSet,
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<String, EditionError> {
    let mut lines = Lines::default();
    let mut sink = builder.ptp_sink(set);
    let hash = if input.is_sheet() {
        let (bytes, hash) = input.read()?;
        lines.take(&bytes, rows, &mut sink)?;
        hash
    } else {
        input.pieces(|piece| lines.take(piece, rows, &mut sink))?
    };
    let first = lines.first.ok_or_else(|| rows.unreadable("it has no rows"))?;
    builder.covers(set.table(), first, quarter.last());
    Ok(hash)
}

/// What is known from the lines before.
///
/// Rows of the published shape, five characters, tab, five characters, tab, and a tail that has been
/// seen before, are read by looking at these bytes alone; every other row is read field by field.
/// The tails repeat, about 1,600 of them in 2.5 million rows, and mostly the row before has the same.
#[derive(Default)]
struct Lines {
    number: u64,
    below_header: bool,
    first: Option<Date>,
    windows: FoldMap<Vec<u8>, u32>,
    last_tail: Vec<u8>,
    last_window: u32,
    last_code: ([u8; 5], Option<ProcedureCode>),
}

impl Lines {
    fn take(
        &mut self,
        mut rest: &[u8],
        rows: &mut Rows<'_>,
        sink: &mut PtpSink<'_>,
    ) -> Result<(), EditionError> {
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = after.get(1..).unwrap_or_default();
            self.number += 1;
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if self.below_header {
                self.line(line, rows, sink)?;
            } else {
                self.below_header = line.starts_with(b"Column 1");
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8], rows: &mut Rows<'_>, sink: &mut PtpSink<'_>) -> Result<(), EditionError> {
        let mut shaped = None;
        if let [a, b, c, d, e, b'\t', f, g, h, i, j, b'\t', tail @ ..] = line {
            shaped = Some(tail);
            let column_1 = [*a, *b, *c, *d, *e];
            if column_1 != self.last_code.0 {
                self.last_code = (column_1, ProcedureCode::from_bytes(column_1));
            }
            let mut window = (tail == self.last_tail.as_slice()).then_some(self.last_window);
            if window.is_none()
                && let Some(known) = self.windows.get(tail)
            {
                self.last_tail.clear();
                self.last_tail.extend(tail);
                self.last_window = *known;
                window = Some(*known);
            }
            let column_2 = ProcedureCode::from_bytes([*f, *g, *h, *i, *j]);
            if let (Some(column_1), Some(column_2), Some(window)) = (self.last_code.1, column_2, window) {
                rows.count(sink.push(column_1, column_2, window));
                return Ok(());
            }
        }
        if line.starts_with(b"\t") || line.trim_ascii().is_empty() {
            return Ok(());
        }
        match parse(line) {
            Ok((column_1, column_2, window)) => {
                self.first = Some(self.first.map_or(window.effective, |first| window.effective.min(first)));
                let window = sink.window(window);
                self.windows.extend(shaped.map(|tail| (tail.to_vec(), window)));
                rows.count(sink.push(column_1, column_2, window));
                Ok(())
            }
            Err(bad) => rows.bad(self.number, bad),
        }
    }
}

fn parse(line: &[u8]) -> Result<(ProcedureCode, ProcedureCode, PtpWindow), Bad> {
    let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let &[column_1, column_2, before_1996, effective, deleted, indicator, ref rest @ ..] = fields.as_slice()
    else {
        return Err(Bad::new("row", line, "has fewer than six tab-separated fields"));
    };
    let (column_1, column_2) = (code("Column 1", column_1)?, code("Column 2", column_2)?);
    let window = PtpWindow {
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
    };
    if window.deleted.is_some_and(|deleted| deleted < window.effective) {
        return Err(Bad::new("Deletion Date", deleted, "is before the effective date"));
    }
    Ok((column_1, column_2, window))
}
