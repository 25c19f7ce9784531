//! What a change of edition changes for one's own claims.

use cleanclaim::claim::{Claim, json};
use cleanclaim::edition::Edition;
use cleanclaim::profile::Profiles;
use cleanclaim::scrub::{Report, Scrubber};
use cleanclaim::x12;
use serde::Serialize;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The findings that come and go, claim by claim.
#[derive(Default, Serialize)]
pub struct Rejudged {
    /// Claims read.
    pub claims: u64,
    /// Claims with a finding that comes or goes.
    pub claims_changed: u64,
    /// The findings.
    pub changes: Vec<FindingChange>,
}

/// A finding of one edition that the other does not have.
#[derive(Serialize)]
pub struct FindingChange {
    /// The claim's id.
    pub claim: Option<String>,
    /// The claim's own line number, `null` for the whole claim.
    pub line: Option<u32>,
    /// `new` when the new edition flags it, `old` when only the old one does.
    pub by: &'static str,
    /// The rule's id.
    pub rule: String,
    /// The severity.
    pub severity: String,
    /// What it says.
    pub message: String,
}

impl Rejudged {
    /// Judges the claims of a file under both editions.
    pub fn file(old: &Edition, new: &Edition, path: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let [old, new] = [old, new].map(|edition| Scrubber::new(edition.clone(), Profiles::by_payer()));
        let mut all = Self::default();
        let mut input = BufReader::new(File::open(path)?);
        if x12::is_x12(input.fill_buf()?) {
            for result in x12::from_reader(input) {
                match result {
                    Ok(read) => all.claim(&old, &new, &read.claim),
                    Err(error) => eprintln!("edition: {}: {error}", path.display()),
                }
            }
        } else {
            for claim in json::read(input) {
                all.claim(&old, &new, &claim?);
            }
        }
        Ok(all)
    }

    fn claim(&mut self, old: &Scrubber, new: &Scrubber, claim: &Claim) {
        let findings = |report: &Report| -> Vec<(Option<u32>, String, String, String)> {
            let findings = report.findings().iter();
            findings
                .map(|f| (f.line(), f.rule().to_string(), f.severity().to_string(), f.message()))
                .collect()
        };
        let (before, after) = (findings(&old.scrub(claim)), findings(&new.scrub(claim)));
        let count = self.changes.len();
        for (by, ours, theirs) in [("new", &after, &before), ("old", &before, &after)] {
            for finding in ours.iter().filter(|finding| !theirs.contains(finding)) {
                let (line, rule, severity, message) = finding.clone();
                self.changes.push(FindingChange {
                    claim: claim.id.clone(),
                    line,
                    by,
                    rule,
                    severity,
                    message,
                });
            }
        }
        self.claims += 1;
        self.claims_changed += u64::from(self.changes.len() > count);
    }

    /// The changes as text.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut out = format!("\nclaims: {} read, {} judged otherwise\n", self.claims, self.claims_changed);
        for change in &self.changes {
            let sign = if change.by == "new" { "+" } else { "-" };
            let claim = change.claim.as_deref().unwrap_or("(no id)");
            let line = change.line.map_or("claim".to_owned(), |line| format!("line {line}"));
            writeln!(out, "  {sign} {claim} {line} {} {}: {}", change.severity, change.rule, change.message)?;
        }
        Ok(out)
    }
}
