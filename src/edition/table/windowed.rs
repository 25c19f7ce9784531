//! Tables keyed by procedure code: which codes have rows, and each code's list of dated rows.
//!
//! Parts: `KEYS` a bitmap over code ids with ranks; `LISTS` per code that has rows the number of its
//! list (u16); `STARTS` per list where its rows start (u32, one more than lists); `ROWS` the rows.
//! Equal lists are stored once: codes of one family mostly share theirs. The first eight bytes of a
//! row are its first and last day (u32, u32).

use super::super::format::{PARTS, Ranked, Records, Span, span, u32_in};
use super::CodeId;
use crate::code::Date;

/// Part numbers of a windowed table.
pub(in crate::edition) mod part {
    pub(in crate::edition) const KEYS: u16 = 0;
    pub(in crate::edition) const LISTS: u16 = 1;
    pub(in crate::edition) const STARTS: u16 = 2;
    pub(in crate::edition) const ROWS: u16 = 3;
}

/// A table keyed by code with rows of `N` bytes.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Windowed<'a, const N: usize> {
    bytes: &'a [u8],
    parts: &'a [Span; PARTS],
}

impl<'a, const N: usize> Windowed<'a, N> {
    #[inline]
    pub(in crate::edition) fn new(bytes: &'a [u8], parts: &'a [Span; PARTS]) -> Self {
        Self { bytes, parts }
    }

    #[inline]
    fn keys(self) -> Ranked<'a> {
        Ranked::new(self.bytes, span(self.parts, part::KEYS))
    }

    #[inline]
    fn lists(self) -> Records<'a, 2> {
        Records::new(self.bytes, span(self.parts, part::LISTS))
    }

    #[inline]
    fn starts(self) -> Records<'a, 4> {
        Records::new(self.bytes, span(self.parts, part::STARTS))
    }

    #[inline]
    pub(in crate::edition) fn all_rows(self) -> Records<'a, N> {
        Records::new(self.bytes, span(self.parts, part::ROWS))
    }

    /// Every row of a code, in order; none when it has none.
    #[inline]
    pub(in crate::edition) fn rows(self, code: CodeId) -> &'a [[u8; N]] {
        self.find(code).unwrap_or_default()
    }

    #[inline]
    fn find(self, code: CodeId) -> Option<&'a [[u8; N]]> {
        let list = self.lists().number(self.keys().rank(code.index())?)?;
        Some(self.all_rows().range(self.starts().bounds(usize::from(list))?))
    }

    /// The rows of a code in force on a date.
    #[inline]
    pub(in crate::edition) fn active(self, code: CodeId, date: Date) -> impl Iterator<Item = &'a [u8; N]> {
        self.rows(code).iter().filter(move |row| covers(*row, date))
    }

    /// Whether keys, lists and rows fit each other.
    pub(in crate::edition) fn is_sound(self) -> bool {
        let lists = self.starts().len().saturating_sub(1);
        self.keys().count() == Some(self.lists().len())
            && self.starts().are_starts(self.all_rows().len())
            && self.lists().iter().all(|list| usize::from(u16::from_le_bytes(*list)) < lists)
    }
}

/// Whether a row's window holds a date.
#[inline(always)]
pub(in crate::edition) fn covers(row: &[u8], date: Date) -> bool {
    let day = date.days();
    u32_in(row, 0) <= day && day <= u32_in(row, 4)
}

/// The date of a row's field; the last day of the calendar when the field is open.
#[inline]
pub(in crate::edition) fn date_in(row: &[u8], at: usize) -> Date {
    Date::from_days(u32_in(row, at)).unwrap_or(Date::MAX)
}
