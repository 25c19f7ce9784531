//! Typed codes: the vocabulary of a claim line, parsed once and packed small.
//!
//! Every type here is read with [`std::str::FromStr`], printed with [`std::fmt::Display`] and
//! (de)serialised as its text. A text that cannot be read gives a [`CodeError`] that names what
//! was expected, what stood there, what is wrong with it and, where one is likely, the repair.

mod adjustment;
mod bill_type;
mod clia;
mod date;
mod decimal;
mod diagnosis;
mod error;
mod fixed;
mod mbi;
mod modifier;
mod money;
mod ndc;
mod npi;
mod place;
mod procedure;
#[cfg(test)]
mod properties;
mod revenue;
mod taxonomy;
mod units;

pub use adjustment::GroupCode;
pub use bill_type::TypeOfBill;
pub use clia::Clia;
pub use date::Date;
pub use diagnosis::{DiagnosisCode, DiagnosisRange};
pub use error::{CodeError, Problem};
pub(crate) use error::{Quoted, beginning};
pub use mbi::Mbi;
pub use modifier::{Modifier, ModifierInfo, ModifierKind, Side, Site};
pub use money::Money;
pub use ndc::Ndc;
pub use npi::Npi;
pub use place::{PlaceOfService, Setting};
pub use procedure::{ProcedureCode, ProcedureKind, Section};
pub use revenue::RevenueCode;
pub use taxonomy::Taxonomy;
pub use units::Units;

/// Serialises a code as its text and reads it back through `FromStr`; JSON numbers are accepted.
macro_rules! serde_as_text {
    ($type:ty, $what:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<$type, E> {
                        self.visit_str(&number.to_string())
                    }
                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<$type, E> {
                        self.visit_str(&number.to_string())
                    }
                    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<$type, E> {
                        self.visit_str(&number.to_string())
                    }
                }
                deserializer.deserialize_any(Text)
            }
        }
    };
}
use serde_as_text;

/// The text without spaces around it: what [`str::trim`] gives, which looks for the spaces of every script.
#[inline]
pub(crate) fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    let bare = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    if bare(bytes.first()) && bare(bytes.last()) { text } else { text.trim() }
}

/// Writes a text, padded where a width is asked for.
fn pad(f: &mut std::fmt::Formatter<'_>, text: std::fmt::Arguments<'_>) -> std::fmt::Result {
    if f.width().is_none() && f.precision().is_none() {
        return f.write_fmt(text);
    }
    f.pad(&text.to_string())
}
