//! The ICD-10-CM Tabular List (`icd10cm_tabular`, XML), of which the excludes 1 notes are read.
//!
//! A note names the codes it excludes in the parentheses at its end: `(E10.-)`, `(K50-K52)`,
//! `(O24.0-, O24.1-)`. Notes that name none there (a heading of the notes below it, a hint to another
//! part of the classification) or only some of a code's (`with fifth character 2`) are left out and
//! counted. A list answers for its fiscal year: 1 October to 30 September.

use super::row::{Bad, Rows};
use crate::code::{Date, DiagnosisCode, DiagnosisRange};
use crate::edition::{Builder, EditionError, Table};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The root element, by which a file is recognised.
pub(super) const ROOT: &str = "<ICD10CM.tabular>";

/// What an open element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    /// A chapter, section or code, with the codes it stands for once they are known.
    Holder(Option<DiagnosisRange>),
    Name,
    Description,
    Excludes1,
    Note,
    Version,
    Other,
}

/// Imports the notes.
pub(super) fn import(bytes: &[u8], rows: &mut Rows<'_>, builder: &mut Builder) -> Result<(), EditionError> {
    let mut reader = Reader::from_reader(bytes);
    let mut open: Vec<Element> = Vec::new();
    let mut text = String::new();
    let mut year: Option<(Date, Date)> = None;
    let mut line = Line { bytes, at: 0, number: 1 };
    loop {
        let event = reader.read_event();
        let place = usize::try_from(reader.buffer_position()).unwrap_or(bytes.len());
        match event.map_err(|error| {
            let number = line.of(usize::try_from(reader.error_position()).unwrap_or(place));
            rows.unreadable(format!("line {number} is not well-formed XML: {error}"))
        })? {
            Event::Start(start) => {
                text.clear();
                open.push(match start.name().as_ref() {
                    "chapter" | "diag" => Element::Holder(None),
                    "section" => {
                        let id = start.try_get_attribute("id").ok().flatten();
                        let id = id.map(|id| id.value.into_owned()).unwrap_or_default();
                        Element::Holder(codes(&id))
                    }
                    "name" => Element::Name,
                    "desc" => Element::Description,
                    "excludes1" => Element::Excludes1,
                    "note" => Element::Note,
                    "version" => Element::Version,
                    _ => Element::Other,
                });
            }
            Event::Text(part) => text.push_str(&part),
            Event::End(_) => {
                let said = text.trim();
                match (open.pop(), open.as_mut_slice()) {
                    // A code says its name, a chapter its codes behind its title.
                    (Some(Element::Name), [.., Element::Holder(own @ None)]) => *own = codes(said),
                    (Some(Element::Description), [.., Element::Holder(own @ None)]) => {
                        *own = at_end(said).and_then(codes);
                    }
                    (Some(Element::Version), [_]) => year = fiscal_year(said),
                    (Some(Element::Note), [.., Element::Holder(own), Element::Excludes1]) => {
                        let (first, last) = year.ok_or_else(|| {
                            rows.unreadable("no <version> with a fiscal year precedes its notes")
                        })?;
                        match (*own, excluded(said)) {
                            (Some(own), Some(excluded)) => {
                                excluded
                                    .into_iter()
                                    .for_each(|other| builder.excludes_1(own, other, first, last));
                                rows.count(true);
                            }
                            (Some(_), None) => rows.leave_out("a note that does not name whole codes"),
                            (None, _) => {
                                let bad = Bad::new("excludes1", said.as_bytes(), "stands at no code");
                                rows.bad(line.of(place), bad)?;
                            }
                        }
                    }
                    _ => {}
                }
                text.clear();
            }
            Event::Eof if open.is_empty() => break,
            Event::Eof => return Err(rows.unreadable("it ends in the middle of an element")),
            _ => {}
        }
    }
    let (first, last) = year.ok_or_else(|| rows.unreadable("it has no <version> with a fiscal year"))?;
    builder.covers(Table::Excludes1, first, last);
    Ok(())
}

