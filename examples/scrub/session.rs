//! One run over many inputs.

use crate::lines::{Given, Lines};
use crate::options::{Format, Task};
use crate::support::Failure;
use cleanclaim::claim::{Claim, json};
use cleanclaim::code::Money;
use cleanclaim::edition::Edition;
use cleanclaim::finding::{Applicability, Finding, RuleId, Severity};
use cleanclaim::profile::Profiles;
use cleanclaim::scrub::{Colors, Page, Report, Scrubber, Summary};
use cleanclaim::x12;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

/// Where in the file a finding's element stands.
type Locate<'l> = &'l dyn Fn(&Finding<'_>) -> Option<String>;

/// One run over many inputs.
pub struct Session {
    scrubber: Scrubber,
    /// The scrubber of the profile that is compared with.
    other: Option<Scrubber>,
    task: Task,
    colors: Colors,
    output: BufWriter<StdoutLock<'static>>,
    summary: Summary,
    /// The claims of a run of JSON lines.
    lines: Lines,
    /// The first report of a JSON run, until it is known whether an array is needed.
    held: Option<String>,
    in_array: bool,
    compared: Compared,
    worst: Option<Severity>,
    unreadable: bool,
}

/// Counts of a comparison.
#[derive(Default)]
struct Compared {
    claims: u64,
    /// By rule: findings and what they put at risk.
    newly: BTreeMap<RuleId, (u64, Money)>,
    no_longer: BTreeMap<RuleId, (u64, Money)>,
}

impl Session {
    pub fn new(edition: Edition, profiles: Profiles, task: Task) -> Self {
        let other = match &task {
            Task::Compare(profiles) => Some(Scrubber::new(edition.clone(), profiles.clone())),
            _ => None,
        };
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colors = if wanted && io::stdout().is_terminal() { Colors::Ansi } else { Colors::Never };
        Self {
            scrubber: Scrubber::new(edition, profiles),
            other,
            task,
            colors,
            output: BufWriter::new(io::stdout().lock()),
            summary: Summary::default(),
            lines: Lines::new(io::stdout().is_terminal()),
            held: None,
            in_array: false,
            compared: Compared::default(),
            worst: None,
            unreadable: false,
        }
    }

    /// Reads and judges the claims of a file, or of standard input for `-`.
    pub fn input(&mut self, path: &Path) -> Result<(), Failure> {
        if path.as_os_str() == "-" {
            return self.stream("standard input", BufReader::new(io::stdin().lock()));
        }
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.stream(&name, BufReader::new(file)),
            Err(error) => {
                self.cannot_read(&name, &error);
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
        let side_by_side = matches!(self.task, Task::Report(Format::JsonLines));
        if !x12::is_x12(start) {
            if side_by_side {
                for text in json::texts(input) {
                    match text {
                        Ok(text) => self.line(name, Given::Text(text))?,
                        Err(error) => {
                            self.write_lines(name)?;
                            self.cannot_read(name, &error);
                        }
                    }
                }
                return self.write_lines(name);
            }
            for result in json::read(input) {
                match result {
                    Ok(claim) => self.claim(&claim, None)?,
                    Err(error) => self.cannot_read(name, &error),
                }
            }
            return Ok(());
        }
        for result in x12::from_reader(input) {
            match result {
                Ok(read) => {
                    for remark in &read.remarks {
                        eprintln!("scrub: {name}: {remark}");
                    }
                    if side_by_side {
                        self.line(name, Given::Claim(Box::new(read.claim)))?;
                        continue;
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
        self.write_lines(name)
    }

    /// Takes a claim of a run of JSON lines.
    fn line(&mut self, name: &str, claim: Given) -> Result<(), Failure> {
        if self.lines.add(claim) { self.write_lines(name) } else { Ok(()) }
    }

    /// Writes the reports of the claims that are waiting.
    fn write_lines(&mut self, name: &str) -> Result<(), Failure> {
        let outcome = self.lines.write(&self.scrubber, &mut self.output)?;
        self.worst = self.worst.max(outcome.worst);
        for error in &outcome.unreadable {
            self.cannot_read(name, error);
        }
        Ok(())
    }

    fn cannot_read(&mut self, name: &str, error: &dyn std::error::Error) {
        self.unreadable = true;
        eprintln!("scrub: {name}: {error}");
    }

    fn claim(&mut self, claim: &Claim, locate: Option<Locate<'_>>) -> Result<(), Failure> {
        match self.task {
            Task::Report(format) => {
                let report = self.scrubber.scrub(claim);
                self.worst = self.worst.max(report.worst());
                self.report(claim, &report, format, locate)
            }
            Task::Fix(how) => self.fix(claim, how),
            Task::Compare(_) => self.compare(claim),
        }
    }

    fn report(
        &mut self,
        claim: &Claim,
        report: &Report,
        format: Format,
        locate: Option<Locate<'_>>,
    ) -> Result<(), Failure> {
        match format {
            Format::Text => {
                let page = Page::new(claim, report, self.colors);
                let page = match locate {
                    Some(locate) => page.locating(locate),
                    None => page,
                };
                writeln!(self.output, "{page}")?;
                self.summary.add(claim.lines.len(), report);
            }
            // These are judged side by side.
            Format::JsonLines => {}
            // The report before this one is written now: the array opens when there is a second.
            Format::Json => {
                if let Some(before) = self.held.replace(report.to_json()) {
                    let open = if self.in_array { "" } else { "[" };
                    writeln!(self.output, "{open}{before},")?;
                    self.in_array = true;
                }
            }
        }
        Ok(())
    }

    fn fix(&mut self, claim: &Claim, how: Applicability) -> Result<(), Failure> {
        let mended = self.scrubber.fix(claim, how);
        self.worst = self.worst.max(mended.after.worst());
        let id = claim.id.as_deref().unwrap_or("(no id)");
        for fix in &mended.applied {
            eprintln!("scrub: claim {id}: {}: {}", fix.rule, fix.title);
        }
        let text = serde_json::to_string(&mended.claim)?;
        writeln!(self.output, "{text}")?;
        Ok(())
    }

    fn compare(&mut self, claim: &Claim) -> Result<(), Failure> {
        let report = self.scrubber.scrub(claim);
        let Some(other) = &self.other else { return Ok(()) };
        let before = other.scrub(claim);
        self.worst = self.worst.max(report.worst());
        let mut changed = false;
        let id = claim.id.as_deref().unwrap_or("(no id)");
        let Compared { newly, no_longer, .. } = &mut self.compared;
        for (sign, ours, theirs, counts) in
            [("+", &report, &before, newly), ("-", &before, &report, no_longer)]
        {
            let theirs: Vec<_> = theirs.findings().iter().map(key).collect();
            for finding in ours.findings().iter().filter(|finding| !theirs.contains(&key(*finding))) {
                let (line, rule, severity, message) = key(finding);
                let line = line.map_or("claim".to_owned(), |line| format!("line {line}"));
                writeln!(self.output, "{sign} {id} {line} {severity} {rule}: {message}")?;
                changed = true;
                let count = counts.entry(rule).or_default();
                count.0 += 1;
                count.1 += finding.at_risk();
            }
        }
        self.compared.claims += u64::from(changed);
        self.summary.add(claim.lines.len(), &report);
        Ok(())
    }

    /// Writes what is left and says how the run ended.
    pub fn finish(mut self) -> Result<ExitCode, Failure> {
        match &self.task {
            Task::Report(Format::Text) => write!(self.output, "{}", self.summary.text(self.colors))?,
            Task::Compare(_) => {
                let Compared { claims, newly, no_longer } = &self.compared;
                let findings =
                    |counts: &BTreeMap<_, (u64, Money)>| -> u64 { counts.values().map(|own| own.0).sum() };
                let all = self.summary.claims();
                writeln!(
                    self.output,
                    "{all} claims compared: {claims} change, {} findings newly flagged, {} no longer",
                    findings(newly),
                    findings(no_longer)
                )?;
                for (sign, counts) in [("+", newly), ("-", no_longer)] {
                    for (rule, (count, at_risk)) in counts {
                        writeln!(self.output, "  {sign} {rule} ×{count}, {at_risk} at risk")?;
                    }
                }
            }
            _ => {}
        }
        if let Some(last) = self.held.take() {
            let close = if self.in_array { "]" } else { "" };
            writeln!(self.output, "{last}{close}")?;
        }
        self.output.flush()?;
        self.lines.finish();
        Ok(if self.unreadable {
            ExitCode::from(2)
        } else if self.worst >= Some(Severity::Deny) {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// What makes two findings of a claim the same to a comparison.
fn key(finding: Finding<'_>) -> (Option<u32>, RuleId, Severity, String) {
    (finding.line(), finding.rule(), finding.severity(), finding.message())
}
