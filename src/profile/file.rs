//! Profile files: TOML or JSON.

use super::custom::interned;
use super::severities::Severities;
use super::{CodeRange, CustomEdit, CustomKind, Period, Profile};
use crate::code::{Date, DiagnosisCode, Modifier, PlaceOfService, ProcedureCode};
use crate::finding::{Denial, RuleId, Severity};
use crate::rule::{RULES, Rule, Thresholds};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A profile that cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The text is no profile; the message names the line and the key.
    #[error("the profile is wrong: {0}")]
    Text(String),
    /// Two custom edits share an identifier, or one has the form of a rule's.
    #[error(
        "the custom edit id {0} is taken; give each edit an id of its own that is not a letter and three digits"
    )]
    IdTaken(RuleId),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    extends: Base,
    #[serde(default)]
    payers: Vec<String>,
    #[serde(default)]
    select: Vec<RuleName>,
    #[serde(default)]
    ignore: Vec<RuleName>,
    #[serde(default)]
    severity: BTreeMap<RuleName, Severity>,
    #[serde(default)]
    thresholds: Thresholds,
    #[serde(default)]
    edit: Vec<EditText>,
}

/// A rule's identifier or name, or a family's letter.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RuleName(String);

impl RuleName {
    fn stands_for(&self, rule: &Rule) -> bool {
        let wanted = self.0.as_str();
        rule.id.as_str().eq_ignore_ascii_case(wanted)
            || rule.name == wanted
            || (wanted.len() == 1 && wanted.eq_ignore_ascii_case(&rule.id.family().to_string()))
    }
}

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Self(String::deserialize(deserializer)?.trim().to_owned());
        if RULES.iter().any(|rule| name.stands_for(rule)) {
            return Ok(name);
        }
        Err(D::Error::custom(format!("there is no rule or family {:?} (`explain` lists them)", name.0)))
    }
}

/// The shipped profile a file starts from.
struct Base(Profile);

impl Default for Base {
    fn default() -> Self {
        Self(Profile {
            name: String::new(),
            payer: crate::rule::Payer::Commercial,
            payers: Vec::new(),
            severities: Severities::new(|_| None),
            thresholds: Thresholds::default(),
            edits: Vec::new(),
        })
    }
}

