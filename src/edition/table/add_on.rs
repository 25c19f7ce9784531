//! Add-on codes and their primary codes.
//!
//! A [`Windowed`](super::windowed) table keyed by add-on code; row: first day u32, last day u32,
//! packed primary code u32 (all ones: defined by the contractor), type u8, zeros. Ascending by type
//! and primary.

use super::super::format::{u8_in, u32_in};
use super::windowed::covers;
use crate::code::{Date, ProcedureCode};

/// A primary code that is defined by the contractor (`CCCCC`).
pub(in crate::edition) const CONTRACTOR: u32 = u32::MAX;

/// One published row: an add-on code with one primary code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddOnRow {
    /// Type 1 (complete list), 2 (no list) or 3 (incomplete list).
    pub kind: u8,
    /// The primary code, `None` when the contractor defines it.
    pub primary: Option<ProcedureCode>,
}

impl AddOnRow {
    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        let mut payload = self.primary.map_or(CONTRACTOR, ProcedureCode::packed).to_le_bytes().to_vec();
        payload.extend([self.kind, 0, 0, 0]);
        payload
    }
}

/// What the add-on edits say of a code on a date.
#[derive(Clone, Copy)]
pub struct AddOn<'a> {
    pub(in crate::edition) rows: &'a [[u8; 16]],
    pub(in crate::edition) date: Date,
}

impl<'a> AddOn<'a> {
    fn active(self) -> impl Iterator<Item = &'a [u8; 16]> {
        self.rows.iter().filter(move |row| covers(*row, self.date))
    }

    fn is(self, kind: u8) -> bool {
        self.active().any(|row| u8_in(row, 12) == kind)
    }

    /// Whether it is of type 1: one of the listed primaries must be there.
    pub fn is_one(self) -> bool {
        self.is(1)
    }

    /// Whether it is of type 2: the contractor decides which primaries count.
    pub fn is_two(self) -> bool {
        self.is(2)
    }

    /// Whether it is of type 3: some primaries are listed, the contractor may accept others.
    pub fn is_three(self) -> bool {
        self.is(3)
    }

    /// Whether a row in force leaves the primary to the contractor (`CCCCC`).
    pub fn contractor_defined(self) -> bool {
        self.active().any(|row| u32_in(row, 8) == CONTRACTOR)
    }

    /// The primary codes in force, of every type, ascending within a type.
    pub fn primaries(self) -> impl Iterator<Item = ProcedureCode> + 'a {
        self.active().filter_map(|row| ProcedureCode::from_packed(u32_in(row, 8)))
    }

    /// Whether a code is one of the primary codes in force.
    pub fn has_primary(self, code: ProcedureCode) -> bool {
        self.active().any(|row| u32_in(row, 8) == code.packed())
    }
}

impl std::fmt::Debug for AddOn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddOn")
            .field("one", &self.is_one())
            .field("two", &self.is_two())
            .field("three", &self.is_three())
            .field("primaries", &self.primaries().collect::<Vec<_>>())
            .finish()
    }
}

impl PartialEq for AddOn<'_> {
    /// Equal when the same rows are in force.
    fn eq(&self, other: &Self) -> bool {
        self.active().map(|row| row.get(8..)).eq(other.active().map(|row| row.get(8..)))
    }
}

impl Eq for AddOn<'_> {}
