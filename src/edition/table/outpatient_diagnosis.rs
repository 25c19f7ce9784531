//! What the integrated outpatient code editor (I/OCE) knows of a diagnosis code.
//!
//! Kept in the lists of [`diagnoses`](super::diagnoses) as a u32: flags in the low half, lowest and
//! highest age in the bytes above.

use super::indicator::indicator;

macro_rules! flags {
    ($($bit:literal $method:ident $name:literal $doc:literal;)*) => {
        impl OutpatientDiagnosis {
            /// The names of the flags in the published table, with their bits.
            pub const NAMES: &'static [(&'static str, u32)] = &[$(($name, 1 << $bit)),*];

            $(#[doc = $doc] pub const fn $method(self) -> bool { self.bits & (1 << $bit) != 0 })*
        }
    };
}

/// What the outpatient code editor knows of a diagnosis code on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutpatientDiagnosis {
    bits: u32,
}

flags! {
    0 is_external_cause "external_cause" "Whether it is an external cause of morbidity.";
    1 is_unacceptable_principal "unacceptable_pdx" "Whether it is unacceptable as principal diagnosis.";
    2 is_unacceptable_exclusion "unacceptable_pdx_exclusion" "Whether it is excepted from being unacceptable.";
    3 is_exclusion_ignored "unacceptable_pdx_exclusion_ignored" "Whether the exception does not help on inpatient and hospice bills.";
    4 is_manifestation "manifestation" "Whether it is a manifestation, never a principal diagnosis.";
    5 is_mental_health "mental_health" "Whether it is a mental health diagnosis.";
    6 is_code_first "code_first" "Whether another condition is to be coded first.";
}

impl OutpatientDiagnosis {
    pub(in crate::edition) const fn from_bits(bits: u32) -> Self {
        Self { bits }
    }

    /// The bits of flags and ages, as the builder takes them.
    pub const fn pack(flags: u32, lowest_age: u8, highest_age: u8) -> u32 {
        flags & 0xFFFF | (lowest_age as u32) << 16 | (highest_age as u32) << 24
    }

    /// The ages in completed years, both included, the code is for; `None` when it is for all.
    pub fn ages(self) -> Option<(u16, u16)> {
        let ages = ((self.bits >> 16 & 0xFF) as u16, (self.bits >> 24) as u16);
        (ages != (0, 124)).then_some(ages)
    }
}

indicator! {
    /// The side of the body a diagnosis code states, told by its published text: a code has a side
    /// when another differs from it only in that word.
    Side {
        Right "right" "the right side";
        Left "left" "the left side";
        Bilateral "bilateral" "both sides";
        Unspecified "unspecified" "a side that is not specified, where codes for each side exist";
    }
}
