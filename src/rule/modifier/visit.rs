//! Visits: evaluation and management in the wide sense in which 25 may stand on it, by number.

use crate::code::{ProcedureCode, Section};

/// Whether a code is a visit: the E/M section, the visits of ophthalmology and psychiatry, and the
/// visits of HCPCS Level II.
pub(super) fn is_visit(code: ProcedureCode) -> bool {
    let text = code.to_bytes();
    let text = std::str::from_utf8(&text).unwrap_or_default();
    code.section() == Some(Section::EvaluationAndManagement)
        || matches!(code.number(), Some(92_002 | 92_004 | 92_012 | 92_014 | 90_791 | 90_792))
        || LEVEL_2.binary_search(&text).is_ok()
}

static LEVEL_2: &[&str] = &[
    "G0245", "G0246", "G0380", "G0381", "G0382", "G0383", "G0384", "G0402", "G0406", "G0407", "G0408",
    "G0425", "G0426", "G0427", "G0438", "G0439", "G0463", "G0466", "G0467", "G0468", "G0469", "G0470",
    "G0508", "G0509", "G2010", "G2012", "G2250", "G2251", "G2252", "S0610", "S0612", "S0613", "S0620",
    "S0621", "T1015",
];

/// Whether a code is a visit that a procedure of the same day may include: the encounters with the
/// patient, not the management services of a month.
pub(super) fn is_face_to_face(code: ProcedureCode) -> bool {
    matches!(
        code.number(),
        Some(
            92_002
            | 92_004
            | 92_012
            | 92_014
            | 99_202..=99_215
            | 99_221..=99_223
            | 99_231..=99_236
            | 99_238
            | 99_239
            | 99_242..=99_245
            | 99_252..=99_255
            | 99_281..=99_285
            | 99_291
            | 99_304..=99_310
            | 99_315
            | 99_316
            | 99_341..=99_350,
        )
    )
}

/// Whether a code is a procedure, test or drug without doubt: the surgery section but for the
/// vascular access codes (36000 to 36660), radiology, laboratory, drugs, and G2211, which is added
/// to a visit and is none.
pub(super) fn is_clearly_none(code: ProcedureCode) -> bool {
    match code.section() {
        Some(Section::Surgery) => !matches!(code.number(), Some(36_000..=36_660)),
        Some(Section::Radiology | Section::PathologyAndLaboratory | Section::Anesthesia) => true,
        _ => matches!(&code.to_bytes(), [b'J', ..] | b"G2211"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_and_procedures_do_not_overlap() {
        assert!(LEVEL_2.is_sorted());
        for text in LEVEL_2.iter().chain(&["99213", "92014", "90791", "98000"]) {
            let code = text.parse().unwrap();
            assert!(is_visit(code) && !is_clearly_none(code), "{text}");
        }
        for text in ["11042", "71046", "80053", "J1885", "G2211"] {
            let code = text.parse().unwrap();
            assert!(is_clearly_none(code) && !is_visit(code), "{text}");
        }
        for text in ["36415", "96372", "90471", "0075T"] {
            let code = text.parse().unwrap();
            assert!(!is_clearly_none(code) && !is_visit(code), "{text}");
        }
    }
}
