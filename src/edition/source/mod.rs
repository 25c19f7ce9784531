//! Importers: one per public file layout, recognised by content.
//!
//! [`Sources`] takes files (plain, gzip or zip), recognises each, and fills a [`Builder`]. An import
//! succeeds whole or not at all: a row that cannot be read stops it with file, line, column and
//! text, unless [`Options::lenient`] skips and counts such rows.

mod add_on;
mod coverage;
mod editor;
mod file;
mod grid;
mod hcpcs;
mod ioce;
mod kind;
mod mue;
mod opps;
mod order;
mod period;
mod physician_fee;
mod ptp;
mod row;
mod sheet;
mod starter;
mod tabular;

pub use coverage::ArticleFile;
pub use editor::EditorTable;
pub use file::Input;
pub use kind::Kind;
pub use starter::{build_starter, practice_set};

use super::{Builder, EditionError, PtpSet, Source};
use crate::code::Date;
use period::Quarter;
use row::Rows;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How strict an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Skips and counts rows that cannot be read, instead of stopping.
    pub lenient: bool,
    /// Takes a practitioner PTP set of which only some of the files f1 to f4 are given.
    pub partial: bool,
}

/// What became of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The source as the edition records it.
    pub source: Source,
    /// Why rows were skipped, and how many.
    pub reasons: BTreeMap<String, u64>,
}

