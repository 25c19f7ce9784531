//! Which procedure codes exist on which date.
//!
//! A [`Windowed`](super::windowed) table; row: first day u32, last day u32, flags u32 (1 the first
//! day is known exactly, 2 the last day is). Part `FAMILIES`: per code family (64 of them) the first
//! and the last day between which the list of its codes is complete, zeros when it never is.

use super::super::format::{Records, u32_in};
use super::windowed::{Windowed, covers, date_in};
use super::{CodeId, Gap, GapKind, Lookup, Table, family};
use crate::code::{Date, ProcedureCode};

/// The entry of `FAMILIES` for the codes a partial table lists, whatever their family.
pub(in crate::edition) const LISTED: u32 = 63;

/// Part numbers beside those of a windowed table.
pub(in crate::edition) mod part {
    pub(in crate::edition) const FAMILIES: u16 = 4;
}

/// Whether a code that is or was in the code set can be billed on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStatus {
    /// It can.
    Active,
    /// It starts later.
    NotYet {
        /// Its first day.
        first: Date,
    },
    /// It has ended.
    Ended {
        /// Its last day.
        last: Date,
    },
}

/// A span of days in which a code exists, and how well its ends are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeWindow {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Whether the code did not exist the day before; otherwise the source begins there.
    pub first_known: bool,
    /// Whether the code does not exist the day after; otherwise the source ends there.
    pub last_known: bool,
}

impl CodeWindow {
    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        (u32::from(self.first_known) | u32::from(self.last_known) << 1).to_le_bytes().to_vec()
    }

    pub(in crate::edition) fn from_row(row: &[u8; 12]) -> Self {
        let flags = u32_in(row, 8);
        Self {
            first: date_in(row, 0),
            last: date_in(row, 4),
            first_known: flags & 1 != 0,
            last_known: flags & 2 != 0,
        }
    }

    /// The windows of one code from several sources, joined: overlapping and adjacent ones become
    /// one, and so do two whose ends between them are only the ends of their sources.
    pub(in crate::edition) fn join(mut windows: Vec<Self>) -> Vec<Self> {
        windows.sort();
        let mut joined: Vec<Self> = Vec::new();
        for window in windows {
            match joined.last_mut() {
                Some(last)
                    if window.first <= last.last.plus_days(1) || !last.last_known && !window.first_known =>
                {
                    if window.last > last.last {
                        (last.last, last.last_known) = (window.last, window.last_known);
                    } else if window.last == last.last {
                        last.last_known |= window.last_known;
                    }
                    if window.first == last.first {
                        last.first_known |= window.first_known;
                    }
                }
                _ => joined.push(window),
            }
        }
        joined
    }
}

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Procedures<'a> {
    pub(in crate::edition) windows: Windowed<'a, 12>,
    pub(in crate::edition) families: Records<'a, 8>,
}

impl Procedures<'_> {
    /// The period in which the list of a family is complete.
    fn complete(self, family: u32) -> Option<(Date, Date)> {
        let record = self.families.get(family as usize)?;
        let (first, last) = (u32_in(record, 0), u32_in(record, 4));
        if last == 0 { None } else { Some((Date::from_days(first)?, Date::from_days(last)?)) }
    }

    pub(in crate::edition) fn status(
        self,
        code: ProcedureCode,
        id: Option<CodeId>,
        listed: bool,
        date: Date,
    ) -> Lookup<CodeStatus> {
        let rows = id.map(|id| self.windows.rows(id)).unwrap_or_default();
        let listed = if listed { self.complete(LISTED) } else { None };
        status_of(rows, self.complete(family(code)).or(listed), date, Table::Procedures)
    }
}

/// What the windows of a code, and the period in which the list of codes is complete, say of a date.
pub(in crate::edition) fn status_of(
    rows: &[[u8; 12]],
    complete: Option<(Date, Date)>,
    date: Date,
    table: Table,
) -> Lookup<CodeStatus> {
    if rows.iter().any(|row| covers(row, date)) {
        return Lookup::Found(CodeStatus::Active);
    }
    let covered = complete.is_some_and(|(first, last)| first <= date && date <= last);
    let windows = || rows.iter().map(CodeWindow::from_row);
    if let Some(next) = windows().find(|window| window.first > date)
        && (next.first_known || covered)
        && !windows().any(|window| window.last < date)
    {
        return Lookup::Found(CodeStatus::NotYet { first: next.first });
    }
    if let Some(last) = windows().rfind(|window| window.last < date)
        && (covered || last.last_known && !windows().any(|window| window.first > date))
    {
        return Lookup::Found(CodeStatus::Ended { last: last.last });
    }
    match complete {
        _ if covered => Lookup::Absent,
        Some((first, last)) => Lookup::Unknown(Gap { table, why: GapKind::OutsideDates { first, last } }),
        None => Lookup::Unknown(Gap { table, why: GapKind::OutsideScope }),
    }
}
