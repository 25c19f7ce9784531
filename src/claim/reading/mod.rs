//! Reading the structs of a claim in their place, in memory they had before.
//!
//! What serde derives makes a new struct from a value for each of its fields; a claim's structs are
//! hundreds of bytes wide, and are moved several times until they lie where they belong. Here a field
//! is read where it lies, and texts, lines and providers come from the memory of claims read before. An
//! error says on its way out through which fields it came.

mod list;
mod object;
mod value;

pub(super) use object::{Fields, Object, readable};

use super::Claim;
use super::spare::Spare;
use serde::de::{DeserializeSeed, Deserializer};
use std::fmt::Write;

/// A value that can be read where it lies; it is empty before.
pub(in crate::claim) trait Readable {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error>;
}

/// Where a value is to be read.
pub(in crate::claim) struct Place<'p, T>(
    pub(in crate::claim) &'p mut T,
    pub(in crate::claim) &'p mut Reading,
);

impl<'de, T: Readable> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.read(from, self.1)
    }
}

/// What goes along with the reading of a claim.
#[derive(Debug, Default)]
pub(in crate::claim) struct Reading {
    /// The memory of claims read before.
    pub(in crate::claim) spare: Spare,
    /// The field an error came from, innermost first.
    trail: Vec<Step>,
    /// How many claims with earlier claims the one at hand lies in.
    depth: usize,
    /// A text that does not stand in the input as it is.
    scratch: String,
}

/// A step to a field of a claim.
#[derive(Debug)]
enum Step {
    Field(&'static str),
    Unknown(String),
    Item(usize),
}

impl Reading {
    /// Reads into an empty claim.
    pub(in crate::claim) fn read<'de, D: Deserializer<'de>>(
        &mut self,
        claim: &mut Claim,
        from: D,
    ) -> Result<(), D::Error> {
        self.trail.clear();
        self.depth = 0;
        claim.read(from, self)
    }

    /// Where the last error came from: `lines[0].modifiers`.
    pub(in crate::claim) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.trail.iter().rev() {
            let dot = if path.is_empty() { "" } else { "." };
            // Writing to a text does not fail.
            let _ = match step {
                Step::Field(name) => write!(path, "{dot}{name}"),
                Step::Unknown(name) => write!(path, "{dot}{name}"),
                Step::Item(place) => write!(path, "[{place}]"),
            };
        }
        path
    }

    #[cold]
    fn came_through<E>(&mut self, step: Step, error: E) -> E {
        self.trail.push(step);
        error
    }
}
