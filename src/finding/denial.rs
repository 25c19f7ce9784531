//! The denial a payer would send.

use serde::Serialize;

/// The adjustment a payer's remittance would carry: group code, claim adjustment reason code and
/// remittance advice remark codes, by number (the texts are X12's).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Denial {
    /// Who is liable: `CO` the provider, `PR` the patient, `OA` neither.
    pub group: &'static str,
    /// Claim adjustment reason code.
    pub carc: &'static str,
    /// Remittance advice remark codes, the first the likeliest.
    pub rarc: &'static [&'static str],
}

impl Denial {
    /// A denial the provider is liable for.
    pub const fn co(carc: &'static str, rarc: &'static [&'static str]) -> Self {
        Self { group: "CO", carc, rarc }
    }

    /// A denial the patient is liable for.
    pub const fn pr(carc: &'static str, rarc: &'static [&'static str]) -> Self {
        Self { group: "PR", carc, rarc }
    }
}
