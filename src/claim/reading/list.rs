//! Lists: of codes, of texts, of lines, of earlier claims.

use super::value::{Fresh, parsed};
use super::{Readable, Reading, Step};
use crate::claim::{Claim, Line, OccurrenceCode, OccurrenceSpan, Parsed, ProcedurePerformed, ValueCode};
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use std::fmt;
use std::str::FromStr;

/// An element of a list.
trait Item: Sized {
    fn add<'de, D: Deserializer<'de>>(
        list: &mut Vec<Self>,
        from: D,
        reading: &mut Reading,
    ) -> Result<(), D::Error>;
}

impl<T: FromStr> Item for Parsed<T> {
    fn add<'de, D: Deserializer<'de>>(
        list: &mut Vec<Self>,
        from: D,
        reading: &mut Reading,
    ) -> Result<(), D::Error> {
        list.push(parsed(from, &mut reading.scratch)?);
        Ok(())
    }
}

/// Lists of values that are read in their place.
macro_rules! items {
    ($($type:ty)*) => { $(
        impl Item for $type {
            fn add<'de, D: Deserializer<'de>>(
                list: &mut Vec<Self>,
                from: D,
                reading: &mut Reading,
            ) -> Result<(), D::Error> {
                list.push(Self::fresh(&mut reading.spare));
                list.last_mut().map_or(Ok(()), |item| item.read(from, reading))
            }
        }
    )* };
}
items! { String ValueCode OccurrenceCode OccurrenceSpan ProcedurePerformed }

/// The most lines of a claim that are read: far more than any payer takes, and than are judged but by
/// their number.
const MAX_LINES: usize = 100_000;

impl Item for Line {
    fn add<'de, D: Deserializer<'de>>(
        list: &mut Vec<Self>,
        from: D,
        reading: &mut Reading,
    ) -> Result<(), D::Error> {
        if list.len() == MAX_LINES {
            return Err(D::Error::custom(format_args!("a claim of more than {MAX_LINES} lines is not read")));
        }
        reading.spare.add_empty_line(list);
        list.last_mut().map_or(Ok(()), |line| line.read(from, reading))
    }
}

/// How deep earlier claims may hold earlier claims of their own in a text. No rule looks at those;
/// without a limit a text of a few kilobytes could exhaust the stack of a thread.
const MAX_HISTORY_DEPTH: usize = 4;

impl Item for Claim {
    fn add<'de, D: Deserializer<'de>>(
        list: &mut Vec<Self>,
        from: D,
        reading: &mut Reading,
    ) -> Result<(), D::Error> {
        if reading.depth == MAX_HISTORY_DEPTH {
            return Err(D::Error::custom(format_args!(
                "earlier claims hold earlier claims of their own more than {MAX_HISTORY_DEPTH} deep; leave those out, \
                 no rule reads them"
            )));
        }
        reading.depth += 1;
        list.push(reading.spare.claim());
        list.last_mut().map_or(Ok(()), |claim| claim.read(from, reading))?;
        reading.depth -= 1;
        Ok(())
    }
}

/// Reads a list.
struct List<'p, T>(&'p mut Vec<T>, &'p mut Reading);

impl<'de, T: Item> Visitor<'de> for List<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self(items, reading) = self;
        let mut place = 0;
        loop {
            match list.next_element_seed(Next(items, reading)) {
                Ok(Some(())) => place += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(reading.came_through(Step::Item(place), error)),
            }
        }
    }
}

/// Where the next element of a list is to be read.
struct Next<'p, T>(&'p mut Vec<T>, &'p mut Reading);

impl<'de, T: Item> DeserializeSeed<'de> for Next<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        T::add(self.0, from, self.1)
    }
}

impl<T: Item> Readable for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error> {
        // A null is an empty list.
        from.deserialize_option(List(self, reading))
    }
}
