//! Broken files: no panic, no claim lost that ended before the damage, nothing read twice or wrongly.

use super::{HOSPITAL, OFFICE, ids, read};
use cleanclaim::x12::{self, Consequence, X12Claim, X12Error};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A sound file: its claims, and where in it the segment ends that ends each claim.
struct Sound {
    text: &'static str,
    claims: Vec<X12Claim>,
    ends: Vec<usize>,
}

impl Sound {
    fn new(text: &'static str, terminator: &str, separator: char) -> Self {
        let (mut ends, mut offset, mut open) = (Vec::new(), 0, false);
        for segment in text.split_inclusive(terminator) {
            offset += segment.len();
            let id = segment.split(separator).next().unwrap();
            if open && matches!(id, "CLM" | "HL" | "SE") {
                ends.push(offset);
                open = false;
            }
            open |= id == "CLM";
        }
        let (claims, errors) = read(text.as_bytes());
        assert!(errors.is_empty() && claims.len() == ends.len());
        Self { text, claims, ends }
    }

    fn office() -> &'static Self {
        static OFFICE_FILE: LazyLock<Sound> = LazyLock::new(|| Sound::new(OFFICE, "~\n", '*'));
        &OFFICE_FILE
    }

    fn hospital() -> &'static Self {
        static HOSPITAL_FILE: LazyLock<Sound> = LazyLock::new(|| Sound::new(HOSPITAL, "\n", '|'));
        &HOSPITAL_FILE
    }

    /// How many claims end before a byte.
    fn before(&self, place: usize) -> usize {
        self.ends.iter().filter(|&&end| end <= place).count()
    }

    /// Asserts that the claims that end before a byte are read from the damaged file as from this.
    fn assert_kept(&self, damaged: &[u8], place: usize) {
        let kept = self.before(place);
        let (found, _) = read(damaged);
        assert!(found.len() >= kept, "{} of {kept} claims", found.len());
        for (left, right) in self.claims.iter().zip(&found).take(kept) {
            assert!(left.claim == right.claim && left.positions == right.positions, "{:?}", right.claim.id);
        }
    }
}

#[test]
fn every_truncation_keeps_the_claims_before_it_and_reports_the_rest() {
    for (sound, separator) in [(Sound::office(), '*'), (Sound::hospital(), '|')] {
        let file = sound.text;
        for place in (106..file.rfind("IEA").unwrap()).step_by(3) {
            let cut = &file.as_bytes()[..place];
            sound.assert_kept(cut, place);
            let (claims, errors) = read(cut);
            assert!(!errors.is_empty(), "nothing said about a file cut at {place}");
            let begun = file[..place].matches(&format!("CLM{separator}")).count();
            let told = |error: &&X12Error| match error {
                X12Error::ClaimCutOff { .. } => true,
                X12Error::Truncated { name, .. } => name.starts_with("CLM"),
                _ => false,
            };
            let told = errors.iter().filter(told).count();
            assert!(claims.len() + told >= begun, "a claim vanished at {place}");
        }
    }
}

#[test]
fn a_claim_cut_off_is_named_with_its_place() {
    let cut = OFFICE.find("SV1*HC:99392").unwrap() + 8;
    let (claims, errors) = read(&OFFICE.as_bytes()[..cut]);
    assert_eq!(claims.len(), 1);
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(messages[0].starts_with("segment 109 (\"SV1*HC:9\"), byte"), "{messages:?}");
    assert!(
        messages[1].starts_with("segment 105, CLM: claim \"L-2\" is cut off after segment 109"),
        "{messages:?}"
    );
    assert_eq!(messages.len(), 2);
}

#[test]
fn an_interchange_cut_off_does_not_swallow_the_next() {
    for cut in [OFFICE.find("CLM*L-2").unwrap() + 30, OFFICE.find("LX*9").unwrap(), 200] {
        let file = format!("{}{OFFICE}{HOSPITAL}", &OFFICE[..cut]);
        let (claims, errors) = read(file.as_bytes());
        let whole = claims.len() - 8;
        assert_eq!(whole, Sound::office().before(cut));
        assert!(
            errors.iter().any(|e| matches!(e, X12Error::Truncated { .. } | X12Error::ClaimCutOff { .. }))
        );
    }
}

