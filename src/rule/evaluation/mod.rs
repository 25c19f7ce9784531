//! E: evaluation and management.
//!
//! Beside the rules on billed visits stands [`level`], which a charge-entry screen can ask before a
//! visit is billed: what its medical decision making or its minutes support.
//!
//! ```
//! use cleanclaim::claim::{DecisionElements, DecisionLevel, MedicalDecisionMaking};
//! use cleanclaim::rule::evaluation::{Basis, Family, Visit, level};
//!
//! let visit = Visit {
//!     family: Family::OfficeEstablished,
//!     date: "2026-01-05".parse().unwrap(),
//!     decision: Some(MedicalDecisionMaking::Elements(DecisionElements {
//!         problems: DecisionLevel::Moderate,
//!         data: DecisionLevel::Straightforward,
//!         risk: DecisionLevel::Moderate,
//!     })),
//!     minutes: Some(24),
//! };
//! let answer = level(&visit).unwrap();
//! assert_eq!(answer.code.to_string(), "99214");
//! assert_eq!(answer.basis, Basis::Decision);
//! for sentence in &answer.reasoning {
//!     println!("{sentence}");
//! }
//! ```

mod data;
mod family;
mod level;

pub use data::{DataReviewed, decision_level};
pub use family::{Encounter, Family};
pub use level::{Basis, Level, LevelError, Visit, level};
