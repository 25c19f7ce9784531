//! The claim editor that billing software *links* instead of calls.
#![deny(missing_docs)]

pub mod claim;
pub mod code;
pub mod edition;
