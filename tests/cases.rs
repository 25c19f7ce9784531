//! The corpus of cases: `tests/cases/<family>/<rule>.toml`, a file a rule.
//!
//! A case is a claim and what one rule says of it. Lines are written short:
//! `"99213-25 x1 @11 2026-01-05 $125 ->1,2"`; what is left out is one unit in an office on
//! 2026-01-05 for 100 dollars, pointing to the first diagnosis. Further words: `rev:0450`,
//! `npi:1234567893` (rendering), `min:30`, `basis:MJ`, `ndc:…`, `qty:2ML` (of the drug),
//! `note:text_with_underscores`, `no:place` (leaves a field out). The claim around them is a complete professional claim to
//! Medicare; `claim = {…}` changes any of its fields as the JSON names them (an empty text leaves
//! a field out), and `line.2 = {…}` those of a line.
//!
//! A case may say what other rules do on the claim, wherever they find it: `also` names those that
//! report beside this one, and `not` those that leave the claim to it or to one of `also`.
//! `silences` names rules that say nothing because this one spoke, `silenced_by` those because of
//! which this one says nothing; both are tried by asking again without the rule that spoke.

use cleanclaim::claim::{Claim, json};
use cleanclaim::code::DiagnosisRange;
use cleanclaim::edition::{Builder, Edition, Table};
use cleanclaim::finding::RuleId;
use cleanclaim::profile::{Profile, Profiles};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::{Report, Scrubber};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A case file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: String,
    case: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What is special about the claim.
    name: String,
    /// What the rule says.
    #[serde(default = "passed")]
    pub expect: Expect,
    /// Number of the line that is flagged, bypassed or not evaluated; 0 for the whole claim.
    on: Option<u32>,
    /// How many times the rule flags; any number when left out.
    times: Option<usize>,
    /// Severity of the finding.
    severity: Option<String>,
    /// `CO-16 M51`: group, CARC and first RARC of the finding.
    denial: Option<String>,
    /// Words of the message.
    message: Option<String>,
    /// Words of the reason why it was not evaluated.
    reason: Option<String>,
    /// The field that is wrong.
    field: Option<String>,
    /// The element of a list field, from 0.
    position: Option<usize>,
    /// The other lines the finding is about.
    related: Option<Vec<u32>>,
    /// Words of a fix's title.
    fix: Option<String>,
    /// How many fixes the finding has.
    fixes: Option<usize>,
    /// Other rules that have a finding.
    #[serde(default)]
    also: Vec<String>,
    /// Other rules that have none.
    #[serde(default)]
    not: Vec<String>,
    /// Other rules that have none, and would have one if this rule were not asked.
    #[serde(default)]
    silences: Vec<String>,
    /// Other rules that have a finding; if they were not asked, this rule would have one.
    #[serde(default)]
    silenced_by: Vec<String>,
    /// Whether the case stands at the edge of a date window.
    #[serde(default, rename = "boundary")]
    _boundary: bool,
    /// `coverage`: an edition with a coverage policy for 82306 (covers E55.9) and nothing else;
    /// `excludes`: one with two excludes 1 notes; the starter edition when left out.
    edition: Option<String>,
    /// Profile; by payer and form when left out.
    profile: Option<String>,
    /// Short lines.
    #[serde(default)]
    lines: Vec<String>,
    /// Short lines of an earlier claim.
    #[serde(default)]
    history: Vec<String>,
    /// Fields of the claim.
    #[serde(default)]
    claim: Map<String, Value>,
    /// Fields of a line, by its number.
    #[serde(default)]
    line: BTreeMap<String, Map<String, Value>>,
    /// Fields of the earlier claim.
    #[serde(default)]
    earlier: Map<String, Value>,
}

/// What a rule says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    Flagged,
    Passed,
    Bypassed,
    NotEvaluated,
}

impl Expect {
    /// Whether the rule finds something.
    pub fn is_flagged(self) -> bool {
        self == Self::Flagged
    }

