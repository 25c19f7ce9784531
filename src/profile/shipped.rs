//! The profiles shipped with the library.

use super::Profile;
use super::severities::Severities;
use crate::claim::Form;
use crate::code::Quoted;
use crate::rule::{Payer, Rule, Thresholds};

/// The profiles shipped with the library, by name.
pub const SHIPPED: [&str; 5] =
    ["medicare-professional", "medicare-outpatient", "medicaid", "commercial", "all"];

/// A profile name that is not shipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile {}; the shipped ones are {}", Quoted(.name), SHIPPED.join(", "))]
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
        const BOTH: &[Form] = &[Form::Professional, Form::Outpatient];
        let (payer, forms) = match name {
            "medicare-professional" => (Payer::Medicare, &BOTH[..1]),
            "medicare-outpatient" => (Payer::Medicare, &BOTH[1..]),
            "medicaid" => (Payer::Medicaid, BOTH),
            "commercial" => (Payer::Commercial, BOTH),
            "all" => (Payer::Medicare, BOTH),
            _ => return Err(UnknownProfile { name: name.to_owned() }),
        };
        let severity = |rule: &Rule| match name {
            "all" => Some(rule.severity),
            _ => rule.severity_for(payer).filter(|_| rule.forms.iter().any(|form| forms.contains(form))),
        };
        Ok(Self {
            name: name.to_owned(),
            payer,
            payers: Vec::new(),
            severities: Severities::new(severity),
            thresholds: Thresholds::default(),
            edits: Vec::new(),
        })
    }
}
