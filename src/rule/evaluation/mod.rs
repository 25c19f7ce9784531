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

pub mod advance_care_planning;
pub mod advanced_primary_care_overlap;
pub mod care_management;
pub mod cognitive_plan_repeated;
pub mod complexity_add_on_with_25;
pub mod critical_care;
mod data;
pub mod decision_below_code;
pub mod discharge_day;
mod family;
pub mod initial_visit_repeated;
mod level;
pub mod new_patient_seen_before;
pub mod nurse_visit_in_facility;
pub mod preventive_visit_misfit;
pub mod prolonged_service_unsupported;
pub mod time_below_code;
pub mod two_visits_same_day;

pub use data::{DataReviewed, decision_level};
pub use family::{Encounter, Family};
pub use level::{Basis, Level, LevelError, Visit, level};

use std::iter::successors;

use super::{SameProvider, ServiceLine};
use crate::code::Date;

/// The number of a line's CPT code.
fn number(line: &ServiceLine<'_>) -> Option<u32> {
    line.procedure?.number()
}

/// Whether two resolved lines are one and the same line.
fn is_itself(line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    std::ptr::eq(line.line, other.line)
}

/// Whether a line comes before another of its claim: by date, and on one day in the order of the claim.
fn is_before(line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    (line.from, line.index) < (other.from, other.index)
}

/// The lines of a claim that a rule judges, by date, and on one day in the order of the claim: so that
/// of each earlier one it is known whether it stands.
fn by_day<'l, 'c>(
    lines: &'l [ServiceLine<'c>],
    is_judged: impl Fn(&ServiceLine<'c>) -> bool,
) -> impl Iterator<Item = &'l ServiceLine<'c>> {
    let following = move |line: Option<&ServiceLine<'c>>| {
        let later = lines.iter().filter(|other| line.is_none_or(|line| is_before(line, other)));
        later.filter(|other| is_judged(other)).min_by_key(|other| (other.from, other.index))
    };
    successors(following(None), move |line| following(Some(line)))
}

/// Whether two lines are by one provider, or by two of one group and specialty.
fn is_one_practice(line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    line.same_provider(other) != SameProvider::Other
}

/// Whether two dates lie in one calendar month.
fn is_same_month(one: Date, two: Date) -> bool {
    let ((year, month, _), (other_year, other_month, _)) = (one.ymd(), two.ymd());
    (year, month) == (other_year, other_month)
}
