//! P: providers, places and attachments.

pub mod ambulance_trip;
pub mod facility_missing;
pub mod laboratory_certificate;
pub mod not_on_telehealth_list;
pub mod ordering_provider_missing;
pub mod outside_provider_type;
pub mod place_against_code;
pub mod place_not_applicable;

use crate::finding::Reason;

/// A claim that names nobody who bills is a sketch of one: it is not judged by what whole claims give.
pub(super) const SKETCH: Reason = Reason::Missing("no billing provider, as a whole claim does");
