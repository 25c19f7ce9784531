//! U: units and time.

pub mod anesthesia_time;
pub mod eight_minutes;
pub mod infusion_time;
pub mod midpoint_not_reached;
pub mod psychotherapy_time;
pub mod rental_units;
pub mod screening_too_soon;
pub mod unit_format;
pub mod units_against_days;
pub mod untimed_units;
pub mod vaccine_administration;

use super::{Context, SameProvider, ServiceLine};
use crate::code::Units;

/// The days of a line, at least one.
pub(super) fn days(line: &ServiceLine<'_>) -> u32 {
    let days = line.from.zip(line.through).map_or(0, |(from, through)| through.days_since(from));
    u32::try_from(days).unwrap_or(0).saturating_add(1)
}

/// The whole units of a line, rounded up.
pub(super) fn whole_units(line: &ServiceLine<'_>) -> Option<u32> {
    let thousandths = line.units?.thousandths();
    u32::try_from(thousandths.saturating_add(999).div_euclid(1_000)).ok()
}

/// The minutes of a service that has a first code and an add-on code of further time.
///
/// Each line may state its own minutes, or both the whole time: equal minutes above `span`, the most
/// that the first code covers alone, are the whole. `None` when the first line states none.
pub(super) fn minutes_of_both(
    first: &ServiceLine<'_>,
    further: Option<&ServiceLine<'_>>,
    span: u32,
) -> Option<u32> {
    let own = first.line.minutes?;
    match further.and_then(|line| line.line.minutes) {
        Some(minutes) if minutes != own || own <= span => Some(own.saturating_add(minutes)),
        _ => Some(own),
    }
}

/// A line of the claim with one of several codes, of the same day and provider as another line.
pub(super) fn beside<'c>(
    context: &Context<'c>,
    line: &ServiceLine<'_>,
    codes: &[&[u8; 5]],
) -> Option<&'c ServiceLine<'c>> {
    context.lines.iter().find(|other| {
        other.procedure.is_some_and(|code| codes.contains(&&code.to_bytes()))
            && other.same_day(line)
            && other.same_provider(line) != SameProvider::Other
    })
}

/// A number of units as a quantity.
pub(super) fn quantity(units: u32) -> Units {
    Units::whole(units)
}
