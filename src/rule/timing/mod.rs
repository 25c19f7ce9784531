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

/// The claim's frequency: its own, else that of its type of bill; none where it is not one character.
fn frequency(claim: &Claim) -> Option<char> {
    let own = claim.frequency.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let Some(own) = own else {
        let bill = claim.type_of_bill.as_ref().and_then(|bill| bill.value());
        return bill.map(|bill| bill.frequency());
    };
    let mut characters = own.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// The date the payer received the claim, when it is given and can be read.
fn received(claim: &Claim) -> Option<Date> {
    given(&claim.received)
}
