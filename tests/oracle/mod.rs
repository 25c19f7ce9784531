//! Trust in the rule engine: a slow, separate judge of the table edits, and properties of every scrub.

mod agree;
mod generated;
mod judge;
mod outpatient;
mod random;
mod tables;
