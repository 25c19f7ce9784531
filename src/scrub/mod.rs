//! Judging claims: the scrubber, its reports, and how a person reads them.

mod ahead;
#[cfg(feature = "parallel")]
mod batch;
mod memory;
mod mend;
mod mender;
mod report;
mod resolve;
mod scrubber;
mod summary;
mod text;

pub use mend::{ChosenFix, Mended};
pub use report::{DenialTotal, Report, Verdict};
pub use scrubber::{Scrubber, Workspace};
pub use summary::Summary;
pub use text::{Colors, Page};
