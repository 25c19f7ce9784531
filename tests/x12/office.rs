//! The facts of an 837P, and where each stood.

use super::{OFFICE, read};
use cleanclaim::claim::{Claim, Form, Parsed};
use cleanclaim::code::Date;
use std::fmt::Display;

fn text<T: Display>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "-".into(), ToString::to_string)
}

fn texts<T: Display>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn npi(provider: &Option<Box<cleanclaim::claim::Provider>>) -> String {
    provider.as_ref().map_or_else(|| "-".into(), |provider| text(&provider.npi))
}

fn claim(id: &str) -> Claim {
    let (claims, errors) = read(OFFICE.as_bytes());
    assert!(errors.is_empty(), "{errors:?}");
    let claim = claims.into_iter().find(|claim| claim.claim.id.as_deref() == Some(id)).unwrap();
    assert!(claim.remarks.is_empty(), "{:?}", claim.remarks);
    claim.claim
}

#[test]
fn the_claims_come_in_the_order_of_the_file() {
    assert_eq!(super::ids(OFFICE.as_bytes()), ["L-1", "L-2", "L-3", "L-4", "L-5", "L-6"]);
}

#[test]
fn the_claim_loop_is_read() {
    let claim = claim("L-1");
    assert_eq!(claim.form, Form::Professional);
    assert_eq!(claim.payer.as_deref(), Some("medicare"));
    assert_eq!(claim.frequency.as_deref(), Some("1"));
    assert_eq!(text(&claim.total_charge), "365.40");
    assert_eq!(text(&claim.patient_paid), "20.00");
    assert_eq!(claim.related_cause.as_deref(), Some("AA"));
    assert_eq!(claim.accident_state.as_deref(), Some("OH"));
    assert_eq!(text(&claim.accident_date), "2025-12-24");
    assert_eq!(text(&claim.admission_date), "2026-01-04");
    assert_eq!(claim.prior_authorization.as_deref(), Some("AUTH77"));
    assert_eq!(claim.clinical_trial.as_deref(), Some("01234567"));
    assert_eq!(text(&claim.clia), "36D0123456");
    assert_eq!(claim.original_reference, None, "the F8 belongs to another payer");
    assert_eq!(claim.note.as_deref(), Some("SEEN AFTER HOURS"));
    assert_eq!(texts(&claim.diagnoses), ["E11.9", "I10", "J18.9"]);
    assert_eq!(texts(&claim.condition_codes), ["17"]);
    assert_eq!(claim.procedures_performed[0].code, "29881");
    assert_eq!(claim.received, None);
    assert_eq!(claim.type_of_bill, None);
    assert_eq!(text(&claim.patient.birth_date), "1958-03-04");
    assert_eq!(claim.patient.member_id.as_deref(), Some("1EG4TE5MK73"));
}

#[test]
fn providers_of_other_payers_are_not_the_claim_s() {
    let claim = claim("L-1");
    assert_eq!(npi(&claim.billing_provider), "1234567893");
    assert_eq!(text(&claim.billing_provider.unwrap().taxonomy), "207Q00000X");
    assert_eq!(npi(&claim.referring_provider), "1000000012");
    assert_eq!(npi(&claim.rendering_provider), "1000000038");
    assert_eq!(text(&claim.rendering_provider.unwrap().taxonomy), "207R00000X");
    assert_eq!(npi(&claim.service_facility), "1000000046");
    assert_eq!(npi(&claim.supervising_provider), "1000000053");
    assert_eq!(npi(&claim.ordering_provider), "-");
}

#[test]
fn lines_take_their_own_facts_and_the_claim_s_place() {
    let claim = claim("L-1");
    let [visit, drug, anaesthesia] = &claim.lines[..] else { panic!("three lines") };
    assert_eq!(text(&visit.procedure), "99213");
    assert_eq!(texts(&visit.modifiers), ["25"]);
    assert_eq!(texts(&visit.diagnosis_pointers), ["1", "2"]);
    assert_eq!((text(&visit.from), text(&visit.through)), ("2026-01-05".into(), "-".into()));
    assert_eq!(text(&visit.place), "11");
    assert!(visit.emergency && !drug.emergency);
    assert_eq!(visit.rendering_provider, None);

    assert_eq!(text(&drug.place), "12");
    assert_eq!((text(&drug.from), text(&drug.through)), ("2026-01-05".into(), "2026-01-06".into()));
    assert_eq!(drug.description.as_deref(), Some("KETOROLAC 30 MG GIVEN"));
    assert_eq!(text(&drug.ndc), "00409379501");
    assert_eq!((text(&drug.ndc_quantity), drug.ndc_unit.as_deref()), ("1.5".into(), Some("ML")));
    assert_eq!(drug.control_number.as_deref(), Some("LINE-2"));
    assert_eq!(drug.prior_authorization.as_deref(), Some("LINE-AUTH"));
    assert_eq!(text(&drug.clia), "36D0000001");
    assert_eq!(text(&drug.referred_clia), "36D0000002");
    assert_eq!(npi(&drug.rendering_provider), "1000000061");
    assert_eq!(npi(&drug.ordering_provider), "1000000012");

    assert_eq!(text(&anaesthesia.unit_basis), "MJ");
    assert_eq!(text(&anaesthesia.units), "61");
    assert_eq!(texts(&anaesthesia.modifiers), ["QK", "QS", "P1", "ZZ"]);
    assert_eq!(anaesthesia.rendering_provider, None);
}

