//! Interchange, functional group and transaction set: headers, trailers, counts and control numbers.

use super::segment::Segment;
use super::{SegmentId, X12Error, guide};
use crate::claim::Form;

/// What is open at a place of the file.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    interchange: Option<Shell>,
    group: Option<Shell>,
    group_guide: String,
    set: Option<Shell>,
    form: Option<Form>,
}

/// An opened header that waits for its trailer.
#[derive(Debug)]
struct Shell {
    control: String,
    /// What its trailer counts: groups, sets, or the number of its first segment.
    count: u32,
}

impl Shell {
    fn open(control: &str, count: u32) -> Option<Self> {
        Some(Self { control: control.to_owned(), count })
    }

    /// Compares a trailer with its header.
    fn close(&self, trailer: &Segment, what: &'static str, found: u32, problems: &mut Vec<X12Error>) {
        let stated = trailer.element(1);
        if stated.parse() != Ok(found) {
            problems.push(X12Error::Count {
                position: trailer.position(1, 0),
                stated: stated.into(),
                what,
                found,
                lost: stated.parse::<u64>().is_ok_and(|stated| stated > u64::from(found)),
            });
        }
        if trailer.element(2) != self.control {
            problems.push(X12Error::ControlNumber {
                position: trailer.position(2, 0),
                stated: trailer.element(2).into(),
                expected: self.control.as_str().into(),
            });
        }
    }
}

/// Where a segment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a set of claims of this form.
    Claims(Form),
    /// In a set that is not read.
    Refused,
    /// Outside every set.
    Outside,
}

impl Envelope {
    /// Where the next segment stands.
    pub(super) fn place(&self) -> Place {
        match (&self.set, self.form) {
            (Some(_), Some(form)) => Place::Claims(form),
            (Some(_), None) => Place::Refused,
            (None, _) => Place::Outside,
        }
    }

    /// The control number of the open set.
    pub(super) fn set_control(&self) -> Option<&str> {
        self.set.as_ref().map(|set| set.control.as_str())
    }

    /// Opens or closes what a segment of that name says.
    pub(super) fn take(&mut self, name: &str, segment: &Segment) -> Vec<X12Error> {
        let mut problems = Vec::new();
        match name {
            "ISA" => {
                problems.extend(self.missing_trailer(segment.number, 3));
                *self = Self { interchange: Shell::open(segment.element(13), 0), ..Self::default() };
                problems.extend(segment.flaw.map(|flaw| X12Error::Header {
                    segment: segment.number,
                    offset: segment.offset,
                    flaw,
                }));
            }
            "GS" => {
                problems.extend(self.missing_trailer(segment.number, 2));
                self.interchange.iter_mut().for_each(|shell| shell.count += 1);
                self.set = None;
                self.group = Shell::open(segment.element(6), 0);
                segment.element(8).clone_into(&mut self.group_guide);
            }
            "ST" => {
                problems.extend(self.missing_trailer(segment.number, 1));
                self.group.iter_mut().for_each(|shell| shell.count += 1);
                self.set = Shell::open(segment.element(2), segment.number);
                match guide::form(segment.element(1), segment.element(3), &self.group_guide) {
                    Ok(form) => self.form = Some(form),
                    Err(guide::Refusal { kind, remedy }) => {
                        self.form = None;
                        problems.push(X12Error::Unsupported {
                            position: segment.position(0, 0),
                            control: segment.element(2).into(),
                            kind: kind.into(),
                            remedy,
                        });
                    }
                }
            }
            "SE" => match self.set.take() {
                Some(set) => {
                    let found = segment.number.saturating_sub(set.count).saturating_add(1);
                    set.close(segment, "segments", found, &mut problems);
                }
                None => problems.push(X12Error::StrayTrailer { position: segment.position(0, 0) }),
            },
            "GE" => {
                problems.extend(self.missing_trailer(segment.number, 1));
                self.set = None;
                match self.group.take() {
                    Some(group) => group.close(segment, "transaction sets", group.count, &mut problems),
                    None => problems.push(X12Error::StrayTrailer { position: segment.position(0, 0) }),
                }
            }
            "IEA" => {
                problems.extend(self.missing_trailer(segment.number, 2));
                (self.set, self.group) = (None, None);
                match self.interchange.take() {
                    Some(shell) => shell.close(segment, "functional groups", shell.count, &mut problems),
                    None => problems.push(X12Error::StrayTrailer { position: segment.position(0, 0) }),
                }
            }
            _ => {}
        }
        problems
    }

    /// The innermost trailer missing before a segment: `depth` 1 looks for the set's, 2 for the
    /// group's too, 3 for the interchange's too.
    pub(super) fn missing_trailer(&self, segment: u32, depth: usize) -> Option<X12Error> {
        let open = [(&self.set, "SE"), (&self.group, "GE"), (&self.interchange, "IEA")];
        let missing = open.into_iter().take(depth).find(|(shell, _)| shell.is_some());
        let trailer = missing.and_then(|(_, name)| SegmentId::new(name))?;
        Some(X12Error::MissingTrailer { segment, trailer })
    }

    /// Forgets everything open, after the file was cut off.
    pub(super) fn abandon(&mut self) {
        *self = Self::default();
    }
}
