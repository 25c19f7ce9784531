//! The report of one claim.

use super::memory::Memory;
use crate::code::Money;
use crate::edition::Disposition;
use crate::finding::{Edited, Finding, Findings, Fix, NotEvaluated, RuleId, Severity};
use crate::rule::{self, Rule};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;

/// What was found on one claim, and under which edition and profile.
///
/// Serialises to the report JSON: findings by line (the claim first), then rule; the same for the
/// same claim, edition and profile. The default one is of no claim; [`Scrubber::scrub_into`] fills it.
///
/// [`Scrubber::scrub_into`]: super::Scrubber::scrub_into
#[derive(Debug, Clone, Default)]
pub struct Report {
    claim: Option<String>,
    edition: String,
    profile: String,
    findings: Findings,
    memory: Memory,
}

/// The outcome of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing flagged, every selected rule evaluated.
    Clean,
    /// Nothing flagged, some rules not evaluated.
    CleanWithGaps,
    /// Something flagged.
    Flagged,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Clean => "clean",
            Self::CleanWithGaps => "clean-with-gaps",
            Self::Flagged => "flagged",
        })
    }
}

impl Report {
    /// Makes the report ready for another claim and gives the findings to be written, which keep
    /// their memory.
    pub(super) fn renew(
        &mut self,
        claim: Option<&str>,
        edition: &str,
        profile: &str,
    ) -> (&mut Findings, &mut Memory) {
        match claim {
            Some(claim) => claim.clone_into(self.claim.get_or_insert_default()),
            None => self.claim = None,
        }
        edition.clone_into(&mut self.edition);
        profile.clone_into(&mut self.profile);
        (&mut self.findings, &mut self.memory)
    }

    /// The version of the engine that writes reports.
    pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

    /// The claim's identifier.
    pub fn claim(&self) -> Option<&str> {
        self.claim.as_deref()
    }

    /// The edition's identifier.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The profile's name.
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The findings, bypasses and gaps.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The outcome.
    pub fn verdict(&self) -> Verdict {
        if !self.findings.is_empty() {
            Verdict::Flagged
        } else if self.findings.is_complete() {
            Verdict::Clean
        } else {
            Verdict::CleanWithGaps
        }
    }

    /// The worst severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity()).max()
    }

    /// The charges that would not be paid, each line once.
    pub fn at_risk(&self) -> Money {
        self.findings.at_risk()
    }

    /// What the payer would deny, by claim adjustment reason code, ascending: the findings at deny and
    /// reject, and the charges they put at risk, each line once for a code.
    ///
    /// ```
    /// use cleanclaim::{Edition, Profiles, Scrubber, claim::json};
    /// let claim = json::read_one(br#"{
    ///     "form": "professional", "diagnoses": ["L57.0"], "lines": [
    ///         {"procedure": "11102", "from": "2024-08-05", "place": "11", "diagnosis_pointers": [1], "charge": "160.00"},
    ///         {"procedure": "17000", "from": "2024-08-05", "place": "11", "diagnosis_pointers": [1], "charge": "95.00"}
    ///     ]
    /// }"#)?;
    /// let report = Scrubber::new(Edition::starter().clone(), Profiles::by_payer()).scrub(&claim);
    /// let total = report.denials().into_iter().find(|total| total.carc == "236").unwrap();
    /// assert_eq!((total.findings, total.at_risk.to_string().as_str()), (1, "95.00"));
    /// # Ok::<(), cleanclaim::claim::json::JsonError>(())
    /// ```
    pub fn denials(&self) -> Vec<DenialTotal> {
        let mut totals: Vec<(DenialTotal, Counted)> = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.severity() >= Severity::Deny) {
            let Some(denial) = finding.denial() else { continue };
            let place = totals.binary_search_by_key(&denial.carc, |(total, _)| total.carc);
            let place = place.unwrap_or_else(|place| {
                let total = DenialTotal { carc: denial.carc, findings: 0, at_risk: Money::ZERO };
                totals.insert(place, (total, Counted::default()));
                place
            });
            if let Some((total, counted)) = totals.get_mut(place) {
                total.findings += 1;
                total.at_risk = counted.add(finding.line(), finding.at_risk());
            }
        }
        totals.into_iter().map(|(total, _)| total).collect()
    }

    /// The name that reports give a finding's rule: the rule's own, `custom-edit` for an edit of the
    /// profile, whose words are its message.
    pub fn name_of(rule: RuleId) -> &'static str {
        rule::find(rule).map_or("custom-edit", |rule| rule.name)
    }

    /// The source that reports name for a finding: where the rule is published, or that it is an edit
    /// of the profile.
    pub fn citation_of(rule: RuleId) -> &'static str {
        rule::find(rule).map_or("the profile's own edit", Rule::citation)
    }

    /// The report as JSON text on one line.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> String {
        // Room for what findings usually take, so that the text seldom moves while it grows.
        let mut text = Vec::with_capacity(1024 + 768 * self.findings.len());
        match serde_json::to_writer(&mut text, self) {
            Ok(()) => String::from_utf8(text).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edited = self.findings.edited();
        let mut report = serializer.serialize_struct("Report", if edited.judged { 10 } else { 9 })?;
        report.serialize_field("claim", &self.claim)?;
        report.serialize_field("edition", &self.edition)?;
        report.serialize_field("profile", &self.profile)?;
        report.serialize_field("engine", Self::ENGINE)?;
        report.serialize_field("verdict", &self.verdict())?;
        if edited.judged {
            report.serialize_field("disposition", &Dispositions(edited))?;
        }
        report.serialize_field("findings", &Sequence(|| self.findings.iter().map(FindingJson)))?;
        report.serialize_field("bypassed", &Sequence(|| self.findings.bypasses().map(BypassedJson::from)))?;
        report
            .serialize_field("not_evaluated", &Sequence(|| self.findings.gaps().into_iter().map(GapJson)))?;
        report.serialize_field("denials", &self.denials())?;
        report.end()
    }
}

