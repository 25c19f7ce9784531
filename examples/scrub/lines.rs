//! Claims as JSON lines: judged side by side, written in the order they came in.

use crate::support::Failure;
use cleanclaim::Claim;
use cleanclaim::claim::json::{ClaimText, JsonError, Reader};
use cleanclaim::finding::Severity;
use cleanclaim::scrub::{Report, Scrubber};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::Write;

/// Claims that are judged together, and the most pairs of lines they may have, for reports may grow with
/// those: what a run keeps in memory.
const MOST_CLAIMS: usize = 4_096;
const MOST_PAIRS: usize = 1 << 20;
/// A line of a claim has about as many bytes as JSON.
const BYTES_OF_A_LINE: usize = 128;

/// A claim as it came in.
pub enum Given {
    /// JSON, still to be read.
    Text(ClaimText),
    /// Read already.
    Claim(Box<Claim>),
}

/// Claims waiting to be judged.
pub struct Lines {
    waiting: Vec<Given>,
    pairs: usize,
    progress: ProgressBar,
}

/// What a number of claims came to.
#[derive(Default)]
pub struct Outcome {
    /// The worst severity found.
    pub worst: Option<Severity>,
    /// The claims that cannot be read.
    pub unreadable: Vec<JsonError>,
}

impl Lines {
    /// With a count of claims on a terminal's standard error, unless the reports go to a terminal too.
    pub fn new(reports_on_terminal: bool) -> Self {
        let progress = if reports_on_terminal { ProgressBar::hidden() } else { ProgressBar::no_length() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} claims  {per_sec}  {elapsed}")
        {
            progress.set_style(style);
        }
        Self { waiting: Vec::new(), pairs: 0, progress }
    }

    /// Adds a claim; true when it is time to write.
    pub fn add(&mut self, claim: Given) -> bool {
        let lines = match &claim {
            Given::Text(text) => text.as_bytes().len() / BYTES_OF_A_LINE,
            Given::Claim(claim) => claim.lines.len(),
        };
        self.pairs += lines * lines;
        self.waiting.push(claim);
        self.waiting.len() >= MOST_CLAIMS || self.pairs >= MOST_PAIRS
    }

    /// Judges the claims and writes a report a line.
    pub fn write(&mut self, scrubber: &Scrubber, output: &mut impl Write) -> Result<Outcome, Failure> {
        let judge = |(reader, report): &mut (Reader, Report), given: &Given| -> Result<_, JsonError> {
            match given {
                Given::Text(text) => scrubber.scrub_into(reader.read_text(text)?, report),
                Given::Claim(claim) => scrubber.scrub_into(claim, report),
            }
            Ok((report.to_json(), report.worst()))
        };
        let judged: Vec<_> = self.waiting.par_iter().map_init(Default::default, judge).collect();
        let mut outcome = Outcome::default();
        for result in judged {
            match result {
                Ok((line, worst)) => {
                    writeln!(output, "{line}")?;
                    outcome.worst = outcome.worst.max(worst);
                }
                Err(error) => outcome.unreadable.push(error),
            }
        }
        self.progress.inc(self.waiting.len() as u64);
        self.waiting.clear();
        self.pairs = 0;
        Ok(outcome)
    }

    /// Takes the count of claims off the terminal.
    pub fn finish(&self) {
        self.progress.finish_and_clear();
    }
}
