//! The names of a claim's fields, as its JSON has them.

use super::{Claim, DecisionElements, Line, OccurrenceCode, OccurrenceSpan, Patient, Period};
use super::{ProcedurePerformed, Provider, ValueCode};
use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// Learns the names of a structure's fields from how it is read.
struct Names<'n>(&'n mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only the names are asked for"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn has<'de, T: Deserialize<'de>>(field: &str) -> bool {
    let mut names: &[&str] = &[];
    // It gives no value, only the names.
    let _ = T::deserialize(Names(&mut names));
    names.contains(&field)
}

/// Whether an object of a claim or a line has a field.
fn object_has(object: &str, field: &str) -> bool {
    match object {
        "patient" => has::<Patient>(field),
        "statement" => has::<Period>(field),
        "value_codes" => has::<ValueCode>(field),
        "occurrence_codes" => has::<OccurrenceCode>(field),
        "occurrence_spans" => has::<OccurrenceSpan>(field),
        "procedures_performed" => has::<ProcedurePerformed>(field),
        "medical_decision_making" => has::<DecisionElements>(field),
        "service_facility" => has::<Provider>(field),
        _ => object.ends_with("_provider") && has::<Provider>(field),
    }
}

/// Whether claims, or lines, have a field of a name, with a dot for a field inside an object:
/// `diagnoses`, `patient.birth_date`; for lines: `procedure`, `rendering_provider.npi`.
///
/// ```
/// use cleanclaim::claim::has_field;
/// assert!(has_field(false, "patient.birth_date") && has_field(true, "procedure"));
/// assert!(!has_field(false, "procedure") && !has_field(true, "patient") && !has_field(true, "units.npi"));
/// ```
pub fn has_field(of_line: bool, field: &str) -> bool {
    let (object, inner) =
        field.split_once('.').map_or((field, None), |(object, inner)| (object, Some(inner)));
    let known = if of_line { has::<Line>(object) } else { has::<Claim>(object) };
    known && inner.is_none_or(|inner| object_has(object, inner))
}
