//! What the rules say: findings, denials, fixes, and what was not evaluated.
//!
//! Rules write into a [`Findings`], a store that is reused from claim to claim and allocates
//! nothing once it is warm. It is read through [`Finding`], a view that renders messages only when
//! they are asked for.

mod apply;
mod denial;
mod edited;
mod fix;
mod reason;
mod rule_id;
mod store;
mod sum;
mod text;
mod value;
mod view;

pub use apply::ApplyError;
pub use denial::Denial;
pub use edited::{Edited, EditedLine, Place, Raised};
pub use fix::{Applicability, Edit};
pub use reason::Reason;
pub use rule_id::{NoRuleId, RuleId};
pub use store::{FindingBuilder, Findings, Speaker};
pub use sum::Sum;
pub use value::Value;
pub use view::{Bypassed, Finding, Fix, NotEvaluated};

use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; nothing is expected to happen.
    Info,
    /// Often denied, or denied unless the record shows what the claim cannot.
    Warn,
    /// The payer would deny the line.
    Deny,
    /// The claim would not get as far as adjudication.
    Reject,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Deny => "deny",
            Self::Reject => "reject",
        })
    }
}
