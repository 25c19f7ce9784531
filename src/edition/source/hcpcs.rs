//! HCPCS Level II: the 320-column file, the same as a table (xlsx or CSV), and the list of quarters
//! in which each code was seen.

use super::grid::Grid;
use super::period::Quarter;
use super::row::{Bad, Rows, code, date, lines, optional_date};
use crate::code::{Date, Modifier, ProcedureCode};
use crate::edition::{Builder, CodeWindow, Coverage, EditionError, Level2, Table};
use std::collections::BTreeMap;

/// Imports the 320-column file: dates, coverage and cross-references of the codes.
pub(super) fn import_fixed(
    bytes: &[u8],
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let (mut codes, mut modifiers) = (BTreeMap::new(), Vec::new());
    for (number, line) in lines(bytes) {
        let field = |first: usize, last: usize| {
            line.get(first - 1..last.min(line.len())).unwrap_or_default().trim_ascii()
        };
        let numbered = field(6, 10).len() == 5 && field(6, 10).iter().all(u8::is_ascii_digit);
        match field(11, 11) {
            _ if !numbered => {}
            b"3" => match parse(&field) {
                Ok((code, facts)) => {
                    rows.count(true);
                    codes.insert(code, facts);
                }
                Err(bad) => rows.bad(number, bad)?,
            },
            b"4" | b"8" => rows.leave_out("continuation of a description"),
            b"7" => match parse_modifier(&field) {
                Ok(modifier) => {
                    rows.count(true);
                    modifiers.push(modifier);
                }
                Err(bad) => rows.bad(number, bad)?,
            },
            _ => rows.bad(number, Bad::new("record type", field(11, 11), "is none of 3, 4, 7 and 8"))?,
        }
    }
    record(codes, modifiers, quarter, builder);
    Ok(())
}

/// Imports the file as a table: the same facts, columns by name.
pub(super) fn import_table(
    bytes: &[u8],
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let grid = Grid::read(bytes, "HCPC", rows)?;
    let column = |name: &str| grid.column(name, rows);
    let (kind, coverage, pricing) = (column("RECID")?, column("COV")?, column("MULT_PI")?);
    let (betos, types, action) = (column("BETOS")?, column("TOS1")?, column("ACTION CD")?);
    let (references, added, ended) = (column("XREF1")?, column("ADD DT")?, column("TERM DT")?);
    let (mut codes, mut modifiers) = (BTreeMap::new(), Vec::new());
    for (number, cells) in &grid.rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim()).as_bytes();
        let first = |column: usize| cell(column).first().copied().unwrap_or_default();
        let dates = || Ok((date("ADD DT", cell(added))?, optional_date("TERM DT", cell(ended))?));
        let facts = || {
            let row = Level2 {
                coverage: coverage_of(cell(coverage))?,
                multiple_pricing: first(pricing),
                betos: std::array::from_fn(|index| cell(betos).get(index).copied().unwrap_or_default()),
                type_of_service: std::array::from_fn(|index| first(types + index)),
                action: first(action),
                cross_references: std::array::from_fn(|index| reference(cell(references + index))),
            };
            Ok((code("HCPC", cell(0))?, (dates()?, row)))
        };
        match cell(kind) {
            b"3" => match facts() {
                Ok((code, facts)) => {
                    rows.count(true);
                    codes.insert(code, facts);
                }
                Err(bad) => rows.bad(*number, bad)?,
            },
            b"7" => match modifier(cell(0)).and_then(|modifier| Ok((modifier, dates()?))) {
                Ok(modifier) => {
                    rows.count(true);
                    modifiers.push(modifier);
                }
                Err(bad) => rows.bad(*number, bad)?,
            },
            b"4" | b"8" => rows.leave_out("continuation of a description"),
            other => rows.bad(*number, Bad::new("RECID", other, "is none of 3, 4, 7 and 8"))?,
        }
    }
    record(codes, modifiers, quarter, builder);
    Ok(())
}

