//! What the fuzzer does with bytes; `tests/fuzz.rs` does it with the seeds and what was found.
//!
//! Each function panics when something is wrong, and only then.
#![allow(dead_code)]

use cleanclaim::claim::json;
use cleanclaim::code::{
    Clia, CodeError, Date, DiagnosisCode, GroupCode, Mbi, Modifier, Money, Ndc, Npi, PlaceOfService,
    ProcedureCode, RevenueCode, Taxonomy, TypeOfBill, Units,
};
use cleanclaim::edition::{Edition, FeeRow, MueSet, PtpSet, Table};
use cleanclaim::finding::Applicability;
use cleanclaim::{Claim, Profile, Profiles, Scrubber, x12};
use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::{LazyLock, Mutex, PoisonError};

static SCRUBBER: LazyLock<Scrubber> =
    LazyLock::new(|| Scrubber::new(Edition::starter().clone(), Profiles::by_payer()));

static READER: LazyLock<Mutex<json::Reader>> = LazyLock::new(Mutex::default);

/// Judges a claim; its report and the mended claim are texts that can be read again.
fn judge(claim: &Claim) {
    let report = SCRUBBER.scrub(claim);
    assert_eq!(report.to_json(), SCRUBBER.scrub(claim).to_json());
    let mended = SCRUBBER.fix(claim, Applicability::Mechanical);
    assert!(mended.after.worst() <= mended.before.worst());
}

/// Every code type reads the text, or says why not; what it reads goes round.
pub fn codes(data: &[u8]) {
    fn read<T: FromStr<Err = CodeError> + Display + PartialEq + Debug>(text: &str) {
        match text.parse::<T>() {
            Ok(code) => assert_eq!(code.to_string().parse::<T>(), Ok(code)),
            Err(error) => {
                let repaired = error.repair().map(str::parse::<T>);
                assert!(repaired.is_none_or(|repaired| repaired.is_ok()), "{error}");
            }
        }
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    read::<Clia>(text);
    read::<Date>(text);
    read::<DiagnosisCode>(text);
    read::<GroupCode>(text);
    read::<Mbi>(text);
    read::<Modifier>(text);
    read::<Money>(text);
    read::<Ndc>(text);
    read::<Npi>(text);
    read::<PlaceOfService>(text);
    read::<ProcedureCode>(text);
    read::<RevenueCode>(text);
    read::<Taxonomy>(text);
    read::<TypeOfBill>(text);
    read::<Units>(text);
}

/// A stream of claims is read to its end; what is read is written and read again as the same claim.
pub fn claim_json(data: &[u8]) {
    let whole: Vec<_> = json::read(data).map(|claim| claim.ok()).collect();
    let texts: Vec<_> = json::texts(data).map(|text| text.ok()).collect();
    let in_two_steps: Vec<_> =
        texts.iter().map(|text| text.as_ref().and_then(|text| text.read().ok())).collect();
    assert_eq!(whole, in_two_steps);
    // In memory that holds whatever was read before.
    let mut reader = READER.lock().unwrap_or_else(PoisonError::into_inner);
    for (text, claim) in texts.iter().zip(&whole) {
        let again = text.as_ref().and_then(|text| reader.read_text(text).ok());
        assert_eq!(again, claim.as_ref());
    }
    for claim in whole.into_iter().flatten() {
        let text = serde_json::to_string(&claim).expect("a claim is JSON");
        assert_eq!(json::read_one(text.as_bytes()).ok().as_ref(), Some(&claim), "{text}");
        judge(&claim);
    }
}

/// A profile file is a profile or an error.
pub fn profile(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(profile) = Profile::from_text(text) {
        let scrubber = Scrubber::new(Edition::starter().clone(), profile);
        let claim = br#"{"form":"professional","diagnoses":["I10"],"lines":[{"procedure":"99213","from":"2024-08-05"}]}"#;
        let claim = json::read_one(claim).expect("a claim");
        scrubber.scrub(&claim);
    }
}

/// The claims of an interchange, and what could not be read.
pub fn x12(data: &[u8]) {
    for read in x12::from_reader(data).flatten() {
        judge(&read.claim);
        for finding in SCRUBBER.scrub(&read.claim).findings().iter() {
            read.positions.locate(finding.line(), finding.field(), finding.position());
        }
    }
}

static SMALL: &[u8] = include_bytes!("../tests/data/edition-format-1.cce");

/// The bytes as an edition, and as changes of a sound one: pairs of a place and a byte. What opens can
/// be asked everything.
pub fn edition(data: &[u8]) {
    if let Ok(edition) = Edition::from_bytes(data) {
        ask(&edition);
    }
    let mut bytes = SMALL.to_vec();
    for change in data.chunks_exact(4) {
        if let [a, b, c, to] = *change {
            let place = u32::from_le_bytes([a, b, c, 0]) as usize % bytes.len();
            bytes[place] = to;
        }
    }
    if let Ok(edition) = Edition::from_bytes(bytes) {
        ask(&edition);
    }
}

fn ask(edition: &Edition) {
    let days = ["1990-01-01", "2019-07-01", "2024-08-05", "2030-01-01"]
        .map(|day| day.parse::<Date>().expect("a day"));
    let codes: Vec<_> = edition.codes().take(40).collect();
    for date in days {
        for code in &codes {
            let _ = edition.procedure(*code, date);
            let _ = edition.mue(MueSet::Practitioner, *code, date);
            let _ = edition.physician_fee(*code, FeeRow::Global, date);
            let _ = edition.level_2(*code, date);
            let _ = edition.opps(*code, date);
            let _ = edition.outpatient(*code, date);
            if let Some(add_on) = edition.add_on(*code, date).found() {
                let _ = add_on.primaries().count();
            }
            for other in &codes {
                if let (Some(one), Some(two)) = (edition.code_id(*code), edition.code_id(*other)) {
                    let _ = edition.ptp(PtpSet::Practitioner, one, two, date);
                    let _ = edition.ptp_windows(PtpSet::Hospital, one, two).count();
                }
            }
        }
        for diagnosis in edition.diagnoses().take(40) {
            let _ = edition.diagnosis(diagnosis, date);
            let _ = edition.diagnosis_flags(diagnosis, date);
            let _ = edition.diagnosis_children(diagnosis, date).count();
        }
    }
    for table in Table::ALL {
        let _ = edition.dates(table);
    }
    let _ = edition.info();
}
