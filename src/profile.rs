//! Payer profiles: which rules judge a claim, and how severely.

use crate::claim::{Claim, Form};
use crate::finding::{RuleId, Severity};
use crate::rule::{Payer, RULES, Rule, Thresholds};

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
    severities: Vec<Option<Severity>>,
    thresholds: Thresholds,
}

/// The profiles shipped with the library, by name.
pub const SHIPPED: [&str; 5] =
    ["medicare-professional", "medicare-outpatient", "medicaid", "commercial", "all"];

/// A profile name that is not shipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile {name:?}; the shipped ones are {}", SHIPPED.join(", "))]
pub struct UnknownProfile {
    /// The name asked for.
    pub name: String,
}

impl Profile {
    /// A shipped profile by its name.
    ///
    /// # Errors
    /// [`UnknownProfile`] when the name is not in [`SHIPPED`].
    pub fn shipped(name: &str) -> Result<Self, UnknownProfile> {
        let (payer, forms): (_, &[Form]) = match name {
            "medicare-professional" => (Payer::Medicare, &[Form::Professional]),
            "medicare-outpatient" => (Payer::Medicare, &[Form::Outpatient]),
            "medicaid" => (Payer::Medicaid, &[Form::Professional, Form::Outpatient]),
            "commercial" => (Payer::Commercial, &[Form::Professional, Form::Outpatient]),
            "all" => (Payer::Medicare, &[Form::Professional, Form::Outpatient]),
            _ => return Err(UnknownProfile { name: name.to_owned() }),
        };
        let severity = |rule: &Rule| match name {
            "all" => Some(rule.severity),
            _ => rule.severity_for(payer).filter(|_| rule.forms.iter().any(|form| forms.contains(form))),
        };
        Ok(Self {
            name: name.to_owned(),
            payer,
            severities: RULES.iter().map(|rule| severity(rule)).collect(),
            thresholds: Thresholds::default(),
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of payer it stands for.
    pub fn payer(&self) -> Payer {
        self.payer
    }

    /// Its limits.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// The same profile with other limits.
    pub fn with_thresholds(mut self, thresholds: Thresholds) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// The same profile without a rule.
    pub fn without(self, rule: RuleId) -> Self {
        self.set(rule, None)
    }

    /// The same profile with another severity for a rule, which is selected if it was not.
    pub fn with_severity(self, rule: RuleId, severity: Severity) -> Self {
        self.set(rule, Some(severity))
    }

    fn set(mut self, id: RuleId, severity: Option<Severity>) -> Self {
        for (rule, slot) in RULES.iter().zip(&mut self.severities) {
            if rule.id == id {
                *slot = severity;
            }
        }
        self
    }

    /// The selected rules in the order of evaluation, with the severity each has here.
    pub fn rules(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        RULES.iter().zip(&self.severities).filter_map(|(rule, severity)| Some((*rule, (*severity)?)))
    }
}

/// The profile a scrubber uses: one for every claim, or chosen by each claim's payer and form.
#[derive(Debug, Clone)]
pub struct Profiles {
    choice: Choice,
}

#[derive(Debug, Clone)]
enum Choice {
    One(Profile),
    ByPayer { professional: Profile, outpatient: Profile, medicaid: Profile, commercial: Profile },
}

impl Profiles {
    /// Chooses by each claim's payer and form: Medicare (or no payer) by form, Medicaid,
    /// commercial for everyone else.
    pub fn by_payer() -> Self {
        let shipped = |name| Profile::shipped(name).unwrap_or_else(|_| unreachable!("a shipped name"));
        Self {
            choice: Choice::ByPayer {
                professional: shipped("medicare-professional"),
                outpatient: shipped("medicare-outpatient"),
                medicaid: shipped("medicaid"),
                commercial: shipped("commercial"),
            },
        }
    }

    /// The same choice among changed profiles: without a rule, with another severity.
    ///
    /// ```
    /// use cleanclaim::{claim::Claim, finding::RuleId, profile::Profiles};
    /// let duplicates = RuleId::new("T005");
    /// let profiles = Profiles::by_payer().map(|profile| profile.without(duplicates));
    /// assert!(profiles.for_claim(&Claim::default()).rules().all(|(rule, _)| rule.id != duplicates));
    /// ```
    pub fn map(self, change: impl Fn(Profile) -> Profile) -> Self {
        Self {
            choice: match self.choice {
                Choice::One(profile) => Choice::One(change(profile)),
                Choice::ByPayer { professional, outpatient, medicaid, commercial } => Choice::ByPayer {
                    professional: change(professional),
                    outpatient: change(outpatient),
                    medicaid: change(medicaid),
                    commercial: change(commercial),
                },
            },
        }
    }

    /// The profile that judges a claim.
    pub fn for_claim(&self, claim: &Claim) -> &Profile {
        match &self.choice {
            Choice::One(profile) => profile,
            Choice::ByPayer { professional, outpatient, medicaid, commercial } => {
                match (Payer::of(claim.payer.as_deref()), claim.form) {
                    (Payer::Medicare, Form::Professional) => professional,
                    (Payer::Medicare, Form::Outpatient) => outpatient,
                    (Payer::Medicaid, _) => medicaid,
                    (Payer::Commercial, _) => commercial,
                }
            }
        }
    }
}

impl From<Profile> for Profiles {
    fn from(profile: Profile) -> Self {
        Self { choice: Choice::One(profile) }
    }
}
