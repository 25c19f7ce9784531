//! Claim adjustment group codes: who bears an amount that the payer does not pay.

use super::{CodeError, Problem, serde_as_text};
use std::{fmt, str::FromStr};

/// A claim adjustment group code (X12 external code source 974), as in `CO-97`.
///
/// Reason and remark codes (CARC, RARC) are long published lists that change three times a year;
/// they are handled as text.
///
/// ```
/// use cleanclaim::code::GroupCode;
/// let group: GroupCode = "pr".parse().unwrap();
/// assert_eq!(group, GroupCode::PatientResponsibility);
/// assert_eq!(group.to_string(), "PR");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupCode {
    /// `CO`: the provider bears it under contract or law.
    ContractualObligation,
    /// `CR`: corrects an earlier adjustment (no longer used).
    Correction,
    /// `OA`: neither of the others.
    OtherAdjustment,
    /// `PI`: the payer holds it not owed, without a contract.
    PayerInitiated,
    /// `PR`: the patient bears it.
    PatientResponsibility,
}

impl GroupCode {
    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ContractualObligation => "CO",
            Self::Correction => "CR",
            Self::OtherAdjustment => "OA",
            Self::PayerInitiated => "PI",
            Self::PatientResponsibility => "PR",
        }
    }
}

impl FromStr for GroupCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        match text.trim().to_ascii_uppercase().as_str() {
            "CO" => Ok(Self::ContractualObligation),
            "CR" => Ok(Self::Correction),
            "OA" => Ok(Self::OtherAdjustment),
            "PI" => Ok(Self::PayerInitiated),
            "PR" => Ok(Self::PatientResponsibility),
            "" => Err(CodeError::new("group code", text, Problem::Empty)),
            _ => Err(CodeError::new("group code", text, Problem::Shape("CO, CR, OA, PI or PR"))),
        }
    }
}

impl fmt::Display for GroupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

serde_as_text!(GroupCode, "a group code: CO, CR, OA, PI or PR");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_codes_go_round_and_no_other_is_read() {
        for text in ["CO", "CR", "OA", "PI", "PR"] {
            assert_eq!(text.parse::<GroupCode>().unwrap().as_str(), text);
        }
        assert_eq!("CP".parse::<GroupCode>().unwrap_err().text(), "CP");
    }
}
