//! N: the National Correct Coding Initiative: procedure pairs, unit limits, add-on codes.

mod add_on_alone;
pub mod add_on_contractor_alone;
pub mod add_on_listed_alone;
pub mod add_on_of_denied_primary;
pub mod add_on_without_primary;
pub mod infusion_add_on_alone;
pub mod mue_clinical;
pub mod mue_line;
pub mod mue_policy;
pub mod mue_zero;
mod pairs;
pub mod panel_components;
pub mod ptp_never_together;
pub mod ptp_without_modifier;
mod remedy;
pub mod same_site_bypass;
pub mod second_venipuncture;
mod unit_limits;
mod unit_remedy;
pub mod unspecific_bypass;
pub mod useless_bypass;

pub(crate) use pairs::Scratch;
pub(super) use pairs::pair_of;

use super::{Context, Payer};
use crate::claim::Form;
use crate::edition::PtpSet;

/// The PTP tables that judge a claim; practitioner and hospital tables are never mixed.
pub(super) fn ptp_set(context: &Context<'_>) -> PtpSet {
    match (context.payer, context.claim.form) {
        (Payer::Medicaid, Form::Professional) => PtpSet::MedicaidPractitioner,
        (Payer::Medicaid, Form::Outpatient) => PtpSet::MedicaidHospital,
        (_, Form::Professional) => PtpSet::Practitioner,
        (_, Form::Outpatient) => PtpSet::Hospital,
    }
}
