//! The C interface, used by C and C++ programs that link the library of this test run.

mod examples;
mod packages;
mod programs;
mod symbols;
pub mod toolchain;
