//! A claim and its report as a page a person reads.

use super::{Report, Verdict, resolve};
use crate::claim::{Claim, Form, Line};
use crate::edition::Disposition;
use crate::finding::{Applicability, Finding, Severity};
use std::fmt::{self, Display};

/// Whether a page is written with terminal colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Ansi,
}

/// How text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Bold,
    Dim,
    Red,
    Yellow,
    Blue,
    Green,
}

impl Colors {
    /// The text in a tone.
    pub(super) fn paint<T: Display>(self, tone: Tone, text: T) -> impl Display {
        struct Painted<T>(Option<&'static str>, T);
        impl<T: Display> Display for Painted<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0 {
                    None => self.1.fmt(f),
                    Some(start) => {
                        f.write_str(start)?;
                        self.1.fmt(f)?;
                        f.write_str("\x1b[0m")
                    }
                }
            }
        }
        let start = match tone {
            Tone::Bold => "\x1b[1m",
            Tone::Dim => "\x1b[2m",
            Tone::Red => "\x1b[1;31m",
            Tone::Yellow => "\x1b[1;33m",
            Tone::Blue => "\x1b[1;34m",
            Tone::Green => "\x1b[1;32m",
        };
        Painted((self == Self::Ansi).then_some(start), text)
    }
}

/// The tone of a severity.
pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Reject | Severity::Deny => Tone::Red,
        Severity::Warn => Tone::Yellow,
        Severity::Info => Tone::Blue,
    }
}

/// A claim with its report: the header, each line as a row, and under it what was found there.
///
/// ```
/// use cleanclaim::{claim::Claim, edition::Edition, profile::Profiles, scrub::{Colors, Page, Scrubber}};
/// let claim = Claim::default();
/// let report = Scrubber::new(Edition::starter().clone(), Profiles::by_payer()).scrub(&claim);
/// assert!(Page::new(&claim, &report, Colors::Never).to_string().contains("the claim has no service lines"));
/// ```
#[derive(Clone, Copy)]
pub struct Page<'p> {
    claim: &'p Claim,
    report: &'p Report,
    colors: Colors,
    /// Where in the file a finding's element stands, when the claim was read from X12.
    locate: Option<Locate<'p>>,
}

