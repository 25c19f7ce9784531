//! The C functions of `include/cleanclaim.h`, on the public API only.
//!
//! One file a C object. Every function that can fail returns a status, takes its outputs last and
//! writes them only on success; a panic never leaves a function ([`guard`]).
#![allow(unsafe_code, non_camel_case_types)]

mod guard;
mod report;
mod scrubber;
mod status;
mod text;
mod version;

pub use report::*;
pub use scrubber::*;
pub use status::*;
pub use version::*;
