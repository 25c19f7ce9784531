//! M: modifiers.

use super::ServiceLine;
use crate::code::Modifier;

pub mod anesthesia_modifier_elsewhere;
pub mod anesthesia_role_missing;
pub mod assistant_not_payable;
pub mod bilateral_not_payable;
pub mod bilateral_with_units;
pub mod chiropractic_not_active;
pub mod class_findings_missing;
pub mod co_surgeons_not_payable;
pub mod component_not_split;
pub mod components_apart;
pub mod decision_without_surgery;
pub mod device_credit_elsewhere;
pub mod discarded_drug_apart;
pub mod discontinued_in_wrong_setting;
pub mod distinct_service_on_visit;
pub mod duplicate_modifier;
mod exclusive;
pub mod exclusive_modifiers;
pub mod extra_work_elsewhere;
pub mod imaging_modifier_elsewhere;
pub mod laboratory_repeat_elsewhere;
pub mod liability_modifier_denies;
pub mod modifier_order;
pub mod modifier_out_of_date;
pub mod multiple_procedures_needless;
pub mod no_open_postoperative_period;
pub mod order;
pub mod patients_served_missing;
pub mod postoperative_visit_elsewhere;
pub mod principal_physician_elsewhere;
pub mod reference_laboratory;
pub mod repeat_without_first;
pub mod screening_turned_elsewhere;
pub mod shared_visit_place;
pub mod side_on_sideless_code;
pub mod small_infant_elsewhere;
pub mod split_care_without_global;
pub mod state_modifier_to_medicare;
pub mod surgical_team_not_payable;
mod therapy;
pub mod therapy_above_threshold;
pub mod therapy_discipline_missing;
pub mod therapy_modifier_elsewhere;
pub mod too_many_modifiers;
pub mod unknown_modifier;
mod visit;
pub mod visit_beside_procedure;
pub mod visit_modifier_elsewhere;
pub mod whole_test_in_facility;
pub mod wrong_body_part;

/// The readable modifiers of a line with their positions, counted from 0.
fn positioned<'c>(line: &ServiceLine<'c>) -> impl Iterator<Item = (usize, Modifier)> + use<'c> {
    line.line.modifiers.iter().enumerate().filter_map(|(position, own)| Some((position, own.value()?)))
}

/// The position of a modifier on a line, counted from 0; 0 where it does not stand.
fn position(line: &ServiceLine<'_>, modifier: Modifier) -> usize {
    positioned(line).find(|(_, own)| *own == modifier).map_or(0, |(position, _)| position)
}
