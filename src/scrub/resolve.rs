//! One pass over a claim that turns its codes into what the rules read.

use crate::claim::Claim;
use crate::code::Units;
use crate::edition::Edition;
use crate::rule::ServiceLine;

/// The lines of a claim, resolved.
pub(super) fn lines<'c>(claim: &'c Claim, edition: &Edition) -> impl Iterator<Item = ServiceLine<'c>> {
    let statement = claim.statement.as_ref();
    let statement_from = statement.and_then(|period| period.from.as_ref()?.value());
    claim.lines.iter().enumerate().map(move |(index, line)| {
        let procedure = line.procedure.as_ref().and_then(|code| code.value());
        let from = match &line.from {
            Some(date) => date.value(),
            None => statement_from,
        };
        let through = match &line.through {
            Some(date) => date.value(),
            None => from,
        };
        let units = match &line.units {
            Some(units) => units.value(),
            None => Some(Units::whole(1)),
        };
        ServiceLine {
            line,
            claim,
            index,
            number: number(claim, index),
            procedure,
            code: procedure.and_then(|code| edition.code_id(code)),
            from,
            through,
            units,
            charge: line.charge.as_ref().and_then(|charge| charge.value()),
            place: line.place.as_ref().and_then(|place| place.value()),
        }
    })
}

/// A line's own number, or its position counted from 1 where it has none.
pub(super) fn number(claim: &Claim, index: usize) -> u32 {
    match claim.lines.get(index).map_or(0, |line| line.number) {
        0 => u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
        number => number,
    }
}
