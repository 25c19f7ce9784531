//! Judging claims: the scrubber and its reports.

mod report;
mod resolve;
mod scrubber;

pub use report::{Report, Verdict};
pub use scrubber::{Scrubber, Workspace};
