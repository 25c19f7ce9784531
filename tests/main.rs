//! The integration tests, one binary.

#[cfg(feature = "x12")]
mod x12;
