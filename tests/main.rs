//! The integration tests: one binary, a module a subject.

mod architecture;
mod cases;
mod registry;
#[cfg(feature = "x12")]
mod x12;
