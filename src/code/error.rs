//! What can be wrong with the text of a code.

use super::{Modifier, ProcedureCode};
use std::fmt;

/// A text that is not the code it should be.
///
/// ```
/// use cleanclaim::code::ProcedureCode;
/// let error = "9921O".parse::<ProcedureCode>().unwrap_err();
/// assert_eq!(error.text(), "9921O");
/// assert_eq!(error.repair(), Some("99210"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {text:?} {problem}{}", Repair(.repair))]
pub struct CodeError {
    what: &'static str,
    text: String,
    problem: Problem,
    repair: Option<String>,
}

/// What is wrong with a text, in the words the message uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing stands there.
    #[error("is empty")]
    Empty,
    /// It has the wrong number of characters.
    #[error("has {found} characters where {expected} are needed")]
    Length {
        /// Characters found.
        found: usize,
        /// What the code has, in words: `5`, `10 or 11`.
        expected: &'static str,
    },
    /// A character cannot stand where it stands; positions count from 1.
    #[error("cannot have {found:?} at position {position}")]
    Character {
        /// The character.
        found: char,
        /// Its position, from 1.
        position: usize,
    },
    /// Its characters are right one by one but no code has this shape.
    #[error("is not of the shape {0}")]
    Shape(&'static str),
    /// Its check digit does not fit the other digits.
    #[error("fails its check digit")]
    CheckDigit,
    /// It is well formed but not in the published list.
    #[error("is not in the published list")]
    Unlisted,
    /// It can be read in more than one way.
    #[error("can be read in more than one way: {0}")]
    Ambiguous(&'static str),
    /// It is a procedure code with a modifier written behind it.
    #[error("has modifier {modifier} glued to code {code}")]
    GluedModifier {
        /// The procedure code.
        code: ProcedureCode,
        /// The modifier.
        modifier: Modifier,
    },
    /// It is outside the range that can be held.
    #[error("is out of range: {0}")]
    Range(&'static str),
}

impl CodeError {
    /// An error for `text`, which should have been a `what` ("procedure code").
    pub(crate) fn new(what: &'static str, text: &str, problem: Problem) -> Self {
        Self { what, text: text.to_owned(), problem, repair: None }
    }

    /// The same error with the repair a human would most likely make.
    pub(crate) fn with_repair(mut self, repair: impl Into<String>) -> Self {
        self.repair = Some(repair.into());
        self
    }

    /// What the text should have been, in the field's own words: `procedure code`.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// The repair a human would most likely make, when one is likely: the code it should have been.
    pub fn repair(&self) -> Option<&str> {
        self.repair.as_deref()
    }
}

struct Repair<'a>(&'a Option<String>);

impl fmt::Display for Repair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(repair) => write!(f, "; did you mean {repair:?}?"),
            None => Ok(()),
        }
    }
}
