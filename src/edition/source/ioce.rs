//! Tables of the integrated outpatient code editor (I/OCE) as JSON lines, by version.
//!
//! The layout is neutral: one object a line. `key` is the published key with the first and the last
//! version behind bars (`99213|76|103`, of a pair `PN|PO|76|103`); `lo_version` and `hi_version` repeat
//! them as numbers, version 76 being the quarter of 2019-07-01 and each later one the next quarter.
//! The other fields are the columns of the table that CMS publishes with the editor, by their
//! names. What is false, empty or zero is left out, and so is a `hi_age` of 124.

use super::period::Quarter;
use super::row::{Bad, Rows, code, date, lines};
use crate::code::{Date, DiagnosisCode, Modifier, ProcedureCode};
use crate::edition::{
    Builder, CodeWindow, EditionError, Opps, Outpatient, OutpatientDiagnosis, OutpatientFlag,
    StatusIndicator, Table,
};
use serde_json::{Map, Value};

/// A row: its fields by name. False, empty and zero fields are left out of the published rows, and
/// the number 1 may be written `true`.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn read(line: &[u8]) -> Result<Self, Bad> {
        serde_json::from_slice(line).map(Self).map_err(|error| Bad::new("row", line, error))
    }

    pub(super) fn text(&self, name: &'static str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The part of the key before the first bar.
    pub(super) fn key(&self) -> &[u8] {
        self.text("key").split('|').next().unwrap_or_default().as_bytes()
    }

    pub(super) fn number(&self, name: &'static str) -> Result<Option<u32>, Bad> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(u32::from(*value))),
            Some(value) => match value.as_u64().and_then(|value| u32::try_from(value).ok()) {
                Some(value) => Ok(Some(value)),
                None => Err(Bad::new(name, value.to_string().as_bytes(), "is no whole number")),
            },
        }
    }

    pub(super) fn byte(&self, name: &'static str, missing: u8) -> Result<u8, Bad> {
        let number = self.number(name)?.unwrap_or(u32::from(missing));
        u8::try_from(number).map_err(|_| Bad::new(name, number.to_string().as_bytes(), "is above 255"))
    }

    pub(super) fn date(&self, name: &'static str) -> Result<Option<Date>, Bad> {
        self.number(name)?.map(|number| date(name, number.to_string().as_bytes())).transpose()
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| *value == Value::Bool(true))
    }

    /// The quarters of the versions the row is for.
    fn quarters(&self) -> Result<(Quarter, Quarter), Bad> {
        let quarter = |name| {
            let version = self.number(name)?.unwrap_or_default();
            let quarter = u16::try_from(version).ok().and_then(|version| version.checked_sub(76));
            quarter
                .and_then(|quarters| Quarter::new(2019, 3)?.plus(quarters))
                .ok_or_else(|| Bad::new(name, version.to_string().as_bytes(), "is no version from 76 on"))
        };
        Ok((quarter("lo_version")?, quarter("hi_version")?))
    }
}

/// The rows of a table with the quarters they are for.
pub(super) type Versions<T> = Vec<(Quarter, Quarter, T)>;

