//! The claim editor that billing software *links* instead of calls.
#![deny(missing_docs)]

pub mod claim;
pub mod code;
#[cfg(feature = "x12")]
pub mod x12;
