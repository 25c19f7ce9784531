//! Values: what a field holds.

use super::{Readable, Reading};
use crate::claim::spare::Spare;
use crate::claim::{DiagnosisCodeSet, Form, MedicalDecisionMaking, OccurrenceCode, OccurrenceSpan, Parsed};
use crate::claim::{Period, ProcedurePerformed, Provider, ValueCode};
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt::{self, Write};
use std::str::FromStr;

/// The text of a string or a number; none of a null, where one may be.
fn text_of<'de: 's, 's, D: Deserializer<'de>>(
    from: D,
    scratch: &'s mut String,
    null: bool,
) -> Result<Option<&'s str>, D::Error> {
    struct Text<'s>(&'s mut String, bool);
    impl<'s> Text<'s> {
        fn written<E>(self, number: impl fmt::Display) -> Result<Option<&'s str>, E> {
            self.0.clear();
            // Writing to a text does not fail.
            let _ = write!(self.0, "{number}");
            Ok(Some(self.0))
        }
    }
    impl<'de: 's, 's> Visitor<'de> for Text<'s> {
        type Value = Option<&'s str>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string or a number")
        }
        #[inline]
        fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Some(text))
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            self.written(text)
        }
        fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
            // Mostly pointers to diagnoses.
            let digit = usize::try_from(number).ok().and_then(|digit| "0123456789".get(digit..=digit));
            if digit.is_some() { Ok(digit) } else { self.written(number) }
        }
        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            self.written(number)
        }
        fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
            self.written(number)
        }
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            if self.1 { Ok(None) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
        }
        fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
            self.visit_unit()
        }
        fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
            from.deserialize_any(self)
        }
    }
    from.deserialize_any(Text(scratch, null))
}

/// The value of a string or a number, or its text where it cannot be read.
pub(super) fn parsed<'de, T: FromStr, D: Deserializer<'de>>(
    from: D,
    scratch: &mut String,
) -> Result<Parsed<T>, D::Error> {
    Ok(Parsed::from_text(text_of(from, scratch, false)?.unwrap_or_default()))
}

impl<T: FromStr> Readable for Option<Parsed<T>> {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error> {
        *self = text_of(from, &mut reading.scratch, true)?.map(Parsed::from_text);
        Ok(())
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        parsed(from, &mut String::new())
    }
}

/// Writes a text over another.
struct Over<'p>(&'p mut String);

impl Visitor<'_> for Over<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        text.clone_into(self.0);
        Ok(())
    }
}

impl Readable for String {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, _: &mut Reading) -> Result<(), D::Error> {
        from.deserialize_str(Over(self))
    }
}

/// Reads what may be null.
struct Optional<'p, T>(&'p mut Option<T>, &'p mut Reading);

impl<'de, T: Readable + Fresh> Visitor<'de> for Optional<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.insert(T::fresh(&mut self.1.spare)).read(from, self.1)
    }
}

/// What is made empty, in memory that is there already, before it is read.
pub(super) trait Fresh {
    fn fresh(spare: &mut Spare) -> Self;
}

impl Fresh for String {
    fn fresh(spare: &mut Spare) -> Self {
        spare.memory.text("")
    }
}

impl Fresh for Box<Provider> {
    fn fresh(spare: &mut Spare) -> Self {
        spare.memory.provider()
    }
}

/// Makes values fresh that have no memory of their own, or rarely.
macro_rules! fresh {
    ($($type:ty)*) => { $(
        impl Fresh for $type {
            fn fresh(_: &mut Spare) -> Self {
                Self::default()
            }
        }
    )* };
}
fresh! { Period ValueCode OccurrenceCode OccurrenceSpan ProcedurePerformed }

impl<T: Readable> Readable for Box<T> {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error> {
        (**self).read(from, reading)
    }
}

/// Reads options of values that are read in their place.
macro_rules! optional {
    ($($type:ty)*) => { $(
        impl Readable for Option<$type> {
            fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error> {
                from.deserialize_option(Optional(self, reading))
            }
        }
    )* };
}
optional! { String Period }

impl Readable for Option<Box<Provider>> {
    fn read<'de, D: Deserializer<'de>>(&mut self, from: D, reading: &mut Reading) -> Result<(), D::Error> {
        from.deserialize_option(Optional(self, reading))?;
        // An object in which nothing is given names nobody.
        if let Some(own) = self
            && **own == Provider::default()
        {
            reading.spare.memory.keep_provider(self);
        }
        Ok(())
    }
}

/// Reads small values as serde does.
macro_rules! small {
    ($($type:ty)*) => { $(
        impl Readable for $type {
            fn read<'de, D: Deserializer<'de>>(&mut self, from: D, _: &mut Reading) -> Result<(), D::Error> {
                *self = Self::deserialize(from)?;
                Ok(())
            }
        }
    )* };
}
small! { bool u32 Form Option<bool> Option<u8> Option<u16> Option<u32> Option<DiagnosisCodeSet> Option<MedicalDecisionMaking> }
