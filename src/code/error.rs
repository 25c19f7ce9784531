//! What can be wrong with the text of a code.

use super::{Modifier, ProcedureCode, trimmed};
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
#[error("{} {problem}{}", Subject(.what, .text), Repair(.repair))]
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
    #[error("has {found} character{} where {expected} are needed", if *.found == 1 { "" } else { "s" })]
    Length {
        /// Characters found.
        found: usize,
        /// What the code has, in words: `5`, `10 or 11`.
        expected: &'static str,
    },
    /// A character cannot stand where it stands; positions count from 1, in the text without spaces
    /// around it.
    #[error("cannot have {found:?} at position {position}")]
    Character {
        /// The character as it was given.
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
        Self { what, text: text.to_owned(), problem: problem.as_given(text), repair: None }
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

impl Problem {
    /// The problem with its character as it stands in the text, which is checked in upper case.
    fn as_given(self, text: &str) -> Self {
        let Self::Character { found, position } = self else { return self };
        let given = trimmed(text).chars().nth(position.saturating_sub(1));
        let found = given.filter(|given| given.eq_ignore_ascii_case(&found)).unwrap_or(found);
        Self::Character { found, position }
    }
}

/// The most characters of a text that a message quotes.
const QUOTED: usize = 64;

/// The beginning of a text that is too long to be quoted whole.
pub(crate) fn beginning(text: &str) -> Option<&str> {
    text.char_indices().nth(QUOTED).and_then(|(end, _)| text.get(..end))
}

/// A text in quotation marks, as messages show it: of a long one its beginning.
pub(crate) struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match beginning(self.0) {
            Some(beginning) => write!(f, "{beginning:?}…"),
            None => write!(f, "{:?}", self.0),
        }
    }
}

/// What was read, and its text as it was checked, without spaces around it.
struct Subject<'a>(&'a str, &'a str);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(what, text) = self;
        match trimmed(text) {
            "" => write!(f, "the {what}"),
            text => write!(f, "{what} {}", Quoted(text)),
        }
    }
}

struct Repair<'a>(&'a Option<String>);

impl fmt::Display for Repair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(repair) => write!(f, "; did you mean {}?", Quoted(repair)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::code::{Date, DiagnosisCode, Mbi, Modifier, Money, Npi, PlaceOfService, ProcedureCode};
    use std::{fmt::Debug, str::FromStr};

    fn said<T: FromStr<Err = super::CodeError> + Debug>(text: &str) -> String {
        text.parse::<T>().unwrap_err().to_string()
    }

    #[test]
    fn the_text_is_quoted_as_it_was_checked() {
        assert_eq!(
            said::<ProcedureCode>(" 9921o\t"),
            "procedure code \"9921o\" cannot have 'o' at position 5; did you mean \"99210\"?"
        );
        assert_eq!(
            said::<DiagnosisCode>(" e11.?9"),
            "diagnosis code \"e11.?9\" cannot have '?' at position 5"
        );
        assert_eq!(
            said::<Mbi>("1sg4-te5-mk73"),
            "Medicare beneficiary identifier \"1sg4-te5-mk73\" cannot have 's' at position 2"
        );
        assert!(said::<Mbi>("1EG4 te5-mkx3").contains("cannot have 'x' at position 12"));
        assert_eq!(said::<Modifier>("2"), "modifier \"2\" has 1 character where 2 are needed");
        assert_eq!(said::<PlaceOfService>(" "), "the place of service is empty");
        assert_eq!(said::<Money>(""), "the amount of money is empty");
        assert!(said::<Npi>("12\0").contains("\"12\\0\""));
    }

    #[test]
    fn a_long_text_is_quoted_in_part() {
        let long = "é".repeat(100_000);
        for said in [said::<ProcedureCode>(&long), said::<Date>(&long), said::<Money>(&long)] {
            assert!(said.contains(&format!("\"{}\"…", "é".repeat(64))) && said.len() < 300, "{said}");
        }
        let exact = "9".repeat(64);
        assert!(said::<Npi>(&exact).contains(&format!("\"{exact}\" has 64 characters")));
        let zeros = format!("${}", "0".repeat(100_000));
        assert!(said::<Money>(&zeros).len() < 300);
        assert_eq!(zeros.parse::<Money>().unwrap_err().text(), zeros);
    }
}
