//! The command line.

use crate::support::Failure;
use cleanclaim::finding::Applicability;
use cleanclaim::profile::{Profile, Profiles, SHIPPED};
use lexopt::prelude::*;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// What `--help` prints.
pub const USAGE: &str = "\
Usage: scrub [--edition FILE] [--profile NAME|FILE] [--format text|json|jsonl]
             [--fix mechanical|if-documented] [--compare NAME|FILE] [INPUT…]

INPUT is a claim as JSON, JSON lines or X12 837P/837I, told apart by content; a folder stands for the
files in it, and - for standard input. Without INPUT, standard input is read.

  --edition FILE     reference data; the built-in starter edition when left out
  --profile NAME     medicare-professional, medicare-outpatient, medicaid, commercial, all, or a profile
                     file (TOML or JSON); each claim's payer and form choose when left out
  --format FORMAT    text (a page a claim and a summary), json (a report; an array for several claims)
                     or jsonl (one report a line)
  --fix HOW          write the mended claims as JSON, one a line, in place of reports; the fixes applied
                     are listed on standard error
  --compare NAME     show what the profile flags that this other profile does not, and the reverse
  --help             this text

Exit status: 0 nothing at deny or reject, 1 something flagged so, 2 something could not be read.
";

/// How reports are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    JsonLines,
}

/// What a run does with each claim.
pub enum Task {
    Report(Format),
    Fix(Applicability),
    Compare(Profiles),
}

/// A run.
pub struct Options {
    pub edition: Option<PathBuf>,
    pub profiles: Profiles,
    pub task: Task,
    pub inputs: Vec<PathBuf>,
}

/// Reads the command line; `None` when the usage was asked for.
pub fn read(mut arguments: lexopt::Parser) -> Result<Option<Options>, Failure> {
    let (mut edition, mut profiles, mut inputs) = (None, Profiles::by_payer(), Vec::new());
    let (mut format, mut fix, mut compare) = (None, None, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("edition") => edition = Some(arguments.value()?.into()),
            Long("profile") => profiles = profile(&arguments.value()?)?,
            Long("compare") => compare = Some(profile(&arguments.value()?)?),
            Long("format") => {
                format = Some(match arguments.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "jsonl" => Format::JsonLines,
                    other => {
                        return Err(format!("there is no format {other:?}; text, json and jsonl are").into());
                    }
                });
            }
            Long("fix") => {
                fix = Some(match arguments.value()?.string()?.as_str() {
                    "mechanical" => Applicability::Mechanical,
                    "if-documented" => Applicability::IfDocumented,
                    other => {
                        return Err(
                            format!("{other:?} is no way to fix; mechanical and if-documented are").into()
                        );
                    }
                });
            }
            Long("help") | Short('h') => return Ok(None),
            Value(input) => add_input(&mut inputs, input)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let task = match (fix, compare) {
        (Some(_), Some(_)) => return Err("--fix and --compare do not go together".into()),
        (Some(_), _) | (_, Some(_)) if format.is_some() => {
            return Err("--format is of reports; --fix writes claims and --compare what differs".into());
        }
        (Some(how), None) => Task::Fix(how),
        (None, Some(other)) => Task::Compare(other),
        (None, None) => Task::Report(format.unwrap_or(Format::Text)),
    };
    if inputs.is_empty() {
        inputs.push("-".into());
    }
    Ok(Some(Options { edition, profiles, task, inputs }))
}

/// A shipped profile by name, or one from a file.
fn profile(name: &OsString) -> Result<Profiles, Failure> {
    let shipped = name.to_str().filter(|name| SHIPPED.contains(name));
    if let Some(name) = shipped {
        return Ok(Profile::shipped(name)?.into());
    }
    let path = PathBuf::from(name);
    if path.exists() {
        return Ok(Profile::open(&path)?.into());
    }
    let shown = name.to_string_lossy();
    Err(format!("{shown:?} is neither a profile file nor a shipped profile ({})", SHIPPED.join(", ")).into())
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
