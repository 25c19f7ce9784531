//! The rules: a folder a family, a file a rule.
//!
//! Adding a rule takes its file, its case file and its line in [`RULES`].
#![doc = include_str!("rules.md")]

pub mod catalogue;
mod code_notes;
mod context;
mod feature;
mod lookback;
#[allow(clippy::module_inception)]
mod rule;
pub(crate) mod trigger;

pub(crate) use code_notes::CodeNotes;
pub(crate) use context::Known;
pub use context::{
    ClaimDiagnosis, Context, MOST_LINES, PROFESSIONAL_COMPONENT, SameProvider, ServiceLine,
    TECHNICAL_COMPONENT, Thresholds,
};
pub use feature::{Feature, Features};
pub(crate) use lookback::says_no_code;
use lookback::{By, Lookback};
pub(crate) use ncci::Scratch;
pub(crate) use rule::declare_rule;
pub use rule::{ANY_FORM, OUTPATIENT, PROFESSIONAL, Payer, Rule, Scope};
pub use trigger::{CodeRange, ModifierBits, Trigger};

use crate::finding::{Findings, RuleId};
use std::sync::LazyLock;

pub mod code;
pub mod diagnosis;
pub mod evaluation;
pub mod fee_schedule;
pub mod global;
pub mod modifier;
pub mod ncci;
pub mod outpatient;
pub mod provider;
pub mod timing;
pub mod units;

