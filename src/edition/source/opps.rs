//! OPPS Addendum B: CSV with the status indicator and APC of each code.

use super::grid::Grid;
use super::period::Quarter;
use super::row::{Bad, Rows, code};
use crate::edition::{Builder, EditionError, Opps, StatusIndicator, Table};

/// Imports a file: it answers for its quarter.
pub(super) fn import(
    bytes: &[u8],
    quarter: Quarter,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let grid = Grid::read(bytes, "HCPCS Code", rows)?;
    let (status, apc) = (grid.column("SI", rows)?, grid.column("APC", rows)?);
    let (first, last) = (quarter.first(), quarter.last());
    for (number, cells) in &grid.rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let parsed = code("HCPCS Code", cell(0).as_bytes()).and_then(|code| {
            let status_indicator = StatusIndicator::from_code(cell(status))
                .ok_or_else(|| Bad::new("SI", cell(status).as_bytes(), "is no status indicator"))?;
            let apc = match cell(apc) {
                "" => None,
                text => Some(text.parse().map_err(|_| Bad::new("APC", text.as_bytes(), "is no APC"))?),
            };
            Ok((code, Opps { status_indicator, apc: apc.filter(|apc| *apc != 0) }))
        });
        match parsed {
            Ok((code, opps)) => {
                builder.procedure_seen(code, first, last);
                rows.count(builder.opps(code, first, last, opps));
            }
            Err(bad) => rows.bad(*number, bad)?,
        }
    }
    builder.covers(Table::Opps, first, last);
    Ok(())
}
