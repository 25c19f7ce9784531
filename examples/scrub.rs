//! Judges claims: JSON, JSON lines or X12 837 files in, reports out.
//!
//! ```text
//! scrub [--edition FILE] [--profile NAME] [--format text|json|jsonl] [INPUT…]
//! ```
//!
//! Exit status: 0 nothing at deny or reject, 1 something flagged so, 2 something could not be read.

mod support;

use cleanclaim::claim::{Claim, json};
use cleanclaim::edition::Edition;
use cleanclaim::finding::{Finding, Severity};
use cleanclaim::profile::{Profile, Profiles};
use cleanclaim::scrub::{Colors, Page, Report, Scrubber, Summary};
use cleanclaim::x12;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::Failure;

const USAGE: &str = "\
Usage: scrub [--edition FILE] [--profile NAME] [--format text|json|jsonl] [INPUT…]

INPUT is a claim as JSON, JSON lines or X12 837P/837I, told apart by content; a folder stands for the
files in it, and - for standard input. Without INPUT, standard input is read.

  --edition FILE   reference data; the built-in starter edition when left out
  --profile NAME   medicare-professional, medicare-outpatient, medicaid, commercial or all;
                   each claim's payer and form choose when left out
  --format FORMAT  text (a page a claim and a summary), json (a report; an array for several claims)
                   or jsonl (one report a line)
  --help           this text

Exit status: 0 nothing at deny or reject, 1 something flagged so, 2 something could not be read.
";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    JsonLines,
}

struct Options {
    edition: Option<PathBuf>,
    profiles: Profiles,
    format: Format,
    inputs: Vec<PathBuf>,
}

fn main() -> ExitCode {
    support::exit(run)
}

fn run() -> Result<ExitCode, Failure> {
    let Some(options) = options(lexopt::Parser::from_env())? else {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let edition = match &options.edition {
        None => Edition::starter().clone(),
        Some(path) => Edition::open(path)?,
    };
    let terminal = io::stdout().is_terminal();
    let colors = if terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) {
        Colors::Ansi
    } else {
        Colors::Never
    };
    let mut session = Session {
        scrubber: Scrubber::new(edition, options.profiles),
        format: options.format,
        colors,
        output: BufWriter::new(io::stdout().lock()),
        summary: Summary::default(),
        held: None,
        worst: None,
        unreadable: false,
    };
    for input in &options.inputs {
        session.input(input)?;
    }
    session.finish()
}

fn options(mut arguments: lexopt::Parser) -> Result<Option<Options>, Failure> {
    let mut options =
        Options { edition: None, profiles: Profiles::by_payer(), format: Format::Text, inputs: Vec::new() };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("edition") => options.edition = Some(arguments.value()?.into()),
            Long("profile") => options.profiles = Profile::shipped(&arguments.value()?.string()?)?.into(),
            Long("format") => {
                options.format = match arguments.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "jsonl" => Format::JsonLines,
                    other => {
                        return Err(format!("there is no format {other:?}; text, json and jsonl are").into());
                    }
                }
            }
            Long("help") | Short('h') => return Ok(None),
            Value(input) => add_input(&mut options.inputs, input)?,
            other => return Err(other.unexpected().into()),
        }
    }
    if options.inputs.is_empty() {
        options.inputs.push("-".into());
    }
    Ok(Some(options))
}

/// Adds a file, standard input, or the files of a folder in the order of their names.
fn add_input(inputs: &mut Vec<PathBuf>, input: OsString) -> Result<(), Failure> {
    let path = PathBuf::from(input);
    if !path.is_dir() {
        inputs.push(path);
        return Ok(());
    }
    let entries = path.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| format!("{}: {error}", path.display()))?;
    let mut files: Vec<PathBuf> =
        entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: the folder has no files", path.display()).into());
    }
    inputs.extend(files);
    Ok(())
}

/// One run over many inputs.
struct Session<W: Write> {
    scrubber: Scrubber,
    format: Format,
    colors: Colors,
    output: W,
    summary: Summary,
    /// The first report of a JSON run, until it is known whether an array is needed.
    held: Option<String>,
    worst: Option<Severity>,
    unreadable: bool,
}

impl<W: Write> Session<W> {
    fn input(&mut self, path: &Path) -> Result<(), Failure> {
        if path.as_os_str() == "-" {
            return self.stream("standard input", BufReader::new(io::stdin().lock()));
        }
        match File::open(path) {
            Ok(file) => self.stream(&path.display().to_string(), BufReader::new(file)),
            Err(error) => {
                self.cannot_read(&path.display().to_string(), &error);
                Ok(())
            }
        }
    }

    fn stream(&mut self, name: &str, mut input: impl BufRead) -> Result<(), Failure> {
        let start = match input.fill_buf() {
            Ok(start) => start,
            Err(error) => {
                self.cannot_read(name, &error);
                return Ok(());
            }
        };
        if x12::is_x12(start) {
            for result in x12::from_reader(input) {
                match result {
                    Ok(read) => {
                        for remark in &read.remarks {
                            eprintln!("scrub: {name}: {remark}");
                        }
                        let locate = |finding: &Finding<'_>| {
                            let place =
                                read.positions.locate(finding.line(), finding.field(), finding.position());
                            place.map(|place| place.to_string())
                        };
                        self.claim(&read.claim, Some(&locate))?;
                    }
                    Err(error) if error.is_warning() => eprintln!("scrub: {name}: {error}"),
                    Err(error) => self.cannot_read(name, &error),
                }
            }
        } else {
            for result in json::read(input) {
                match result {
                    Ok(claim) => self.claim(&claim, None)?,
                    Err(error) => self.cannot_read(name, &error),
                }
            }
        }
        Ok(())
    }

    fn cannot_read(&mut self, name: &str, error: &dyn std::error::Error) {
        self.unreadable = true;
        eprintln!("scrub: {name}: {error}");
    }

    fn claim(
        &mut self,
        claim: &Claim,
        locate: Option<&dyn Fn(&Finding<'_>) -> Option<String>>,
    ) -> Result<(), Failure> {
        let report = self.scrubber.scrub(claim);
        self.worst = self.worst.max(report.worst());
        match self.format {
            Format::Text => {
                let page = Page::new(claim, &report, self.colors);
                let page = match locate {
                    Some(locate) => page.locating(locate),
                    None => page,
                };
                writeln!(self.output, "{page}")?;
                self.summary.add(claim.lines.len(), &report);
            }
            Format::JsonLines => writeln!(self.output, "{}", report.to_json())?,
            Format::Json => self.hold(&report)?,
        }
        Ok(())
    }

    /// Writes the report before this one; the array opens when there is a second.
    fn hold(&mut self, report: &Report) -> Result<(), Failure> {
        if let Some(before) = self.held.replace(report.to_json()) {
            let open = if self.summary.claims() == 0 { "[" } else { "" };
            writeln!(self.output, "{open}{before},")?;
            self.summary.add(0, report);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<ExitCode, Failure> {
        if self.format == Format::Text {
            write!(self.output, "{}", self.summary.text(self.colors))?;
        }
        if let Some(last) = self.held.take() {
            let close = if self.summary.claims() == 0 { "" } else { "]" };
            writeln!(self.output, "{last}{close}")?;
        }
        self.output.flush()?;
        Ok(if self.unreadable {
            ExitCode::from(2)
        } else if self.worst >= Some(Severity::Deny) {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        })
    }
}
