//! Objects: structs of named fields.

use super::{Readable, Reading, Step};
use crate::code::beginning;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A struct of named fields, made so by `readable!`.
pub(in crate::claim) trait Object: Readable {
    /// One of its fields.
    type Field: Copy;
    const NAME: &'static str;
    const FIELDS: &'static [&'static str];
    /// The bits of the fields that must be there.
    const REQUIRED: u64;
    /// Whether a null may stand for an empty one.
    const NULL: bool;

    /// The field of a name.
    fn field(name: &str) -> Option<Self::Field>;

    /// The place of a field among [`Object::FIELDS`], from 0.
    fn place(field: Self::Field) -> usize;

    /// Reads the value of a field.
    fn read_field<'de, A: MapAccess<'de>>(
        &mut self,
        field: Self::Field,
        map: &mut A,
        reading: &mut Reading,
    ) -> Result<(), A::Error>;
}

/// Makes a struct readable from an object, or from a null that leaves it empty. In brackets the fields
/// that must be there, in braces all of them: one that is left out does not compile.
macro_rules! readable {
    ($object:ident $(or $null:ident)? [$($required:ident)*] { $($field:ident)* }) => {
        const _: () = {
            use $crate::claim::reading::{Fields, Object, Place, Readable, Reading};

            #[derive(Clone, Copy)]
            #[allow(non_camel_case_types, reason = "they are the names of the fields")]
            pub enum Field { $($field),* }

            impl Object for $object {
                type Field = Field;
                const NAME: &'static str = stringify!($object);
                const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
                const REQUIRED: u64 = 0 $(| 1 << Field::$required as u64)*;
                const NULL: bool = [$(stringify!($null),)? ""].len() > 1;

                #[inline]
                fn field(name: &str) -> Option<Field> {
                    match name {
                        $(stringify!($field) => Some(Field::$field),)*
                        _ => None,
                    }
                }

                #[inline]
                fn place(field: Field) -> usize {
                    field as usize
                }

                #[inline]
                fn read_field<'de, A: serde::de::MapAccess<'de>>(
                    &mut self,
                    field: Field,
                    map: &mut A,
                    reading: &mut Reading,
                ) -> Result<(), A::Error> {
                    let Self { $($field),* } = self;
                    match field {
                        $(Field::$field => map.next_value_seed(Place($field, reading)),)*
                    }
                }
            }

            impl Readable for $object {
                fn read<'de, D: serde::Deserializer<'de>>(
                    &mut self,
                    from: D,
                    reading: &mut Reading,
                ) -> Result<(), D::Error> {
                    let fields = Fields(self, reading);
                    if Self::NULL {
                        from.deserialize_option(fields)
                    } else {
                        from.deserialize_struct(Self::NAME, Self::FIELDS, fields)
                    }
                }
            }

            impl<'de> serde::Deserialize<'de> for $object {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let mut value = Self::default();
                    value.read(from, &mut Reading::default())?;
                    Ok(value)
                }
            }
        };
    };
}
pub(in crate::claim) use readable;

/// Reads the fields of an object.
pub(in crate::claim) struct Fields<'p, T>(
    pub(in crate::claim) &'p mut T,
    pub(in crate::claim) &'p mut Reading,
);

impl<'de, T: Object> Visitor<'de> for Fields<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if T::NULL { Ok(()) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_struct(T::NAME, T::FIELDS, self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(object, reading) = self;
        let mut seen = 0_u64;
        while let Some(field) = map.next_key_seed(Key(reading, PhantomData::<T>))? {
            let place = T::place(field);
            let bit = 1 << place;
            let outcome = if seen & bit == 0 {
                object.read_field(field, &mut map, reading)
            } else {
                Err(A::Error::duplicate_field(name_of::<T>(place)))
            };
            outcome.map_err(|error| reading.came_through(Step::Field(name_of::<T>(place)), error))?;
            seen |= bit;
        }
        match T::REQUIRED & !seen {
            0 => Ok(()),
            missing => Err(A::Error::missing_field(name_of::<T>(missing.trailing_zeros() as usize))),
        }
    }
}

#[cold]
fn name_of<T: Object>(place: usize) -> &'static str {
    T::FIELDS.get(place).copied().unwrap_or_default()
}

/// Reads the name of a field.
struct Key<'p, T>(&'p mut Reading, PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for Key<'_, T> {
    type Value = T::Field;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T::Field, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl<T: Object> Visitor<'_> for Key<'_, T> {
    type Value = T::Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<T::Field, E> {
        T::field(name).ok_or_else(|| {
            let name = beginning(name).map_or_else(|| name.to_owned(), |beginning| format!("{beginning}…"));
            let error = E::unknown_field(&name, T::FIELDS);
            self.0.came_through(Step::Unknown(name), error)
        })
    }
}
