//! Where in the file a fact of a claim stood.

use super::SegmentId;
use std::fmt;

/// The place of a segment, element or component in a file.
///
/// Shown as people who work with the 837 write it: `segment 27, SV101-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Position {
    /// Number of the segment in the file, from 1 (the first `ISA`).
    pub segment: u32,
    /// Identifier of the segment.
    pub id: SegmentId,
    /// Number of the element, from 1; 0 for the segment as a whole.
    pub element: u8,
    /// Number of the component in a composite element, from 1; 0 for the element as a whole.
    pub component: u8,
    /// Offset of the segment's first byte in the file.
    pub offset: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {}, {}", self.segment, self.id)?;
        match (self.element, self.component) {
            (0, _) => Ok(()),
            (element, 0) => write!(f, "{element:02}"),
            (element, component) => write!(f, "{element:02}-{component}"),
        }
    }
}

/// Where every fact of one claim stood, by the claim's own line numbers and field names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    line: Option<u32>,
    field: &'static str,
    index: usize,
    position: Position,
}

/// The name under which the claim or a line as a whole is recorded.
const WHOLE: &str = "";

impl Positions {
    /// Where a field of the claim (`line` is `None`) or of a line stood.
    ///
    /// `field` is the name in the claim's JSON, with a dot for a field inside an object:
    /// `diagnoses`, `patient.birth_date`, `rendering_provider.npi`, `procedure`, `modifiers`.
    /// `index` counts from 0 in a list and is 0 elsewhere. A field that was not sent answers with
    /// the place where one would look for it: the object it belongs to, else the service segment
    /// of the line, else the `CLM` segment. A line that the claim does not have gives `None`.
    pub fn locate(&self, line: Option<u32>, field: &str, index: usize) -> Option<Position> {
        let object = field.split_once('.').map_or(field, |(object, _)| object);
        self.find(line, field, index)
            .or_else(|| self.find(line, field, 0))
            .or_else(|| self.find(line, object, 0))
            .or_else(|| self.find(line, WHOLE, 0))
    }

    fn find(&self, line: Option<u32>, field: &str, index: usize) -> Option<Position> {
        let found = self.entries.iter().rev();
        let mut found = found.filter(|e| e.line == line && e.field == field && e.index == index);
        found.next().map(|entry| entry.position)
    }

    /// Records where a field stood; a later record of the same field outranks an earlier one.
    pub(super) fn put(&mut self, line: Option<u32>, field: &'static str, index: usize, position: Position) {
        self.entries.push(Entry { line, field, index, position });
    }

    /// Records where the claim or a line as a whole stood.
    pub(super) fn put_whole(&mut self, line: Option<u32>, position: Position) {
        self.put(line, WHOLE, 0, position);
    }

    /// Takes over the records of an enclosing loop.
    pub(super) fn extend(&mut self, other: &Self) {
        self.entries.extend_from_slice(&other.entries);
    }

    /// Gives the lines, recorded by position from 0, their own numbers.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        for entry in &mut self.entries {
            entry.line = entry.line.and_then(|line| numbers.get(line as usize).copied());
        }
    }

    /// Reorders a list of the claim: what stood at `order[i]` now stands at `i`.
    pub(super) fn reorder(&mut self, field: &str, order: &[usize]) {
        let mut places = vec![0; order.len()];
        for (place, &from) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(from) {
                *slot = place;
            }
        }
        for entry in self.entries.iter_mut().filter(|entry| entry.line.is_none() && entry.field == field) {
            entry.index = places.get(entry.index).copied().unwrap_or(entry.index);
        }
    }

    /// Where exactly a field of the claim was recorded.
    pub(super) fn exact(&self, field: &str) -> Option<Position> {
        self.find(None, field, 0)
    }
}
