//! A provider named on a claim or a line.

use super::Parsed;
use super::reading::readable;
use crate::code::{Npi, Taxonomy};
use serde::Serialize;

/// A provider in one role: billing, rendering, referring, ordering, supervising or the facility.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Provider {
    /// National provider identifier.
    pub npi: Option<Parsed<Npi>>,
    /// Provider taxonomy code.
    pub taxonomy: Option<Parsed<Taxonomy>>,
    /// Medicare's two-character specialty code, where the billing system knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialty: Option<String>,
}

readable! { Provider [] {
    npi taxonomy specialty
} }

impl Provider {
    /// Whether two providers share a specialty: Medicare's specialty code where both have one,
    /// else the taxonomy code; `false` where that is not known.
    pub fn same_specialty(&self, other: &Self) -> bool {
        match (&self.specialty, &other.specialty) {
            (Some(own), Some(theirs)) => own.trim().eq_ignore_ascii_case(theirs.trim()),
            _ => self.taxonomy.is_some() && self.taxonomy == other.taxonomy,
        }
    }
}