/// Puts the codes of one release into the builder.
fn record(
    codes: BTreeMap<ProcedureCode, (Dates, Level2)>,
    modifiers: Vec<(Modifier, Dates)>,
    quarter: Quarter,
    builder: &mut Builder,
) {
    let (first, last) = (quarter.first(), quarter.last());
    // A termination date before the add date says that the code was never valid.
    let window = |(added, ended): Dates| {
        let end = ended.unwrap_or(last);
        let window = CodeWindow { first: added, last: end, first_known: true, last_known: ended.is_some() };
        (added <= end).then_some(window)
    };
    for (modifier, dates) in modifiers {
        if let Some(window) = window(dates) {
            builder.modifier(modifier, window);
            builder.complete_modifiers(true, first, last);
        }
    }
    for (code, (dates, row)) in codes {
        if let Some(window) = window(dates) {
            builder.procedure(code, window);
        }
        builder.complete_family(code, first, last);
        builder.level_2(code, first, last, row);
    }
    builder.covers(Table::Level2, first, last);
}

/// Add date and termination date.
type Dates = (Date, Option<Date>);
type Parsed = (ProcedureCode, (Dates, Level2));

fn parse<'a>(field: &impl Fn(usize, usize) -> &'a [u8]) -> Result<Parsed, Bad> {
    let byte = |at: usize| field(at, at).first().copied().unwrap_or_default();
    let row = Level2 {
        coverage: coverage_of(field(230, 230))?,
        multiple_pricing: byte(128),
        betos: std::array::from_fn(|index| byte(257 + index)),
        type_of_service: std::array::from_fn(|index| byte(261 + index)),
        action: byte(293),
        cross_references: std::array::from_fn(|index| reference(field(205 + 5 * index, 209 + 5 * index))),
    };
    Ok((code("HCPCS code", field(1, 5))?, (dates(field)?, row)))
}

fn parse_modifier<'a>(field: &impl Fn(usize, usize) -> &'a [u8]) -> Result<(Modifier, Dates), Bad> {
    Ok((modifier(field(1, 5))?, dates(field)?))
}

fn modifier(text: &[u8]) -> Result<Modifier, Bad> {
    let modifier = <[u8; 2]>::try_from(text).ok().and_then(Modifier::from_bytes);
    modifier.ok_or_else(|| Bad::new("modifier", text, "is no modifier of two characters"))
}

fn reference(text: &[u8]) -> Option<ProcedureCode> {
    <[u8; 5]>::try_from(text).ok().and_then(ProcedureCode::from_bytes)
}

fn coverage_of(text: &[u8]) -> Result<Option<Coverage>, Bad> {
    if text.is_empty() {
        return Ok(None);
    }
    let coverage = Coverage::from_code(&String::from_utf8_lossy(text));
    coverage.map(Some).ok_or_else(|| Bad::new("coverage code", text, "is none of C, D, I, M and S"))
}

fn dates<'a>(field: &impl Fn(usize, usize) -> &'a [u8]) -> Result<Dates, Bad> {
    let added = date("add date", field(269, 276))?;
    Ok((added, optional_date("termination date", field(285, 292))?))
}

/// Imports the quarters in which each code was seen. Where the complete list of all codes is given
/// too, its windows stand: they know the quarters a code was away.
pub(super) fn import_quarters(
    bytes: &[u8],
    superseded: bool,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut parsed = Vec::new();
    for (number, line) in lines(bytes).skip(1) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b',').collect();
        let row = match fields.as_slice() {
            &[text, first, last] => code("code", text)
                .and_then(|code| Ok((code, date("first_seen", first)?, optional_date("last_seen", last)?))),
            _ => Err(Bad::new("row", line, "has not the three fields code,first_seen,last_seen")),
        };
        match row {
            Ok(_) if superseded => rows.leave_out("the I/OCE list of codes has the same windows"),
            Ok(row) => {
                rows.count(true);
                parsed.push(row);
            }
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let Some(begin) = parsed.iter().map(|(_, first, _)| *first).min() else { return Ok(()) };
    let latest = parsed.iter().map(|(_, first, _)| *first).max().unwrap_or(begin);
    let end = Quarter::of(latest).last();
    for (code, first, last) in parsed {
        let window = CodeWindow {
            first,
            last: last.unwrap_or(end),
            first_known: first > begin,
            last_known: last.is_some(),
        };
        builder.procedure(code, window);
        builder.complete_family(code, begin, end);
    }
    Ok(())
}
