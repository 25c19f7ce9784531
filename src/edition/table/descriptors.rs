//! The user's own licensed code descriptors.
//!
//! Parts: `KEYS` a bitmap with ranks over code ids; `STARTS` u32 per code (and one more) where its
//! text starts; `TEXT` UTF-8.

use super::super::builder::Sections;
use super::super::format::{PARTS, Ranked, Records, Span, span};
use super::{CodeId, Table};

/// Part numbers.
mod part {
    pub(super) const KEYS: u16 = 0;
    pub(super) const STARTS: u16 = 1;
    pub(super) const TEXT: u16 = 2;
}

/// The table as it lies in the file.
#[derive(Clone, Copy)]
pub(in crate::edition) struct Descriptors<'a> {
    bytes: &'a [u8],
    parts: &'a [Span; PARTS],
}

impl<'a> Descriptors<'a> {
    pub(in crate::edition) fn new(bytes: &'a [u8], parts: &'a [Span; PARTS]) -> Self {
        Self { bytes, parts }
    }

    fn span(self, part: u16) -> Span {
        span(self.parts, part)
    }

    fn starts(self) -> Records<'a, 4> {
        Records::new(self.bytes, self.span(part::STARTS))
    }

    pub(in crate::edition) fn get(self, code: CodeId) -> Option<&'a str> {
        let rank = Ranked::new(self.bytes, self.span(part::KEYS)).rank(code.index())?;
        let text = self.span(part::TEXT).of(self.bytes).get(self.starts().bounds(rank)?)?;
        std::str::from_utf8(text).ok()
    }

    pub(in crate::edition) fn is_sound(self) -> bool {
        let keys = Ranked::new(self.bytes, self.span(part::KEYS)).count();
        keys == self.starts().len().checked_sub(1)
            && self.starts().are_starts(self.span(part::TEXT).length as usize)
    }
}

/// Writes the parts from descriptors ascending by code.
pub(in crate::edition) fn encode<'a>(
    descriptors: impl Iterator<Item = (CodeId, &'a str)>,
    codes: usize,
    out: &mut Sections,
) {
    let (mut keys, mut starts, mut text) = (Vec::new(), vec![0; 4], Vec::new());
    for (code, descriptor) in descriptors {
        keys.push(code.index());
        text.extend(descriptor.bytes());
        starts.extend((text.len() as u32).to_le_bytes());
    }
    let table = Table::Descriptors;
    out.add(table, part::KEYS, Ranked::encode(keys, codes.div_ceil(64)));
    out.add(table, part::STARTS, starts);
    out.add(table, part::TEXT, text);
}
