//! Reading rows: what is wrong with one, and what became of all.

use crate::code::{Date, ProcedureCode};
use crate::edition::EditionError;
use std::collections::BTreeMap;

/// What is wrong with a row: the column, what stands there, and why it cannot be read.
#[derive(Debug)]
pub(super) struct Bad {
    pub(super) column: &'static str,
    pub(super) text: String,
    pub(super) problem: String,
}

impl Bad {
    pub(super) fn new(column: &'static str, text: &[u8], problem: impl ToString) -> Self {
        let mut text = String::from_utf8_lossy(text).into_owned();
        if let Some((end, _)) = text.char_indices().nth(80) {
            text.truncate(end);
        }
        Self { column, text, problem: problem.to_string() }
    }
}

/// Counts the rows of one file and decides what a bad one does.
pub(super) struct Rows<'a> {
    pub(super) file: &'a str,
    lenient: bool,
    read: u64,
    kept: u64,
    skipped: BTreeMap<String, u64>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(file: &'a str, lenient: bool) -> Self {
        Self { file, lenient, read: 0, kept: 0, skipped: BTreeMap::new() }
    }

    /// A row has been read and stands in the edition, or not because it is outside of its scope.
    pub(super) fn count(&mut self, kept: bool) {
        self.read += 1;
        if kept {
            self.kept += 1;
        } else {
            self.skip("outside of the practice set");
        }
    }

    /// A row has been read and is left out for a reason.
    pub(super) fn leave_out(&mut self, reason: &str) {
        self.read += 1;
        self.skip(reason);
    }

    fn skip(&mut self, reason: &str) {
        match self.skipped.get_mut(reason) {
            Some(count) => *count += 1,
            None => drop(self.skipped.insert(reason.to_owned(), 1)),
        }
    }

    /// All the rows of the file are left out for a reason.
    pub(super) fn skip_all(&mut self, rows: u64, reason: &str) {
        self.read += rows;
        *self.skipped.entry(reason.to_owned()).or_default() += rows;
    }

    /// A row cannot be read: an error, or counted when the import is lenient.
    pub(super) fn bad(&mut self, line: u64, bad: Bad) -> Result<(), EditionError> {
        let Bad { column, text, problem } = bad;
        if self.lenient {
            self.leave_out(&format!("{column} {problem}"));
            return Ok(());
        }
        Err(EditionError::Row { file: self.file.to_owned(), line, column, text, problem })
    }

    /// The file as a whole cannot be imported.
    pub(super) fn unreadable(&self, problem: impl ToString) -> EditionError {
        EditionError::Source { file: self.file.to_owned(), problem: problem.to_string() }
    }

    /// Rows read, kept and skipped, and why they were skipped.
    pub(super) fn finish(self) -> (u64, u64, u64, BTreeMap<String, u64>) {
        (self.read, self.kept, self.skipped.values().sum(), self.skipped)
    }
}

/// A procedure code.
pub(super) fn code(column: &'static str, text: &[u8]) -> Result<ProcedureCode, Bad> {
    <[u8; 5]>::try_from(text.trim_ascii())
        .ok()
        .and_then(ProcedureCode::from_bytes)
        .ok_or_else(|| Bad::new(column, text, "is no procedure code of five characters"))
}

/// A date `YYYYMMDD`.
pub(super) fn date(column: &'static str, text: &[u8]) -> Result<Date, Bad> {
    parse_date(text.trim_ascii()).ok_or_else(|| Bad::new(column, text, "is no date YYYYMMDD"))
}

/// A date `YYYYMMDD`, or nothing when it is blank or `*`.
pub(super) fn optional_date(column: &'static str, text: &[u8]) -> Result<Option<Date>, Bad> {
    match text.trim_ascii() {
        b"" | b"*" => Ok(None),
        text => date(column, text).map(Some),
    }
}

fn parse_date(text: &[u8]) -> Option<Date> {
    let number = number(text).filter(|_| text.len() == 8)?;
    Date::from_ymd((number / 10_000) as u16, (number / 100 % 100) as u8, (number % 100) as u8)
}

/// A number of up to nine digits.
pub(super) fn number(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

/// The lines of a text with their numbers from 1, without line ends.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    (1..).zip(bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)))
}

/// Tells the lines of CSV records: the reader's own count is one short after `\r\n`.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line on which a record starts, from 1; the records come in the order of the file.
    pub(super) fn line(&mut self, record: &csv::ByteRecord) -> u64 {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let rest = self.bytes.get(start..).unwrap_or_default();
        let start = start + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let between = self.bytes.get(self.at..start).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = self.at.max(start);
        self.line
    }
}
