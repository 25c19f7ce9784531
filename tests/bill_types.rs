//! Which types of bill an outpatient edit looks at: the table of the edits holds for the editor, and
//! says of well-known claims what CMS's text says.

use super::cases;
use cleanclaim::claim::{Form, Parsed, json};
use cleanclaim::finding::{Finding, Severity};
use cleanclaim::rule::outpatient::{self, Claims, State};
use cleanclaim::{Edition, Profiles, Scrubber};
use serde_json::json;
use std::collections::BTreeSet;

/// Every type of bill that the editor takes, by facility and classification.
const ACCEPTED: [u8; 23] =
    [12, 13, 14, 22, 23, 32, 34, 43, 71, 72, 73, 74, 75, 76, 77, 78, 81, 82, 83, 84, 85, 87, 89];

fn scrubber() -> Scrubber {
    Scrubber::new(Edition::starter().clone(), Profiles::by_payer())
}

#[test]
fn every_edit_that_is_evaluated_names_its_claims_and_no_other_does() {
    for edit in outpatient::EDITS {
        let evaluated = matches!(edit.state, State::Done | State::Partly);
        assert_eq!(evaluated, !edit.claims().is_empty(), "edit {}", edit.number);
        for claims in edit.claims() {
            let bills = ACCEPTED.iter().filter(|bill| claims.has_bill_type(**bill)).count();
            assert!(bills > 0, "edit {}: {claims} are none that the editor takes", edit.number);
        }
    }
}

/// Every claim of the corpus on every type of bill, as an OPPS and as another claim: no edit stands on
/// a bill that its entry leaves out, and what is only noted there is for information.
#[test]
fn no_edit_is_drawn_on_a_bill_that_its_entry_leaves_out() {
    let scrubber = scrubber();
    let claims: Vec<_> = cases::flagged_claims()
        .into_iter()
        .map(|(_, _, claim)| claim)
        .filter(|claim| claim.form == Form::Outpatient)
        .collect();
    let mut drawn = BTreeSet::new();
    for claim in &claims {
        for bill in ACCEPTED.into_iter().chain([11, 18, 21]) {
            for opps in [None, Some(true), Some(false)] {
                let mut claim = claim.clone();
                claim.type_of_bill = Some(Parsed::Valid(format!("0{bill}1").parse().unwrap()));
                claim.opps = opps;
                for finding in scrubber.scrub(&claim).findings().iter() {
                    let Some(number) = finding.ioce_edit() else { continue };
                    let entry = outpatient::find(number).unwrap().claims();
                    let of_bill = || entry.iter().filter(|claims| claims.has_bill_type(bill));
                    assert!(of_bill().next().is_some(), "edit {number} on 0{bill}x");
                    let noted = of_bill().all(Claims::is_noted);
                    assert!(!noted || finding.severity() == Severity::Info, "edit {number} on 0{bill}x");
                    drawn.insert((number, bill));
                }
            }
        }
    }
    // The corpus reaches most edits, and those on more than one type of bill.
    let edits: BTreeSet<u16> = drawn.iter().map(|(edit, _)| *edit).collect();
    assert!(edits.len() >= 75, "{} edits: {edits:?}", edits.len());
    assert!(drawn.len() >= 700, "{} pairs of an edit and a bill", drawn.len());
}

fn but(left_out: &[u8]) -> BTreeSet<u8> {
    ACCEPTED.into_iter().filter(|bill| !left_out.contains(bill)).collect()
}

fn only(bills: &[u8]) -> BTreeSet<u8> {
    bills.iter().copied().collect()
}

/// A claim's lines as code, modifier, revenue code, and the bills on which an edit stands.
struct Expected {
    edit: u16,
    date: &'static str,
    lines: &'static [(&'static str, &'static str, &'static str)],
    bills: BTreeSet<u8>,
}

fn expected() -> Vec<Expected> {
    let case = |edit, date, lines, bills| Expected { edit, date, lines, bills };
    vec![
        case(41, "2023-06-01", &[("G0463", "", "0007")], but(&[])),
        case(22, "2023-06-01", &[("G0463", "ZZ", "0510")], but(&[43])),
        case(48, "2023-06-01", &[("", "", "0360")], only(&[12, 13, 14, 74, 75, 76])),
        case(62, "2023-06-01", &[("99213", "", "0510")], only(&[12, 13, 14])),
        case(18, "2023-06-01", &[("33533", "", "0360")], only(&[12, 13, 76])),
        case(42, "2023-06-01", &[("99283", "", "0450"), ("99284", "", "0450")], only(&[13])),
        // On 12x G0463 keeps status J2, which is no visit of its own.
        case(21, "2023-06-01", &[("G0463", "", "0510"), ("20610", "", "0360")], only(&[13, 85])),
        case(53, "2023-06-01", &[("G0378", "", "0762")], but(&[13, 43, 85])),
        case(55, "2023-06-01", &[("G0463", "", "0510"), ("C1713", "", "0278")], but(&[12, 13, 83, 85])),
        case(20, "2023-06-01", &[("45385", "", "0750"), ("45378", "", "0750")], but(&[43, 71, 77])),
        case(88, "2023-06-01", &[("99213", "", "0521")], only(&[77])),
        case(116, "2023-06-01", &[("G2067", "", "0900")], but(&[43, 87])),
        case(106, "2023-06-01", &[("22614", "", "0360")], but(&[12, 13, 14, 43, 76])),
        case(9, "2023-06-01", &[("A9270", "", "0270")], but(&[43])),
        case(127, "2023-07-01", &[("71046", "", "0510")], only(&[12])),
        case(126, "2023-07-01", &[("71046", "GT", "0960")], only(&[85])),
    ]
}

#[test]
fn well_known_claims_draw_an_edit_on_the_bills_of_the_text() {
    let scrubber = scrubber();
    for Expected { edit, date, lines, bills } in expected() {
        let on: BTreeSet<u8> = ACCEPTED
            .into_iter()
            .filter(|bill| {
                let lines: Vec<_> = lines
                    .iter()
                    .map(|(code, modifier, revenue)| {
                        let modifiers: Vec<&str> = Some(*modifier).filter(|own| !own.is_empty()).into_iter().collect();
                        json!({
                            "procedure": Some(code).filter(|code| !code.is_empty()), "modifiers": modifiers,
                            "revenue_code": revenue, "units": "1", "charge": "100.00", "from": date,
                        })
                    })
                    .collect();
                let claim = json!({
                    "form": "outpatient", "payer": "medicare", "type_of_bill": format!("0{bill}1"),
                    "statement": {"from": date, "through": date},
                    "patient": {"birth_date": "1958-03-04", "sex": "F"}, "diagnoses": ["J44.9"], "lines": lines,
                });
                let claim = json::read_one(claim.to_string().as_bytes()).unwrap();
                let report = scrubber.scrub(&claim);
                let drawn = |finding: Finding<'_>| {
                    finding.ioce_edit() == Some(edit) && finding.severity() != Severity::Info
                };
                report.findings().iter().any(drawn)
            })
            .collect();
        assert_eq!(on, bills, "edit {edit}");
    }
}
