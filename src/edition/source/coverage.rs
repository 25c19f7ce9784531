//! Medical necessity: the files of a Medicare Coverage Database export, and a simple list of one's
//! own.
//!
//! The export is a snapshot: its policies answer for the quarter of its newest update. Of an article
//! the procedure, covered and non-covered diagnosis and contractor files are joined by its number and
//! version.
//!
//! The list is CSV with the header `procedure,diagnosis,covered,contractor,first,last,policy`:
//! `covered` is yes or no, an empty `contractor` means all, `first` and `last` are days
//! (`YYYY-MM-DD`), an empty `last` means in force, `policy` is any name. The table then answers from
//! the earliest `first` to the latest `last`.

use super::grid::Grid;
use super::period::Quarter;
use super::row::{Bad, Rows, code};
use crate::code::{Date, DiagnosisCode};
use crate::edition::{Builder, EditionError, Table};

/// Which file of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticleFile {
    /// `article_x_hcpc_code`
    Procedures,
    /// `article_x_icd10_covered`
    Covered,
    /// `article_x_icd10_noncovered`
    NonCovered,
    /// `article_x_contractor`
    Contractors,
}

impl ArticleFile {
    /// The column that says which file it is.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Procedures => "hcpc_code_id",
            Self::Covered => "icd10_covered_group",
            Self::NonCovered => "icd10_noncovered_group",
            Self::Contractors => "contractor_id",
        }
    }

    /// Every file.
    pub(super) const ALL: [Self; 4] = [Self::Procedures, Self::Covered, Self::NonCovered, Self::Contractors];
}

/// Imports a file of an export.
pub(super) fn import_article(
    bytes: &[u8],
    file: ArticleFile,
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let grid = Grid::read(bytes, "article_id", rows)?;
    let column = |name| grid.column(name, rows);
    let (version, updated, main) =
        (column("article_version")?, column("last_updated")?, column(file.column())?);
    let diagnosis = grid.find("icd10_code_id");
    let mut newest: Option<Date> = None;
    for (number, cells) in &grid.rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let name = format!("A{} version {}", cell(0), cell(version));
        let mut row = || -> Result<bool, Bad> {
            let day = update_day(cell(updated))?;
            newest = Some(newest.map_or(day, |newest| newest.max(day)));
            match file {
                // Codes such as XX000 stand for "no code".
                ArticleFile::Procedures => match code("hcpc_code_id", cell(main).as_bytes()) {
                    Ok(code) => builder.policy_procedure(&name, None, code),
                    Err(_) => return Ok(false),
                },
                ArticleFile::Contractors => {
                    let text = cell(main);
                    let contractor = text
                        .parse()
                        .map_err(|_| Bad::new("contractor_id", text.as_bytes(), "is no number"))?;
                    builder.policy_contractor(&name, None, contractor);
                }
                ArticleFile::Covered | ArticleFile::NonCovered => {
                    let Ok(code) = diagnosis.map_or("", cell).parse::<DiagnosisCode>() else {
                        return Ok(false);
                    };
                    let group = cell(main);
                    let group = group
                        .parse()
                        .map_err(|_| Bad::new(file.column(), group.as_bytes(), "is no group number"))?;
                    builder.policy_diagnosis(&name, None, group, file == ArticleFile::Covered, code);
                }
            }
            Ok(true)
        };
        match row() {
            Ok(true) => rows.count(true),
            Ok(false) => rows.leave_out("a placeholder, no code"),
            Err(bad) => rows.bad(*number, bad)?,
        }
    }
    if file == ArticleFile::Procedures {
        let day = newest.ok_or_else(|| rows.unreadable("it has no rows"))?;
        let quarter = Quarter::of(day);
        builder.covers(Table::MedicalNecessity, quarter.first(), quarter.last());
    }
    Ok(())
}

/// The day of an update: `2026-04-30 …`, `20260430` or `4/30/2026 …`.
fn update_day(text: &str) -> Result<Date, Bad> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let american = || {
        let mut parts = day.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    };
    day.parse().ok().or_else(american).ok_or_else(|| Bad::new("last_updated", text.as_bytes(), "is no date"))
}

/// Imports a list of one's own.
pub(super) fn import_list(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let grid = Grid::read(bytes, "procedure", rows)?;
    let column = |name| grid.column(name, rows);
    let columns =
        [column("diagnosis")?, column("covered")?, column("contractor")?, column("first")?, column("last")?];
    let [diagnosis, covered, contractor, first, last] = columns;
    let policy = column("policy")?;
    let mut span: Option<(Date, Date)> = None;
    for (number, cells) in &grid.rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let day = |name, column: usize| {
            cell(column)
                .parse::<Date>()
                .map_err(|_| Bad::new(name, cell(column).as_bytes(), "is no date YYYY-MM-DD"))
        };
        let mut row = || -> Result<(), Bad> {
            let procedure = code("procedure", cell(0).as_bytes())?;
            let diagnosis = cell(diagnosis)
                .parse::<DiagnosisCode>()
                .map_err(|_| Bad::new("diagnosis", cell(diagnosis).as_bytes(), "is no diagnosis code"))?;
            let covered = match cell(covered).to_ascii_lowercase().as_str() {
                "yes" | "y" | "1" | "true" => true,
                "no" | "n" | "0" | "false" => false,
                other => return Err(Bad::new("covered", other.as_bytes(), "is neither yes nor no")),
            };
            let first = day("first", first)?;
            let last = if cell(last).is_empty() { Date::MAX } else { day("last", last)? };
            if last < first {
                return Err(Bad::new("last", last.to_string().as_bytes(), "is before the first day"));
            }
            let contractor = match cell(contractor) {
                "" => None,
                text => {
                    Some(text.parse().map_err(|_| Bad::new("contractor", text.as_bytes(), "is no number"))?)
                }
            };
            let (name, dates) = (cell(policy), Some((first, last)));
            builder.policy_procedure(name, dates, procedure);
            builder.policy_diagnosis(name, dates, 1, covered, diagnosis);
            contractor.into_iter().for_each(|contractor| builder.policy_contractor(name, dates, contractor));
            span = Some(span.map_or((first, last), |(begin, end)| (begin.min(first), end.max(last))));
            Ok(())
        };
        match row() {
            Ok(()) => rows.count(true),
            Err(bad) => rows.bad(*number, bad)?,
        }
    }
    let (first, last) = span.ok_or_else(|| rows.unreadable("it has no rows"))?;
    builder.covers(Table::MedicalNecessity, first, last);
    Ok(())
}

/// Imports descriptors of one's own: CSV with the header `code,descriptor`.
pub(super) fn import_descriptors(
    bytes: &[u8],
    rows: &mut Rows<'_>,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    let grid = Grid::read(bytes, "code", rows)?;
    let descriptor = grid.column("descriptor", rows)?;
    for (number, cells) in &grid.rows {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        match code("code", cell(0).as_bytes()) {
            Ok(code) => {
                builder.descriptor(code, cell(descriptor));
                rows.count(true);
            }
            Err(bad) => rows.bad(*number, bad)?,
        }
    }
    Ok(())
}
