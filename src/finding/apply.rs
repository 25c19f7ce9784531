//! Applying edits to a claim.

use super::Edit;
use crate::claim::{Claim, Line, Parsed};
use crate::code::{Modifier, Money};

/// An edit that does not fit the claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// The claim has no line of that number.
    #[error("the claim has no line {0}; edits name lines by their own numbers")]
    NoLine(u32),
    /// The claim has several lines of that number, so that the edit might be meant for any of them.
    #[error("several lines of the claim have the number {0}; give each its own")]
    SeveralLines(u32),
    /// The line does not carry the modifier.
    #[error("line {line} does not carry the modifier {modifier}")]
    NoModifier {
        /// Line number.
        line: u32,
        /// The modifier.
        modifier: Modifier,
    },
    /// The line has no pointer at that position, counted from 0.
    #[error("line {line} has no diagnosis pointer at position {position}")]
    NoPointer {
        /// Line number.
        line: u32,
        /// Position, from 0.
        position: u8,
    },
    /// The claim has no diagnosis of that number, counted from 1.
    #[error("the claim has no diagnosis {0}")]
    NoDiagnosis(u8),
    /// A charge cannot be read, so the total cannot be computed.
    #[error("the charge of line {0} cannot be read, so the lines cannot be added up")]
    NoCharge(u32),
}

impl Claim {
    /// Applies edits in order: the claim with all of them, or an error and the claim as it was. A
    /// modifier the line has already is not added again.
    ///
    /// Lines without a number are first given their position, so that edits keep meaning the same
    /// lines when one is removed.
    ///
    /// # Errors
    /// [`ApplyError`] when an edit names what the claim does not have.
    ///
    /// ```
    /// use cleanclaim::{Claim, Line, finding::Edit};
    /// let mut claim = Claim { lines: vec![Line::default()], ..Claim::default() };
    /// claim.apply(&[Edit::AddModifier { line: 1, modifier: "25".parse()? }])?;
    /// assert_eq!(claim.lines[0].modifiers.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply(&mut self, edits: &[Edit]) -> Result<(), ApplyError> {
        *self = self.with(edits)?;
        Ok(())
    }

    /// The claim with all of some edits, as [`Claim::apply`] makes it.
    pub(crate) fn with<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Result<Self, ApplyError> {
        let mut mended = self.clone();
        for (index, line) in mended.lines.iter_mut().enumerate() {
            line.number = line.number_at(index);
        }
        for edit in edits {
            apply(&mut mended, edit)?;
        }
        Ok(mended)
    }
}

/// Where the line of a number stands.
fn place(claim: &Claim, number: u32) -> Result<usize, ApplyError> {
    let mut places = claim.lines.iter().enumerate().filter(|(_, line)| line.number == number);
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Ok(place),
        (None, _) => Err(ApplyError::NoLine(number)),
        (Some(_), Some(_)) => Err(ApplyError::SeveralLines(number)),
    }
}

fn line(claim: &mut Claim, number: u32) -> Result<&mut Line, ApplyError> {
    let place = place(claim, number)?;
    claim.lines.get_mut(place).ok_or(ApplyError::NoLine(number))
}

fn apply(claim: &mut Claim, edit: &Edit) -> Result<(), ApplyError> {
    match *edit {
        Edit::AddModifier { line: number, modifier } => {
            let modifiers = &mut line(claim, number)?.modifiers;
            if !modifiers.iter().any(|own| own.value() == Some(modifier)) {
                modifiers.push(Parsed::Valid(modifier));
            }
        }
        Edit::RemoveModifier { line: number, modifier, keep_first } => {
            let modifiers = &mut line(claim, number)?.modifiers;
            let before = modifiers.len();
            let mut kept = !keep_first;
            modifiers.retain(|own| {
                let other = own.value() != Some(modifier);
                other || !std::mem::replace(&mut kept, true)
            });
            if modifiers.len() == before {
                return Err(ApplyError::NoModifier { line: number, modifier });
            }
        }
        Edit::MoveModifier { line: number, modifier, to } => {
            let modifiers = &mut line(claim, number)?.modifiers;
            let from = modifiers.iter().position(|own| own.value() == Some(modifier));
            let from = from.ok_or(ApplyError::NoModifier { line: number, modifier })?;
            let moved = modifiers.remove(from);
            modifiers.insert(usize::from(to).min(modifiers.len()), moved);
        }
        Edit::SetProcedure { line: number, procedure } => {
            line(claim, number)?.procedure = Some(procedure.into());
        }
        Edit::SetUnits { line: number, units } => line(claim, number)?.units = Some(units.into()),
        Edit::SetPlace { line: number, place } => line(claim, number)?.place = Some(place.into()),
        Edit::RemoveLine { line: number } => remove_line(claim, number)?,
        Edit::RemovePointer { line: number, position } => {
            let pointers = &mut line(claim, number)?.diagnosis_pointers;
            if usize::from(position) >= pointers.len() {
                return Err(ApplyError::NoPointer { line: number, position });
            }
            pointers.remove(usize::from(position));
        }
        Edit::SetDiagnosis { diagnosis, code } => {
            let slot = usize::from(diagnosis).checked_sub(1).and_then(|index| claim.diagnoses.get_mut(index));
            *slot.ok_or(ApplyError::NoDiagnosis(diagnosis))? = code.into();
        }
        Edit::SetTotalToSum => {
            let mut sum = Money::ZERO;
            for line in &claim.lines {
                let charge = line.charge.as_ref().and_then(|charge| charge.value());
                sum += charge.ok_or(ApplyError::NoCharge(line.number))?;
            }
            claim.total_charge = Some(sum.into());
        }
    }
    Ok(())
}

