//! C: structure and validity of codes.

pub mod bill_type_malformed;
pub mod category_3_instead;
pub mod changes_mid_span;
pub mod date_unusable;
pub mod dental_code;
pub mod diagnosis_malformed;
pub mod glued_modifier;
mod icd_9;
pub mod icd_9_after_2015;
pub mod inpatient_procedure_code;
pub mod level_2_family;
pub mod local_code;
pub mod ndc_malformed;
pub mod ndc_missing;
pub mod ndc_quantity;
pub mod not_in_code_set;
pub mod not_recognized_by_medicare;
pub mod not_valid_on_date;
pub mod npi_malformed;
pub mod place_unknown;
pub mod procedure_malformed;
pub mod reporting_code_charged;
pub mod revenue_code_malformed;
pub mod taxonomy_malformed;
pub(super) mod unlisted;

pub mod unlisted_without_narrative;
