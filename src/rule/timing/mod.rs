//! T: dates, header and money.

pub mod from_after_through;
