//! Delimiters, line breaks, several interchanges, and sets that are not read.

use super::{HOSPITAL, OFFICE, ids, read};
use cleanclaim::claim::Claim;
use cleanclaim::x12::{self, HeaderFlaw, X12Error};

/// The claims of a file: the same facts, wherever they stood.
fn facts(bytes: &[u8]) -> Vec<Claim> {
    read(bytes).0.into_iter().map(|claim| claim.claim).collect()
}

#[test]
fn line_breaks_change_nothing() {
    let plain = OFFICE.replace('\n', "");
    let expected = facts(OFFICE.as_bytes());
    assert_eq!(facts(plain.as_bytes()), expected);
    assert_eq!(facts(OFFICE.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(facts(OFFICE.replace("~\n", "\n").as_bytes()), expected);
    assert_eq!(facts(OFFICE.replace("~\n", "\r\n").as_bytes()), expected);
    let wrapped: Vec<&[u8]> = plain.as_bytes().chunks(80).collect();
    let (claims, errors) = read(&wrapped.join(&b"\r\n"[..]));
    assert_eq!(claims.len(), expected.len());
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(facts(&wrapped.join(&b"\n"[..])), expected);
}

#[test]
fn any_delimiters_will_do() {
    let other = OFFICE.replace('*', "\u{1d}").replace(':', "\u{1f}").replace('~', "\u{1c}");
    assert_eq!(facts(other.as_bytes()), facts(OFFICE.as_bytes()));
}

#[test]
fn interchanges_follow_one_another_whatever_their_delimiters() {
    let both = format!("\u{feff}\r\n{OFFICE}\n\n{HOSPITAL}\u{feff}{OFFICE}\u{1a}\0\0");
    let (claims, errors) = read(both.as_bytes());
    assert_eq!(claims.len(), 14);
    assert!(errors.is_empty(), "{errors:?}");
    let position = claims[13].positions.locate(None, "id", 0).unwrap();
    assert!(both[position.offset as usize..].starts_with("CLM*L-6"));
}

#[test]
fn a_stream_gives_what_the_bytes_give() {
    /// Gives one byte at a time.
    struct Drip<'a>(&'a [u8]);
    impl std::io::Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(1);
            std::io::Read::read(&mut self.0, &mut buffer[..count])
        }
    }
    let dripped: Vec<_> = x12::from_reader(Drip(OFFICE.as_bytes())).map(|claim| claim.unwrap()).collect();
    let (claims, _) = read(OFFICE.as_bytes());
    for (left, right) in dripped.iter().zip(&claims) {
        assert_eq!((&left.claim, &left.positions), (&right.claim, &right.positions));
    }
    assert_eq!(dripped.len(), claims.len());
}

#[test]
fn a_stream_that_breaks_off_says_so_once() {
    struct Broken(bool);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("the line is dead"));
            }
            let start = &OFFICE.as_bytes()[..OFFICE.find("SV1*HC:98940").unwrap() + 9];
            buffer[..start.len()].copy_from_slice(start);
            Ok(start.len())
        }
    }
    let results: Vec<_> = x12::from_reader(Broken(false)).collect();
    let errors: Vec<String> =
        results.iter().filter_map(|r| r.as_ref().err()).map(|e| e.to_string()).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 4);
    assert!(errors[0].contains("the line is dead"), "{errors:?}");
    assert!(errors[1].contains("cut off"), "{errors:?}");
    assert_eq!(errors.len(), 2);
}

#[test]
fn dental_and_old_versions_are_refused_and_the_rest_is_read() {
    let (first, second) = OFFICE.split_at(OFFICE.find("ST*837*0002").unwrap());
    for (guide, word) in
        [("005010X224A2", "dental"), ("004010X098A1", "4010"), ("005010X279A1", "005010X279A1")]
    {
        let file = format!("{}{second}", first.replace("*0001*005010X222A1", &format!("*0001*{guide}")));
        let (claims, errors) = read(file.as_bytes());
        assert_eq!(claims.len(), 1, "{guide}: the second set is a claim");
        let [error @ X12Error::Unsupported { .. }] = &errors[..] else { panic!("{errors:?}") };
        assert!(error.to_string().contains(word), "{error}");
        assert!(error.to_string().starts_with("segment 3, ST: transaction set 0001"), "{error}");
    }
    let remittance = OFFICE.replace("ST*837*", "ST*835*");
    assert!(read(remittance.as_bytes()).1[0].to_string().contains("\"835\""));
}

#[test]
fn a_dental_line_refuses_its_claim_only() {
    let file = OFFICE.replace("SV1*HC:99392*90*UN*1***1~", "SV3*AD:D0120*90****1~");
    assert_eq!(ids(file.as_bytes()), ["L-1", "L-3", "L-4", "L-5", "L-6"]);
    let (_, errors) = read(file.as_bytes());
    let [error @ X12Error::DentalLine { .. }] = &errors[..] else { panic!("{errors:?}") };
    assert!(error.to_string().contains("claim \"L-2\""), "{error}");
}

