//! The facts of an 837I.

use super::{HOSPITAL, read};
use cleanclaim::claim::{Claim, DiagnosisCodeSet, Form};
use cleanclaim::x12::X12Error;
use std::fmt::Display;

fn text<T: Display>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "-".into(), ToString::to_string)
}

fn texts<T: Display>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn claims() -> Vec<Claim> {
    read(HOSPITAL.as_bytes()).0.into_iter().map(|claim| claim.claim).collect()
}

#[test]
fn the_claim_loop_is_read() {
    let claim = &claims()[0];
    assert_eq!(claim.id.as_deref(), Some("H-1"));
    assert_eq!(claim.form, Form::Outpatient);
    assert_eq!(claim.payer.as_deref(), Some("medicare"));
    assert_eq!(text(&claim.type_of_bill), "0131");
    assert_eq!(claim.frequency.as_deref(), Some("1"));
    let statement = claim.statement.as_ref().unwrap();
    assert_eq!((text(&statement.from), text(&statement.through)), ("2026-01-10".into(), "2026-01-12".into()));
    assert_eq!(text(&claim.admission_date), "2026-01-10");
    assert_eq!(claim.admission_type.as_deref(), Some("1"));
    assert_eq!(claim.discharge_status.as_deref(), Some("01"));
    assert_eq!(claim.patient_paid, None, "F3 is what the hospital expects, not what was paid");
    assert_eq!(claim.accident_state.as_deref(), Some("OH"));
    assert_eq!(claim.original_reference.as_deref(), Some("ICN-9"));
    assert_eq!(claim.note.as_deref(), Some("FIRST NOTE SECOND NOTE"));
}

#[test]
fn every_kind_of_health_information_finds_its_home() {
    let claim = &claims()[0];
    assert_eq!(texts(&claim.diagnoses), ["J18.9", "I10", "E11.9"], "the principal one first");
    assert_eq!(claim.diagnosis_code_set, Some(DiagnosisCodeSet::Icd10Cm));
    assert_eq!(text(&claim.admitting_diagnosis), "R06.02");
    assert_eq!(texts(&claim.reason_for_visit), ["R06.02", "R50.9"]);
    assert_eq!(texts(&claim.external_causes), ["W19.XXXA"]);
    let procedures: Vec<_> = claim
        .procedures_performed
        .iter()
        .map(|p| (p.qualifier.as_str(), p.code.as_str(), text(&p.date)))
        .collect();
    assert_eq!(
        procedures,
        [("BBR", "0BJ08ZZ", "2026-01-11".into()), ("BBQ", "02HV33Z", "2026-01-12".into())]
    );
    let span = &claim.occurrence_spans[0];
    assert_eq!((text(&span.from), text(&span.through)), ("2026-01-10".into(), "2026-01-11".into()));
    let occurrences: Vec<_> =
        claim.occurrence_codes.iter().map(|o| (o.code.as_str(), text(&o.date))).collect();
    assert_eq!(occurrences, [("11", "2026-01-09".into()), ("A1", "1940-04-04".into())]);
    let values: Vec<_> = claim.value_codes.iter().map(|v| (v.code.as_str(), text(&v.amount))).collect();
    assert_eq!(values, [("A2", "15.31".into()), ("80", "2.00".into())]);
    assert_eq!(claim.condition_codes, ["17", "A6"]);
    assert_eq!(claim.treatment_codes, ["AA11"]);
}

#[test]
fn an_unknown_qualifier_is_remarked_with_its_place() {
    let claim = &read(HOSPITAL.as_bytes()).0[0];
    let [remark @ X12Error::UnknownQualifier { qualifier, .. }] = &claim.remarks[..] else {
        panic!("{:?}", claim.remarks)
    };
    assert_eq!(&**qualifier, "QQ");
    assert!(remark.to_string().starts_with("segment 39, HI01-1: \"QQ\""), "{remark}");
}

#[test]
fn the_place_of_a_diagnosis_follows_it_to_the_front() {
    let claim = &read(HOSPITAL.as_bytes()).0[0];
    let place = |index| claim.positions.locate(None, "diagnoses", index).unwrap().to_string();
    assert_eq!(
        [place(0), place(1), place(2)],
        ["segment 27, HI01-2", "segment 26, HI01-2", "segment 26, HI02-2"]
    );
}

#[test]
fn providers_and_lines_are_read() {
    let claim = &claims()[0];
    let npi = |provider: &Option<Box<cleanclaim::claim::Provider>>| {
        provider.as_ref().map_or("-".into(), |p| text(&p.npi))
    };
    assert_eq!(npi(&claim.attending_provider), "1000000012");
    assert_eq!(npi(&claim.operating_provider), "1000000020");
    assert_eq!(npi(&claim.rendering_provider), "1000000038");
    assert_eq!(npi(&claim.service_facility), "1000000061");
    let [visit, pharmacy, drug] = &claim.lines[..] else { panic!("three lines") };
    assert_eq!(text(&visit.revenue_code), "0450");
    assert_eq!(text(&visit.procedure), "99284");
    assert_eq!(text(&visit.non_covered_charge), "50.00");
    assert_eq!(npi(&visit.operating_provider), "1000000079");
    assert_eq!(visit.place, None);
    assert_eq!(pharmacy.procedure, None, "a revenue code may stand alone");
    assert_eq!(pharmacy.from, None, "a statement of three days dates no line");
    assert_eq!(text(&drug.ndc), "00409379501");
    assert_eq!(drug.ndc_unit.as_deref(), Some("ME"));
}

#[test]
fn a_statement_of_one_day_dates_its_lines() {
    let claim = &claims()[1];
    assert_eq!(claim.payer.as_deref(), Some("commercial"));
    assert_eq!(text(&claim.type_of_bill), "0141");
    let statement = claim.statement.as_ref().unwrap();
    assert_eq!(statement.from, statement.through);
    assert_eq!(text(&claim.lines[0].from), "2026-01-13");
}