#[test]
fn garbage_before_between_and_after_is_reported_with_its_place() {
    let file = format!("From: billing ISA\r\n\r\n{OFFICE}what is this{HOSPITAL}and this");
    let (claims, errors) = read(file.as_bytes());
    assert_eq!(claims.len(), 8);
    let places: Vec<(u64, u64)> = errors
        .iter()
        .map(|error| match error {
            X12Error::Garbage { offset, length } => (*offset, *length),
            other => panic!("{other}"),
        })
        .collect();
    let between = file.find("what").unwrap() as u64;
    assert_eq!(places, [(0, 21), (between, 12), (file.len() as u64 - 8, 8)]);
}

/// The file with one segment's text replaced.
fn with(from: &str, to: &str) -> Vec<u8> {
    assert_eq!(OFFICE.matches(from).count(), 1, "{from}");
    OFFICE.replace(from, to).into_bytes()
}

#[test]
fn an_unknown_segment_costs_only_itself() {
    let file = with("K3*SOMETHING FOR THE PAYER", "K9*SOMETHING FOR THE PAYER");
    assert_eq!(ids(&file).len(), 6);
    let (_, errors) = read(&file);
    let [error @ X12Error::UnknownSegment { consequence: Consequence::Alone, .. }] = &errors[..] else {
        panic!("{errors:?}")
    };
    assert!(error.to_string().starts_with("segment 35, byte"), "{error}");
}

#[test]
fn a_damaged_claim_segment_does_not_hang_its_lines_onto_the_claim_before() {
    let file = with("CLM*L-3*15", "CL*L-3*15");
    assert_eq!(ids(&file), ["L-1", "L-2", "L-4", "L-5", "L-6"]);
    let (claims, errors) = read(&file);
    assert_eq!(claims[1].claim.lines.len(), 1);
    assert!(matches!(errors[0], X12Error::UnknownSegment { .. }), "{errors:?}");
    assert!(errors[1].to_string().contains("claim \"L-3\" was not read"), "{}", errors[1]);
}

#[test]
fn a_damaged_level_does_not_give_a_claim_to_another_patient() {
    for hl in ["HX*5*1*22*0", "HI*5*1*22*0", "HL*5*1*2Z*0"] {
        let (claims, errors) = read(&with("HL*5*1*22*0", hl));
        assert!(!errors.is_empty());
        for claim in claims.iter().filter(|claim| claim.claim.id.as_deref() == Some("L-4")) {
            assert_eq!(claim.claim.patient.member_id.as_deref(), Some("WC-1"), "{hl}");
        }
        assert_eq!(claims[2].claim.lines.len(), 1, "{hl}: L-3 is as it was");
    }
}

#[test]
fn a_segment_swallowed_by_its_neighbour_withholds_what_it_makes_doubtful() {
    // The terminator before a CLM, and before an HL, is lost.
    let (_, errors) = read(&with("DTP*472*D8*20260106~\nCLM*L-3", "DTP*472*D8*20260106CLM*L-3"));
    assert!(matches!(errors[0], X12Error::TooManyElements { consequence: Consequence::ClaimsWithheld, .. }));
    let file = with(
        "SV1*HC:A4570*5*UN*1***1~\nDTP*472*D8*20260107~\nHL*6",
        "SV1*HC:A4570*5*UN*1***1~\nDTP*472*D8*20260107HL*6",
    );
    assert_eq!(ids(&file), ["L-1", "L-2", "L-3", "L-6"], "L-5 has lost its billing provider");
    let file = with("DTP*472*D8*20260106~\nCLM*L-3", "DTP*472*D8*20260106CLM*L-3");
    assert_eq!(ids(&file), ["L-1", "L-4", "L-5", "L-6"]);
}