#[test]
fn wrong_counts_and_control_numbers_warn_and_cost_nothing() {
    let count = OFFICE.matches("~\n").count();
    for (from, to, words) in [
        ("SE*16*0002", "SE*15*0002", "SE01: SE counts 15 segments, there are 16; correct"),
        ("SE*16*0002", "SE*16*0003", "SE02: control number \"0003\""),
        ("GE*2*7", "GE*1*7", "GE01: GE counts 1 transaction sets, there are 2"),
        ("GE*2*7", "GE*2*8", "GE02: control number \"8\""),
        ("IEA*1*000000001", "IEA*X*000000001", "IEA01: IEA counts X functional groups, there are 1"),
        ("IEA*1*000000001", "IEA*1*000000011", "IEA02"),
    ] {
        assert!(OFFICE.contains(from), "{from}");
        let (claims, errors) = read(OFFICE.replace(from, to).as_bytes());
        assert_eq!(claims.len(), 6);
        let [error] = &errors[..] else { panic!("{errors:?}") };
        assert!(error.is_warning() && error.to_string().contains(words), "{error}");
    }
    assert_eq!(count, 154);
    let (claims, errors) = read(OFFICE.replace("SE*16*0002", "SE*17*0002").as_bytes());
    assert_eq!(claims.len(), 6);
    assert!(!errors[0].is_warning(), "a segment may be lost: {}", errors[0]);
}

#[test]
fn missing_trailers_warn_unless_a_set_may_have_been_cut() {
    for (trailer, expected) in [("SE*16*0002~\n", "SE"), ("GE*2*7~\n", "GE"), ("IEA*1*000000001~\n", "IEA")] {
        let (claims, errors) = read(OFFICE.replace(trailer, "").as_bytes());
        assert_eq!(claims.len(), 6);
        let [error @ X12Error::MissingTrailer { trailer, .. }] = &errors[..] else { panic!("{errors:?}") };
        assert_eq!(trailer.as_str(), expected);
        assert_eq!(error.is_warning(), expected != "SE");
    }
    let cut = OFFICE.find("HL*4*").unwrap();
    let (claims, errors) = read(&OFFICE.as_bytes()[..cut]);
    assert!(claims.len() < 6 && errors.iter().any(|error| !error.is_warning()), "{errors:?}");
    let unterminated = OFFICE.trim_end().trim_end_matches('~');
    assert!(read(unterminated.as_bytes()).1.is_empty());
}

#[test]
fn a_header_that_is_not_padded_is_understood() {
    let unpadded = OFFICE.replacen("          ", "", 2).replacen("LAKESIDE       ", "LAKESIDE", 1);
    let (claims, errors) = read(unpadded.as_bytes());
    assert_eq!(claims.len(), 6);
    let [X12Error::Header { flaw: HeaderFlaw::Unpadded, .. }] = &errors[..] else { panic!("{errors:?}") };
}

#[test]
fn a_damaged_header_is_understood_when_its_meaning_is_certain() {
    for (place, flaw) in [
        (0, HeaderFlaw::Damaged),
        (3, HeaderFlaw::Damaged),
        (6, HeaderFlaw::Damaged),
        (105, HeaderFlaw::Terminator),
    ] {
        let mut bytes = OFFICE.as_bytes().to_vec();
        bytes[place] = b'x';
        let (claims, errors) = read(&bytes);
        assert_eq!(claims.len(), 6, "byte {place}: {errors:?}");
        let [X12Error::Header { flaw: found, .. }] = &errors[..] else { panic!("byte {place}: {errors:?}") };
        assert_eq!(*found, flaw, "byte {place}");
    }
}

#[test]
fn another_component_separator_than_declared_is_used_and_remarked() {
    let (head, body) = OFFICE.split_at(105);
    let file = format!("{head}{}", body.replace(':', ">"));
    assert_eq!(facts(file.as_bytes()), facts(OFFICE.as_bytes()));
    let (claims, errors) = read(file.as_bytes());
    assert!(errors.is_empty());
    for claim in &claims {
        let [X12Error::ComponentSeparator { used: '>', declared: Some(':'), .. }] = claim.remarks[..] else {
            panic!("{:?}", claim.remarks)
        };
    }
}

#[test]
fn inputs_that_are_no_interchange_say_what_they_seem_to_be() {
    let only = |bytes: &[u8]| {
        let (claims, errors) = read(bytes);
        assert!(claims.is_empty());
        let [error] = &errors[..] else { panic!("{errors:?}") };
        error.to_string()
    };
    assert!(only(b"").contains("empty"));
    assert!(only(b" \r\n").contains("empty"));
    assert!(only(b"\xc9\xe2\xc1\x5c\xf0\xf0").contains("EBCDIC"));
    assert!(only(b"\xff\xfeI\0S\0A\0").contains("UTF-16"));
    assert!(only(b"GS*HC*A*B~ST*837*1~").contains("interchange header"));
    assert!(only(b"ISA*00*too short~").contains("106"));
    assert!(only(b"PK\x03\x04").contains("compressed"));
    assert!(only(b"{\"id\": 1}").contains("JSON"));
    assert!(only(b"hello").contains("837P or 837I"));
    assert!(only(&[0x80; 300_000]).contains("no ISA header"));
}

#[test]
fn x12_is_told_by_its_first_bytes() {
    for yes in [OFFICE.as_bytes(), HOSPITAL.as_bytes(), b"\xef\xbb\xbf\r\n ISA*00", b"GS*HC*", b"ST*837*0001"]
    {
        assert!(x12::is_x12(yes));
    }
    for no in [&b""[..], b"{\"form\": \"professional\"}", b"[", b"ISABELLE", b"ST ANNE", b"\x80\x81"] {
        assert!(!x12::is_x12(no));
    }
}