impl<'de> Deserialize<'de> for Base {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Profile::shipped(&name).map(Self).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for CodeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (first, last) = text.split_once('-').unwrap_or((&text, &text));
        let read = |text: &str| text.parse::<ProcedureCode>().map_err(D::Error::custom);
        let range = Self { first: read(first)?, last: read(last)? };
        if range.last < range.first {
            return Err(D::Error::custom(format!("the range {text:?} ends before it begins")));
        }
        Ok(range)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.trim() {
            "day" => Ok(Self::Day),
            "month" => Ok(Self::Month),
            "year" => Ok(Self::Year),
            text => match text.strip_suffix(" days").map(str::parse) {
                Some(Ok(days)) if days > 0 => Ok(Self::Days(days)),
                _ => Err(D::Error::custom(format!(
                    "{text:?} is not day, month, year or a number of days (\"30 days\")"
                ))),
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DenialText {
    #[serde(default = "contractual")]
    group: String,
    carc: String,
    #[serde(default)]
    rarc: Vec<String>,
}

impl DenialText {
    /// Group codes are a closed list; reason and remark codes are short words of capitals and digits.
    fn check(&self) -> Result<(), String> {
        let is_code = |text: &str| {
            let text = text.trim();
            (1..=5).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
                && text.bytes().any(|byte| byte.is_ascii_digit())
        };
        if !["CO", "CR", "OA", "PI", "PR"].contains(&self.group.trim()) {
            return Err(format!(
                "the key denial.group is {:?}, which is not CO, CR, OA, PI or PR",
                self.group
            ));
        }
        if !is_code(&self.carc) {
            return Err(format!(
                "the key denial.carc is {:?}, which is no reason code such as 97",
                self.carc
            ));
        }
        match self.rarc.iter().find(|code| !is_code(code)) {
            Some(code) => {
                Err(format!("the key denial.rarc has {code:?}, which is no remark code such as N130"))
            }
            None => Ok(()),
        }
    }
}

fn contractual() -> String {
    "CO".to_owned()
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    CodePair,
    RequiredModifier,
    CodeDiagnosis,
    CodePlace,
    Frequency,
    Age,
    UnitLimit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditKeys {
    id: String,
    kind: Kind,
    message: String,
    severity: Severity,
    denial: Option<DenialText>,
    codes: Vec<CodeRange>,
    #[serde(default)]
    payers: Vec<String>,
    from: Option<Date>,
    through: Option<Date>,
    with: Option<Vec<CodeRange>>,
    unless: Option<Vec<Modifier>>,
    modifiers: Option<Vec<Modifier>>,
    diagnoses: Option<Vec<DiagnosisCode>>,
    places: Option<Vec<PlaceOfService>>,
    forbidden: Option<bool>,
    most: Option<u32>,
    per: Option<Period>,
    youngest: Option<u16>,
    oldest: Option<u16>,
}

/// A custom edit whose keys have been checked against its kind.
#[derive(Deserialize)]
#[serde(try_from = "EditKeys")]
struct EditText(CustomEdit);

impl TryFrom<EditKeys> for EditText {
    type Error = String;

    fn try_from(keys: EditKeys) -> Result<Self, String> {
        let id: RuleId = keys.id.parse().map_err(|error| format!("key id, {:?}: {error}", keys.id))?;
        let allowed: &[&str] = match keys.kind {
            Kind::CodePair => &["with", "unless"],
            Kind::RequiredModifier => &["modifiers"],
            Kind::CodeDiagnosis => &["diagnoses", "forbidden"],
            Kind::CodePlace => &["places", "forbidden"],
            Kind::Frequency => &["most", "per"],
            Kind::Age => &["youngest", "oldest"],
            Kind::UnitLimit => &["most"],
        };
        let given = [
            ("with", keys.with.is_some()),
            ("unless", keys.unless.is_some()),
            ("modifiers", keys.modifiers.is_some()),
            ("diagnoses", keys.diagnoses.is_some()),
            ("places", keys.places.is_some()),
            ("forbidden", keys.forbidden.is_some()),
            ("most", keys.most.is_some()),
            ("per", keys.per.is_some()),
            ("youngest", keys.youngest.is_some()),
            ("oldest", keys.oldest.is_some()),
        ];
        if let Some((key, _)) = given.iter().find(|(key, given)| *given && !allowed.contains(key)) {
            return Err(format!(
                "edit {id}: the key {key} does not belong to its kind, which has {}",
                allowed.join(", ")
            ));
        }
        let need = |key: &str| format!("edit {id}: its kind needs the key {key}");
        let empty = [
            ("codes", keys.codes.is_empty()),
            ("message", keys.message.trim().is_empty()),
            ("with", keys.with.as_ref().is_some_and(Vec::is_empty)),
            ("modifiers", keys.modifiers.as_ref().is_some_and(Vec::is_empty)),
            ("diagnoses", keys.diagnoses.as_ref().is_some_and(Vec::is_empty)),
            ("places", keys.places.as_ref().is_some_and(Vec::is_empty)),
        ];
        if let Some((key, _)) = empty.iter().find(|(_, empty)| *empty) {
            return Err(format!("edit {id}: the key {key} is empty"));
        }
        if keys.from.zip(keys.through).is_some_and(|(from, through)| through < from) {
            return Err(format!("edit {id}: the key through lies before the key from"));
        }
        if keys.youngest.zip(keys.oldest).is_some_and(|(youngest, oldest)| oldest < youngest) {
            return Err(format!("edit {id}: the key oldest is below the key youngest"));
        }
        if keys.kind == Kind::Age && keys.youngest.is_none() && keys.oldest.is_none() {
            return Err(need("youngest or oldest"));
        }
        let kind = match keys.kind {
            Kind::CodePair => CustomKind::CodePair {
                with: keys.with.ok_or_else(|| need("with"))?,
                unless: keys.unless.unwrap_or_default(),
            },
            Kind::RequiredModifier => {
                CustomKind::RequiredModifier { modifiers: keys.modifiers.ok_or_else(|| need("modifiers"))? }
            }
            Kind::CodeDiagnosis => CustomKind::Diagnosis {
                diagnoses: keys.diagnoses.ok_or_else(|| need("diagnoses"))?,
                forbidden: keys.forbidden.unwrap_or(false),
            },
            Kind::CodePlace => CustomKind::Place {
                places: keys.places.ok_or_else(|| need("places"))?,
                forbidden: keys.forbidden.unwrap_or(false),
            },
            Kind::Frequency => CustomKind::Frequency {
                most: keys.most.ok_or_else(|| need("most"))?,
                per: keys.per.ok_or_else(|| need("per"))?,
            },
            Kind::Age => CustomKind::Age {
                youngest: keys.youngest.unwrap_or(0),
                oldest: keys.oldest.unwrap_or(u16::MAX),
            },
            Kind::UnitLimit => CustomKind::Units { most: keys.most.ok_or_else(|| need("most"))? },
        };
        if let Some(denial) = &keys.denial {
            denial.check().map_err(|problem| format!("edit {id}: {problem}"))?;
        }
        let denial = keys.denial.map(|text| Denial {
            group: interned(text.group.trim()),
            carc: interned(text.carc.trim()),
            rarc: interned_list(&text.rarc),
        });
        Ok(Self(CustomEdit {
            id,
            message: keys.message,
            severity: keys.severity,
            denial,
            codes: keys.codes,
            payers: keys.payers,
            from: keys.from,
            through: keys.through,
            kind,
        }))
    }
}

/// A list of texts that lives as long as the program; remark codes are a short published list.
fn interned_list(texts: &[String]) -> &'static [&'static str] {
    if texts.is_empty() {
        return &[];
    }
    static LISTS: Mutex<BTreeSet<&'static [&'static str]>> = Mutex::new(BTreeSet::new());
    let list: Vec<&'static str> = texts.iter().map(|text| interned(text.trim())).collect();
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lists.get(list.as_slice()) {
        return known;
    }
    let list = list.leak();
    lists.insert(list);
    list
}

impl Profile {
    /// A profile from the text of a file, TOML or JSON (told by its first character).
    ///
    /// # Errors
    /// [`ProfileError`] names the line and the key that is wrong.
    pub fn from_text(text: &str) -> Result<Self, ProfileError> {
        let json = text.trim_start().starts_with('{');
        let file: File = if json {
            serde_json::from_str(text).map_err(|error| ProfileError::Text(error.to_string()))?
        } else {
            toml::from_str(text).map_err(|error| ProfileError::Text(error.to_string()))?
        };
        let mut profile = file.extends.0;
        profile.name = file.name;
        profile.payers = file.payers;
        profile.thresholds = file.thresholds;
        for name in &file.select {
            let payer = profile.payer;
            profile = profile.set(
                |rule| name.stands_for(rule),
                |rule| Some(rule.severity_for(payer).unwrap_or(rule.severity)),
            );
        }
        for name in &file.ignore {
            profile = profile.set(|rule| name.stands_for(rule), |_| None);
        }
        for (name, severity) in &file.severity {
            profile = profile.set(|rule| name.stands_for(rule), |_| Some(*severity));
        }
        for EditText(edit) in file.edit {
            if edit.id.is_own() || profile.edits.iter().any(|own| own.id == edit.id) {
                return Err(ProfileError::IdTaken(edit.id));
            }
            profile.edits.push(edit);
        }
        Ok(profile)
    }

    /// A profile from a file, TOML or JSON.
    ///
    /// # Errors
    /// [`ProfileError`] when the file cannot be read or is no profile.
    pub fn open(path: &Path) -> Result<Self, ProfileError> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|source| ProfileError::Read { path: path.to_owned(), source })?;
        Self::from_text(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Profile::from_text(text).unwrap_err().to_string()
    }

    #[test]
    fn files_extend_select_and_soften() {
        let text = "name = \"own\"\nextends = \"medicare-professional\"\nignore = [\"N\"]\nselect = [\"N002\"]\n[severity]\nP = \"info\"\n";
        let profile = Profile::from_text(text).unwrap();
        // What is ignored stays out, even when it was selected.
        assert!(profile.rules().all(|(rule, _)| rule.id.family() != 'N'));
        assert!(
            profile.rules().any(|(rule, severity)| rule.id.family() == 'P' && severity == Severity::Info)
        );
        let json = Profile::from_text("{\"name\": \"own\", \"extends\": \"commercial\"}").unwrap();
        assert_eq!(json.payer(), crate::rule::Payer::Commercial);
    }

    #[test]
    fn errors_name_line_and_key() {
        assert!(error("name = \"x\"\nextend = \"all\"\n").contains("line 2"));
        assert!(error("name = \"x\"\nextend = \"all\"\n").contains("extend"));
        assert!(error("name = \"x\"\nextends = \"medicare\"\n").contains("medicare-professional"));
        for text in ["ignore = [\"Q999\"]", "select = [\"Q999\"]", "[severity]\nQ999 = \"deny\""] {
            let said = error(&format!("name = \"x\"\n{text}\n"));
            assert!(said.contains("Q999") && said.contains("line "), "{said}");
        }
        let edit = "name = \"x\"\n[[edit]]\nid = \"A\"\nkind = \"age\"\nmessage = \"m\"\nseverity = \"warn\"\ncodes = [\"9921\"]\noldest = 18\n";
        assert!(error(edit).contains("9921"), "{}", error(edit));
        assert!(error(edit).contains("line 7"), "{}", error(edit));
        let edit = edit.replace("9921", "99213");
        assert!(Profile::from_text(&edit).is_ok());
        assert!(error(&format!("{edit}most = 3\n")).contains("the key most does not belong to its kind"));
        assert!(
            error(&edit.replace("\"age\"", "\"unit-limit\"").replace("oldest = 18\n", ""))
                .contains("needs the key most")
        );
        assert!(error(&edit.replace("\"A\"", "\"N002\"")).contains("taken"));
        for (wrong, key) in [
            ("codes = []", "codes is empty"),
            ("codes = [\"99213\"]\nyoungest = 9\noldest = 3", "oldest is below"),
            ("codes = [\"99213\"]\nfrom = \"2025-03-01\"\nthrough = \"2025-02-01\"", "through lies before"),
            ("codes = [\"99213\"]\ndenial = { carc = \"XX\" }", "denial.carc"),
            ("codes = [\"99213\"]\ndenial = { carc = \"97\", rarc = [\"-\"] }", "denial.rarc"),
            ("codes = [\"99213\"]\ndenial = { group = \"XO\", carc = \"97\" }", "denial.group"),
        ] {
            let text = format!(
                "name = \"x\"\n[[edit]]\nid = \"A\"\nkind = \"age\"\nmessage = \"m\"\nseverity = \"warn\"\noldest = 18\n{wrong}\n"
            );
            let said = error(
                &text.replace("oldest = 18\n", if wrong.contains("oldest") { "" } else { "oldest = 18\n" }),
            );
            assert!(said.contains(key) && said.contains("line 2"), "{said}");
        }
        assert!(error(&edit.replace("oldest = 18\n", "")).contains("needs the key youngest or oldest"));
        assert!(error(&edit.replace("\"m\"", "\" \"")).contains("message is empty"));
        assert!(error("{\"name\": 3}").contains("line 1"));
    }
}