/// Every rule, in the order of evaluation: grammar, code sets, header, modifiers, single lines, lines
/// against each other, medical necessity. A reject on a line silences what depends on the line.
pub static RULES: &[&Rule] = &[
    // Grammar of codes.
    &code::procedure_malformed::RULE,
    &code::glued_modifier::RULE,
    &code::not_in_code_set::RULE,
    &code::not_valid_on_date::RULE,
    &code::changes_mid_span::RULE,
    &code::date_unusable::RULE,
    &code::place_unknown::RULE,
    &code::revenue_code_malformed::RULE,
    &code::bill_type_malformed::RULE,
    &code::diagnosis_malformed::RULE,
    &code::icd_9_after_2015::RULE,
    &code::inpatient_procedure_code::RULE,
    &code::npi_malformed::RULE,
    &code::taxonomy_malformed::RULE,
    &code::ndc_malformed::RULE,
    &code::ndc_quantity::RULE,
    &code::ndc_missing::RULE,
    &units::unit_format::RULE,
    // Code sets.
    &code::local_code::RULE,
    &code::dental_code::RULE,
    &code::level_2_family::RULE,
    &code::not_recognized_by_medicare::RULE,
    &code::reporting_code_charged::RULE,
    &code::unlisted_without_narrative::RULE,
    &code::category_3_instead::RULE,
    // Header, dates and money.
    &timing::from_after_through::RULE,
    &timing::service_after_receipt::RULE,
    &timing::service_before_birth::RULE,
    &timing::service_after_death::RULE,
    &timing::age_out_of_range::RULE,
    &timing::span_crosses_month::RULE,
    &timing::replacement_without_reference::RULE,
    &timing::charge_unusable::RULE,
    &timing::total_not_sum_of_lines::RULE,
    &timing::line_count::RULE,
    &timing::member_id_not_mbi::RULE,
    &timing::line_outside_statement::RULE,
    &timing::filed_late::RULE,
    &timing::paid_above_charge::RULE,
    &timing::admission_date_missing::RULE,
    &timing::accident_date_missing::RULE,
    &timing::patient_still_there::RULE,
    &diagnosis::number_of_diagnoses::RULE,
    &diagnosis::pointer_unusable::RULE,
    &diagnosis::not_billable::RULE,
    &diagnosis::ended_or_not_begun::RULE,
    &diagnosis::external_cause_first::RULE,
    &diagnosis::manifestation_first::RULE,
    &diagnosis::unacceptable_first::RULE,
    &diagnosis::first_only::RULE,
    &diagnosis::excluded_together::RULE,
    &diagnosis::companion_missing::RULE,
    &diagnosis::newborn_and_mother::RULE,
    &diagnosis::sex_conflict::RULE,
    &diagnosis::age_conflict::RULE,
    &diagnosis::reason_for_visit_missing::RULE,
    &diagnosis::clinical_trial::RULE,
    // Modifiers: grammar.
    &modifier::unknown_modifier::RULE,
    &modifier::modifier_out_of_date::RULE,
    &modifier::too_many_modifiers::RULE,
    &modifier::duplicate_modifier::RULE,
    &modifier::modifier_order::RULE,
    &modifier::exclusive_modifiers::RULE,
    // Single lines.
    &modifier::distinct_service_on_visit::RULE,
    &modifier::visit_modifier_elsewhere::RULE,
    &modifier::postoperative_visit_elsewhere::RULE,
    &modifier::small_infant_elsewhere::RULE,
    &modifier::laboratory_repeat_elsewhere::RULE,
    &modifier::reference_laboratory::RULE,
    &modifier::anesthesia_modifier_elsewhere::RULE,
    &modifier::anesthesia_role_missing::RULE,
    &modifier::therapy_discipline_missing::RULE,
    &modifier::liability_modifier_denies::RULE,
    &modifier::shared_visit_place::RULE,
    &modifier::device_credit_elsewhere::RULE,
    &modifier::principal_physician_elsewhere::RULE,
    &modifier::chiropractic_not_active::RULE,
    &modifier::class_findings_missing::RULE,
    &modifier::wrong_body_part::RULE,
    &modifier::state_modifier_to_medicare::RULE,
    &modifier::imaging_modifier_elsewhere::RULE,
    &modifier::patients_served_missing::RULE,
    &modifier::therapy_modifier_elsewhere::RULE,
    &provider::place_against_code::RULE,
    &provider::place_not_applicable::RULE,
    &provider::laboratory_certificate::RULE,
    &provider::ordering_provider_missing::RULE,
    &provider::facility_missing::RULE,
    &provider::not_on_telehealth_list::RULE,
    &provider::outside_provider_type::RULE,
    &provider::ambulance_trip::RULE,
    &modifier::component_not_split::RULE,
    &modifier::whole_test_in_facility::RULE,
    &modifier::bilateral_not_payable::RULE,
    &modifier::bilateral_with_units::RULE,
    &modifier::side_on_sideless_code::RULE,
    &modifier::multiple_procedures_needless::RULE,
    &modifier::co_surgeons_not_payable::RULE,
    &modifier::surgical_team_not_payable::RULE,
    &modifier::assistant_not_payable::RULE,
    &modifier::extra_work_elsewhere::RULE,
    &modifier::discontinued_in_wrong_setting::RULE,
    &modifier::split_care_without_global::RULE,
    &modifier::decision_without_surgery::RULE,
    &fee_schedule::status_not_paid::RULE,
    &fee_schedule::technical_part_in_facility::RULE,
    &fee_schedule::therapist_in_hospital::RULE,
    &fee_schedule::supervision_at_home::RULE,
    &fee_schedule::units_on_surgery::RULE,
    &fee_schedule::paid_only_alone::RULE,
    &diagnosis::procedure_age::RULE,
    &diagnosis::side_conflict::RULE,
    &diagnosis::screening_diagnosis::RULE,
    &diagnosis::chemotherapy_encounter::RULE,
    &units::anesthesia_time::RULE,
    &units::units_against_days::RULE,
    &units::psychotherapy_time::RULE,
    &units::midpoint_not_reached::RULE,
    &evaluation::time_below_code::RULE,
    &evaluation::decision_below_code::RULE,
    &evaluation::nurse_visit_in_facility::RULE,
    // Lines against each other and against the history.
    &modifier::no_open_postoperative_period::RULE,
    &modifier::repeat_without_first::RULE,
    &modifier::components_apart::RULE,
    &modifier::therapy_above_threshold::RULE,
    &modifier::discarded_drug_apart::RULE,
    &modifier::screening_turned_elsewhere::RULE,
    &timing::exact_duplicate::RULE,
    &timing::suspect_duplicate::RULE,
    &ncci::ptp_never_together::RULE,
    &ncci::ptp_without_modifier::RULE,
    &modifier::visit_beside_procedure::RULE,
    &global::visit_in_global::RULE,
    &global::visit_before_surgery::RULE,
    &global::procedure_in_global::RULE,
    &global::aftercare_included::RULE,
    &global::follow_up_by_surgeon::RULE,
    &global::split_care_conflict::RULE,
    &global::maternity_package::RULE,
    &fee_schedule::endoscopic_base::RULE,
    &ncci::same_site_bypass::RULE,
    &ncci::useless_bypass::RULE,
    &ncci::unspecific_bypass::RULE,
    &ncci::mue_line::RULE,
    &ncci::mue_policy::RULE,
    &ncci::mue_clinical::RULE,
    &ncci::mue_zero::RULE,
    &ncci::panel_components::RULE,
    &ncci::second_venipuncture::RULE,
    &ncci::infusion_add_on_alone::RULE,
    &ncci::add_on_without_primary::RULE,
    &ncci::add_on_of_denied_primary::RULE,
    &ncci::add_on_contractor_alone::RULE,
    &ncci::add_on_listed_alone::RULE,
    &units::untimed_units::RULE,
    &units::eight_minutes::RULE,
    &units::infusion_time::RULE,
    &units::vaccine_administration::RULE,
    &units::rental_units::RULE,
    &units::screening_too_soon::RULE,
    &evaluation::new_patient_seen_before::RULE,
    &evaluation::prolonged_service_unsupported::RULE,
    &evaluation::complexity_add_on_with_25::RULE,
    &evaluation::preventive_visit_misfit::RULE,
    &evaluation::critical_care::RULE,
    &evaluation::discharge_day::RULE,
    &evaluation::two_visits_same_day::RULE,
    &evaluation::initial_visit_repeated::RULE,
    &evaluation::care_management::RULE,
    &evaluation::advance_care_planning::RULE,
    &evaluation::advanced_primary_care_overlap::RULE,
    &evaluation::cognitive_plan_repeated::RULE,
    // Outpatient facility: what the outpatient code editor says, in its order.
    &outpatient::date_range::RULE,
    &outpatient::condition_code::RULE,
    &outpatient::diagnosis::RULE,
    &outpatient::mental_health::RULE,
    &outpatient::observation::RULE,
    &outpatient::mental_health_day::RULE,
    &outpatient::incidental::RULE,
    &outpatient::ca_modifier::RULE,
    &outpatient::inpatient::RULE,
    &outpatient::status::RULE,
    &outpatient::revenue::RULE,
    &outpatient::trauma::RULE,
    &outpatient::modifier_conflict::RULE,
    &outpatient::modifier_cs::RULE,
    &outpatient::expiry::RULE,
    &outpatient::blood::RULE,
    &outpatient::corneal::RULE,
    &outpatient::transplant::RULE,
    &outpatient::skin_substitute::RULE,
    &outpatient::modifier_pt::RULE,
    &outpatient::biological::RULE,
    &outpatient::drug::RULE,
    &outpatient::planning::RULE,
    &outpatient::add_on::RULE,
    &outpatient::treatment_program::RULE,
    &outpatient::site::RULE,
    &outpatient::program_day::RULE,
    &outpatient::rural_health::RULE,
    &outpatient::federally_qualified::RULE,
    &outpatient::telehealth::RULE,
    &outpatient::part_b_inpatient::RULE,
    &outpatient::section_603::RULE,
    &outpatient::device::RULE,
    &outpatient::discontinued::RULE,
    &outpatient::inherent_bilateral::RULE,
    &outpatient::visit::RULE,
    &outpatient::token_charge::RULE,
    &outpatient::nonopioid::RULE,
    // Medical necessity.
    &diagnosis::not_covered_by_policy::RULE,
];

/// Lets the outpatient code editor judge a claim, before the rules speak for what it found.
pub(crate) fn edit_outpatient(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::is_edited(context) {
        outpatient::edit(context, findings);
    }
}

/// The rule of an identifier.
pub fn find(id: RuleId) -> Option<&'static Rule> {
    named(id).map(|entry| entry.rule)
}

/// A rule with what every one of its findings quotes.
struct Named {
    rule: &'static Rule,
    citation: String,
}

/// The rules by identifier.
static BY_ID: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let named = |rule: &&'static Rule| Named { rule, citation: rule.source_on_one_line() };
    let mut rules: Vec<Named> = RULES.iter().map(named).collect();
    rules.sort_unstable_by_key(|entry| entry.rule.id);
    rules
});

fn named(id: RuleId) -> Option<&'static Named> {
    let place = BY_ID.binary_search_by_key(&id, |entry| entry.rule.id).ok()?;
    BY_ID.get(place)
}
