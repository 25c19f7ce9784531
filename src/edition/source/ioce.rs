//! Tables of the integrated outpatient code editor (I/OCE) as JSON lines, by version.

use super::period::Quarter;
use super::row::{Bad, Rows, code, lines};
use crate::code::{Date, ProcedureCode};
use crate::edition::{Builder, CodeWindow, EditionError, Opps, StatusIndicator, Table};
use serde::Deserialize;

/// A row of the procedure table, the fields an edition keeps.
#[derive(Deserialize)]
struct Procedure<'a> {
    key: &'a str,
    apc: &'a str,
    status_indicator: &'a str,
    lo_version: u16,
    hi_version: u16,
    #[serde(default)]
    date_approved: u32,
    #[serde(default)]
    date_terminated: u32,
    #[serde(default)]
    cms_mid_quarter_termination: bool,
}

/// The quarter of a version: one a quarter, 76 being that of 2019-07-01.
fn quarter(version: u16) -> Option<Quarter> {
    Quarter::new(2019, 3)?.plus(version.checked_sub(76)?)
}

/// Imports the procedure table: which codes exist, their status indicator and APC, quarter by
/// quarter. It is a complete list of all families of codes.
pub(super) fn import_procedures(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut parsed = Vec::new();
    for (number, line) in lines(bytes) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let row = serde_json::from_slice::<Procedure<'_>>(line)
            .map_err(|error| Bad::new("row", line, error))
            .and_then(|row| Ok((parse(&row)?, row)));
        match row {
            Ok((row, _)) => parsed.push(row),
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let Some((begin, end)) = parsed
        .iter()
        .map(|row| (row.first.first(), row.last.last()))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    else {
        return Err(rows.unreadable("it has no rows"));
    };
    for row in parsed {
        let (first, last) = (row.first.first(), row.last.last());
        // A code approved within the quarter in which it first appears starts on that day.
        let start = row.approved.filter(|day| Quarter::of(*day) == row.first).unwrap_or(first);
        let stop = row.terminated.filter(|day| *day < last && *day >= start).unwrap_or(last);
        builder.procedure(
            row.code,
            CodeWindow {
                first: start,
                last: stop,
                first_known: first > begin,
                last_known: last < end || stop < last,
            },
        );
        builder.complete_family(row.code, begin, end);
        rows.count(builder.opps(row.code, first, last, row.opps));
    }
    builder.covers(Table::Opps, begin, end);
    Ok(())
}

struct Parsed {
    code: ProcedureCode,
    first: Quarter,
    last: Quarter,
    approved: Option<Date>,
    terminated: Option<Date>,
    opps: Opps,
}

fn parse(row: &Procedure<'_>) -> Result<Parsed, Bad> {
    let text = row.key.split('|').next().unwrap_or_default();
    let version = |column, version: u16| {
        quarter(version)
            .ok_or_else(|| Bad::new(column, version.to_string().as_bytes(), "is no version from 76 on"))
    };
    let day = |number: u32| {
        Date::from_ymd((number / 10_000) as u16, (number / 100 % 100) as u8, (number % 100) as u8)
    };
    let apc: u16 =
        row.apc.parse().map_err(|_| Bad::new("apc", row.apc.as_bytes(), "is no APC of five digits"))?;
    Ok(Parsed {
        code: code("key", text.as_bytes())?,
        first: version("lo_version", row.lo_version)?,
        last: version("hi_version", row.hi_version)?,
        approved: day(row.date_approved),
        terminated: day(row.date_terminated).filter(|_| row.cms_mid_quarter_termination),
        opps: Opps {
            status_indicator: StatusIndicator::from_code(row.status_indicator).ok_or_else(|| {
                Bad::new("status_indicator", row.status_indicator.as_bytes(), "is no status indicator")
            })?,
            apc: (apc != 0).then_some(apc),
        },
    })
}
