//! What judging a claim needs memory for, kept from claim to claim.

use super::resolve;
use crate::claim::Claim;
use crate::edition::Edition;
use crate::rule::{ClaimDiagnosis, Scratch, ServiceLine};

/// Resolved lines and diagnoses, and what rules note between each other.
#[derive(Debug, Default)]
pub(super) struct Memory {
    lines: Vec<ServiceLine<'static>>,
    history: Vec<ServiceLine<'static>>,
    diagnoses: Vec<ClaimDiagnosis>,
    scratch: Scratch,
}

/// A claim made ready for the rules in the memory of a claim before.
pub(super) struct Resolved<'c> {
    pub(super) lines: Vec<ServiceLine<'c>>,
    pub(super) history: Vec<ServiceLine<'c>>,
    pub(super) diagnoses: Vec<ClaimDiagnosis>,
    pub(super) scratch: Scratch,
}

impl Memory {
    /// Resolves a claim; what is taken out of the memory goes back by [`Memory::keep`].
    pub(super) fn resolve<'c>(&mut self, claim: &'c Claim, edition: &Edition) -> Resolved<'c> {
        let mut lines: Vec<ServiceLine<'c>> = std::mem::take(&mut self.lines);
        let mut history: Vec<ServiceLine<'c>> = std::mem::take(&mut self.history);
        let mut diagnoses = std::mem::take(&mut self.diagnoses);
        let mut scratch = std::mem::take(&mut self.scratch);
        lines.extend(resolve::lines(claim, edition));
        history.extend(claim.history.iter().flat_map(|earlier| resolve::lines(earlier, edition)));
        diagnoses.extend(resolve::diagnoses(claim, &lines));
        scratch.clear();
        Resolved { lines, history, diagnoses, scratch }
    }

    /// Takes the memory of a claim back, without the claim.
    pub(super) fn keep(&mut self, resolved: Resolved<'_>) {
        let Resolved { lines, history, mut diagnoses, scratch } = resolved;
        diagnoses.clear();
        *self = Self { lines: emptied(lines), history: emptied(history), diagnoses, scratch };
    }
}

/// The memory of a list for another claim: collecting in place, as the standard library does where
/// the elements are of one size, keeps the allocation.
fn emptied(mut lines: Vec<ServiceLine<'_>>) -> Vec<ServiceLine<'static>> {
    lines.clear();
    lines.into_iter().map_while(|_| None).collect()
}

/// A copy of a report takes no memory along.
impl Clone for Memory {
    fn clone(&self) -> Self {
        Self::default()
    }
}