/// The lines of a text, told by ascending positions.
struct Line<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u64,
}

impl Line<'_> {
    fn of(&mut self, place: usize) -> u64 {
        let between = self.bytes.get(self.at..place).unwrap_or_default();
        self.number += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = self.at.max(place);
        self.number
    }
}

/// The first and the last day of a fiscal year.
fn fiscal_year(text: &str) -> Option<(Date, Date)> {
    let year: u16 = text.parse().ok()?;
    Date::from_ymd(year.checked_sub(1)?, 10, 1).zip(Date::from_ymd(year, 9, 30))
}

/// What stands in the parentheses at the end of a text.
fn at_end(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(')')?;
    inner.rfind('(').and_then(|start| inner.get(start + 1..))
}

/// The codes a note excludes; `None` when it does not name whole codes at its end.
fn excluded(note: &str) -> Option<Vec<DiagnosisRange>> {
    let items = at_end(note)?.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(codes).collect::<Option<Vec<_>>>().filter(|codes| !codes.is_empty())
}

/// The codes of `E11`, `E10.-`, `O24.0-`, `K50-K52` or `S06.0X-`.
fn codes(text: &str) -> Option<DiagnosisRange> {
    let (first, rest) = code(text.trim())?;
    match rest {
        "" | "-" | ".-" => Some(DiagnosisRange::of(first)),
        _ => {
            let rest = rest.strip_prefix(['.', '-']).unwrap_or(rest).trim_start_matches('-').trim_start();
            let (last, rest) = code(rest)?;
            (matches!(rest, "" | "-" | ".-") && first <= last)
                .then(|| DiagnosisRange::of(first).through(DiagnosisRange::of(last)))
        }
    }
}

/// The code a text begins with, and what follows it.
fn code(text: &str) -> Option<(DiagnosisCode, &str)> {
    let is_of_code = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let category = bytes.iter().take_while(|byte| is_of_code(byte)).count();
    let mut end = category;
    if bytes.get(end) == Some(&b'.') {
        let behind = bytes.iter().skip(end + 1).take_while(|byte| is_of_code(byte)).count();
        end += if behind > 0 { behind + 1 } else { 0 };
    }
    let dotless: Vec<u8> = bytes.iter().take(end).copied().filter(|byte| *byte != b'.').collect();
    let code = DiagnosisCode::from_bytes(&dotless).filter(|_| category == 3)?;
    Some((code, text.get(end..)?.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_they_are_written() {
        let holds = |text: &str, code: &str| {
            let codes = excluded(&format!("a condition ({text})")).unwrap_or_default();
            codes.iter().any(|range| code.parse().is_ok_and(|code| range.contains(code)))
        };
        for (text, within, outside) in [
            ("E10.-", "E10.9", "E11.9"),
            ("E10", "E10.65", "E11.9"),
            ("K50-K52", "K52.9", "K55.1"),
            ("O24.0-, O24.1-", "O24.111", "O24.410"),
            ("O24.0-O24.1-", "O24.111", "O24.410"),
            ("S06.0X-", "S06.0X1A", "S06.1X1A"),
            ("U07.1", "U07.1", "U07.0"),
            ("K50.014, K50.114,", "K50.114", "K50.119"),
            ("C7A", "C7A.00", "C7B.00"),
        ] {
            assert!(holds(text, within), "{text} {within}");
            assert!(!holds(text, outside), "{text} {outside}");
        }
    }

    #[test]
    fn notes_that_do_not_name_whole_codes_are_none() {
        for note in [
            "disorders of:",
            "a condition (B27.- with fifth character 2)",
            "a condition (I69. with final characters -23)",
            "a condition (E08-E13 with .44)",
            "diseases (I05-I09) unless the fever is present.",
            "a condition ()",
            "a condition (K52-K50)",
            "a condition E72.4",
        ] {
            assert!(excluded(note).is_none(), "{note}");
        }
    }
}
