//! CSV tables with a header line: rows of texts, columns by name.

use super::row::{Lines, Rows};
use crate::edition::EditionError;

/// A table: its header and the rows below it, with their line numbers from 1.
pub(super) struct Grid {
    header: Vec<String>,
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

impl Grid {
    /// Reads CSV; the header is the line whose first cell is `first`, whatever its case.
    pub(super) fn read(bytes: &[u8], first: &str, rows: &Rows<'_>) -> Result<Self, EditionError> {
        let mut header = None;
        let mut below = Vec::new();
        let mut lines = Lines::new(bytes);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        for record in reader.byte_records() {
            let record = record.map_err(|error| rows.unreadable(error))?;
            let number = lines.line(&record);
            let cells: Vec<String> =
                record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
            match &header {
                None if cells.first().is_some_and(|cell| {
                    cell.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(first)
                }) =>
                {
                    header = Some(cells.iter().map(|cell| cell.trim().to_ascii_uppercase()).collect());
                }
                None => {}
                Some(_) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Some(_) => below.push((number, cells)),
            }
        }
        let header = header
            .ok_or_else(|| rows.unreadable(format!("it has no header line that starts with {first}")))?;
        Ok(Self { header, rows: below })
    }

    /// The column of a name, which may be written in any case.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.eq_ignore_ascii_case(name))
    }

    /// The column of a name.
    ///
    /// # Errors
    /// [`EditionError::Source`] when there is none.
    pub(super) fn column(&self, name: &str, rows: &Rows<'_>) -> Result<usize, EditionError> {
        self.find(name).ok_or_else(|| rows.unreadable(format!("its header has no column {name}")))
    }
}
