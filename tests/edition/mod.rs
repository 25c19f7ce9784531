//! Editions.

mod damage;
mod editor_tables;
mod faults;
pub mod importers;
mod layouts;
mod oracle;
mod real;
mod sheets;
mod small;
mod starter;
mod tabular;

use cleanclaim::code::{Date, ProcedureCode};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn code(text: &str) -> ProcedureCode {
    text.parse().unwrap()
}