#[test]
fn too_many_elements_alone_cost_nothing() {
    let (claims, errors) = read(&with("LX*9", "LX*9*1"));
    assert_eq!(claims.len(), 6);
    assert!(matches!(errors[..], [X12Error::TooManyElements { consequence: Consequence::Alone, .. }]));
}

#[test]
fn a_segment_without_end_is_passed_over() {
    let file = with("NTE*ADD*SEEN AFTER HOURS", &format!("NTE*ADD*{}", "A".repeat(3_000_000)));
    let (claims, errors) = read(&file);
    assert_eq!(claims.len(), 5, "only L-1 is doubtful");
    assert!(matches!(errors[0], X12Error::TooLong { segment: 36, .. }), "{errors:?}");
    assert!(matches!(errors[1], X12Error::ClaimDamaged { damaged: 36, .. }), "{errors:?}");
}

#[test]
fn a_line_without_a_service_stays_on_the_claim() {
    let (claims, errors) = read(&with("SV1*HC:99392*90*UN*1***1~\n", ""));
    let claim = &claims[1];
    assert_eq!(claim.claim.lines.len(), 1);
    assert_eq!(claim.claim.lines[0].procedure, None);
    assert!(matches!(claim.remarks[..], [X12Error::LineWithoutService { .. }]), "{:?}", claim.remarks);
    assert!(matches!(errors[..], [X12Error::Count { lost: true, .. }]), "{errors:?}");
}

#[test]
fn lines_with_equal_numbers_are_numbered_by_position() {
    let (claims, _) = read(&with("LX*3~", "LX*2~"));
    let numbers: Vec<u32> = claims[0].claim.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(claims[0].positions.locate(Some(3), "procedure", 0).unwrap().to_string().ends_with("SV101-2"));
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let results = x12::read(&bytes).count();
        prop_assert!(results <= bytes.len() + 1);
        x12::is_x12(&bytes);
    }

    #[test]
    fn any_segments_in_any_order_are_answered(
        segments in proptest::collection::vec("(ISA|GS|ST|HL|SBR|CLM|HI|LX|SV1|SV2|DTP|NM1|REF|LIN|SE|GE|IEA)[*:~A-Z0-9]{0,30}", 0..60)
    ) {
        let file = format!("{}{}", &OFFICE[..220], segments.join("~"));
        for claim in x12::read(file.as_bytes()).flatten() {
            let numbers: BTreeSet<u32> = claim.claim.lines.iter().map(|line| line.number).collect();
            prop_assert_eq!(numbers.len(), claim.claim.lines.len());
        }
    }

    #[test]
    fn a_changed_byte_keeps_the_claims_before_it(place in 106_usize..5_000, byte: u8, hospital: bool) {
        let sound = if hospital { Sound::hospital() } else { Sound::office() };
        let place = place % sound.text.len();
        prop_assume!(place >= 106);
        let mut bytes = sound.text.as_bytes().to_vec();
        bytes[place] = byte;
        sound.assert_kept(&bytes, place);
    }

    #[test]
    fn inserted_and_removed_bytes_keep_the_claims_before_them(
        place in 106_usize..5_000, removed in 0_usize..400, inserted in proptest::collection::vec(any::<u8>(), 0..40)
    ) {
        let place = place.min(OFFICE.len() - 1);
        let mut bytes = OFFICE.as_bytes().to_vec();
        bytes.splice(place..(place + removed).min(OFFICE.len()), inserted);
        Sound::office().assert_kept(&bytes, place);
    }

    #[test]
    fn damage_costs_at_most_what_follows_in_its_interchange(place in 106_usize..5_000, byte: u8) {
        let place = place.min(OFFICE.len() - 1);
        let mut bytes = OFFICE.as_bytes().to_vec();
        bytes[place] = byte;
        bytes.extend_from_slice(HOSPITAL.as_bytes());
        let found = ids(&bytes);
        prop_assert!(found.ends_with(&["H-1".into(), "H-2".into()]), "{:?}", found);
    }
}
