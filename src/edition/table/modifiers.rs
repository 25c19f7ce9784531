//! Which modifiers exist on which date.
//!
//! Parts: `KEYS` packed modifiers u16, ascending; `STARTS` u32 per modifier (and one more); `ROWS`
//! as those of [`procedures`](super::procedures); `COMPLETE` two spans of days (u32, u32) in which
//! the list is complete: of modifiers that start with a letter, and of the others; zeros when never.

use super::super::builder::Sections;
use super::super::format::{Records, u32_in};
use super::procedures::{CodeStatus, CodeWindow, status_of};
use super::{Lookup, Table};
use crate::code::{Date, Modifier};
use std::collections::BTreeMap;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const KEYS: u16 = 0;
    pub(in crate::edition) const STARTS: u16 = 1;
    pub(in crate::edition) const ROWS: u16 = 2;
    pub(in crate::edition) const COMPLETE: u16 = 3;
}

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Modifiers<'a> {
    pub(in crate::edition) keys: Records<'a, 2>,
    pub(in crate::edition) starts: Records<'a, 4>,
    pub(in crate::edition) rows: Records<'a, 12>,
    pub(in crate::edition) complete: Records<'a, 8>,
}

/// The list a modifier belongs to: 0 starts with a letter (HCPCS Level II), 1 the others.
pub(in crate::edition) fn list_of(modifier: Modifier) -> usize {
    usize::from(!modifier.to_bytes()[0].is_ascii_uppercase())
}

impl<'a> Modifiers<'a> {
    pub(in crate::edition) fn rows(self, modifier: Modifier) -> &'a [[u8; 12]] {
        let keys = self.keys.all();
        let index = keys.binary_search_by_key(&modifier.packed(), |key| u16::from_le_bytes(*key)).ok();
        index
            .and_then(|index| self.starts.bounds(index))
            .map(|range| self.rows.range(range))
            .unwrap_or_default()
    }

    pub(in crate::edition) fn status(self, modifier: Modifier, date: Date) -> Lookup<CodeStatus> {
        let complete = self.complete.get(list_of(modifier)).and_then(|span| {
            let (first, last) = (u32_in(span, 0), u32_in(span, 4));
            if last == 0 { None } else { Some((Date::from_days(first)?, Date::from_days(last)?)) }
        });
        status_of(self.rows(modifier), complete, date, Table::Modifiers)
    }

    /// Every modifier with its windows, ascending.
    pub(in crate::edition) fn iter(self) -> impl Iterator<Item = (Modifier, &'a [[u8; 12]])> {
        self.keys.iter().filter_map(move |key| {
            let modifier = Modifier::from_bytes(u16::from_le_bytes(*key).to_be_bytes())?;
            Some((modifier, self.rows(modifier)))
        })
    }

    pub(in crate::edition) fn is_sound(self) -> bool {
        let keys = self.keys.all();
        keys.is_sorted_by_key(|key| u16::from_le_bytes(*key))
            && self.starts.len() == keys.len() + 1
            && self.starts.are_starts(self.rows.len())
            && self.complete.len() == 2
    }
}

/// Writes the parts of the table.
pub(in crate::edition) fn encode(
    modifiers: &BTreeMap<Modifier, Vec<CodeWindow>>,
    complete: [Option<(Date, Date)>; 2],
    out: &mut Sections,
) {
    let (mut keys, mut starts, mut rows) = (Vec::new(), vec![0; 4], Vec::new());
    for (modifier, windows) in modifiers {
        keys.extend(modifier.packed().to_le_bytes());
        for window in windows {
            rows.extend(window.first.days().to_le_bytes());
            rows.extend(window.last.days().to_le_bytes());
            rows.extend(window.to_payload());
        }
        starts.extend(((rows.len() / 12) as u32).to_le_bytes());
    }
    let spans = complete.into_iter().flat_map(|span| {
        let (first, last) = span.map_or((0, 0), |(first, last)| (first.days(), last.days()));
        [first.to_le_bytes(), last.to_le_bytes()]
    });
    out.add(Table::Modifiers, part::COMPLETE, spans.flatten().collect());
    out.add(Table::Modifiers, part::KEYS, keys);
    out.add(Table::Modifiers, part::STARTS, starts);
    out.add(Table::Modifiers, part::ROWS, rows);
}
