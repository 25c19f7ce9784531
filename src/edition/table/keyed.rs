//! Small tables of the integrated outpatient code editor (I/OCE) whose rows are found by their
//! published key: revenue codes, edits, versions, modifiers and pairs of codes.
//!
//! Part `ROWS`: records of 32 bytes, ascending by key and first day: key (12 bytes of text, zeros
//! after it), first day u32, last day u32, 0 u32, bits u64.

use super::super::builder::Sections;
use super::super::format::{Records, u32_in, u64_in};
use super::Table;
use super::indicator::indicator;
use super::opps::StatusIndicator;
use crate::code::Date;
use std::collections::BTreeSet;

/// Part numbers.
pub(in crate::edition) mod part {
    pub(in crate::edition) const ROWS: u16 = 0;
}

/// Bytes of a row.
pub(in crate::edition) const ROW: usize = 32;
/// Bytes of a key.
pub(in crate::edition) const KEY: usize = 12;

/// A key of up to twelve bytes of text, zeros after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::edition) struct Key(pub(in crate::edition) [u8; KEY]);

impl Key {
    /// The key of a text; `None` when it is longer than a key.
    pub(in crate::edition) fn new(text: &[u8]) -> Option<Self> {
        let mut key = [0; KEY];
        key.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self(key))
    }

    /// The key of an edit: its number in three digits.
    pub(in crate::edition) fn of_edit(edit: u16) -> Option<Self> {
        let digit = |place: u16| (edit / place % 10) as u8 + b'0';
        Self::new(&[digit(100), digit(10), digit(1)])
    }

    /// The key of an ambulatory payment classification: its number in two bytes.
    pub(in crate::edition) fn of_apc(apc: u16) -> Option<Self> {
        Self::new(&apc.to_be_bytes())
    }

    /// The key of two texts with a bar between them.
    pub(in crate::edition) fn pair(one: &[u8], two: &[u8]) -> Option<Self> {
        let mut key = [0; KEY];
        key.get_mut(..one.len())?.copy_from_slice(one);
        *key.get_mut(one.len())? = b'|';
        key.get_mut(one.len() + 1..one.len() + 1 + two.len())?.copy_from_slice(two);
        Some(Self(key))
    }
}

/// A row: key, first day, last day, bits.
pub(in crate::edition) type KeyedRow = (Key, u32, u32, u64);

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Keyed<'a>(pub(in crate::edition) Records<'a, ROW>);

impl<'a> Keyed<'a> {
    /// The bits of a key on a date.
    pub(in crate::edition) fn find(self, key: Key, date: Date) -> Option<u64> {
        let day = date.days();
        let rows = self.0.all();
        let after = rows.partition_point(|row| (key_of(row), u32_in(row, 12)) <= (key, day));
        let row = rows.get(after.checked_sub(1)?)?;
        (key_of(row) == key && day <= u32_in(row, 16)).then(|| u64_in(row, 24))
    }

    /// Whether the rows ascend and none of one key overlaps the next.
    pub(in crate::edition) fn is_sound(self) -> bool {
        let rows = self.0.all();
        rows.iter().all(|row| u32_in(row, 12) <= u32_in(row, 16))
            && rows.windows(2).all(|pair| match pair {
                [a, b] => key_of(a) < key_of(b) || key_of(a) == key_of(b) && u32_in(a, 16) < u32_in(b, 12),
                _ => true,
            })
    }
}

fn key_of(row: &[u8; ROW]) -> Key {
    let mut key = [0; KEY];
    key.copy_from_slice(row.first_chunk::<KEY>().unwrap_or(&[0; KEY]));
    Key(key)
}

