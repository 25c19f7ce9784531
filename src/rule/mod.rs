//! The rules: a folder a family, a file a rule.
//!
//! Adding a rule takes its file, its case file and its line in [`RULES`].

mod context;
#[allow(clippy::module_inception)]
mod rule;

pub use context::{Context, SameProvider, ServiceLine, Thresholds};
pub(crate) use rule::declare_rule;
pub use rule::{ANY_FORM, OUTPATIENT, PROFESSIONAL, Payer, Rule, Scope};

use crate::finding::RuleId;

pub mod code;
pub mod diagnosis;
pub mod provider;
pub mod timing;

/// Every rule, in the order of evaluation: grammar, code set and dates, header, modifiers, single
/// lines, pairs of lines, diagnoses (RULES: a reject on a line silences what depends on the line).
pub static RULES: &[&Rule] = &[&timing::from_after_through::RULE];

/// The rule of an identifier.
pub fn find(id: RuleId) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
