//! Which profile judges which claim.

use super::Profile;
use crate::claim::{Claim, Form};
use crate::rule::Payer;

/// The profiles of a scrubber: one for every claim, or chosen by each claim's payer and form.
#[derive(Debug, Clone)]
pub struct Profiles {
    /// Tried first, by the names of payers.
    named: Vec<Profile>,
    /// In the order of [`Profiles::by_payer`]; a single one judges every claim.
    general: Vec<Profile>,
}

/// The general profiles in the order the choice counts on.
const GENERAL: [&str; 4] = ["medicare-professional", "medicare-outpatient", "medicaid", "commercial"];

impl Profiles {
    /// Chooses by each claim's payer and form: Medicare (or no payer) by form, Medicaid,
    /// commercial for everyone else.
    pub fn by_payer() -> Self {
        let general = GENERAL.iter().filter_map(|name| Profile::shipped(name).ok()).collect();
        Self { named: Vec::new(), general }
    }

    /// The same choice, with a profile for the payers it names, which is tried first.
    pub fn with(mut self, profile: Profile) -> Self {
        self.named.push(profile);
        self
    }

    /// The same choice among changed profiles: without a rule, with another severity.
    ///
    /// ```
    /// use cleanclaim::{claim::Claim, finding::RuleId, profile::Profiles};
    /// let duplicates = RuleId::new("T009");
    /// let profiles = Profiles::by_payer().map(|profile| profile.without(duplicates));
    /// assert!(profiles.for_claim(&Claim::default()).rules().all(|(rule, _)| rule.id != duplicates));
    /// ```
    pub fn map(self, change: impl Fn(Profile) -> Profile) -> Self {
        let changed = |profiles: Vec<Profile>| profiles.into_iter().map(&change).collect();
        Self { named: changed(self.named), general: changed(self.general) }
    }

    /// The profile that judges a claim.
    pub fn for_claim(&self, claim: &Claim) -> &Profile {
        if let Some(profile) = self.named.iter().find(|profile| profile.is_for(claim)) {
            return profile;
        }
        let place = match (Payer::of(claim.payer.as_deref()), claim.form) {
            _ if self.general.len() == 1 => 0,
            (Payer::Medicare, Form::Professional) => 0,
            (Payer::Medicare, Form::Outpatient) => 1,
            (Payer::Medicaid, _) => 2,
            (Payer::Commercial, _) => 3,
        };
        &self.general[place]
    }
}

impl From<Profile> for Profiles {
    fn from(profile: Profile) -> Self {
        Self { named: Vec::new(), general: vec![profile] }
    }
}
