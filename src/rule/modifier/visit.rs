//! Visits: evaluation and management in the wide sense in which 25 may stand on it, by number.

use crate::code::{ProcedureCode, Section};

/// Whether a code is a visit: the E/M section, the visits of ophthalmology and psychiatry, and the
/// visits of HCPCS Level II.
pub(super) fn is_visit(code: ProcedureCode) -> bool {
    code.section() == Some(Section::EvaluationAndManagement)
        || matches!(code.number(), Some(92_002 | 92_004 | 92_012 | 92_014 | 90_791 | 90_792))
        || LEVEL_2.binary_search(&code).is_ok()
}

static LEVEL_2: [ProcedureCode; 35] = ProcedureCode::list([
    b"G0245", b"G0246", b"G0380", b"G0381", b"G0382", b"G0383", b"G0384", b"G0402", b"G0406", b"G0407",
    b"G0408", b"G0425", b"G0426", b"G0427", b"G0438", b"G0439", b"G0463", b"G0466", b"G0467", b"G0468",
    b"G0469", b"G0470", b"G0508", b"G0509", b"G2010", b"G2012", b"G2250", b"G2251", b"G2252", b"S0610",
    b"S0612", b"S0613", b"S0620", b"S0621", b"T1015",
]);

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
        let others = ["99213", "92014", "90791", "98000"].map(|text| text.parse().unwrap());
        for code in LEVEL_2.into_iter().chain(others) {
            assert!(is_visit(code) && !is_clearly_none(code), "{code}");
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
