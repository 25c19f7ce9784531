//! The physician fee schedule relative value file: CSV with a header over several lines.

use super::row::{Bad, Lines, Rows, code};
use crate::code::{Date, Units};
use crate::edition::{
    Assistant, Bilateral, Builder, CoSurgeon, EditionError, FeeRow, FeeStatus, GlobalPeriod,
    MultipleProcedure, PcTc, PhysicianFee, Supervision, Table, Team,
};

/// Columns by the end of their stacked header.
const COLUMNS: [&str; 25] = [
    "HCPCS",
    "MOD",
    "STATUS CODE",
    "MEDICARE PAYMENT",
    "WORK RVU",
    "NON-FAC PE RVU",
    "NON-FAC NA INDICATOR",
    "FACILITY PE RVU",
    "FACILITY NA INDICATOR",
    "MP RVU",
    "PCTC IND",
    "GLOB DAYS",
    "PRE OP",
    "INTRA OP",
    "POST OP",
    "MULT PROC",
    "BILAT SURG",
    "ASST SURG",
    "CO- SURG",
    "TEAM SURG",
    "ENDO BASE",
    "DIAGNOSTIC PROCEDURES",
    "CALCULATION FLAG",
    "FAMILY INDICATOR",
    "PRIC IND",
];

/// Imports a release, which answers for the days given.
pub(super) fn import(
    bytes: &[u8],
    first: Date,
    last: Date,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut stack: Vec<String> = Vec::new();
    let mut lines = Lines::new(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| rows.unreadable(error))? {
        let Some(columns) = &columns else {
            stack.resize(stack.len().max(record.len()), String::new());
            for (cell, text) in stack.iter_mut().zip(record.iter()) {
                let text = text.trim_ascii();
                if !text.is_empty() && !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&String::from_utf8_lossy(text).to_ascii_uppercase());
            }
            if record.get(0).is_some_and(|field| field.trim_ascii() == b"HCPCS") {
                columns = Some(find_columns(&stack, rows)?);
            }
            continue;
        };
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        match parse(&record, columns) {
            Ok((code, row, fee)) => {
                builder.procedure_seen(code, first, last);
                rows.count(builder.physician_fee(code, row, first, last, fee));
            }
            Err(bad) => rows.bad(lines.line(&record), bad)?,
        }
    }
    if columns.is_none() {
        return Err(rows.unreadable("it has no header line that starts with HCPCS"));
    }
    builder.covers(Table::PhysicianFee, first, last);
    Ok(())
}

fn find_columns(stack: &[String], rows: &Rows<'_>) -> Result<Vec<Option<usize>>, EditionError> {
    let mut found = Vec::with_capacity(COLUMNS.len());
    for name in COLUMNS {
        let column = stack.iter().position(|header| {
            header.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
        });
        if column.is_none() && name != "PRIC IND" {
            return Err(rows.unreadable(format!("its stacked header has no column that ends with {name:?}")));
        }
        found.push(column);
    }
    Ok(found)
}

fn parse(
    record: &csv::ByteRecord,
    columns: &[Option<usize>],
) -> Result<(crate::code::ProcedureCode, FeeRow, PhysicianFee), Bad> {
    let field = |column: usize| {
        let index = columns.get(column).copied().flatten();
        index.and_then(|index| record.get(index)).unwrap_or_default().trim_ascii()
    };
    let text = |column: usize| String::from_utf8_lossy(field(column));
    let bad = |column: usize, problem: &str| {
        Bad::new(COLUMNS.get(column).copied().unwrap_or_default(), field(column), problem)
    };
    let units = |column: usize| -> Result<Units, Bad> {
        let value: Units =
            text(column).parse().map_err(|_| bad(column, "is no number of relative value units"))?;
        let fits = u32::try_from(value.thousandths()).is_ok();
        if fits { Ok(value) } else { Err(bad(column, "is out of range")) }
    };
    let percent = |column: usize| -> Result<u8, Bad> {
        let share: Units = text(column).parse().map_err(|_| bad(column, "is no share of the payment"))?;
        u8::try_from(share.thousandths() / 10).map_err(|_| bad(column, "is no share of the payment"))
    };
    macro_rules! indicator {
        ($type:ty, $column:literal) => {
            <$type>::from_code(&text($column)).ok_or_else(|| bad($column, "is no published value"))?
        };
    }
    let fee = PhysicianFee {
        status: indicator!(FeeStatus, 2),
        not_used_for_payment: !field(3).is_empty(),
        work: units(4)?,
        practice_non_facility: units(5)?,
        na_non_facility: field(6) == b"NA",
        practice_facility: units(7)?,
        na_facility: field(8) == b"NA",
        malpractice: units(9)?,
        pc_tc: indicator!(PcTc, 10),
        global: indicator!(GlobalPeriod, 11),
        preoperative_percent: percent(12)?,
        intraoperative_percent: percent(13)?,
        postoperative_percent: percent(14)?,
        multiple: indicator!(MultipleProcedure, 15),
        bilateral: indicator!(Bilateral, 16),
        assistant: indicator!(Assistant, 17),
        co_surgeon: indicator!(CoSurgeon, 18),
        team: indicator!(Team, 19),
        endoscopic_base: if field(20).is_empty() { None } else { Some(code("ENDO BASE", field(20))?) },
        supervision: indicator!(Supervision, 21),
        calculation_flag: text(22).parse().map_err(|_| bad(22, "is no flag"))?,
        imaging_family: text(23).parse().map_err(|_| bad(23, "is no imaging family"))?,
        pricing_indicator: match field(24) {
            b"" => None,
            _ => Some(
                text(24)
                    .parse()
                    .ok()
                    .filter(|number| *number < 100)
                    .ok_or_else(|| bad(24, "is no indicator"))?,
            ),
        },
    };
    Ok((code("HCPCS", field(0))?, indicator!(FeeRow, 1), fee))
}
