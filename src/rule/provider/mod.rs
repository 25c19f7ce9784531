//! P: providers, places and attachments.

pub mod place_against_code;
pub mod place_not_applicable;
