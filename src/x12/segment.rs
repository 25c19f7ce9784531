//! One segment: an identifier and its elements.

use super::{HeaderFlaw, Position, delimiters::Delimiters};
use crate::code::trimmed;
use memchr::memchr2;
use std::{fmt, ops::Range};

/// The identifier of a segment, `CLM` or `SV1`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SegmentId([u8; 3]);

impl SegmentId {
    /// The identifier of a text of two or three upper case letters or digits, a letter first.
    pub(super) fn new(text: &str) -> Option<Self> {
        let id = match *text.as_bytes() {
            [a, b] => [a, b, 0],
            [a, b, c] => [a, b, c],
            _ => return None,
        };
        let readable = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && id.first().is_some_and(u8::is_ascii_uppercase);
        readable.then_some(Self(id))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end_matches('\0')
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One segment of an interchange, reused from one to the next.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// Number in the file, from 1.
    pub(super) number: u32,
    /// Offset of its first byte in the file.
    pub(super) offset: u64,
    /// Whether a segment terminator followed.
    pub(super) terminated: bool,
    /// What is wrong with it, when it is a header that had to be understood.
    pub(super) flaw: Option<HeaderFlaw>,
    /// The separators it was written with.
    pub(super) delimiters: Delimiters,
    text: String,
    elements: Vec<Range<usize>>,
    /// Its identifier, where that can be read.
    id: Option<SegmentId>,
}

impl Segment {
    /// Takes over the bytes of a segment without its terminator.
    ///
    /// Line breaks inside are dropped: files wrapped to a fixed width carry them anywhere. Bytes
    /// that are no UTF-8 are read as Latin-1, the extended character set of X12.
    pub(super) fn set(&mut self, raw: &[u8], delimiters: Delimiters) {
        self.delimiters = delimiters;
        self.text.clear();
        match std::str::from_utf8(raw) {
            Ok(text) if memchr2(b'\r', b'\n', raw).is_none() => self.text.push_str(text),
            Ok(text) => self.text.extend(text.chars().filter(|c| !matches!(c, '\r' | '\n'))),
            Err(_) => {
                self.text.extend(raw.iter().filter(|b| !matches!(b, b'\r' | b'\n')).map(|&b| char::from(b)));
            }
        }
        self.elements.clear();
        let mut start = 0;
        for (end, byte) in self.text.bytes().enumerate() {
            if byte == delimiters.element {
                self.elements.push(start..end);
                start = end + 1;
            }
        }
        self.elements.push(start..self.text.len());
        self.id = SegmentId::new(self.name());
    }

    /// The element of that number, the identifier being 0; empty when there is none.
    pub(super) fn element(&self, number: usize) -> &str {
        trimmed(self.elements.get(number).and_then(|range| self.text.get(range.clone())).unwrap_or_default())
    }

    /// The identifier as sent.
    pub(super) fn name(&self) -> &str {
        self.element(0)
    }

    /// The first characters of the segment, to name it where its identifier cannot be read.
    pub(super) fn excerpt(&self) -> Box<str> {
        self.text
            .chars()
            .take(12)
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect::<String>()
            .into()
    }

    /// How many elements follow the identifier, empty ones at the end not counted.
    pub(super) fn len(&self) -> usize {
        (1..self.elements.len()).rev().find(|&number| !self.element(number).is_empty()).unwrap_or(0)
    }

    /// The component of that number, from 1, of an element.
    pub(super) fn component(&self, element: usize, number: usize, separator: Option<char>) -> &str {
        component(self.element(element), number, separator)
    }

    /// The place of an element or component in the file; 0 stands for the whole.
    pub(super) fn position(&self, element: usize, component: usize) -> Position {
        Position {
            segment: self.number,
            id: self.id.unwrap_or(SegmentId(*b"???")),
            element: u8::try_from(element).unwrap_or(u8::MAX),
            component: u8::try_from(component).unwrap_or(u8::MAX),
            offset: self.offset,
        }
    }
}

/// The component of that number, from 1, of a composite; empty when there is none.
pub(super) fn component(composite: &str, number: usize, separator: Option<char>) -> &str {
    match separator {
        Some(separator) => trimmed(part(composite, number.wrapping_sub(1), separator)),
        None if number == 1 => composite,
        None => "",
    }
}

/// The part of that number, from 0, of a text with separators; empty when there is none.
fn part(text: &str, number: usize, separator: char) -> &str {
    // A loop over the bytes is faster than a search in texts as short as these.
    let Some(byte) = u8::try_from(separator).ok().filter(u8::is_ascii) else {
        return text.split(separator).nth(number).unwrap_or_default();
    };
    let (mut start, mut left) = (0, number);
    for (end, own) in text.bytes().enumerate() {
        if own == byte {
            if left == 0 {
                return text.get(start..end).unwrap_or_default();
            }
            (start, left) = (end + 1, left - 1);
        }
    }
    if left == 0 { text.get(start..).unwrap_or_default() } else { "" }
}

/// How many elements a segment of the 837 may have; `None` for a segment the 837 does not know.
///
/// X12 005010 segment directory, for the segments of 005010X222, 005010X223 and the envelope, and
/// a few neighbours that billing systems are known to send.
pub(super) fn element_limit(id: &str) -> Option<usize> {
    // By their bytes: told apart letter by letter, not text by text.
    Some(match id.as_bytes() {
        b"LX" | b"LS" | b"LE" => 1,
        b"N2" | b"N3" | b"NTE" | b"LQ" | b"SE" | b"GE" | b"IEA" => 2,
        b"ST" | b"DTP" | b"AMT" | b"K3" | b"TOO" | b"PS1" => 3,
        b"HL" | b"REF" | b"CL1" | b"QTY" | b"DN1" => 4,
        b"CR3" | b"FRM" | b"IMM" | b"TA1" => 5,
        b"BHT" | b"PRV" | b"CN1" | b"OI" | b"SVD" | b"DN2" => 6,
        b"N4" | b"CRC" | b"SV5" => 7,
        b"GS" | b"HSD" => 8,
        b"PER" | b"SBR" | b"PAT" | b"PWK" | b"MOA" => 9,
        b"CR1" | b"SV2" => 10,
        b"DMG" | b"CTP" | b"SV3" => 11,
        b"NM1" | b"HI" | b"CR2" | b"MEA" => 12,
        b"HCP" => 15,
        b"ISA" => 16,
        b"CR5" => 18,
        b"CAS" => 19,
        b"CLM" => 20,
        b"SV1" | b"CUR" | b"CR6" => 21,
        b"MIA" => 24,
        b"LIN" => 31,
        _ => return None,
    })
}