type Locate<'p> = &'p dyn Fn(&Finding<'_>) -> Option<String>;

/// The widest line of running text.
const WIDTH: usize = 100;

impl<'p> Page<'p> {
    /// The page of a claim and its report.
    pub fn new(claim: &'p Claim, report: &'p Report, colors: Colors) -> Self {
        Self { claim, report, colors, locate: None }
    }

    /// Adds to every finding where its element stands in the file the claim was read from.
    pub fn locating(mut self, locate: Locate<'p>) -> Self {
        self.locate = Some(locate);
        self
    }

    fn header(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = self.claim;
        let id = claim.id.as_deref().unwrap_or("(no id)");
        let form = match claim.form {
            Form::Professional => "professional",
            Form::Outpatient => "outpatient",
        };
        write!(f, "{} {id}", self.colors.paint(Tone::Bold, "Claim"))?;
        write!(f, " · {form}")?;
        if let Some(bill) = &claim.type_of_bill {
            write!(f, " · bill {bill}")?;
        }
        writeln!(f, " · judged as {} by edition {}", self.report.profile(), self.report.edition())?;
        if !claim.diagnoses.is_empty() {
            let codes = claim.diagnoses.iter().enumerate();
            let codes: Vec<String> = codes.map(|(index, code)| format!("{}:{code}", index + 1)).collect();
            writeln!(f, "  diagnoses {}", codes.join("  "))?;
        }
        Ok(())
    }

    fn columns(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.claim.form == Form::Outpatient { "rev" } else { "place" };
        let head = format!(
            "  {:>4}  {:<10}  {place:<5}  {:<7}  {:<11}  {:>7}  {:>12}  {}",
            "line", "date", "code", "modifiers", "units", "charge", "dx"
        );
        writeln!(f, "{}", self.colors.paint(Tone::Dim, head.trim_end()))
    }

    fn row(&self, f: &mut fmt::Formatter<'_>, index: usize, line: &Line) -> fmt::Result {
        fn or_dash<T: Display>(value: &Option<T>) -> String {
            value.as_ref().map_or_else(|| "-".to_owned(), T::to_string)
        }
        let place = if self.claim.form == Form::Outpatient {
            or_dash(&line.revenue_code)
        } else {
            or_dash(&line.place)
        };
        let modifiers: Vec<String> = line.modifiers.iter().map(ToString::to_string).collect();
        let pointers: Vec<String> = line.diagnosis_pointers.iter().map(ToString::to_string).collect();
        let row = format!(
            "  {:>4}  {:<10}  {place:<5}  {:<7}  {:<11}  {:>7}  {:>12}  {}",
            resolve::number(self.claim, index),
            or_dash(&line.from),
            or_dash(&line.procedure),
            modifiers.join(" "),
            or_dash(&line.units),
            or_dash(&line.charge),
            pointers.join(","),
        );
        writeln!(f, "{}", row.trim_end())?;
        let (from, through) = (&line.from, &line.through);
        if through.is_some() && through != from {
            writeln!(f, "        through {}", or_dash(through))?;
        }
        Ok(())
    }

    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: Finding<'_>) -> fmt::Result {
        let severity = format!("{:<6}", finding.severity());
        let name = Report::name_of(finding.rule());
        let severity = self.colors.paint(tone(finding.severity()), severity);
        writeln!(f, "        {severity} {} {name}", self.colors.paint(Tone::Bold, finding.rule()))?;
        paragraph(f, &finding.message())?;
        let mut facts = Vec::new();
        if let Some(denial) = finding.denial() {
            let remarks = denial.rarc.iter().map(|rarc| format!(" {rarc}")).collect::<String>();
            facts.push(format!("denial {}-{}{remarks}", denial.group, denial.carc));
        }
        if let Some(edit) = finding.ioce_edit() {
            let what = finding.disposition().map_or_else(String::new, |what| format!(", {}", what.meaning()));
            facts.push(format!("I/OCE edit {edit}{what}"));
        }
        if finding.severity() >= Severity::Deny {
            facts.push(format!("{} at risk", finding.at_risk()));
        }
        if let Some(place) = self.locate.and_then(|locate| locate(&finding)) {
            facts.push(place);
        }
        if !facts.is_empty() {
            paragraph(f, &facts.join(" · "))?;
        }
        for fix in finding.fixes() {
            let how = match fix.applicability() {
                Applicability::Mechanical => "fix",
                Applicability::IfDocumented => "fix, if documented",
                Applicability::Manual => "to decide",
            };
            paragraph(f, &format!("{how}: {}", fix.title()))?;
        }
        let citation = Report::citation_of(finding.rule());
        paragraph(f, &format!("source: {citation}"))
    }

    fn footer(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for bypass in self.report.findings().bypasses() {
            write!(f, "        line {}: {} with ", bypass.line, bypass.rule)?;
            match bypass.related_line {
                0 => write!(f, "an earlier claim")?,
                line => write!(f, "line {line}")?,
            }
            writeln!(f, " is bypassed by {}", bypass.by)?;
        }
        let verdict = self.report.verdict();
        let tone = match verdict {
            Verdict::Clean => Tone::Green,
            Verdict::CleanWithGaps => Tone::Blue,
            Verdict::Flagged => self.report.worst().map_or(Tone::Green, tone),
        };
        write!(f, "  {}", self.colors.paint(tone, verdict))?;
        if self.report.worst() >= Some(Severity::Deny) {
            write!(f, " · {} at risk", self.report.at_risk())?;
        }
        let edited = self.report.findings().edited();
        for disposition in Disposition::ALL {
            let edits = edited.edits_of(*disposition);
            if !edits.is_empty() {
                let edits: Vec<String> = edits.iter().map(u16::to_string).collect();
                write!(f, " · {disposition} {}", edits.join(" "))?;
            }
        }
        let gaps = self.report.findings().gaps().len();
        if gaps > 0 {
            write!(f, " · {gaps} {} not evaluated", if gaps == 1 { "check" } else { "checks" })?;
        }
        writeln!(f)
    }
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.header(f)?;
        let findings = || self.report.findings().iter();
        for finding in findings().filter(|finding| finding.line().is_none()) {
            self.finding(f, finding)?;
        }
        if !self.claim.lines.is_empty() {
            self.columns(f)?;
        }
        for (index, line) in self.claim.lines.iter().enumerate() {
            self.row(f, index, line)?;
            let number = resolve::number(self.claim, index);
            for finding in findings().filter(|finding| finding.line() == Some(number)) {
                self.finding(f, finding)?;
            }
        }
        self.footer(f)
    }
}

/// Writes a text below a finding, indented and broken between words.
fn paragraph(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column == 0 {
            write!(f, "               {word}")?;
            column = 15 + width;
        } else if column + 1 + width > WIDTH {
            write!(f, "\n                 {word}")?;
            column = 17 + width;
        } else {
            write!(f, " {word}")?;
            column += 1 + width;
        }
    }
    writeln!(f)
}