/// The rows of a table, and the first and the last day of its versions. One version is a quarter, 76
/// being that of 2019-07-01.
pub(super) fn read<T>(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    parse: impl Fn(&Fields) -> Result<Option<T>, Bad>,
) -> Result<(Versions<T>, Date, Date), EditionError> {
    let mut parsed = Vec::new();
    for (number, line) in lines(bytes) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let row = Fields::read(line).and_then(|fields| Ok((fields.quarters()?, parse(&fields)?)));
        match row {
            Ok(((first, last), Some(row))) => parsed.push((first, last, row)),
            Ok((_, None)) => rows.leave_out("for the editor's own use"),
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let first = parsed.iter().map(|(first, ..)| first.first()).min();
    let last = parsed.iter().map(|(_, last, _)| last.last()).max();
    let (first, last) = first.zip(last).ok_or_else(|| rows.unreadable("it has no rows"))?;
    Ok((parsed, first, last))
}

struct Procedure {
    code: ProcedureCode,
    ended_in_quarter: bool,
    opps: Opps,
    outpatient: Outpatient,
}

/// Imports the procedure table: which codes exist, their status indicator, APC, flags, ages and
/// dates, quarter by quarter. It is a complete list of all families of codes. Fields that this
/// version does not know are left out.
pub(super) fn import_procedures(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let (parsed, begin, end) = read(bytes, rows, |fields| procedure(fields).map(Some))?;
    for (from, to, row) in parsed {
        let (first, last) = (from.first(), to.last());
        // A code approved within the quarter in which it first appears starts on that day.
        let start = row.outpatient.approved.filter(|day| Quarter::of(*day) == from).unwrap_or(first);
        let stop =
            row.outpatient.terminated.filter(|day| row.ended_in_quarter && *day < last && *day >= start);
        let window = CodeWindow {
            first: start,
            last: stop.unwrap_or(last),
            first_known: first > begin,
            last_known: last < end || stop.is_some(),
        };
        builder.procedure(row.code, window);
        builder.complete_family(row.code, begin, end);
        builder.outpatient(row.code, first, last, row.outpatient);
        rows.count(builder.opps(row.code, first, last, row.opps));
    }
    builder.covers(Table::Opps, begin, end);
    builder.covers(Table::Outpatient, begin, end);
    Ok(())
}

fn procedure(fields: &Fields) -> Result<Procedure, Bad> {
    let (apc, status) = (fields.text("apc"), fields.text("status_indicator"));
    let number: u16 = apc.parse().map_err(|_| Bad::new("apc", apc.as_bytes(), "is no APC of five digits"))?;
    let status_indicator = StatusIndicator::from_code(status)
        .ok_or_else(|| Bad::new("status_indicator", status.as_bytes(), "is no status indicator"))?;
    let flags =
        fields.0.keys().filter(|name| fields.is_set(name)).filter_map(|name| OutpatientFlag::from_name(name));
    let outpatient = Outpatient {
        lowest_age: fields.byte("lo_age", 0)?,
        highest_age: fields.byte("hi_age", 124)?,
        payment_indicator: fields.byte("payment_indicator", 0)?,
        mid_quarter_edit: fields.number("mid_quarter_date_edit")?.and_then(|edit| u8::try_from(edit).ok()),
        approved: fields.date("date_approved")?,
        terminated: fields.date("date_terminated")?,
        partial_hospitalization_duration: fields.byte("ph_duration", 0)?,
        intensive_outpatient_duration: fields.byte("iop_duration", 0)?,
        ..Outpatient::new(flags)
    };
    Ok(Procedure {
        code: code("key", fields.key())?,
        ended_in_quarter: fields.is_set(OutpatientFlag::CmsMidQuarterTermination.name()),
        opps: Opps { status_indicator, apc: (number != 0).then_some(number) },
        outpatient,
    })
}

/// Imports the diagnosis table: flags and ages by quarter.
pub(super) fn import_diagnoses(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let (parsed, begin, end) = read(bytes, rows, |fields| {
        let code = DiagnosisCode::from_bytes(fields.key())
            .ok_or_else(|| Bad::new("key", fields.key(), "is no ICD-10-CM code without its dot"))?;
        let set = OutpatientDiagnosis::NAMES.iter().filter(|(name, _)| fields.is_set(name));
        let flags = set.fold(0, |flags, (_, bit)| flags | bit);
        let ages = (fields.byte("lo_age", 0)?, fields.byte("hi_age", 124)?);
        Ok(Some((code, OutpatientDiagnosis::pack(flags, ages.0, ages.1))))
    })?;
    for (first, last, (code, bits)) in parsed {
        builder.outpatient_diagnosis(code, first.first(), last.last(), bits);
        rows.count(true);
    }
    builder.covers(Table::OutpatientDiagnoses, begin, end);
    Ok(())
}

/// Imports the modifier table: which modifiers exist, quarter by quarter. It is a complete list.
pub(super) fn import_modifiers(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let (parsed, begin, end) = read(bytes, rows, |fields| {
        let key = fields.key();
        let text = <[u8; 2]>::try_from(key).ok();
        // `#0` to `#Z` are the editor's own.
        let text = text.filter(|text| text.starts_with(b"#") || Modifier::from_bytes(*text).is_some());
        text.map(Some).ok_or_else(|| Bad::new("key", key, "is no modifier of two characters"))
    })?;
    builder.covers(Table::OutpatientModifiers, begin, end);
    for (from, to, text) in parsed {
        let (first, last) = (from.first(), to.last());
        builder.outpatient_modifier(text, first, last);
        let Some(modifier) = Modifier::from_bytes(text) else {
            rows.count(true);
            continue;
        };
        let window = CodeWindow { first, last, first_known: first > begin, last_known: last < end };
        builder.modifier(modifier, window);
        rows.count(true);
    }
    builder.complete_modifiers(true, begin, end);
    builder.complete_modifiers(false, begin, end);
    Ok(())
}
