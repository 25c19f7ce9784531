//! Bytes that are no sound edition: each gets an error, none a panic.

use super::small;
use cleanclaim::code::Date;
use cleanclaim::edition::{Edition, EditionError, FeeRow, MueSet, PtpSet};
use proptest::prelude::*;

fn open(bytes: &[u8]) -> Result<(), EditionError> {
    Edition::from_bytes(bytes).and_then(|edition| edition.verify())
}

#[test]
fn each_kind_of_damage_has_its_own_error() {
    let good = small::bytes(false);
    assert!(matches!(open(&[]), Err(EditionError::Empty)));
    assert!(matches!(open(b"%PDF-1.7 something else"), Err(EditionError::Foreign)));
    assert!(matches!(open(&good[..5]), Err(EditionError::Length { .. })));
    assert!(matches!(open(&good[..good.len() - 8]), Err(EditionError::Length { .. })));
    let mut longer = good.clone();
    longer.push(0);
    assert!(matches!(open(&longer), Err(EditionError::Length { .. })));
    let mut newer = good.clone();
    newer[8] = 2;
    let error = open(&newer).unwrap_err();
    assert!(matches!(error, EditionError::Newer { found: 2, supported: 1 }));
    assert!(error.to_string().contains("update cleanclaim"));
    let mut flipped = good.clone();
    let last = flipped.iter().rposition(|byte| *byte != 0).unwrap();
    flipped[last] ^= 1;
    assert!(matches!(open(&flipped), Err(EditionError::Checksum { .. })));
}

#[test]
fn every_flip_of_a_byte_is_noticed() {
    let good = small::bytes(false);
    for position in 0..good.len() {
        let mut bytes = good.clone();
        bytes[position] ^= 1 << (position % 8);
        match Edition::from_bytes(bytes) {
            Ok(edition) => {
                assert!(edition.verify().is_err(), "byte {position}");
                // What opens all the same must be safe to ask.
                if position % 7 == 0 {
                    ask_everything(&edition);
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

#[test]
fn every_truncation_is_noticed() {
    let good = small::bytes(false);
    for length in 0..good.len() {
        assert!(open(&good[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn truncations_and_flips_of_a_large_file_are_noticed() {
    let good = Edition::starter().as_bytes();
    for step in 0..40 {
        let length = good.len() * step / 40;
        assert!(open(&good[..length]).is_err(), "{length} bytes");
        let mut bytes = good.to_vec();
        bytes[length] ^= 1 << (step % 8);
        assert!(open(&bytes).is_err(), "byte {length}");
        if let Ok(edition) = Edition::from_bytes(bytes) {
            edition.info();
        }
    }
}

fn ask_everything(edition: &Edition) {
    let date: Date = "2024-07-15".parse().unwrap();
    edition.info();
    let codes: Vec<_> = edition.codes().take(40).collect();
    for code in &codes {
        let Some(id) = edition.code_id(*code) else { continue };
        for set in PtpSet::ALL {
            for other in codes.iter().filter_map(|code| edition.code_id(*code)) {
                edition.ptp(set, id, other, date);
                edition.ptp_windows(set, id, other).count();
            }
            edition.ptp_pairs(set).take(100).count();
        }
        for set in MueSet::ALL {
            edition.mue(set, *code, date);
        }
        for row in FeeRow::ALL {
            edition.physician_fee(*code, *row, date);
        }
        edition.procedure(*code, date);
        edition.add_on(*code, date).found().map(|add_on| add_on.primaries().count());
        edition.level_2(*code, date);
        edition.opps(*code, date);
        edition.outpatient(*code, date);
        edition.descriptor(*code);
        if let Some(policies) = edition.medical_necessity(*code, None, date).found() {
            policies.judge("E119".parse().unwrap());
            policies.iter().for_each(|policy| {
                assert!(policy.name().len() + policy.contractors().count() < usize::MAX);
                policy.groups().for_each(|(_, _, codes)| codes.for_each(|_| {}));
            });
        }
    }
    for diagnosis in edition.diagnoses().take(40) {
        edition.diagnosis(diagnosis, date);
        edition.diagnosis_flags(diagnosis, date);
        edition.outpatient_diagnosis(diagnosis, date);
        edition.diagnosis_children(diagnosis, date).count();
    }
    edition.modifiers().take(40).for_each(|(modifier, windows)| {
        edition.modifier(modifier, date);
        windows.count();
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_after_a_good_start_are_safe(
        tail in proptest::collection::vec(any::<u8>(), 0..2_000),
        keep in 0_usize..900,
    ) {
        let mut bytes: Vec<u8> = small::bytes(false).into_iter().take(104 + keep).chain(tail).collect();
        let length = bytes.len() as u64;
        bytes[16..24].copy_from_slice(&length.to_le_bytes());
        if let Ok(edition) = Edition::from_bytes(bytes) {
            ask_everything(&edition);
        }
    }

    #[test]
    fn any_changes_of_a_good_file_are_safe(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = small::bytes(false);
        for (index, byte) in changes {
            let position = index.index(bytes.len());
            bytes[position] = byte;
        }
        if let Ok(edition) = Edition::from_bytes(bytes) {
            ask_everything(&edition);
        }
    }
}
