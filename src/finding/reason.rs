//! Why a rule was not evaluated.

use crate::edition::Gap;
use std::fmt;

/// Why a rule could not be evaluated on a line or a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The edition cannot answer.
    Edition(Gap),
    /// The claim does not say something the rule needs, in words: `no received date`.
    Missing(&'static str),
    /// The rule looks back and no earlier claims were given.
    NoHistory,
    /// The claim has more lines than any form carries.
    TooManyLines,
    /// No public list is at hand for this, in words.
    NoList(&'static str),
    /// The payer decides and the profile does not say, in words: `limit for filing`.
    NotInProfile(&'static str),
}

impl Reason {
    /// An earlier claim counts if the same provider gave it, and it names nobody, or this one does not.
    pub const UNMATCHED: Self = Self::Missing("no provider that an earlier service could be matched by");
    /// An earlier service may count, and nobody can say when it was given.
    pub const UNDATED: Self = Self::Missing("no date of an earlier service that may count");
    /// An earlier service may count, and nobody can say which it was.
    pub const UNNAMED: Self = Self::Missing("no readable procedure of an earlier service that may count");
    /// An earlier service counts, and nobody can say how often it was given.
    pub const UNCOUNTED: Self = Self::Missing("no readable units of an earlier service that counts");
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edition(gap) => gap.fmt(f),
            Self::Missing(what) => write!(f, "the claim gives {what}"),
            Self::NoHistory => f.write_str("no earlier claims were given in `history`"),
            Self::TooManyLines => f.write_str("the claim has more lines than any form carries"),
            Self::NoList(what) => write!(f, "no public list says {what}"),
            Self::NotInProfile(what) => write!(f, "the profile sets no {what}"),
        }
    }
}

impl From<Gap> for Reason {
    fn from(gap: Gap) -> Self {
        Self::Edition(gap)
    }
}
