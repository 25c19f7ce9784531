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

use super::{Context, Payer};
use crate::claim::Form;
use crate::edition::{MueSet, PtpSet};

/// The PTP tables that judge a claim; practitioner and hospital tables are never mixed.
pub(super) fn ptp_set(context: &Context<'_>) -> PtpSet {
    match (context.payer, context.claim.form) {
        (Payer::Medicaid, Form::Professional) => PtpSet::MedicaidPractitioner,
        (Payer::Medicaid, Form::Outpatient) => PtpSet::MedicaidHospital,
        (_, Form::Professional) => PtpSet::Practitioner,
        (_, Form::Outpatient) => PtpSet::Hospital,
    }
}

/// Whether a claim goes to a DME contractor: a professional claim billed by a supplier of medical
/// equipment (taxonomy 332B) or of prostheses and orthoses (335E).
pub(super) fn is_supplier_claim(context: &Context<'_>) -> bool {
    let biller = context.claim.billing_provider.as_ref();
    let taxonomy = biller.and_then(|biller| biller.taxonomy.as_ref()?.value());
    context.claim.form == Form::Professional
        && context.payer != Payer::Medicaid
        && taxonomy.is_some_and(|code| ["332B", "335E"].iter().any(|kind| code.as_str().starts_with(kind)))
}

/// The MUE tables that judge a claim: by where it goes, never by the code.
pub(super) fn mue_set(context: &Context<'_>) -> MueSet {
    if is_supplier_claim(context) {
        return MueSet::Dme;
    }
    match (context.payer, context.claim.form) {
        (Payer::Medicaid, Form::Professional) => MueSet::MedicaidPractitioner,
        (Payer::Medicaid, Form::Outpatient) => MueSet::MedicaidOutpatient,
        (_, Form::Professional) => MueSet::Practitioner,
        (_, Form::Outpatient) => MueSet::Outpatient,
    }
}
