//! Judges claims: JSON, JSON lines or X12 837 files in, reports (or mended claims) out.
//!
//! ```text
//! scrub [--edition FILE] [--profile NAME|FILE] [--format text|json|jsonl]
//!       [--fix mechanical|if-documented] [--compare NAME|FILE] [INPUT…]
//! ```

mod lines;
mod options;
mod session;
#[path = "../support/mod.rs"]
mod support;

use cleanclaim::edition::Edition;
use session::Session;
use std::process::ExitCode;
use support::Failure;

fn main() -> ExitCode {
    support::exit(run)
}

fn run() -> Result<ExitCode, Failure> {
    let Some(options) = options::read(lexopt::Parser::from_env())? else {
        print!("{}", options::USAGE);
        return Ok(ExitCode::SUCCESS);
    };
    let edition = match &options.edition {
        None => Edition::starter().clone(),
        Some(path) => Edition::open(path)?,
    };
    let mut session = Session::new(edition, options.profiles, options.task);
    for input in &options.inputs {
        session.input(input)?;
    }
    session.finish()
}