/// What a payer would deny for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct DenialTotal {
    /// Claim adjustment reason code.
    pub carc: &'static str,
    /// How many findings draw it.
    pub findings: u64,
    /// The charges they put at risk, each line once.
    pub at_risk: Money,
}

/// Charges counted once, however many findings put them at risk; findings come by line, the claim first.
#[derive(Default)]
struct Counted {
    /// What findings on the whole claim put at risk.
    claim: Money,
    /// The lines before the present one.
    before: Money,
    line: Option<u32>,
    present: Money,
}

impl Counted {
    /// Adds a finding's charge and says what is at risk so far.
    fn add(&mut self, line: Option<u32>, charge: Money) -> Money {
        if line.is_none() {
            self.claim = self.claim.max(charge);
        } else if line == self.line {
            self.present = self.present.max(charge);
        } else {
            self.before += self.present;
            (self.line, self.present) = (line, charge);
        }
        self.claim.max(self.before + self.present)
    }
}

/// Serialises what an iterator yields.
struct Sequence<F>(F);

impl<F, I> Serialize for Sequence<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            sequence.serialize_element(&item)?;
        }
        sequence.end()
    }
}

/// What the outpatient code editor says of the claim as a whole: the overall disposition, and the
/// edits of each disposition.
struct Dispositions<'f>(&'f Edited);

impl Serialize for Dispositions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("overall", &self.0.overall)?;
        for disposition in Disposition::ALL {
            map.serialize_entry(disposition.code(), &self.0.edits_of(*disposition))?;
        }
        map.end()
    }
}

struct FindingJson<'f>(Finding<'f>);

impl Serialize for FindingJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &finding.rule())?;
        map.serialize_entry("name", Report::name_of(finding.rule()))?;
        map.serialize_entry("severity", &finding.severity())?;
        map.serialize_entry("line", &finding.line())?;
        map.serialize_entry("related_lines", finding.related_lines())?;
        map.serialize_entry("field", finding.field())?;
        map.serialize_entry("message", &Shown(fmt::from_fn(|f| finding.write_message(f))))?;
        map.serialize_entry("values", &Values(finding))?;
        map.serialize_entry("denial", &finding.denial())?;
        map.serialize_entry("at_risk", &finding.at_risk())?;
        map.serialize_entry("citation", Report::citation_of(finding.rule()))?;
        if let Some(edit) = finding.ioce_edit() {
            map.serialize_entry("ioce_edit", &edit)?;
        }
        if let Some(disposition) = finding.disposition() {
            map.serialize_entry("disposition", disposition.code())?;
        }
        map.serialize_entry("fixes", &Sequence(|| finding.fixes().map(FixJson)))?;
        map.end()
    }
}

struct Values<'f>(Finding<'f>);

impl<'f> Serialize for Values<'f> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = |(name, value): &'f (_, _)| (name, Shown(value));
        serializer.collect_map(self.0.values().iter().map(shown))
    }
}

struct FixJson<'f>(Fix<'f>);

impl Serialize for FixJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fix = serializer.serialize_struct("FixJson", 3)?;
        fix.serialize_field("applicability", &self.0.applicability())?;
        fix.serialize_field("title", &Shown(fmt::from_fn(|f| self.0.write_title(f))))?;
        fix.serialize_field("edits", self.0.edits())?;
        fix.end()
    }
}

#[derive(serde::Serialize)]
struct BypassedJson {
    rule: RuleId,
    line: u32,
    related_lines: RelatedLine,
    by: crate::code::Modifier,
}

impl From<crate::finding::Bypassed> for BypassedJson {
    fn from(bypassed: crate::finding::Bypassed) -> Self {
        Self {
            rule: bypassed.rule,
            line: bypassed.line,
            related_lines: RelatedLine(bypassed.related_line),
            by: bypassed.by,
        }
    }
}

/// A list of the one line, empty when it is on an earlier claim.
struct RelatedLine(u32);

impl Serialize for RelatedLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0 != 0).then_some(self.0))
    }
}

struct GapJson(NotEvaluated);

impl Serialize for GapJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let NotEvaluated { rule, lines, reason } = &self.0;
        let mut gap = serializer.serialize_struct("GapJson", 3)?;
        gap.serialize_field("rule", rule)?;
        gap.serialize_field("lines", lines)?;
        gap.serialize_field("reason", &Shown(reason))?;
        gap.end()
    }
}

/// A text that is written into the JSON as it is put together, without memory of its own.
struct Shown<T>(T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_is_counted_once() {
        let total = |findings: &[(Option<u32>, i64)]| {
            let mut counted = Counted::default();
            let add = |&(line, cents): &(Option<u32>, i64)| counted.add(line, Money::from_cents(cents));
            findings.iter().map(add).last().unwrap_or_default()
        };
        for (findings, cents) in [
            (&[(Some(1), 500)][..], 500),
            (&[(Some(1), 500), (Some(1), 500), (Some(2), 300)], 800),
            (&[(Some(1), 200), (Some(1), 500), (Some(3), 0), (Some(3), 10)], 510),
            (&[(None, 900), (Some(1), 500), (Some(2), 300)], 900),
            (&[(None, 100), (None, 700), (Some(1), 500), (Some(2), 300)], 800),
        ] {
            assert_eq!(total(findings), Money::from_cents(cents), "{findings:?}");
        }
    }
}
