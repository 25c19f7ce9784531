//! P: providers, places and attachments.

pub mod ambulance_trip;
pub mod facility_missing;
pub mod laboratory_certificate;
pub mod not_on_telehealth_list;
pub mod ordering_provider_missing;
pub mod outside_provider_type;
pub mod place_against_code;
pub mod place_not_applicable;
