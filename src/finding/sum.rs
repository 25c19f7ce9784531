//! What a total is made of.

use crate::code::Units;
use std::fmt;

/// The lines whose units make up a total, for the message of a finding: `line 1: 2 + line 3: 1`.
///
/// It holds the first lines in place, so that a rule that adds up allocates nothing; further ones
/// are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    lines: [u32; Self::SHOWN],
    /// In thousandths; what is above the range is held at its end.
    units: [u32; Self::SHOWN],
    terms: u32,
}

impl Sum {
    /// How many lines are named.
    const SHOWN: usize = 4;

    /// Adds the units of a line by its number; 0 stands for a line of an earlier claim.
    pub fn add(&mut self, line: u32, units: Units) {
        let place = self.terms as usize;
        if let (Some(own), Some(amount)) = (self.lines.get_mut(place), self.units.get_mut(place)) {
            *own = line;
            *amount = u32::try_from(units.thousandths().max(0)).unwrap_or(u32::MAX);
        }
        self.terms = self.terms.saturating_add(1);
    }

    /// How many lines were added.
    pub fn terms(&self) -> u32 {
        self.terms
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.terms.min(Self::SHOWN as u32);
        for (place, (line, units)) in self.lines.iter().zip(self.units).take(shown as usize).enumerate() {
            let units = Units::from_thousandths(units.into());
            f.write_str(if place > 0 { " + " } else { "" })?;
            match line {
                0 => write!(f, "an earlier claim: {units}")?,
                line => write!(f, "line {line}: {units}")?,
            }
        }
        match self.terms - shown {
            0 => Ok(()),
            1 => f.write_str(" + one line more"),
            more => write!(f, " + {more} lines more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lines_and_counts_the_rest() {
        let mut sum = Sum::default();
        sum.add(1, Units::whole(2));
        assert_eq!(sum.to_string(), "line 1: 2");
        sum.add(3, Units::from_thousandths(1_500));
        sum.add(0, Units::ONE);
        assert_eq!(sum.to_string(), "line 1: 2 + line 3: 1.5 + an earlier claim: 1");
        (4..=6).for_each(|line| sum.add(line, Units::ONE));
        assert_eq!(
            sum.to_string(),
            "line 1: 2 + line 3: 1.5 + an earlier claim: 1 + line 4: 1 + 2 lines more"
        );
        assert_eq!(sum.terms(), 6);
    }
}