/// Takes a line away, and its charge out of a total that could be read.
fn remove_line(claim: &mut Claim, number: u32) -> Result<(), ApplyError> {
    let removed = claim.lines.remove(place(claim, number)?);
    let charge = removed.charge.as_ref().and_then(|charge| charge.value());
    let total = claim.total_charge.as_ref().and_then(|total| total.value());
    if let (Some(charge), Some(total)) = (charge, total) {
        claim.total_charge = Some((total - charge).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> Claim {
        let line = |number, charge| Line {
            number,
            modifiers: vec![Modifier::constant(b"RT").into(), Modifier::constant(b"26").into()],
            charge: Some(Money::from_cents(charge).into()),
            ..Line::default()
        };
        Claim {
            lines: vec![line(1, 100), line(2, 50)],
            total_charge: Some(Money::from_cents(150).into()),
            ..Claim::default()
        }
    }

    #[test]
    fn a_removed_line_leaves_the_total() {
        let mut claim = claim();
        claim.apply(&[Edit::RemoveLine { line: 1 }]).unwrap();
        assert_eq!(claim.lines.len(), 1);
        assert_eq!(claim.total_charge.unwrap().value(), Some(Money::from_cents(50)));
    }

    #[test]
    fn modifiers_move_and_go() {
        let mut own = claim();
        let component = Modifier::constant(b"26");
        own.apply(&[Edit::MoveModifier { line: 2, modifier: component, to: 0 }]).unwrap();
        assert_eq!(own.lines[1].modifiers[0].value(), Some(component));
        own.apply(&[Edit::RemoveModifier { line: 2, modifier: component, keep_first: false }]).unwrap();
        assert_eq!(own.lines[1].modifiers.len(), 1);
        own.apply(&[Edit::AddModifier { line: 2, modifier: Modifier::constant(b"RT") }]).unwrap();
        assert_eq!(own.lines[1].modifiers.len(), 1, "it is there already");
        own.lines[1].modifiers.push(Modifier::constant(b"RT").into());
        let twice = Edit::RemoveModifier { line: 2, modifier: Modifier::constant(b"RT"), keep_first: true };
        own.apply(&[twice]).unwrap();
        assert_eq!(own.lines[1].modifiers.len(), 1);
    }

    #[test]
    fn a_number_of_several_lines_names_none() {
        let mut own = claim();
        own.lines[0].number = 2;
        let edits = [
            Edit::AddModifier { line: 2, modifier: Modifier::constant(b"59") },
            Edit::RemoveLine { line: 2 },
        ];
        for edit in edits {
            assert_eq!(own.apply(&[edit]), Err(ApplyError::SeveralLines(2)));
        }
        (own.lines[0].number, own.lines[1].number) = (2, 0);
        assert_eq!(own.apply(&[Edit::RemoveLine { line: 2 }]), Err(ApplyError::SeveralLines(2)));
    }

    #[test]
    fn a_failed_edit_changes_nothing() {
        let mut own = claim();
        let edits = [Edit::RemoveLine { line: 1 }, Edit::RemoveLine { line: 9 }];
        assert_eq!(own.apply(&edits), Err(ApplyError::NoLine(9)));
        assert_eq!(own, claim());
    }
}