/// Joins rows that say the same of days that touch, and writes the table; the first key of which two
/// things are said on one day is an error, with that day.
pub(in crate::edition) fn encode(
    table: Table,
    rows: BTreeSet<KeyedRow>,
    out: &mut Sections,
) -> Result<(), (String, u32)> {
    let mut joined: Vec<KeyedRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match joined.last_mut() {
            Some(last) if last.0 == row.0 && last.3 == row.3 && row.1 <= last.2.saturating_add(1) => {
                last.2 = last.2.max(row.2);
            }
            Some(last) if last.0 == row.0 && row.1 <= last.2 => {
                let text = row.0.0.iter().take_while(|byte| **byte != 0).copied().collect::<Vec<_>>();
                return Err((String::from_utf8_lossy(&text).into_owned(), row.1));
            }
            _ => joined.push(row),
        }
    }
    let mut bytes = Vec::with_capacity(joined.len() * ROW);
    for (key, first, last, bits) in joined {
        bytes.extend(key.0);
        bytes.extend(first.to_le_bytes());
        bytes.extend(last.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(bits.to_le_bytes());
    }
    out.add(table, part::ROWS, bytes);
    Ok(())
}

macro_rules! bits {
    ($(#[$meta:meta])* $name:ident { $($bit:literal $method:ident $column:literal $doc:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name { bits: u64 }

        impl $name {
            /// The flags of the published table, with their bits.
            pub const NAMES: &'static [(&'static str, u64)] = &[$(($column, 1 << $bit)),*];

            pub(in crate::edition) const fn from_bits(bits: u64) -> Self {
                Self { bits }
            }

            $(#[doc = $doc] pub const fn $method(self) -> bool { self.bits & (1 << $bit) != 0 })*
        }
    };
}

bits! {
    /// What the outpatient code editor knows of a revenue code on a date.
    Revenue {
        8 needs_no_procedure "bypass_e48" "Whether it stands without a procedure code whatever its status indicator (edit 48).";
        9 is_not_recognized "not_recognized" "Whether Medicare does not recognise it (edit 65).";
        10 is_part_b_inpatient "part_b_billable_inpatient" "Whether it is billable on an inpatient Part B claim (edit 127).";
        11 is_therapy "therapy" "Whether it is a therapy department's.";
        12 is_bundled_in_biological "bundled_in_biological" "Whether its cost is part of a biological's (edit 111).";
        13 is_statutory_exclusion "statutory_exclusion" "Whether a line without a procedure code is excluded by statute (edit 50).";
    }
}

impl Revenue {
    /// The status indicator of a line without a procedure code.
    pub fn status_indicator(self) -> StatusIndicator {
        StatusIndicator::from_number(self.bits as u8).unwrap_or(StatusIndicator::Z)
    }

    /// The bits of a status indicator and flags, as the builder takes them.
    pub const fn pack(status_indicator: StatusIndicator, flags: u64) -> u64 {
        status_indicator as u64 | flags & !0xFF
    }
}

indicator! {
    /// What an I/OCE edit does to a claim or a line.
    Disposition {
        ClaimRejection "CR" "the claim is rejected; it can be corrected and sent again, not appealed";
        ClaimDenial "CD" "the claim is denied; it can be appealed, not sent again";
        ReturnToProvider "RTP" "the claim is returned to the provider";
        Suspension "SUS" "the claim is suspended until the contractor decides";
        LineRejection "LIR" "the line is rejected; it can be corrected and sent again, not appealed";
        LineDenial "LID" "the line is denied; it can be appealed, not sent again";
    }
}

/// Whether a contractor's line item action flag lets a line pass an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditBypass {
    /// Whether the line itself has to carry the flag.
    pub of_line: bool,
}

/// A list of pairs of codes of the outpatient code editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairList {
    /// An add-on code of drug administration and a primary code of it.
    DrugAdministration,
    /// An add-on code of partial hospitalization and a primary code of it.
    PartialHospitalization,
    /// A procedure and a modifier that rural health clinics do not report together.
    RuralHealth,
    /// A procedure and the device it cannot be done without.
    DeviceProcedure,
    /// Two modifiers that do not stand on one line.
    Modifiers,
}

impl PairList {
    /// The table of the list.
    pub const fn table(self) -> Table {
        match self {
            Self::DrugAdministration => Table::DrugAdministrationAddOns,
            Self::PartialHospitalization => Table::PartialHospitalizationAddOns,
            Self::RuralHealth => Table::RuralHealthConflicts,
            Self::DeviceProcedure => Table::DeviceProcedures,
            Self::Modifiers => Table::ModifierConflicts,
        }
    }
}