    /// Whether the rule was evaluated and finds nothing.
    pub fn is_passed(self) -> bool {
        self == Self::Passed
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn paths() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .flat_map(|family| fs::read_dir(family.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> File {
    toml::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files() -> Vec<(PathBuf, File)> {
    paths().into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// The claims that some rule flags, with the rule and the name of the case.
pub fn flagged_claims() -> Vec<(String, String, Claim)> {
    all()
        .filter(|(_, case)| case.expect.is_flagged() && case.edition.is_none() && case.profile.is_none())
        .map(|(rule, case)| (rule, case.name.clone(), case.claim()))
        .collect()
}

/// Every case, with the rule it is of.
pub fn all() -> impl Iterator<Item = (String, Case)> {
    files().into_iter().flat_map(|(_, file)| file.case.into_iter().map(move |case| (file.rule.clone(), case)))
}

/// The cases of a rule.
pub fn of_rule(id: &str) -> Vec<Case> {
    let is_its_own = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(id));
    paths().iter().filter(|path| is_its_own(path)).flat_map(|path| read(path).case).collect()
}

/// A line from its short form.
fn line(number: usize, short: &str) -> Value {
    let mut line = json!({
        "number": number, "procedure": null, "units": "1", "charge": "100.00", "from": "2026-01-05",
        "place": "11", "diagnosis_pointers": [1],
    });
    let mut words = short.split_whitespace();
    let mut code = words.next().unwrap().split('-');
    match code.next() {
        Some("none") | None => {}
        Some(procedure) => line["procedure"] = json!(procedure),
    }
    line["modifiers"] = code.collect();
    for word in words {
        if let Some(units) = word.strip_prefix('x') {
            line["units"] = json!(units);
        } else if let Some(place) = word.strip_prefix('@') {
            line["place"] = json!(place);
        } else if let Some(charge) = word.strip_prefix('$') {
            line["charge"] = json!(charge);
        } else if let Some(pointers) = word.strip_prefix("->") {
            line["diagnosis_pointers"] =
                pointers.split(',').map(|pointer| json!(pointer.parse::<u8>().unwrap())).collect();
        } else if let Some((key, value)) = word.split_once(':') {
            match key {
                "rev" => line["revenue_code"] = json!(value),
                "npi" => line["rendering_provider"] = json!({"npi": value}),
                "min" => line["minutes"] = json!(value.parse::<u32>().unwrap()),
                "basis" => line["unit_basis"] = json!(value),
                "ndc" => line["ndc"] = json!(value),
                "qty" => {
                    let unit = value.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                    line["ndc_quantity"] = json!(value[..unit]);
                    line["ndc_unit"] = json!(value[unit..]);
                }
                "note" => line["description"] = json!(value.replace('_', " ")),
                "no" => {
                    line.as_object_mut().unwrap().remove(value).unwrap();
                }
                _ => panic!("{short:?}: {key:?} is not a word of a short line"),
            }
        } else {
            let (from, through) = word.split_once("..").map_or((word, None), |(a, b)| (a, Some(b)));
            line["from"] = json!(from);
            if let Some(through) = through {
                line["through"] = json!(through);
            }
        }
    }
    line
}

fn claim_json(lines: &[String], changes: &Map<String, Value>) -> Value {
    let mut claim = json!({
        "id": "case", "form": "professional", "payer": "medicare", "frequency": "1",
        "patient": {"birth_date": "1958-03-04", "sex": "F", "member_id": "1EG4TE5MK73"},
        "billing_provider": {"npi": "1234567893", "taxonomy": "207Q00000X"},
        "ordering_provider": {"npi": "1992999825"}, "service_facility": {"npi": "1992999825"},
        "clia": "05D1234567", "admission_date": "2024-01-02",
        "diagnoses": ["E11.9", "I10"],
    });
    if changes.get("form").is_some_and(|form| form == "outpatient") {
        claim["type_of_bill"] = json!("0131");
        claim["statement"] = json!({"from": "2026-01-05", "through": "2026-01-05"});
    }
    claim["lines"] = lines.iter().enumerate().map(|(index, short)| line(index + 1, short)).collect();
    for (field, value) in changes {
        claim[field] = if value == "" { Value::Null } else { value.clone() };
    }
    claim
}

/// The bytes of an edition with one coverage policy.
fn coverage() -> Vec<u8> {
    let mut builder = Builder::new("coverage");
    let (first, last) = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
    builder.covers(Table::MedicalNecessity, first, last);
    let dates = Some((first, last));
    builder.policy_procedure("A1 version 1", dates, "82306".parse().unwrap());
    builder.policy_contractor("A1 version 1", dates, 5111);
    builder.policy_diagnosis("A1 version 1", dates, 1, true, "E55.9".parse().unwrap());
    builder.finish().unwrap()
}

/// The bytes of an edition with one excludes 1 note at a code, and one at a section.
fn excludes() -> Vec<u8> {
    let mut builder = Builder::new("excludes");
    let (first, last) = ("2023-10-01".parse().unwrap(), "2024-09-30".parse().unwrap());
    builder.covers(Table::Excludes1, first, last);
    let under = DiagnosisRange::under;
    builder.excludes_1(under(b"E11"), under(b"E10"), first, last);
    builder.excludes_1(DiagnosisRange::between(b"H60", b"H62"), under(b"S09"), first, last);
    builder.finish().unwrap()
}

fn rule_id(id: &str) -> RuleId {
    RULES
        .iter()
        .map(|rule| rule.id)
        .find(|own| own.as_str() == id)
        .unwrap_or_else(|| panic!("{id} is no rule"))
}

/// Whether a rule has a finding.
fn speaks(report: &Report, rule: &str) -> bool {
    report.findings().iter().any(|finding| finding.rule().as_str() == rule)
}

fn passed() -> Expect {
    Expect::Passed
}

impl Case {
    /// What is special about the claim.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the case says what another rule does.
    pub fn is_interaction(&self) -> bool {
        self.others().next().is_some()
    }

    fn others(&self) -> impl Iterator<Item = &String> {
        [&self.also, &self.not, &self.silences, &self.silenced_by].into_iter().flatten()
    }

    /// The claim of the case.
    pub fn claim(&self) -> Claim {
        let mut claim = claim_json(&self.lines, &self.claim);
        for (number, fields) in &self.line {
            let number: usize = number.parse().unwrap();
            for (field, value) in fields {
                claim["lines"][number - 1][field] = value.clone();
            }
        }
        if !self.history.is_empty() {
            let mut earlier = claim_json(&self.history, &self.earlier);
            earlier["id"] = json!("earlier");
            claim["history"] = json!([earlier]);
        }
        json::read_one(claim.to_string().as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The name of the profile that judges the claim; `None` chooses by payer and form.
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The bytes of the edition that judges the claim; `None` is the starter edition.
    pub fn edition(&self) -> Option<Vec<u8>> {
        match self.edition.as_deref() {
            None => None,
            Some("coverage") => Some(coverage()),
            Some("excludes") => Some(excludes()),
            Some(other) => panic!("{}: there is no edition {other:?}", self.name),
        }
    }

    /// What all rules say of the claim.
    pub fn scrub(&self) -> Report {
        self.scrub_without(&[])
    }

    /// The report when some of the profile's rules are not asked.
    fn scrub_without(&self, rules: &[String]) -> Report {
        let profiles = match &self.profile {
            Some(name) => Profile::shipped(name).unwrap().into(),
            None => Profiles::by_payer(),
        };
        let profiles =
            profiles.map(|profile| rules.iter().fold(profile, |profile, id| profile.without(rule_id(id))));
        let edition = match self.edition() {
            None => Edition::starter().clone(),
            Some(bytes) => Edition::from_bytes(bytes).unwrap(),
        };
        Scrubber::new(edition, profiles).scrub(&self.claim())
    }

    /// What the case says of other rules.
    fn check_others(&self, rule: &str, report: &Report) -> Result<(), String> {
        for other in self.others() {
            if other == rule || RULES.iter().all(|own| own.id.as_str() != other) {
                return Err(format!("{other:?} is no other rule"));
            }
        }
        if let Some(other) = self.also.iter().chain(&self.silenced_by).find(|other| !speaks(report, other)) {
            return Err(format!("{other} says nothing"));
        }
        if let Some(other) = self.not.iter().chain(&self.silences).find(|other| speaks(report, other)) {
            return Err(format!("{other} speaks too"));
        }
        if !self.silences.is_empty() {
            let without = self.scrub_without(&[rule.to_owned()]);
            if let Some(other) = self.silences.iter().find(|other| !speaks(&without, other)) {
                return Err(format!("{other} says nothing without {rule} either"));
            }
        }
        if !self.silenced_by.is_empty()
            && (speaks(report, rule) || !speaks(&self.scrub_without(&self.silenced_by), rule))
        {
            return Err(format!("it is not {:?} that silences {rule}", self.silenced_by));
        }
        Ok(())
    }

    fn check(&self, rule: &str) -> Result<(), String> {
        let report = self.scrub();
        self.check_others(rule, &report)?;
        self.check_report(rule, &report)
    }

    /// Whether a report says of the claim what the case says of the rule.
    pub fn check_report(&self, rule: &str, report: &Report) -> Result<(), String> {
        let line = |number: Option<u32>| self.on.is_none_or(|on| on == number.unwrap_or(0));
        let own: Vec<_> = report
            .findings()
            .iter()
            .filter(|finding| finding.rule().as_str() == rule && line(finding.line()))
            .collect();
        let bypassed = report
            .findings()
            .bypasses()
            .any(|bypass| bypass.rule.as_str() == rule && line(Some(bypass.line)));
        let gap = report.findings().gaps().into_iter().find(|gap| {
            gap.rule.as_str() == rule
                && self.on.is_none_or(|on| gap.lines.is_empty() || gap.lines.contains(&on))
        });
        let found = match (own.first(), bypassed, &gap) {
            (Some(_), _, _) => Expect::Flagged,
            (None, true, _) => Expect::Bypassed,
            (None, false, Some(_)) => Expect::NotEvaluated,
            (None, false, None) => Expect::Passed,
        };
        if found != self.expect {
            let gap = gap.as_ref().map(|gap| gap.reason.to_string());
            let messages: Vec<_> = own.iter().map(|finding| finding.message()).collect();
            return Err(format!("expected {:?}, found {found:?}: {messages:?} {gap:?}", self.expect));
        }
        if let Some(words) = &self.reason
            && !gap.is_some_and(|gap| gap.reason.to_string().contains(words.as_str()))
        {
            return Err(format!("the reason does not say {words:?}"));
        }
        if let Some(times) = self.times
            && own.len() != times
        {
            return Err(format!("flagged {} times, not {times}", own.len()));
        }
        let Some(finding) = own.first() else { return Ok(()) };
        let denial = finding.denial().map(|denial| {
            let rarc = denial.rarc.first().map_or(String::new(), |rarc| format!(" {rarc}"));
            format!("{}-{}{rarc}", denial.group, denial.carc)
        });
        let fixes: Vec<String> = finding.fixes().map(|fix| fix.title()).collect();
        let message = finding.message();
        if message.contains(['{', '}']) || fixes.iter().any(|fix| fix.contains(['{', '}'])) {
            return Err(format!("a place in the text was not filled: {message:?} {fixes:?}"));
        }
        if let Some(severity) = &self.severity
            && *severity != finding.severity().to_string()
        {
            return Err(format!("severity is {}, not {severity}", finding.severity()));
        }
        if let Some(expected) = &self.denial
            && denial.as_ref() != Some(expected)
        {
            return Err(format!("denial is {denial:?}, not {expected}"));
        }
        if let Some(words) = &self.message
            && !message.contains(words.as_str())
        {
            return Err(format!("the message does not say {words:?}: {message}"));
        }
        if let Some(field) = &self.field
            && field != finding.field()
        {
            return Err(format!("the field is {}, not {field}", finding.field()));
        }
        if let Some(position) = self.position
            && position != finding.position()
        {
            return Err(format!("the element is {}, not {position}", finding.position()));
        }
        if let Some(related) = &self.related
            && related != finding.related_lines()
        {
            return Err(format!("it is about the lines {:?} too, not {related:?}", finding.related_lines()));
        }
        if let Some(count) = self.fixes
            && count != fixes.len()
        {
            return Err(format!("it has {} fixes, not {count}: {fixes:?}", fixes.len()));
        }
        if let Some(words) = &self.fix
            && !fixes.iter().any(|fix| fix.contains(words.as_str()))
        {
            return Err(format!("no fix says {words:?}: {fixes:?}"));
        }
        Ok(())
    }
}

/// The published adjustment reason and remark codes, when the folder of published files is named.
fn published_codes() -> Option<BTreeSet<String>> {
    let folder = std::env::var_os("CLEANCLAIM_DATA")?;
    let list = fs::read_to_string(Path::new(&folder).join("codes/adjustment_codes.csv")).unwrap();
    Some(list.lines().skip(1).filter_map(|row| row.split(',').next()).map(str::to_owned).collect())
}

#[test]
fn every_denial_found_is_published() {
    let Some(published) = published_codes() else {
        println!("skipped: CLEANCLAIM_DATA names no folder of published files");
        return;
    };
    for (path, file) in files() {
        for case in &file.case {
            for finding in case.scrub().findings().iter() {
                let Some(denial) = finding.denial() else { continue };
                for code in [denial.group, denial.carc].iter().chain(denial.rarc) {
                    assert!(published.contains(*code), "{}: {} {code}", path.display(), finding.rule());
                }
            }
        }
    }
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    let mut count = 0;
    for (path, file) in files() {
        assert!(path.file_stem().unwrap().eq_ignore_ascii_case(&file.rule), "{}", path.display());
        for case in &file.case {
            count += 1;
            if let Err(error) = case.check(&file.rule) {
                failures.push(format!(
                    "{} {:?}: {error}",
                    path.file_name().unwrap().to_string_lossy(),
                    case.name
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases fail\n{}", failures.len(), failures.join("\n"));
}
