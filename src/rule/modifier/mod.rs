//! M: modifiers.

use super::ServiceLine;
use crate::code::Modifier;

pub mod anesthesia_modifier_elsewhere;
pub mod duplicate_modifier;
mod exclusive;
pub mod exclusive_modifiers;
pub mod modifier_order;
pub mod modifier_out_of_date;
pub mod order;
mod therapy;
pub mod therapy_discipline_missing;
pub mod too_many_modifiers;
pub mod unknown_modifier;

/// The readable modifiers of a line with their positions, counted from 0.
fn positioned<'c>(line: &ServiceLine<'c>) -> impl Iterator<Item = (usize, Modifier)> + use<'c> {
    line.line.modifiers.iter().enumerate().filter_map(|(position, own)| Some((position, own.value()?)))
}

/// The position of a modifier on a line, counted from 0; 0 where it does not stand.
fn position(line: &ServiceLine<'_>, modifier: Modifier) -> usize {
    positioned(line).find(|(_, own)| *own == modifier).map_or(0, |(position, _)| position)
}
