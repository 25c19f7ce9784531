//! How profiles name rules.

use crate::code::Quoted;
use crate::rule::{RULES, Rule};
use std::str::FromStr;

/// A rule's identifier or name, or the letter of a family: `N002`, `ptp-without-modifier`, `N`.
///
/// ```
/// use cleanclaim::profile::{Profile, RuleName};
/// let family: RuleName = "N".parse()?;
/// let profile = Profile::shipped("all")?.without_named(&family);
/// assert!(profile.rules().all(|(rule, _)| rule.id.family() != 'N'));
/// assert!("N999".parse::<RuleName>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName(String);

/// A name that no rule and no family has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no rule or family {}; a rule goes by its id or name (N002, ptp-without-modifier), a family by its letter (N)",
    Quoted(.0)
)]
pub struct UnknownRule(String);

impl FromStr for RuleName {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let name = Self(text.trim().to_owned());
        match RULES.iter().any(|rule| name.stands_for(rule)) {
            true => Ok(name),
            false => Err(UnknownRule(name.0)),
        }
    }
}

impl RuleName {
    /// Whether it names a rule, or its family.
    pub fn stands_for(&self, rule: &Rule) -> bool {
        let wanted = self.0.as_str();
        rule.id.as_str().eq_ignore_ascii_case(wanted)
            || rule.name.eq_ignore_ascii_case(wanted)
            || (self.is_family() && wanted.eq_ignore_ascii_case(&rule.id.family().to_string()))
    }

    /// Whether it names a family.
    pub fn is_family(&self) -> bool {
        self.0.len() == 1
    }
}
