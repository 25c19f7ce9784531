//! The C functions of `include/cleanclaim.h`, on the public API only.
//!
//! One file a C object. Every function runs inside the guard of `guard`, so that no panic leaves it;
//! one that can fail returns a status, takes its outputs last and writes them only on success.
#![allow(unsafe_code, non_camel_case_types)]

mod batch;
mod claim;
mod code;
mod date;
mod edition;
mod guard;
mod header;
mod line;
mod mend;
mod profile;
mod rendered;
mod report;
mod rule;
mod scrub;
mod scrubber;
mod status;
mod structure;
mod text;
mod version;
mod visit;
mod x12;

pub use batch::*;
pub use claim::*;
pub use code::*;
pub use edition::*;
pub use header::*;
pub use line::*;
pub use mend::*;
pub use profile::*;
pub use report::*;
pub use rule::*;
pub use scrub::*;
pub use scrubber::*;
pub use status::*;
pub use text::cleanclaim_text;
pub use version::*;
pub use visit::*;
pub use x12::*;
