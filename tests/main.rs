//! The integration tests: one binary, a module a subject.

mod architecture;
#[cfg(feature = "parallel")]
mod batch;
#[cfg(all(feature = "import", feature = "json"))]
mod bench_tables;
mod bill_types;
#[cfg(feature = "capi")]
mod c;
mod cases;
mod clean;
#[cfg(feature = "profiles")]
mod custom_edits;
mod dependencies;
mod edition;
#[cfg(all(feature = "profiles", feature = "x12"))]
mod fuzz;
#[cfg(feature = "capi")]
mod header;
mod invariance;
mod memory;
mod mend;
mod oracle;
mod readme;
mod registry;
#[cfg(feature = "x12")]
mod reports;
#[cfg(all(feature = "json", feature = "profiles"))]
mod round_trips;
#[cfg(feature = "x12")]
mod x12;
