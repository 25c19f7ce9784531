//! From segments to claims.

use super::claim::ClaimReader;
use super::envelope::{Envelope, Place};
use super::hierarchy::Hierarchy;
use super::scanner::{Scanner, Step};
use super::segment::{Segment, element_limit};
use super::{Consequence, X12Claim, X12Error, damage};
use crate::claim::Form;
use std::collections::VecDeque;
use std::io::Read;

/// The claims and errors of an 837 file, in the order of the file.
///
/// Made by [`read()`](super::read()) and [`from_reader`](super::from_reader).
#[derive(Debug)]
pub struct Reader<R> {
    scanner: Scanner<R>,
    segment: Segment,
    envelope: Envelope,
    hierarchy: Hierarchy,
    claim: Option<ClaimReader>,
    ready: VecDeque<Result<X12Claim, X12Error>>,
    /// Whether the segment before stood outside every set: a stretch is reported once.
    outside: bool,
    ended: bool,
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<X12Claim, X12Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.ended {
            self.advance();
        }
        self.ready.pop_front()
    }
}

impl<R: Read> std::iter::FusedIterator for Reader<R> {}

impl<R: Read> Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            scanner: Scanner::new(input),
            segment: Segment::default(),
            envelope: Envelope::default(),
            hierarchy: Hierarchy::default(),
            claim: None,
            ready: VecDeque::new(),
            outside: false,
            ended: false,
        }
    }

    fn advance(&mut self) {
        let mut segment = std::mem::take(&mut self.segment);
        match self.scanner.step(&mut segment) {
            Step::Segment if segment.terminated || damage::is_whole_trailer(&segment) => {
                self.segment(&segment)
            }
            Step::Segment => {
                let (number, offset, name) = (segment.number, segment.offset, segment.excerpt());
                self.problem(X12Error::Truncated { segment: number, offset, name });
                self.cut_off(number);
            }
            Step::Problem(error @ X12Error::TooLong { segment, .. }) => {
                self.problem(error);
                self.distrust(segment);
            }
            Step::Problem(error @ X12Error::Io { .. }) => {
                self.problem(error);
                self.cut_off(self.scanner.number());
            }
            Step::Problem(error) => self.problem(error),
            Step::End => {
                self.ended = true;
                let last = self.scanner.number();
                if self.claim.is_some() {
                    self.cut_off(last);
                } else {
                    let missing = self.envelope.missing_trailer(last.saturating_add(1), 3);
                    self.ready.extend(missing.map(Err));
                }
            }
        }
        self.segment = segment;
    }

    fn problem(&mut self, error: X12Error) {
        self.ready.push_back(Err(error));
    }

    fn segment(&mut self, segment: &Segment) {
        match segment.name() {
            name @ ("ISA" | "GS" | "ST" | "SE" | "GE" | "IEA") => self.shell(name, segment),
            name => match self.envelope.place() {
                Place::Claims(form) => self.in_set(name, segment, form),
                Place::Refused => {}
                Place::Outside => {
                    if !self.outside && name != "TA1" {
                        self.problem(X12Error::OutsideSet { position: segment.position(0, 0) });
                        self.outside = true;
                    }
                }
            },
        }
    }

    /// Takes a header or trailer of interchange, group or set.
    fn shell(&mut self, name: &str, segment: &Segment) {
        if name == "ISA" && self.claim.is_some() {
            // Not one trailer before the next header: the interchange before was cut off.
            self.cut_off(segment.number.saturating_sub(1));
        }
        self.outside = false;
        self.end_claim();
        let problems = self.envelope.take(name, segment);
        self.ready.extend(problems.into_iter().map(Err));
        match name {
            "ST" => self.hierarchy = Hierarchy::default(),
            "IEA" => self.scanner.leave_interchange(),
            _ => {}
        }
    }

    /// Takes a segment of a set, looking first for damage that hides where claims begin and end.
    fn in_set(&mut self, name: &str, segment: &Segment, form: Form) {
        let number = segment.number;
        if let Some(meant) = damage::meant_as(segment, self.envelope.set_control()) {
            self.unknown(segment, Consequence::TakenFor(meant));
            match meant.as_str() {
                name @ "SE" => self.shell(name, segment),
                name => self.in_claims(name, segment, form),
            }
            if meant.as_str() == "CLM" {
                self.claim.iter_mut().for_each(|claim| claim.damage(number));
            }
            return;
        }
        let Some(limit) = element_limit(name) else {
            self.unknown(segment, Consequence::Alone);
            return;
        };
        let elements = segment.len();
        if elements <= limit {
            self.in_claims(name, segment, form);
            return;
        }
        let hides = damage::hides_segment(segment);
        let consequence = if hides { Consequence::ClaimsWithheld } else { Consequence::Alone };
        let position = segment.position(0, 0);
        self.problem(X12Error::TooManyElements { position, elements, limit, consequence });
        self.in_claims(name, segment, form);
        if hides {
            self.distrust(number);
        }
    }

    fn in_claims(&mut self, name: &str, segment: &Segment, form: Form) {
        match name {
            "HL" => {
                self.end_claim();
                let problem = self.hierarchy.enter(segment);
                self.ready.extend(problem.map(Err));
            }
            "CLM" => {
                self.end_claim();
                self.claim = Some(ClaimReader::begin(segment, form, &self.hierarchy));
            }
            _ => match &mut self.claim {
                Some(claim) => claim.read(segment),
                None => self.hierarchy.read(segment),
            },
        }
    }

    fn end_claim(&mut self) {
        let finished = self.claim.take().map(ClaimReader::finish);
        self.ready.extend(finished);
    }

    /// Gives up what is open: the rest of it is missing.
    fn cut_off(&mut self, last: u32) {
        let claim = self.claim.take().map(|claim| claim.cut_off(last));
        self.ready.extend(claim.map(Err));
        self.envelope.abandon();
        self.outside = true;
    }

    /// Withholds the claims that a damaged segment makes doubtful.
    fn distrust(&mut self, damaged: u32) {
        self.hierarchy.distrust(damaged);
        self.claim.iter_mut().for_each(|claim| claim.damage(damaged));
    }

    fn unknown(&mut self, segment: &Segment, consequence: Consequence) {
        let (number, offset, name) = (segment.number, segment.offset, segment.excerpt());
        self.problem(X12Error::UnknownSegment { segment: number, offset, name, consequence });
    }
}
