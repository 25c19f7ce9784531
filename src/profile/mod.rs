//! Payer profiles: which rules judge a claim, how severely, with which limits and custom edits.
//!
//! Five profiles are shipped ([`SHIPPED`]). A file in TOML or JSON may extend one ([`Profile::from_text`]):
//!
//! ```
//! # #[cfg(feature = "profiles")] {
//! use cleanclaim::profile::Profile;
//! let profile = Profile::from_text(r#"
//!     name = "lakeside-health"
//!     extends = "commercial"
//!     ignore = ["C006", "T"]
//!
//!     [severity]
//!     N002 = "deny"
//!
//!     [thresholds]
//!     timely_filing_days = 180
//!
//!     [[edit]]
//!     id = "LH-1"
//!     kind = "code-pair"
//!     message = "99213 is not paid with 97140 by Lakeside"
//!     severity = "deny"
//!     codes = ["99213"]
//!     with = ["97140"]
//!     from = "2025-01-01"
//! "#)?;
//! assert_eq!(profile.name(), "lakeside-health");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The file
//!
//! | key | what it is |
//! |---|---|
//! | `name` | the name reports show |
//! | `extends` | the shipped profile it starts from; without it no rule is selected and the payer is commercial |
//! | `payers` | names of the payers it is for, as claims name them: [`Profiles::with`] chooses by them, `scrub --profile` judges every claim |
//! | `select` | rules (`N002`, or their names) or families (`N`) to add |
//! | `ignore` | rules or families to leave out, even if they are selected or have a severity |
//! | `severity` | a table of rule or family and `info`, `warn`, `deny` or `reject`; a family's counts for those of its rules that are selected, a rule's own counts more and selects it |
//! | `thresholds` | the limits of [`Thresholds`] |
//! | `edit` | custom edits, a table each |
//!
//! A custom edit has these keys:
//!
//! | key | kinds | what it is |
//! |---|---|---|
//! | `id` | all | its own identifier: 1 to 16 letters, digits, hyphens, underscores, not a letter and three digits |
//! | `kind` | all | `code-pair`, `required-modifier`, `code-diagnosis`, `code-place`, `frequency`, `age` or `unit-limit`: see [`CustomKind`] |
//! | `message` | all | what a finding says |
//! | `severity` | all | `info`, `warn`, `deny` or `reject` |
//! | `codes` | all | the procedure codes it looks at: `"99213"`, `"99202-99215"` |
//! | `denial` | all, if wanted | `{ carc = "97", rarc = ["N20"], group = "CO" }`; the group is CO when left out |
//! | `payers` | all, if wanted | the payers it holds for, as claims name them |
//! | `from`, `through` | all, if wanted | the first and last date of service it holds for |
//! | `with`, `unless` | `code-pair` | the other codes; modifiers on either line that allow the pair |
//! | `modifiers` | `required-modifier` | the modifiers, one of which is needed |
//! | `diagnoses`, `forbidden` | `code-diagnosis` | the diagnoses (`"E11"` stands for all codes that begin with it); `true` if they must not stand there |
//! | `places`, `forbidden` | `code-place` | the places of service; `true` if they must not stand there |
//! | `most`, `per` | `frequency` | the most units, and `"day"`, `"month"`, `"year"` or `"30 days"` |
//! | `youngest`, `oldest` | `age` | the patient's age in completed years |
//! | `most` | `unit-limit` | the most units of a line |

mod choice;
mod custom;
#[cfg(feature = "profiles")]
mod file;
mod rule_name;
mod severities;
mod shipped;

pub use choice::Profiles;
pub use custom::{CodeRange, CustomEdit, CustomKind, Period};
#[cfg(feature = "profiles")]
pub use file::ProfileError;
pub use rule_name::{RuleName, UnknownRule};
pub use shipped::{SHIPPED, UnknownProfile};

use crate::claim::Claim;
use crate::finding::{Findings, RuleId, Severity};
use crate::rule::{self, Context, Payer, Rule, Thresholds};
use severities::Severities;

/// Which rules judge a claim, how severely, and with which limits.
///
/// ```
/// use cleanclaim::profile::Profile;
/// let profile = Profile::shipped("medicare-professional").unwrap();
/// assert!(profile.rules().any(|(rule, _)| rule.id.as_str() == "N002"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    name: String,
    payer: Payer,
    payers: Vec<String>,
    severities: Severities,
    thresholds: Thresholds,
    edits: Vec<CustomEdit>,
}

impl Profile {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of payer it stands for.
    pub fn payer(&self) -> Payer {
        self.payer
    }

    /// The names of the payers it is for, as claims name them; empty for the shipped profiles.
    pub fn payers(&self) -> &[String] {
        &self.payers
    }

    /// Its limits.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// Its custom edits.
    pub fn edits(&self) -> &[CustomEdit] {
        &self.edits
    }

    /// The same profile with other limits.
    pub fn with_thresholds(mut self, thresholds: Thresholds) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// The same profile without a rule.
    pub fn without(self, rule: RuleId) -> Self {
        self.set(|own| own.id == rule, |_| None)
    }

    /// The same profile with another severity for a rule, which is selected if it was not.
    pub fn with_severity(self, rule: RuleId, severity: Severity) -> Self {
        self.set(|own| own.id == rule, |_| Some(severity))
    }

    /// The same profile without the rules of a name.
    pub fn without_named(self, name: &RuleName) -> Self {
        self.set(|rule| name.stands_for(rule), |_| None)
    }

    /// The same profile with another severity for the rules of a name: for a family's rules that are
    /// selected, for a single rule also if it was not.
    pub fn with_named_severity(self, name: &RuleName, severity: Severity) -> Self {
        let selected: Vec<RuleId> = self.rules().map(|(rule, _)| rule.id).collect();
        let counts = |rule: &Rule| !name.is_family() || selected.contains(&rule.id);
        self.set(|rule| name.stands_for(rule) && counts(rule), |_| Some(severity))
    }

    /// The same profile with a further custom edit.
    pub fn with_edit(mut self, edit: CustomEdit) -> Self {
        self.edits.push(edit);
        self
    }

    fn set(mut self, which: impl Fn(&Rule) -> bool, to: impl Fn(&Rule) -> Option<Severity>) -> Self {
        self.severities.set(which, to);
        self
    }

    /// The selected rules in the order of evaluation, with the severity each has here.
    pub fn rules(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        self.severities.rules()
    }

    /// Judges a claim by the selected rules and the custom edits.
    pub(crate) fn judge(&self, context: &Context<'_>, findings: &mut Findings) {
        if context.lines.len() > rule::MOST_LINES as usize {
            self.severities.judge_length(context, findings);
            return;
        }
        rule::edit_outpatient(context, findings);
        self.severities.judge(context, findings);
        for edit in &self.edits {
            edit.check(context, findings);
        }
    }

    /// Whether the profile names the payer of a claim.
    fn is_for(&self, claim: &Claim) -> bool {
        let payer = claim.payer.as_deref().map(str::trim);
        payer.is_some_and(|payer| self.payers.iter().any(|own| own.eq_ignore_ascii_case(payer)))
    }
}
