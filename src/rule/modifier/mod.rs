//! M: modifiers.

use super::ServiceLine;
use crate::code::Modifier;

pub mod anesthesia_modifier_elsewhere;
pub mod anesthesia_role_missing;
pub mod chiropractic_not_active;
pub mod components_apart;
pub mod device_credit_elsewhere;
pub mod distinct_service_on_visit;
pub mod duplicate_modifier;
mod exclusive;
pub mod exclusive_modifiers;
pub mod imaging_modifier_elsewhere;
pub mod laboratory_repeat_elsewhere;
pub mod liability_modifier_denies;
pub mod modifier_order;
pub mod modifier_out_of_date;
pub mod no_open_postoperative_period;
pub mod order;
pub mod patients_served_missing;
pub mod postoperative_visit_elsewhere;
pub mod principal_physician_elsewhere;
pub mod reference_laboratory;
pub mod repeat_without_first;
pub mod shared_visit_place;
pub mod small_infant_elsewhere;
pub mod state_modifier_to_medicare;
mod therapy;
pub mod therapy_discipline_missing;
pub mod therapy_modifier_elsewhere;
pub mod too_many_modifiers;
pub mod unknown_modifier;
mod visit;
pub mod visit_modifier_elsewhere;
pub mod wrong_body_part;

/// The readable modifiers of a line with their positions, counted from 0.
fn positioned<'c>(line: &ServiceLine<'c>) -> impl Iterator<Item = (usize, Modifier)> + use<'c> {
    line.line.modifiers.iter().enumerate().filter_map(|(position, own)| Some((position, own.value()?)))
}

/// The position of a modifier on a line, counted from 0; 0 where it does not stand.
fn position(line: &ServiceLine<'_>, modifier: Modifier) -> usize {
    positioned(line).find(|(_, own)| *own == modifier).map_or(0, |(position, _)| position)
}
