//! The list of rules checks itself.

use cleanclaim::finding::Severity;
use cleanclaim::rule::outpatient::{self, State};
use cleanclaim::rule::{RULES, Rule, catalogue};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// CARC, RARC and group codes are numbers of the published lists; their shapes are known.
fn is_reason_code(code: &str) -> bool {
    !code.is_empty() && code.len() <= 5 && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[test]
fn identifiers_and_names_are_unique_and_well_formed() {
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} stands twice", rule.id);
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        let words = rule.name.split('-');
        assert!(
            words.clone().count() >= 2
                && words.clone().all(|word| !word.is_empty()
                    && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())),
            "{}: {:?} is no kebab-case name of a problem",
            rule.id,
            rule.name
        );
    }
}

#[test]
fn every_explanation_has_its_headings_in_order() {
    for rule in RULES {
        let mut rest = rule.explanation;
        assert!(rule.summary().ends_with('.'), "{}: the summary is a sentence", rule.id);
        for heading in Rule::HEADINGS {
            let marker = format!("\n ## {heading}\n");
            let (_, after) =
                rest.split_once(marker.as_str()).unwrap_or_else(|| panic!("{}: no {heading:?}", rule.id));
            assert!(
                rule.section(heading).is_some_and(|text| text.len() > 10),
                "{}: {heading:?} is empty",
                rule.id
            );
            rest = after;
        }
    }
}

#[test]
fn denials_are_numbers_of_the_published_lists() {
    for rule in RULES {
        if rule.severity >= Severity::Deny {
            assert!(rule.denial.is_some(), "{}: what is denied names its denial", rule.id);
        }
        if let Some(denial) = rule.denial {
            assert!(["CO", "PR", "OA", "PI"].contains(&denial.group), "{}", rule.id);
            assert!(is_reason_code(denial.carc), "{}", rule.id);
            assert!(denial.rarc.iter().all(|code| is_reason_code(code)), "{}", rule.id);
        }
    }
}

#[test]
fn every_rule_has_a_case_file_that_flags_and_passes() {
    for rule in RULES {
        let cases = super::cases::of_rule(rule.id.as_str());
        assert!(cases.iter().any(|case| case.expect.is_flagged()), "{}: no case is flagged", rule.id);
        assert!(cases.iter().any(|case| case.expect.is_passed()), "{}: no case passes", rule.id);
    }
}

#[test]
fn every_rule_has_a_case_with_another_rule() {
    let alone: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.id.as_str())
        .filter(|id| !super::cases::of_rule(id).iter().any(super::cases::Case::is_interaction))
        .collect();
    assert!(alone.is_empty(), "no case says what another rule does beside {alone:?}");
}

#[test]
fn no_case_file_is_of_a_rule_that_is_not_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for family in fs::read_dir(folder).unwrap() {
        let family = family.unwrap().path();
        if family.is_dir() {
            for file in fs::read_dir(&family).unwrap() {
                let file = file.unwrap().path();
                let id = file.file_stem().unwrap().to_string_lossy().to_uppercase();
                assert!(RULES.iter().any(|rule| rule.id.as_str() == id), "{} has no rule", file.display());
            }
        }
    }
}

#[test]
fn the_rules_page_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rule/rules.md");
    let page = catalogue::page();
    if std::env::var_os("CLEANCLAIM_WRITE_RULES").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap();
    assert!(committed == page, "the rules page is stale; run CLEANCLAIM_WRITE_RULES=1 cargo test rules_page");
}

#[test]
fn what_is_answered_elsewhere_is_no_rule_and_stands_once() {
    let listed = catalogue::ANSWERED_ELSEWHERE;
    assert!(listed.windows(2).all(|pair| pair[0].0 < pair[1].0));
    for (id, _) in listed {
        assert!(RULES.iter().all(|rule| rule.id.as_str() != *id), "{id} is a rule");
    }
}

#[test]
fn the_page_of_outpatient_edits_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rule/outpatient/edits.md");
    let page = outpatient::page();
    if std::env::var_os("CLEANCLAIM_WRITE_RULES").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap();
    assert!(
        committed == page,
        "the page of edits is stale; run CLEANCLAIM_WRITE_RULES=1 cargo test outpatient_edits"
    );
}

#[test]
fn every_published_edit_is_listed_once_and_has_its_rule() {
    let edits = outpatient::EDITS;
    assert!(edits.windows(2).all(|pair| pair[0].number < pair[1].number));
    let numbers: Vec<u16> = edits.iter().map(|edit| edit.number).collect();
    let published: Vec<u16> = (1..=138).chain([190, 191]).collect();
    assert_eq!(numbers, published);
    for edit in edits {
        let spoken = matches!(edit.state, State::Done | State::Partly);
        assert_eq!(spoken, !edit.rule.is_empty(), "{}", edit.number);
        assert_eq!(spoken, !edit.message.is_empty(), "{}", edit.number);
        assert_eq!(edit.state == State::Done, edit.left_out.is_empty(), "{}", edit.number);
        let rule = RULES.iter().find(|rule| rule.id.as_str() == edit.rule);
        assert!(!spoken || rule.is_some(), "edit {} names rule {:?}", edit.number, edit.rule);
    }
}
