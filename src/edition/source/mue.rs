//! NCCI medically unlikely edits: CSV with a quoted notice and line breaks in the header.

use super::period::Quarter;
use super::row::{Bad, Lines, Rows, code, number};
use crate::edition::{Builder, EditionError, Mai, Mue, MueRationale, MueSet};

/// Imports a file: it answers for its quarter.
pub(super) fn import(
    bytes: &[u8],
    set: MueSet,
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let (first, last) = (quarter.first(), quarter.last());
    let (mut has_mai, mut lines) = (None, Lines::new(bytes));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| rows.unreadable(error))? {
        let field = |index: usize| record.get(index).unwrap_or_default();
        if field(0).starts_with(b"HCPCS") {
            has_mai = Some(field(2).windows(12).any(|words| words == b"Adjudication"));
            continue;
        }
        let Some(has_mai) = has_mai else { continue };
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        let parsed = code("HCPCS/CPT Code", field(0)).and_then(|code| {
            let value = number(field(1).trim_ascii())
                .ok_or_else(|| Bad::new("MUE Values", field(1), "is no whole number"))?;
            let mai = match field(2).trim_ascii() {
                _ if !has_mai => None,
                [b'1', ..] => Some(Mai::Line),
                [b'2', ..] => Some(Mai::DatePolicy),
                [b'3', ..] => Some(Mai::DateClinical),
                _ => {
                    return Err(Bad::new(
                        "MUE Adjudication Indicator",
                        field(2),
                        "does not start with 1, 2 or 3",
                    ));
                }
            };
            let rationale =
                MueRationale::from_text(&String::from_utf8_lossy(field(if has_mai { 3 } else { 2 })));
            Ok((code, Mue { value, mai, rationale }))
        });
        match parsed {
            Ok((code, mue)) => {
                builder.procedure_seen(code, first, last);
                rows.count(builder.mue(set, code, first, last, mue));
            }
            Err(bad) => rows.bad(lines.line(&record), bad)?,
        }
    }
    if has_mai.is_none() {
        return Err(rows.unreadable("it has no header line that starts with HCPCS"));
    }
    builder.covers(set.table(), first, last);
    Ok(())
}
