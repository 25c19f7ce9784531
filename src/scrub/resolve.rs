//! One pass over a claim that turns its codes into what the rules read.

use crate::claim::{Claim, Form};
use crate::code::Units;
use crate::edition::Edition;
use crate::rule::{ClaimDiagnosis, Known, ModifierBits, ServiceLine};

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
        let mut modifier_bits = ModifierBits::default();
        for modifier in &line.modifiers {
            modifier_bits |= modifier.value().map_or(ModifierBits::ALL, ModifierBits::of);
        }
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
            modifier_bits,
            known: Known::default(),
        }
    })
}

/// The readable ICD-10-CM diagnoses of a claim, each with a date it has to hold on: professional,
/// the first day of a line that points to it (of the claim when none does); outpatient, the first day
/// of the statement, else of the lines.
pub(super) fn diagnoses(claim: &Claim, lines: &[ServiceLine<'_>]) -> impl Iterator<Item = ClaimDiagnosis> {
    let first_day = lines.iter().filter_map(|line| line.from).min();
    let statement = claim.statement.as_ref().and_then(|period| period.from.as_ref()?.value());
    let codes = claim.diagnoses.iter().enumerate().filter(|_| claim.has_icd_10());
    codes.filter_map(move |(position, code)| {
        let pointing = lines.iter().filter(|line| {
            let mut pointers = line.line.diagnosis_pointers.iter().filter_map(|pointer| pointer.value());
            pointers.any(|pointer| pointer.index() == position)
        });
        let date = match claim.form {
            Form::Outpatient => statement.or(first_day),
            Form::Professional => pointing.filter_map(|line| line.from).min().or(first_day),
        };
        Some(ClaimDiagnosis::new(position, code.value()?, date?))
    })
}

/// The number of the line at a place of a claim.
pub(super) fn number(claim: &Claim, index: usize) -> u32 {
    claim.lines.get(index).map_or(0, |line| line.number_at(index))
}
