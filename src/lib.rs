//! The claim editor that billing software *links* instead of calls.
#![deny(missing_docs)]

pub mod claim;
pub mod code;
pub mod edition;
#[cfg(feature = "capi")]
pub mod ffi;
pub mod finding;
pub mod profile;
pub mod rule;
pub mod scrub;
#[cfg(feature = "x12")]
pub mod x12;
