//! Closed sets of published one- to three-character indicators.

/// Defines an enum of a published indicator: variants, their published codes and their meaning.
///
/// The number of a variant in a file is its place in the list: lists only grow at their end.
macro_rules! indicator {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $code:literal $doc:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $(#[doc = $doc] $variant,)* }

        impl $name {
            /// Every value, in the order of the file format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The published code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The meaning, in a phrase.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// The value of a published code, `None` when no value has it.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            #[inline]
            pub(in crate::edition) fn from_number(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number)).copied()
            }
        }

        impl std::fmt::Display for $name {
            /// Writes the published code.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(super) use indicator;
