//! Segments from a stream of bytes.

use super::delimiters::{Delimiters, Header, LOOK_AHEAD};
use super::segment::Segment;
use super::{HeaderFlaw, X12Error};
use memchr::memchr;
use std::io::{self, Read};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// No segment of the 837 comes near this many bytes.
const SEGMENT_LIMIT: usize = 256 * 1024;

/// Cuts a stream into segments; holds one chunk of it, or one segment where that is longer.
#[derive(Debug)]
pub(super) struct Scanner<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where the unread part of the buffer begins.
    start: usize,
    /// Offset in the file of the unread part.
    offset: u64,
    ended: bool,
    /// Why the input ended before its end.
    failure: Option<io::Error>,
    /// The separators, inside an interchange.
    delimiters: Option<Delimiters>,
    /// Whether any interchange has been met.
    met: bool,
    number: u32,
}

/// What a [`Scanner`] came upon.
#[derive(Debug)]
pub(super) enum Step {
    /// The segment is filled.
    Segment,
    /// Something that is no segment; go on.
    Problem(X12Error),
    /// The end of the input.
    End,
}

impl<R: Read> Scanner<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            ended: false,
            failure: None,
            delimiters: None,
            met: false,
            number: 0,
        }
    }

    /// The number of the segment last met.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Forgets the separators: what follows the `IEA` must be another `ISA`.
    pub(super) fn leave_interchange(&mut self) {
        self.delimiters = None;
    }

    /// The next segment, put into `segment`.
    pub(super) fn step(&mut self, segment: &mut Segment) -> Step {
        let terminator = self.delimiters.map(|delimiters| delimiters.terminator);
        if !self.skip_blank(terminator) {
            return self.end();
        }
        self.ensure(LOOK_AHEAD);
        if let Some(header) = self.header_here() {
            return self.header(header, segment);
        }
        match self.delimiters {
            None => self.seek_header(),
            Some(delimiters) => self.segment(delimiters, segment),
        }
    }

    /// What the end of the input gives: once the error that ended it, once that it was empty.
    fn end(&mut self) -> Step {
        if let Some(source) = self.failure.take() {
            self.met = true;
            return Step::Problem(X12Error::Io { offset: self.offset, source });
        }
        if std::mem::replace(&mut self.met, true) { Step::End } else { Step::Problem(X12Error::Empty) }
    }

    /// The header at this place, where one may stand: any that can be understood outside an
    /// interchange, only one that names itself within.
    fn header_here(&self) -> Option<Header> {
        let window = self.window();
        let expected = self.delimiters.is_none();
        let named =
            window.starts_with(b"ISA") && window.get(3).is_some_and(|byte| !byte.is_ascii_alphanumeric());
        if expected || named { Header::read(window) } else { None }
    }

    fn header(&mut self, header: Header, segment: &mut Segment) -> Step {
        segment.set(&header.text, header.delimiters);
        self.finish(segment, header.length + 1, true);
        self.delimiters = Some(header.delimiters);
        self.met = true;
        segment.flaw = header.flaw;
        Step::Segment
    }

    /// Skips to the next header.
    fn seek_header(&mut self) -> Step {
        let offset = self.offset;
        let first = !self.met;
        let mut head = [0; 16];
        for (slot, byte) in head.iter_mut().zip(self.window()) {
            *slot = *byte;
        }
        loop {
            self.consume(1);
            self.ensure(LOOK_AHEAD);
            let window = self.window();
            let found = window.windows(3).position(|three| three == b"ISA");
            match found {
                Some(place) => {
                    self.consume(place);
                    self.ensure(LOOK_AHEAD);
                    if self.header_here().is_some() {
                        break;
                    }
                }
                None if self.ended => {
                    let rest = self.window().len();
                    self.consume(rest);
                    break;
                }
                None => {
                    let passed = window.len().saturating_sub(3);
                    self.consume(passed);
                }
            }
        }
        if first && self.window().is_empty() {
            self.met = true;
            return Step::Problem(X12Error::NotX12 { found: what_stands_there(&head) });
        }
        Step::Problem(X12Error::Garbage { offset, length: self.offset - offset })
    }

    fn segment(&mut self, delimiters: Delimiters, segment: &mut Segment) -> Step {
        let mut searched = 0;
        let found = loop {
            let window = self.window();
            let rest = window.get(searched..).unwrap_or_default();
            if let Some(place) = memchr(delimiters.terminator, rest) {
                break Some(searched + place);
            }
            searched = window.len();
            if searched > SEGMENT_LIMIT {
                return self.skip_long(delimiters);
            }
            if !self.fill() {
                break None;
            }
        };
        let mut length = found.unwrap_or(self.window().len());
        let mut terminated = found.is_some();
        if let Some(place) = self.header_within(length) {
            (length, terminated) = (place, false);
        }
        if !terminated && length == self.window().len() && self.failure.is_some() {
            self.consume(length);
            return self.end();
        }
        let raw = self.window().get(..length).unwrap_or_default();
        segment.set(raw, delimiters);
        self.finish(segment, length + usize::from(terminated), terminated);
        Step::Segment
    }

    /// Where another header begins inside the segment of that length: the interchange was cut off
    /// and the next one follows without a terminator between.
    fn header_within(&mut self, length: usize) -> Option<usize> {
        let mut from = 1;
        while let Some(found) = self.window().get(from..length).and_then(|rest| memchr(b'I', rest)) {
            let place = from + found;
            from = place + 1;
            if self.window().get(place..length).is_some_and(|rest| rest.starts_with(b"ISA")) {
                self.ensure(place + LOOK_AHEAD);
                if self.window().get(place..).is_some_and(Header::is_certain) {
                    return Some(place);
                }
            }
        }
        None
    }

    /// Passes over a segment without end, up to the next terminator or header.
    fn skip_long(&mut self, delimiters: Delimiters) -> Step {
        let offset = self.offset;
        self.number = self.number.saturating_add(1);
        loop {
            let window = self.window();
            let stop = memchr(delimiters.terminator, window);
            let limit = stop.unwrap_or(window.len());
            if let Some(place) = self.header_within(limit) {
                self.consume(place);
                break;
            }
            if stop.is_some() {
                self.consume(limit + 1);
                break;
            }
            self.consume(limit.saturating_sub(3));
            if !self.fill() {
                let rest = self.window().len();
                self.consume(rest);
                break;
            }
        }
        Step::Problem(X12Error::TooLong { segment: self.number, offset, limit: SEGMENT_LIMIT })
    }

    fn finish(&mut self, segment: &mut Segment, length: usize, terminated: bool) {
        self.number = self.number.saturating_add(1);
        segment.number = self.number;
        segment.offset = self.offset;
        segment.terminated = terminated;
        segment.flaw = None::<HeaderFlaw>;
        self.consume(length);
    }

    /// Passes over blanks, line breaks, byte order marks, empty segments and the fillers that
    /// transfers leave at the end; false at the end of the input.
    fn skip_blank(&mut self, terminator: Option<u8>) -> bool {
        loop {
            let window = self.window();
            let blank = window
                .iter()
                .take_while(|&&byte| {
                    byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1a) || Some(byte) == terminator
                })
                .count();
            if blank > 0 {
                self.consume(blank);
            } else if window.starts_with(b"\xef\xbb\xbf") {
                self.consume(3);
            } else if window.len() > 2 {
                return true;
            } else if !self.fill() {
                return !self.window().is_empty();
            }
        }
    }

    fn window(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn consume(&mut self, count: usize) {
        let count = count.min(self.window().len());
        self.start += count;
        self.offset += count as u64;
    }

    /// Holds at least `count` unread bytes, or all there are.
    fn ensure(&mut self, count: usize) {
        while self.window().len() < count && self.fill() {}
    }

    /// Reads some more; false at the end of the input.
    fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        self.buffer.drain(..self.start.min(self.buffer.len()));
        self.start = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + CHUNK, 0);
        let read = loop {
            match self.input.read(self.buffer.get_mut(held..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(count) => break count.min(CHUNK),
                Err(error) => {
                    self.failure = Some(error);
                    break 0;
                }
            }
        };
        self.buffer.truncate(held + read);
        self.ended = read == 0;
        read > 0
    }
}

/// Names what an input without any header seems to be.
fn what_stands_there(head: &[u8]) -> &'static str {
    match head {
        [0xc9, 0xe2, 0xc1, ..] => "the input is in EBCDIC; convert it to ASCII",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'I', 0, b'S', 0, ..] | [0, b'I', 0, b'S', ..] => {
            "the input is in UTF-16; convert it to ASCII or UTF-8"
        }
        [b'G', b'S', separator, ..] | [b'S', b'T', separator, ..] if !separator.is_ascii_alphanumeric() => {
            "the input begins with GS or ST; put the interchange header (ISA) before it"
        }
        [b'I', b'S', b'A', ..] => {
            "the input begins with an ISA that cannot be understood; an ISA has 16 elements and 106 bytes"
        }
        [b'P', b'K', 3, 4, ..] | [0x1f, 0x8b, ..] => "the input is compressed; unpack it",
        [b'{' | b'[', ..] => "the input looks like JSON; give it to the JSON reader",
        _ => "give an 837P or 837I file",
    }
}
