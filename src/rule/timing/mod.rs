//! T: dates, header and money.

use crate::claim::{Claim, Parsed};
use crate::code::Date;

pub mod accident_date_missing;
pub mod admission_date_missing;
pub mod age_out_of_range;
pub mod charge_unusable;
pub mod exact_duplicate;
pub mod filed_late;
pub mod from_after_through;
pub mod line_count;
pub mod line_outside_statement;
pub mod member_id_not_mbi;
pub mod paid_above_charge;
pub mod patient_still_there;
pub mod replacement_without_reference;
pub mod service_after_death;
pub mod service_after_receipt;
pub mod service_before_birth;
pub mod span_crosses_month;
pub mod suspect_duplicate;
pub mod total_not_sum_of_lines;

/// A date of the claim's header, when it is given and can be read.
fn given(date: &Option<Parsed<Date>>) -> Option<Date> {
    date.as_ref().and_then(|date| date.value())
}

/// What a claim is to the payer, by its frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    /// `1`: a claim of its own.
    Original,
    /// `7`: it replaces an earlier claim.
    Replacement,
    /// `8`: it voids an earlier claim.
    Void,
}

impl Frequency {
    /// By the claim's own frequency, else that of its type of bill; `None` for any other.
    fn of(claim: &Claim) -> Option<Self> {
        let own = claim.frequency.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let of_bill =
            || claim.type_of_bill.as_ref().and_then(|bill| bill.value()).map(|bill| bill.frequency());
        match own.map_or_else(|| of_bill().unwrap_or_default(), |text| text.parse().unwrap_or_default()) {
            '1' => Some(Self::Original),
            '7' => Some(Self::Replacement),
            '8' => Some(Self::Void),
            _ => None,
        }
    }

    /// Whether the claim changes an earlier one.
    fn changes(self) -> bool {
        self != Self::Original
    }

    /// The digit.
    const fn code(self) -> &'static str {
        match self {
            Self::Original => "1",
            Self::Replacement => "7",
            Self::Void => "8",
        }
    }
}

/// The date the payer received the claim, when it is given and can be read.
fn received(claim: &Claim) -> Option<Date> {
    given(&claim.received)
}
