//! Reads claims that are written as nearly all are, without a detour.

use super::reader::Reader;
use crate::claim::{
    Claim, DecisionElements, DecisionLevel, DiagnosisCodeSet, Form, Line, MedicalDecisionMaking,
    OccurrenceCode, OccurrenceSpan, Parsed, Patient, Period, ProcedurePerformed, Provider, ValueCode,
};
use std::borrow::Cow;
use std::str::FromStr;

/// The claim of a text. `None` says nothing about the text but that it has to be read the long way.
pub(super) fn claim(text: &str) -> Option<Claim> {
    let mut reader = Reader::new(text);
    let claim = Claim::read(&mut reader)?;
    reader.is_at_end().then_some(claim)
}

/// A value that is read from JSON; `None` leaves it to the long way.
trait Quick: Sized {
    fn read(reader: &mut Reader<'_>) -> Option<Self>;

    /// Reads it where it will lie, for copies of what was just written are slow.
    #[inline]
    fn read_into(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        *self = Self::read(reader)?;
        Some(())
    }

    /// Reads one more of a list.
    #[inline]
    fn push(list: &mut Vec<Self>, reader: &mut Reader<'_>) -> Option<()> {
        list.push(Self::read(reader)?);
        Some(())
    }
}

impl<T: Quick> Quick for Option<T> {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.takes_word("null") { Some(None) } else { T::read(reader).map(Some) }
    }

    fn read_into(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        *self = if reader.takes_word("null") { None } else { Some(T::read(reader)?) };
        Some(())
    }
}

impl<T: Quick> Quick for Box<T> {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        T::read(reader).map(Self::new)
    }
}

impl<T: Quick> Quick for Vec<T> {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.expect(b'[')?;
        let mut list = Self::new();
        while reader.next(list.is_empty(), b']')? {
            T::push(&mut list, reader)?;
        }
        Some(list)
    }
}

impl<T: FromStr> Quick for Parsed<T> {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.string_or_number()?;
        Some(match text.parse() {
            Ok(value) => Self::Valid(value),
            Err(_) => Self::Malformed(text.into()),
        })
    }
}

impl Quick for String {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.string().map(Cow::into_owned)
    }
}

impl Quick for bool {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let is_true = reader.takes_word("true");
        (is_true || reader.takes_word("false")).then_some(is_true)
    }
}

/// Numbers that count.
macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Quick for $type {
            #[inline]
            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                reader.whole_number()?.parse().ok()
            }
        }
    )*};
}
numbers!(u8, u16, u32);

/// Words that stand for values.
macro_rules! words {
    ($($type:ident: $($word:literal $value:ident),*;)*) => {$(
        impl Quick for $type {
            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                match &*reader.string()? {
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    )*};
}
words! {
    Form: "professional" Professional, "outpatient" Outpatient;
    DiagnosisCodeSet: "icd-9-cm" Icd9Cm, "icd-10-cm" Icd10Cm;
    DecisionLevel: "straightforward" Straightforward, "minimal" Straightforward, "low" Low, "limited" Low,
        "moderate" Moderate, "high" High, "extensive" High;
}

impl Quick for MedicalDecisionMaking {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.is_string() {
            DecisionLevel::read(reader).map(Self::Level)
        } else {
            DecisionElements::read(reader).map(Self::Elements)
        }
    }
}

/// Reads the members of an object into places; whether every needed one was there, and none twice.
macro_rules! members {
    ($reader:ident, [$($field:ident => $place:expr),* $(,)?], needs [$($needed:ident),*]) => {{
        /// The members by their numbers.
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types)]
        enum Member { $($field),* }
        let mut seen = 0_u64;
        $reader.expect(b'{')?;
        while $reader.next(seen == 0, b'}')? {
            let member = match &*$reader.name()? {
                $(stringify!($field) => Member::$field,)*
                _ => return None,
            };
            let bit = 1_u64 << member as u32;
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
            match member {
                $(Member::$field => Quick::read_into($place, $reader)?,)*
            }
        }
        let needed = 0_u64 $(| 1_u64 << Member::$needed as u32)*;
        (seen & needed == needed).then_some(())
    }};
}

/// Objects, by their members. Every field is named: one that is added has to be read.
macro_rules! objects {
    ($($type:ident { $($field:ident),* $(,)? } needs $needed:tt;)*) => {$(
        impl Quick for $type {
            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                let mut own = Self::default();
                own.fill(reader)?;
                Some(own)
            }

            #[inline]
            fn push(list: &mut Vec<Self>, reader: &mut Reader<'_>) -> Option<()> {
                list.push(Self::default());
                list.last_mut()?.fill(reader)
            }
        }

        impl Fill for $type {
            fn fill(&mut self, reader: &mut Reader<'_>) -> Option<()> {
                let Self { $($field),* } = self;
                reader.enter()?;
                members!(reader, [$($field => $field),*], needs $needed)?;
                reader.leave();
                Some(())
            }
        }
    )*};
}

/// An object whose members are read into a value that has none yet.
trait Fill {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Option<()>;
}

objects! {
    Claim { id, form, payer, frequency, original_reference, type_of_bill, opps, statement, received, patient, billing_provider, rendering_provider, referring_provider, ordering_provider, supervising_provider, attending_provider, operating_provider, service_facility, clia, prior_authorization, clinical_trial, condition_codes, value_codes, occurrence_codes, occurrence_spans, admission_date, admission_type, discharge_status, related_cause, accident_date, accident_state, diagnoses, diagnosis_code_set, admitting_diagnosis, reason_for_visit, external_causes, procedures_performed, treatment_codes, total_charge, patient_paid, note, lines, history, } needs [form];
    Provider { npi, taxonomy, specialty } needs [];
    Patient { birth_date, age_years, sex, death_date, member_id } needs [];
    Period { from, through } needs [];
    Line {
        number, procedure, modifiers, units, unit_basis, charge, from, through, place, diagnosis_pointers,
        revenue_code, rendering_provider, minutes, medical_decision_making, description, ndc, ndc_quantity,
        ndc_unit, emergency, ordering_provider, referring_provider, supervising_provider, operating_provider,
        service_facility, clia, referred_clia, prior_authorization, non_covered_charge, action_flag,
        control_number
    } needs [procedure];
}

