//! R: payment policy indicators of the Medicare physician fee schedule.

pub mod endoscopic_base;
pub mod paid_only_alone;
pub mod status_not_paid;
pub mod supervision_at_home;
pub mod technical_part_in_facility;
pub mod therapist_in_hospital;
pub mod units_on_surgery;

/// Places that are departments of a hospital: on- and off-campus outpatient, inpatient, emergency.
pub(super) const HOSPITAL: [u8; 4] = [19, 21, 22, 23];
