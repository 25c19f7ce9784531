//! ICD-10-CM order files, and the diagnosis flags of the Medicare Code Editor.

use super::row::{Bad, Rows, date, lines, optional_date};
use crate::code::{Date, DiagnosisCode};
use crate::edition::{Builder, DiagnosisFlags, EditionError, Side, Table};
use std::collections::HashSet;

/// Imports an order file, which answers for its fiscal year: 1 October to 30 September.
pub(super) fn import_order(
    bytes: &[u8],
    year: u16,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let year_of = |year: u16, month, day| Date::from_ymd(year, month, day);
    let (first, last) = year_of(year - 1, 10, 1)
        .zip(year_of(year, 9, 30))
        .ok_or_else(|| rows.unreadable(format!("{year} is no fiscal year")))?;
    let mut texts: Vec<(DiagnosisCode, String)> = Vec::new();
    for (number, line) in lines(bytes) {
        if line.trim_ascii().is_empty() || line == [0x1A] {
            continue;
        }
        let parsed =
            diagnosis("code", line.get(6..13).unwrap_or_default()).and_then(|code| match line.get(14) {
                Some(b'1') => Ok((code, true)),
                Some(b'0') => Ok((code, false)),
                _ => Err(Bad::new("column 15", line.get(14..15).unwrap_or_default(), "is neither 0 nor 1")),
            });
        match parsed {
            Ok((code, billable)) => {
                builder.diagnosis(code, first, last, billable);
                if billable {
                    texts.push((
                        code,
                        String::from_utf8_lossy(line.get(77..).unwrap_or_default()).to_lowercase(),
                    ));
                }
                rows.count(true);
            }
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    for (code, side) in sides(&texts) {
        builder.diagnosis_side(code, side);
    }
    builder.covers(Table::Diagnoses, first, last);
    Ok(())
}

/// The codes that state a side of the body: another code's text differs only in that word. So the
/// left knee has a side and the left ventricle of the heart has none.
fn sides(texts: &[(DiagnosisCode, String)]) -> Vec<(DiagnosisCode, Side)> {
    let known: HashSet<&str> = texts.iter().map(|(_, text)| text.trim()).collect();
    let says = |text: &str, word: &str| text.split(' ').any(|part| part.trim_end_matches(',') == word);
    let has = |text: &str, word: &str, other: &str| known.contains(text.replace(word, other).trim());
    let side = |text: &str| {
        if says(text, "bilateral") {
            Some(Side::Bilateral)
        } else if says(text, "right") && has(text, "right", "left") {
            Some(Side::Right)
        } else if says(text, "left") && has(text, "left", "right") {
            Some(Side::Left)
        } else if says(text, "unspecified")
            && has(text, "unspecified", "right")
            && has(text, "unspecified", "left")
        {
            Some(Side::Unspecified)
        } else {
            None
        }
    };
    texts.iter().filter_map(|(code, text)| Some((*code, side(text)?))).collect()
}

/// Imports the flags: they answer from the earliest period to the end of the fiscal year in which
/// the latest begins.
pub(super) fn import_flags(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let mut span: Option<(Date, Date)> = None;
    for (number, line) in lines(bytes).skip(1) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match parse_flags(line) {
            Ok((code, first, last, bits)) => {
                let (earliest, latest) = span.unwrap_or((first, first));
                span = Some((earliest.min(first), latest.max(first)));
                builder.diagnosis_flags(code, first, last, bits);
                rows.count(true);
            }
            Err(bad) => rows.bad(number, bad)?,
        }
    }
    let (first, latest) = span.ok_or_else(|| rows.unreadable("it has no rows"))?;
    let (year, month, _) = latest.ymd();
    let last = Date::from_ymd(year + u16::from(month >= 10), 9, 30).unwrap_or(Date::MAX);
    builder.covers(Table::DiagnosisFlags, first, last);
    Ok(())
}

fn parse_flags(line: &[u8]) -> Result<(DiagnosisCode, Date, Option<Date>, u32), Bad> {
    let fields: Vec<&[u8]> = line.split(|byte| *byte == b',').collect();
    let &[code, begin, end, flags] = fields.as_slice() else {
        return Err(Bad::new("row", line, "has not the four fields code,begin,end,flags"));
    };
    let mut bits = 0;
    for flag in flags.split(|byte| *byte == b';').filter(|flag| !flag.is_empty()) {
        let known = DiagnosisFlags::NAMES.iter().find(|(name, _)| name.as_bytes() == flag);
        bits |= known.ok_or_else(|| Bad::new("flags", flag, "is no known flag"))?.1;
    }
    Ok((diagnosis("code", code)?, date("begin", begin)?, optional_date("end", end)?, bits))
}

fn diagnosis(column: &'static str, text: &[u8]) -> Result<DiagnosisCode, Bad> {
    DiagnosisCode::from_bytes(text.trim_ascii())
        .ok_or_else(|| Bad::new(column, text, "is no ICD-10-CM code without its dot"))
}