#[test]
fn a_dependent_is_the_patient_of_every_claim_of_the_level() {
    for id in ["L-2", "L-3"] {
        let claim = claim(id);
        assert_eq!(claim.payer.as_deref(), Some("medicaid"));
        assert_eq!(text(&claim.patient.birth_date), "2020-02-29");
        assert_eq!(text(&claim.patient.sex), "M");
        assert_eq!(text(&claim.patient.death_date), "2026-01-06");
        assert_eq!(claim.patient.member_id.as_deref(), Some("MC-9"), "from the subscriber");
    }
    assert_eq!(claim("L-2").original_reference.as_deref(), Some("ICN-2"));
}

#[test]
fn the_next_level_forgets_the_one_before() {
    let claim = claim("L-4");
    assert_eq!(claim.payer.as_deref(), Some("commercial"));
    assert_eq!(text(&claim.patient.birth_date), "1970-01-01");
    assert_eq!(claim.patient.death_date, None);
    assert_eq!(claim.related_cause.as_deref(), Some("EM"));
    assert_eq!(claim.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2], "no LX");

    let claim = self::claim("L-5");
    assert_eq!(claim.payer, None, "SBR09 is empty");
    assert_eq!(npi(&claim.billing_provider), "1000000079");
    assert_eq!(claim.billing_provider.unwrap().taxonomy, None);
    assert_eq!(claim.patient.birth_date, None);
}

#[test]
fn what_cannot_be_read_stays_as_text() {
    let claim = claim("L-3");
    let [line] = &claim.lines[..] else { panic!("one line") };
    assert_eq!(line.number, 9);
    assert_eq!(line.procedure.as_ref().unwrap().malformed(), Some("9921E"));
    assert_eq!(line.units.as_ref().unwrap().malformed(), Some("1O"));
    assert_eq!(line.from.as_ref().unwrap().malformed(), Some("20260230"));
    assert_eq!(line.diagnosis_pointers[0].value().unwrap().number(), 1, "a letter is a pointer too");
}

#[test]
fn every_fact_knows_its_place() {
    let (claims, _) = read(OFFICE.as_bytes());
    let segments: Vec<&str> = OFFICE.split("~\n").collect();
    let at = |claim: usize, line, field: &str, index| {
        let position = claims[claim].positions.locate(line, field, index).unwrap();
        let segment = segments[position.segment as usize - 1];
        assert!(OFFICE[position.offset as usize..].starts_with(segment), "{position}");
        assert_eq!(segment.split('*').next(), Some(position.id.as_str()));
        let element = segment.split('*').nth(position.element.into()).unwrap_or_default();
        match position.component {
            0 => element.to_owned(),
            number => element.split(':').nth(usize::from(number) - 1).unwrap_or_default().to_owned(),
        }
    };
    assert_eq!(at(0, None, "id", 0), "L-1");
    assert_eq!(at(0, None, "total_charge", 0), "365.4");
    assert_eq!(at(0, None, "diagnoses", 2), "J189");
    assert_eq!(at(0, None, "patient.birth_date", 0), "19580304");
    assert_eq!(at(0, None, "billing_provider.npi", 0), "1234567893");
    assert_eq!(at(0, None, "rendering_provider.npi", 0), "1000000038");
    assert_eq!(at(0, None, "prior_authorization", 0), "AUTH77");
    assert_eq!(at(0, Some(1), "modifiers", 0), "25");
    assert_eq!(at(0, Some(1), "diagnosis_pointers", 1), "2");
    assert_eq!(at(0, Some(1), "place", 0), "11", "inherited from CLM05-1");
    assert_eq!(at(0, Some(2), "place", 0), "12");
    assert_eq!(at(0, Some(2), "ndc", 0), "00409379501");
    assert_eq!(at(0, Some(3), "procedure", 0), "00142");
    assert_eq!(at(1, None, "patient.birth_date", 0), "20200229");
    assert_eq!(at(1, None, "patient.member_id", 0), "MC-9");
    assert_eq!(at(2, Some(9), "units", 0), "1O");
    // What was not sent is looked for where it would stand.
    let shown =
        |claim: usize, line, field| claims[claim].positions.locate(line, field, 0).unwrap().to_string();
    assert_eq!(shown(5, Some(1), "modifiers"), "segment 150, SV101-3");
    assert_eq!(shown(5, Some(1), "revenue_code"), "segment 150, SV1");
    assert_eq!(shown(5, None, "prior_authorization"), "segment 147, CLM");
    assert_eq!(claims[5].positions.locate(Some(2), "procedure", 0), None);
}

#[cfg(feature = "json")]
#[test]
fn a_claim_goes_through_json_unchanged() {
    for claim in read(OFFICE.as_bytes()).0 {
        let json = serde_json::to_string(&claim.claim).unwrap();
        assert_eq!(serde_json::from_str::<Claim>(&json).unwrap(), claim.claim);
    }
}

#[test]
fn dates_are_dates() {
    assert_eq!(claim("L-2").lines[0].from, Some(Parsed::Valid(Date::from_ymd(2026, 1, 6).unwrap())));
}