/// Files to be imported together.
#[derive(Debug, Default)]
pub struct Sources {
    inputs: Vec<(Input, Kind)>,
    unused: Vec<(String, &'static str)>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or every file of a folder; a zip archive adds the files in it.
    ///
    /// # Errors
    /// [`EditionError::Io`] when it cannot be read; [`EditionError::Source`] when its layout is none
    /// that is known (files of a folder are then left out and listed by [`Sources::unused`]).
    pub fn add(&mut self, path: &Path) -> Result<(), EditionError> {
        if path.is_dir() {
            for file in file::walk(path)? {
                let name = file.display().to_string();
                // A part of a file would pass for the whole of its quarter; it has to be asked for.
                if file::file_name(&name).contains("excerpt") {
                    self.unused.push((name, "named an excerpt; name the file itself to use it"));
                } else {
                    self.add_file(&file, true)?;
                }
            }
            return Ok(());
        }
        self.add_file(path, false)
    }

    fn add_file(&mut self, path: &Path, of_folder: bool) -> Result<(), EditionError> {
        let inputs = file::inputs(path)?;
        let optional = of_folder || inputs.len() > 1;
        for input in inputs {
            match kind::recognise(&input.name, &input.head()?) {
                Ok(Kind::Unused(what)) => self.unused.push((input.name, what)),
                Ok(kind) => self.inputs.push((input, kind)),
                Err(_) if optional => self.unused.push((input.name, "no known layout")),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Files that no table of an edition is made from, with what they are.
    pub fn unused(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.unused.iter().map(|(name, what)| (name.as_str(), *what))
    }

    /// The files to be imported and what they were recognised as.
    pub fn inputs(&self) -> impl Iterator<Item = (&Input, &Kind)> {
        self.inputs.iter().map(|(input, kind)| (input, kind))
    }

    /// Imports every file into a builder; `progress` is called before each with its number and name.
    ///
    /// # Errors
    /// [`EditionError`] of the first file that cannot be imported; the builder is then not to be used.
    pub fn import(
        mut self,
        builder: &mut Builder,
        options: Options,
        mut progress: impl FnMut(usize, &str),
    ) -> Result<Vec<Imported>, EditionError> {
        let plan = Plan::make(&self.inputs, options)?;
        // In the order of kinds and names, so that nothing depends on the order of the sources.
        self.inputs.sort_by(|a, b| (&a.1, &a.0.name).cmp(&(&b.1, &b.0.name)));
        let mut seen = BTreeSet::new();
        let mut imported = Vec::new();
        for (number, (input, kind)) in self.inputs.iter().enumerate() {
            progress(number, &input.name);
            let mut rows = Rows::new(&input.name, options.lenient);
            let hash = match kind {
                Kind::Ptp { set, quarter, .. } if plan.ptp.get(set) > Some(quarter) => {
                    let mut lines = 0;
                    let hash = input.pieces(|piece| {
                        lines += piece.iter().filter(|byte| **byte == b'\n').count() as u64;
                        Ok(())
                    })?;
                    rows.skip_all(lines, "a newer quarter carries every window");
                    hash
                }
                Kind::Ptp { set, quarter, .. } => ptp::import(input, *set, *quarter, &mut rows, builder)?,
                _ => {
                    let (bytes, hash) = input.read()?;
                    if seen.insert((kind.clone(), hash.clone())) {
                        import(kind, &bytes, &mut rows, &plan, builder)?;
                    } else {
                        rows.skip_all(row::lines(&bytes).count() as u64, "the same file again");
                    }
                    hash
                }
            };
            let (read, kept, skipped, reasons) = rows.finish();
            let source = Source {
                file: input.file_name().to_owned(),
                kind: kind.name().to_owned(),
                hash,
                read,
                kept,
                skipped,
            };
            builder.source(source.clone());
            imported.push(Imported { source, reasons });
        }
        Ok(imported)
    }
}

fn import(
    kind: &Kind,
    bytes: &[u8],
    rows: &mut Rows<'_>,
    plan: &Plan,
    builder: &mut Builder,
) -> Result<(), EditionError> {
    match kind {
        Kind::Mue { set, quarter } => mue::import(bytes, *set, *quarter, rows, builder),
        Kind::AddOn { quarter } => add_on::import(bytes, *quarter, rows, builder),
        Kind::PhysicianFee { quarter } => {
            let (first, last) = plan.fee_window(*quarter);
            physician_fee::import(bytes, first, last, rows, builder)
        }
        Kind::Level2Fixed { quarter } => hcpcs::import_fixed(bytes, *quarter, rows, builder),
        Kind::Level2Table { quarter } => hcpcs::import_table(bytes, *quarter, rows, builder),
        Kind::Level2Quarters => hcpcs::import_quarters(bytes, plan.has_code_list, rows, builder),
        Kind::AddendumB { quarter } => opps::import(bytes, *quarter, rows, builder),
        Kind::IoceProcedures => ioce::import_procedures(bytes, rows, builder),
        Kind::IoceDiagnoses => ioce::import_diagnoses(bytes, rows, builder),
        Kind::IoceEditor(table) => editor::import(*table, bytes, rows, builder),
        Kind::IoceModifiers => ioce::import_modifiers(bytes, rows, builder),
        Kind::IcdOrder { year } => order::import_order(bytes, *year, rows, builder),
        Kind::Article(file) => coverage::import_article(bytes, *file, rows, builder),
        Kind::CoverageList => coverage::import_list(bytes, rows, builder),
        Kind::Descriptors => coverage::import_descriptors(bytes, rows, builder),
        Kind::Tabular => tabular::import(bytes, rows, builder),
        Kind::DiagnosisFlags => order::import_flags(bytes, rows, builder),
        Kind::Ptp { .. } | Kind::Unused(_) => Ok(()),
    }
}

/// What follows from all the files together.
struct Plan {
    /// The newest quarter of each PTP set: its file carries every window of the earlier ones.
    ptp: BTreeMap<PtpSet, Quarter>,
    /// The releases of the physician fee schedule.
    fees: BTreeSet<Quarter>,
    /// Whether a complete list of all procedure codes is among the files.
    has_code_list: bool,
}

impl Plan {
    fn make(inputs: &[(Input, Kind)], options: Options) -> Result<Self, EditionError> {
        let mut plan = Self { ptp: BTreeMap::new(), fees: BTreeSet::new(), has_code_list: false };
        let mut parts: BTreeMap<(PtpSet, Quarter), BTreeSet<u8>> = BTreeMap::new();
        for (_, kind) in inputs {
            match kind {
                Kind::Ptp { set, quarter, part } => {
                    let newest = plan.ptp.entry(*set).or_insert(*quarter);
                    *newest = (*newest).max(*quarter);
                    parts.entry((*set, *quarter)).or_default().extend(part);
                }
                Kind::PhysicianFee { quarter } => drop(plan.fees.insert(*quarter)),
                Kind::IoceProcedures => plan.has_code_list = true,
                _ => {}
            }
        }
        for ((set, quarter), parts) in parts {
            // A practitioner set has four files; of the others only a gap can be seen.
            let practitioner = matches!(set, PtpSet::Practitioner | PtpSet::MedicaidPractitioner);
            let files = if practitioner { 4 } else { parts.last().copied().unwrap_or_default() };
            let missing: Vec<String> =
                (1..=files).filter(|part| !parts.contains(part)).map(|part| format!("f{part}")).collect();
            if !parts.is_empty() && !missing.is_empty() && !options.partial {
                return Err(EditionError::Incomplete {
                    table: set.table(),
                    problem: format!(
                        "the set of {quarter} lacks {}; add the missing files, or allow a partial set with --partial",
                        missing.join(", ")
                    ),
                });
            }
        }
        Ok(plan)
    }

    /// The days a release of the fee schedule answers for. The releases of a year divide the year
    /// between them: each restates the whole table, so the earliest given also answers for the days
    /// before it and the latest for those to the end of the year.
    fn fee_window(&self, quarter: Quarter) -> (Date, Date) {
        let of_year = || self.fees.iter().filter(|other| other.year == quarter.year);
        let first = if of_year().next() == Some(&quarter) { quarter.year_first() } else { quarter.first() };
        let last = of_year()
            .find(|other| **other > quarter)
            .map_or(quarter.year_last(), |next| next.first().plus_days(-1));
        (first, last)
    }
}
