//! Profile files: TOML or JSON.

use super::custom::interned;
use super::severities::Severities;
use super::{CodeRange, CustomEdit, CustomKind, Period, Profile, RuleName};
use crate::code::{Date, DiagnosisCode, Modifier, PlaceOfService, ProcedureCode};
use crate::finding::{Denial, RuleId, Severity};
use crate::rule::{Rule, Thresholds};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use toml::Spanned;

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
    /// The file is no profile.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Where it is wrong.
        source: Box<ProfileError>,
    },
    /// The text is no profile; the message names the line and the key.
    #[error("the profile is wrong: {0}")]
    Text(String),
    /// Two custom edits share an identifier, or one has the form of a rule's.
    #[error(
        "the profile is wrong: line {line}: the key id, {id}, is taken; give each edit an id of its own that is not a letter and three digits"
    )]
    IdTaken {
        /// The identifier.
        id: RuleId,
        /// The line of the later edit, from 1.
        line: usize,
    },
}

/// A profile file; how its custom edits are read depends on the notation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<E> {
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
    #[serde(default = "Vec::new")]
    edit: Vec<E>,
}

/// The keys of a file: under a `[section]` they are taken for that section's.
const FILE_KEYS: [&str; 5] = ["name", "extends", "payers", "select", "ignore"];

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(|error| {
            let hint = if FILE_KEYS.contains(&name.trim()) {
                "; the keys of the file stand before its first [section]"
            } else {
                ""
            };
            D::Error::custom(format_args!("{error}{hint}"))
        })
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

/// A key of a custom edit that is wrong, and why.
struct Wrong {
    key: &'static str,
    problem: String,
}

impl TryFrom<EditKeys> for CustomEdit {
    type Error = Wrong;

    fn try_from(keys: EditKeys) -> Result<Self, Wrong> {
        let id = keys.id.parse::<RuleId>();
        let id = id
            .map_err(|error| Wrong { key: "id", problem: format!("the key id is {:?}: {error}", keys.id) })?;
        let wrong = |key, problem: &str| Wrong { key, problem: format!("edit {id}: {problem}") };
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
            let own = allowed.join(", ");
            return Err(wrong(key, &format!("the key {key} does not belong to its kind, which has {own}")));
        }
        let need = |key: &str| wrong("kind", &format!("its kind needs the key {key}"));
        let empty = [
            ("codes", keys.codes.is_empty()),
            ("message", keys.message.trim().is_empty()),
            ("with", keys.with.as_ref().is_some_and(Vec::is_empty)),
            ("modifiers", keys.modifiers.as_ref().is_some_and(Vec::is_empty)),
            ("diagnoses", keys.diagnoses.as_ref().is_some_and(Vec::is_empty)),
            ("places", keys.places.as_ref().is_some_and(Vec::is_empty)),
        ];
        if let Some((key, _)) = empty.iter().find(|(_, empty)| *empty) {
            return Err(wrong(key, &format!("the key {key} is empty")));
        }
        if keys.from.zip(keys.through).is_some_and(|(from, through)| through < from) {
            return Err(wrong("through", "the key through lies before the key from"));
        }
        if keys.youngest.zip(keys.oldest).is_some_and(|(youngest, oldest)| oldest < youngest) {
            return Err(wrong("oldest", "the key oldest is below the key youngest"));
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
            denial.check().map_err(|problem| wrong("denial", &problem))?;
        }
        let denial = keys.denial.map(|text| Denial {
            group: interned(text.group.trim()),
            carc: interned(text.carc.trim()),
            rarc: interned_list(&text.rarc),
        });
        Ok(Self {
            id,
            message: keys.message,
            severity: keys.severity,
            denial,
            codes: keys.codes,
            payers: keys.payers,
            from: keys.from,
            through: keys.through,
            kind,
        })
    }
}

/// The line, from 1, of a key of the custom edit that begins at a place of the text; the edit's own
/// where the key does not stand in it.
fn line_of(text: &str, edit: usize, key: &str) -> usize {
    let (before, rest) = text.split_at_checked(edit).unwrap_or(("", text));
    let names = |line: &str| {
        let line = line.trim_start().trim_start_matches('"');
        let after = line.strip_prefix(key).map(|after| after.trim_start_matches('"').trim_start());
        after.is_some_and(|after| after.starts_with(['=', ':']))
    };
    let own = rest.lines().enumerate();
    let own = own.take_while(|(index, line)| *index == 0 || !line.trim_start().starts_with(['[', '{']));
    let key = own.filter(|(_, line)| names(line)).map(|(index, _)| index).next().unwrap_or(0);
    before.matches('\n').count() + key + 1
}

/// A message of a reader of TOML or JSON in the words of this file.
fn in_plain_words(error: &impl std::fmt::Display) -> String {
    const WORDS: [(&str, &str); 6] = [
        ("expected u32", "expected a whole number"),
        ("expected u16", "expected a whole number"),
        ("expected a sequence", "expected a list"),
        ("unknown field", "unknown key"),
        ("missing field", "missing key"),
        ("unknown variant", "unknown word"),
    ];
    WORDS.iter().fold(error.to_string(), |text, (jargon, plain)| text.replace(jargon, plain))
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
        let wrong = |error: String| ProfileError::Text(error.trim_end().to_owned());
        if text.trim_start().starts_with('{') {
            let file: File<EditKeys> =
                serde_json::from_str(text).map_err(|error| wrong(in_plain_words(&error)))?;
            // JSON says no places: an edit begins where its identifier stands last.
            Self::from_file(file, text, |keys| {
                let place = text.rfind(&format!("{:?}", keys.id)).unwrap_or(0);
                (keys, text.get(..place).and_then(|before| before.rfind('{')).unwrap_or(place))
            })
        } else {
            let file: File<Spanned<EditKeys>> =
                toml::from_str(text).map_err(|error| wrong(in_plain_words(&error)))?;
            Self::from_file(file, text, |keys| {
                let place = keys.span().start;
                (keys.into_inner(), place)
            })
        }
    }

    /// The profile of a file whose custom edits are each found with the place they begin at.
    fn from_file<E>(
        file: File<E>,
        text: &str,
        edit: impl Fn(E) -> (EditKeys, usize),
    ) -> Result<Self, ProfileError> {
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
            profile = profile.without_named(name);
        }
        // A family's word counts for its selected rules; a rule's own counts more, and selects it.
        for (name, severity) in file.severity.iter().filter(|(name, _)| name.is_family()) {
            profile = profile.with_named_severity(name, *severity);
        }
        let ignored = |rule: &Rule| file.ignore.iter().any(|name| name.stands_for(rule));
        for (name, severity) in file.severity.iter().filter(|(name, _)| !name.is_family()) {
            profile = profile.set(|rule| name.stands_for(rule) && !ignored(rule), |_| Some(*severity));
        }
        for (keys, place) in file.edit.into_iter().map(edit) {
            let edit = CustomEdit::try_from(keys).map_err(|Wrong { key, problem }| {
                ProfileError::Text(format!("line {}: {problem}", line_of(text, place, key)))
            })?;
            if edit.id.is_own() || profile.edits.iter().any(|own| own.id == edit.id) {
                let line = line_of(text, place, "id");
                return Err(ProfileError::IdTaken { id: edit.id, line });
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
            .map_err(|source| ProfileError::File { path: path.to_owned(), source: Box::new(source) })
    }
}

#[cfg(test)]
mod tests;
