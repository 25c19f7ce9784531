//! Placeholders, replaced one by one by a file per type.
use super::{CodeError, Problem, serde_as_text};
macro_rules! stub {
    ($type:ident, $n:literal, $what:literal) => {
        #[doc = $what]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type([u8; $n]);
        impl std::str::FromStr for $type {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<Self, CodeError> {
                text.trim()
                    .as_bytes()
                    .try_into()
                    .map(Self)
                    .map_err(|_| CodeError::new($what, text, Problem::Shape($what)))
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(std::str::from_utf8(&self.0).unwrap_or_default())
            }
        }
        serde_as_text!($type, $what);
    };
}
stub!(PlaceOfService, 2, "place of service");
stub!(RevenueCode, 4, "revenue code");
stub!(TypeOfBill, 4, "type of bill");
stub!(Ndc, 11, "NDC");
stub!(Npi, 10, "NPI");
stub!(Taxonomy, 10, "taxonomy");
stub!(Clia, 10, "CLIA");
stub!(Mbi, 11, "MBI");