/// Small objects that have no default.
macro_rules! records {
    ($($type:ident { $($field:ident),* } needs $needed:tt;)*) => {$(
        impl Quick for $type {
            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                $(let mut $field = Default::default();)*
                members!(reader, [$($field => &mut $field),*], needs $needed)?;
                Some(Self { $($field),* })
            }
        }
    )*};
}
records! {
    ValueCode { code, amount } needs [code];
    OccurrenceCode { code, date } needs [code];
    OccurrenceSpan { code, from, through } needs [code];
    ProcedurePerformed { code, qualifier, date } needs [code, qualifier];
}

impl Quick for DecisionElements {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let [mut problems, mut data, mut risk] = [DecisionLevel::Straightforward; 3];
        members!(
            reader,
            [problems => &mut problems, data => &mut data, risk => &mut risk],
            needs [problems, data, risk]
        )?;
        Some(Self { problems, data, risk })
    }
}

#[cfg(test)]
mod tests {
    use super::super::closely;
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    /// A claim that has every kind of member.
    const FULL: &str = r#"{"id": "A \"1\"", "form": "outpatient", "payer": "medicare", "opps": true,
        "type_of_bill": "0131", "statement": {"from": "2026-01-05", "through": null}, "received": 20260201,
        "patient": {"birth_date": "1958-03-04", "age_years": 67, "sex": "F", "member_id": "1EG4TE5MK73"},
        "billing_provider": {"npi": 1234567893, "taxonomy": "207Q00000X", "specialty": "08"},
        "condition_codes": ["41", "G0"], "value_codes": [{"code": "50", "amount": 12}],
        "occurrence_codes": [{"code": "11", "date": "2026-01-01"}],
        "occurrence_spans": [{"code": "72", "from": "2026-01-01", "through": "2026-01-02"}],
        "procedures_performed": [{"code": "0DB", "qualifier": "BBR", "date": null}],
        "diagnoses": ["E11.9", " i10 ", "?"], "diagnosis_code_set": "icd-10-cm", "total_charge": "230.00",
        "lines": [
            {"number": 1, "procedure": "99213", "modifiers": ["25", "wrong"], "units": "1.5", "charge": 125.50,
             "from": "2026-02-30", "place": 11, "diagnosis_pointers": [1, "B", 0], "minutes": 30,
             "rendering_provider": {"npi": "1234567893"}, "medical_decision_making": "moderate",
             "description": "é \/ \u00e9\n", "action_flag": 2, "emergency": false},
            {"procedure": null, "medical_decision_making": {"problems": "low", "data": "minimal", "risk": "high"}}
        ],
        "history": [{"form": "professional", "lines": [{"procedure": "J1885", "ordering_provider": {}}]}]}"#;

    fn examples() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/claims");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let json = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        json.map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    #[test]
    fn usual_claims_are_read_without_a_detour_and_alike() {
        let mut texts = examples();
        texts.push(FULL.to_owned());
        for text in &texts {
            let claim = claim(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(claim, closely(text, 1).unwrap());
            // As the library writes it itself.
            let written = serde_json::to_string(&claim).unwrap();
            assert_eq!(super::claim(&written), Some(claim), "{written}");
        }
        assert!(texts.len() > 10);
    }

    #[test]
    fn what_is_wrong_is_left_to_the_long_way() {
        for wrong in [
            r#"{"form": "professional", "lines": []} x"#,
            r#"{"form": "professional", "form": "professional"}"#,
            r#"{"form": "professional", "lines": [{}]}"#,
            r#"{"form": "professional", "lines": [],}"#,
            r#"{"form": "professional", "lines": null}"#,
            r#"{"form": "professional", "patient": {"age_years": 70000}}"#,
            r#"{"form": "professional", "lines": [{"procedure": "1", "number": 1.0}]}"#,
            r#"{"form": "Professional"}"#,
            r#"{"lines": []}"#,
            "[]",
        ] {
            assert_eq!(claim(wrong), None, "{wrong}");
            assert!(closely(wrong, 1).is_err(), "{wrong}");
        }
    }

    /// Pieces that are put into a text.
    const PIECES: [&str; 16] = [
        "", "null", "1.50", "-0", "1e3", "\"", "\\u00e9", "\\", ",", "}", "{", "[]", "true", ":", "\u{1}",
        "00",
    ];

    proptest! {
        #[test]
        fn whatever_is_read_without_a_detour_reads_the_same_the_long_way(
            which in 0..20_usize,
            changes in prop::collection::vec((0.0..1.0_f64, 0..6_usize, 0..PIECES.len()), 1..4),
        ) {
            let mut text = examples().into_iter().nth(which).unwrap_or_else(|| FULL.to_owned());
            for (place, taken, piece) in changes {
                let start = (place * text.len() as f64) as usize;
                let end = (start + taken).min(text.len());
                if text.is_char_boundary(start) && text.is_char_boundary(end) {
                    text.replace_range(start..end, PIECES[piece]);
                }
            }
            if let Some(claim) = claim(&text) {
                prop_assert_eq!(claim, closely(&text, 1).unwrap());
            }
        }
    }
}
