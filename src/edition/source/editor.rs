//! The small tables of the integrated outpatient code editor (I/OCE), in the layout that
//! [`ioce`](super::ioce) describes: revenue codes, edits, versions, bypasses and pairs of codes.

use super::ioce::{Fields, read};
use super::row::{Bad, Rows, lines, number};
use crate::code::{Date, RevenueCode};
use crate::edition::{
    Builder, Disposition, EditBypass, EditionError, PairList, Revenue, StatusIndicator, Table,
};

/// One of the small tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EditorTable {
    /// `data_apc`.
    Apcs,
    /// `data_revenue`.
    Revenue,
    /// `dsc_edit`.
    Edits,
    /// `version_range`.
    Versions,
    /// `data_edit_bypass`.
    Bypasses,
    /// `map_…`: a list of pairs.
    Pairs(PairList),
}

impl EditorTable {
    /// The name of the layout.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apcs => "I/OCE APCs",
            Self::Revenue => "I/OCE revenue codes",
            Self::Edits => "I/OCE edits",
            Self::Versions => "I/OCE versions",
            Self::Bypasses => "I/OCE edit bypasses",
            Self::Pairs(PairList::DrugAdministration) => "I/OCE drug administration add-ons",
            Self::Pairs(PairList::PartialHospitalization) => "I/OCE partial hospitalization add-ons",
            Self::Pairs(PairList::RuralHealth) => "I/OCE rural health conflicts",
            Self::Pairs(PairList::DeviceProcedure) => "I/OCE device procedures",
            Self::Pairs(PairList::Modifiers) => "I/OCE modifier conflicts",
        }
    }

    /// Which of them a file is, by its first row and the text around it.
    pub(super) fn recognise(first_line: &str, text: &str) -> Option<Self> {
        let key: Vec<&str> = first_line.split('"').nth(3)?.split('|').collect();
        let has = |column: &str| text.contains(&format!("\"{column}\":"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match *key.as_slice() {
            [version] if digits(version) && has("date_started") => Some(Self::Versions),
            [apc, _, _] if apc.len() == 5 && digits(apc) && has("apc_payment") => Some(Self::Apcs),
            [edit, ..] if digits(edit) && has("disposition_id") => Some(Self::Edits),
            [edit, _, _] if digits(edit) && has("line_bypass_required") => Some(Self::Bypasses),
            [revenue, _, _] if digits(revenue) && has("bypass_e48") => Some(Self::Revenue),
            [one, two, _, _] => Self::pairs(one, two, has("addon_primary"), text).map(Self::Pairs),
            _ => None,
        }
    }

    fn pairs(one: &str, two: &str, add_on: bool, text: &str) -> Option<PairList> {
        match (one.len(), two.len()) {
            // Infusions and injections stand in 963xx and 964xx.
            (5, 5) if add_on && text.contains("{\"key\":\"9636") => Some(PairList::DrugAdministration),
            (5, 5) if add_on => Some(PairList::PartialHospitalization),
            (5, 5) if two.starts_with('C') => Some(PairList::DeviceProcedure),
            (5, 2) => Some(PairList::RuralHealth),
            (2, 2) => Some(PairList::Modifiers),
            _ => None,
        }
    }
}

/// Imports one of the small tables.
pub(super) fn import(
    table: EditorTable,
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    match table {
        EditorTable::Versions => import_versions(bytes, rows, builder),
        EditorTable::Apcs => {
            let parse = |fields: &Fields| {
                let apc = number(fields.key()).and_then(|apc| u16::try_from(apc).ok());
                let apc = apc.ok_or_else(|| Bad::new("key", fields.key(), "is no APC of five digits"))?;
                Ok(Some((apc, status(fields)?)))
            };
            import_rows(
                bytes,
                Table::OutpatientApcs,
                rows,
                builder,
                parse,
                |builder, (apc, status), first, last| builder.outpatient_apc(apc, first, last, status),
            )
        }
        EditorTable::Revenue => {
            let parse = |fields: &Fields| revenue(fields).map(Some);
            import_rows(
                bytes,
                Table::RevenueCodes,
                rows,
                builder,
                parse,
                |builder, (code, bits), first, last| builder.revenue_code(code, first, last, bits),
            )
        }
        EditorTable::Edits => {
            let parse = |fields: &Fields| {
                let id = fields.number("disposition_id")?.unwrap_or_default();
                let place = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
                let disposition = place.and_then(|place| Disposition::ALL.get(place)).copied();
                let problem = || Bad::new("disposition_id", id.to_string().as_bytes(), "is none of 1 to 6");
                Ok(Some((edit(fields)?, disposition.ok_or_else(problem)?)))
            };
            import_rows(
                bytes,
                Table::OutpatientEdits,
                rows,
                builder,
                parse,
                |builder, (edit, what), first, last| builder.outpatient_edit(edit, first, last, what),
            )
        }
        EditorTable::Bypasses => {
            let parse = |fields: &Fields| {
                let bypass = EditBypass { of_line: fields.is_set("line_bypass_required") };
                Ok(Some((edit(fields)?, bypass)))
            };
            import_rows(
                bytes,
                Table::EditBypasses,
                rows,
                builder,
                parse,
                |builder, (edit, bypass), first, last| builder.edit_bypass(edit, first, last, bypass),
            )
        }
        EditorTable::Pairs(list) => {
            let parse = |fields: &Fields| {
                let mut parts = fields.text("key").split('|');
                let (one, two) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                if one.is_empty() || two.is_empty() || one.len() + two.len() > 10 {
                    return Err(Bad::new("key", fields.text("key").as_bytes(), "is no pair of codes"));
                }
                Ok(Some((one.to_owned(), two.to_owned())))
            };
            import_rows(bytes, list.table(), rows, builder, parse, |builder, (one, two), first, last| {
                builder.outpatient_pair(list, &one, &two, first, last)
            })
        }
    }
}

fn import_rows<T>(
    bytes: &[u8],
    table: Table,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
    parse: impl Fn(&Fields) -> Result<Option<T>, Bad>,
    add: impl Fn(&mut Builder, T, Date, Date) -> bool,
) -> Result<(), EditionError> {
    let (parsed, begin, end) = read(bytes, rows, parse)?;
    for (first, last, row) in parsed {
        rows.count(add(builder, row, first.first(), last.last()));
    }
    builder.covers(table, begin, end);
    Ok(())
}

fn edit(fields: &Fields) -> Result<u16, Bad> {
    let key = fields.key();
    let edit = number(key).and_then(|edit| u16::try_from(edit).ok()).filter(|edit| *edit < 1000);
    edit.ok_or_else(|| Bad::new("key", key, "is no number of an edit"))
}

fn revenue(fields: &Fields) -> Result<(RevenueCode, u64), Bad> {
    let key = fields.key();
    // Leading zeros may be missing.
    let code = number(key).and_then(|code| RevenueCode::from_number(u16::try_from(code).ok()?));
    let code = code.ok_or_else(|| Bad::new("key", key, "is no revenue code of four digits"))?;
    let status = status(fields)?;
    let set = Revenue::NAMES.iter().filter(|(name, _)| fields.is_set(name));
    Ok((code, Revenue::pack(status, set.fold(0, |bits, (_, bit)| bits | bit))))
}

fn status(fields: &Fields) -> Result<StatusIndicator, Bad> {
    let text = fields.text("status_indicator");
    StatusIndicator::from_code(text)
        .ok_or_else(|| Bad::new("status_indicator", text.as_bytes(), "is no status indicator"))
}

/// The versions' days are given as dates, not by versions.
fn import_versions(bytes: &[u8], rows: &mut Rows<'_>, builder: &mut Builder) -> Result<(), EditionError> {
    let mut span: Option<(Date, Date)> = None;
    for (line_number, line) in lines(bytes).filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let row = Fields::read(line).and_then(|fields| {
            let missing = |name| Bad::new(name, b"", "is missing");
            let version = fields.byte("version", 0)?;
            let first = fields.date("date_started")?.ok_or_else(|| missing("date_started"))?;
            let last = fields.date("date_ended")?.ok_or_else(|| missing("date_ended"))?;
            Ok((version, first, last))
        });
        match row {
            Ok((version, first, last)) => {
                let (begin, end) = span.unwrap_or((first, last));
                span = Some((begin.min(first), end.max(last)));
                rows.count(builder.outpatient_version(version, first, last));
            }
            Err(bad) => rows.bad(line_number, bad)?,
        }
    }
    let (begin, end) = span.ok_or_else(|| rows.unreadable("it has no rows"))?;
    builder.covers(Table::OutpatientVersions, begin, end);
    Ok(())
}
