//! What the integrated outpatient code editor (I/OCE) makes of a claim: memory that the outpatient
//! rules share and that is reused from claim to claim.

use super::Reason;
use crate::code::{Date, ProcedureCode, RevenueCode};
use crate::edition::{Disposition, Gap, Outpatient, Revenue, StatusIndicator};

/// Where an edit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The whole claim.
    Claim,
    /// A diagnosis, by its position from 0.
    Diagnosis(usize),
    /// A reason for the visit, by its position from 0.
    Reason(usize),
    /// A line, by its index.
    Line(usize),
    /// A modifier: the line's index and its own position on the line.
    Modifier(usize, usize),
}

impl Place {
    /// The line it stands on, by index.
    pub fn line(self) -> Option<usize> {
        match self {
            Self::Line(line) | Self::Modifier(line, _) => Some(line),
            Self::Claim | Self::Diagnosis(_) | Self::Reason(_) => None,
        }
    }
}

/// An edit that a claim has drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// The number of the edit.
    pub edit: u16,
    /// Where it stands.
    pub place: Place,
    /// What it does.
    pub disposition: Disposition,
    /// The line that draws it, by index, where it is another one.
    pub by: Option<usize>,
}

/// A line while it is edited.
#[derive(Debug, Clone, Copy)]
pub struct EditedLine {
    /// The procedure code, where it can be read.
    pub code: Option<ProcedureCode>,
    /// Whether the line has no procedure code.
    pub blank: bool,
    /// What the editor knows of the code; none when it is not valid or not known.
    pub row: Option<Outpatient>,
    /// The revenue code, where it can be read.
    pub revenue: Option<RevenueCode>,
    /// What the editor knows of the revenue code; none when it is not valid.
    pub department: Option<Revenue>,
    /// The status indicator, packaging so far included.
    pub status: StatusIndicator,
    /// The status indicator before any packaging.
    pub own_status: StatusIndicator,
    /// First date of service.
    pub date: Option<Date>,
    /// Units, at least one.
    pub units: u32,
    /// Charge in cents.
    pub cents: i64,
    /// Whether the line has been denied or rejected.
    pub denied: bool,
    /// Whether the line is out of editing: by its action flag, or its day is denied.
    pub out: bool,
    /// The line item action flag.
    pub action: u8,
    /// Why the edition cannot answer for the line's code.
    pub gap: Option<Gap>,
}

/// What the editor made of a claim.
#[derive(Debug, Clone, Default)]
pub struct Edited {
    /// The lines.
    pub lines: Vec<EditedLine>,
    /// The edits, in the order in which they were drawn.
    pub raised: Vec<Raised>,
    /// Edits that CMS's program draws and CMS's text does not: for information, without any effect.
    pub noted: Vec<Raised>,
    /// The lines that pairs are looked for among, by their day: memory of that search alone.
    pub by_day: Vec<(Option<Date>, usize)>,
    /// Pairs of lines that a modifier keeps apart: column 2, column 1.
    pub bypassed: Vec<(usize, usize)>,
    /// Why the claim was not edited at all.
    pub gap: Option<Reason>,
    /// Whether the claim was edited.
    pub judged: bool,
    /// Whether a line's code is not known to the edition, so that what depends on other lines is open.
    pub partial: bool,
    /// The overall disposition, 0 to 4, by the editor's own numbers.
    pub overall: u8,
}

impl Edited {
    /// Forgets everything but its memory.
    pub(super) fn clear(&mut self) {
        let Self { lines, raised, noted, by_day, bypassed, gap, judged, partial, overall } = self;
        lines.clear();
        raised.clear();
        noted.clear();
        by_day.clear();
        bypassed.clear();
        (*gap, *judged, *partial, *overall) = (None, false, false, 0);
    }

    /// Whether an edit stands on a line.
    pub fn has(&self, edit: u16, line: usize) -> bool {
        self.raised.iter().any(|raised| raised.edit == edit && raised.place.line() == Some(line))
    }

    /// The numbers of the edits of one disposition, ascending, each once.
    pub fn edits_of(&self, disposition: Disposition) -> Vec<u16> {
        let of = self.raised.iter().filter(|raised| raised.disposition == disposition);
        let mut edits: Vec<u16> = of.map(|raised| raised.edit).collect();
        edits.sort_unstable();
        edits.dedup();
        edits
    }
}
