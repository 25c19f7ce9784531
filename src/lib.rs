//! The claim editor that billing software *links* instead of calls.
//!
//! cleanclaim knows US procedure codes (CPT by number, HCPCS Level II), modifiers, diagnosis codes and
//! claim lines. It checks a claim against the coding rules in force **on each line's date of
//! service** and says, for every line that would be denied, which rule, which published source,
//! which denial the payer would send, and what would mend it: in the caller's own process, in
//! microseconds, with no patient data leaving it.
//!
//! ```
//! use cleanclaim::{Claim, Date, Edition, Form, Line, ProcedureCode, Profiles, Scrubber};
//!
//! // A destruction of a lesion beside a biopsy, on one day, with nothing to tell them apart.
//! let day: Date = "2024-08-05".parse()?;
//! let line = |number, procedure: ProcedureCode| Line {
//!     number,
//!     procedure: Some(procedure.into()),
//!     from: Some(day.into()),
//!     ..Line::default()
//! };
//! let lines = vec![line(1, "11102".parse()?), line(2, "17000".parse()?)];
//! let claim = Claim { form: Form::Professional, lines, ..Claim::default() };
//!
//! let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
//! let report = scrubber.scrub(&claim);
//! let finding = report.findings().iter().find(|finding| finding.rule().as_str() == "N002").unwrap();
//! assert_eq!(finding.line(), Some(2));
//! assert_eq!(finding.denial().unwrap().carc, "236");
//! assert!(finding.message().starts_with("17000 is part of 11102"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The story of a claim, from top to bottom
//!
//! 1. [`code`]: typed codes, each read from text once, with an error that proposes the repair.
//! 2. [`claim`]: the claim as plain structs, and its JSON; what cannot be read stays as text.
//! 3. [`edition`]: reference data by date of service, in one file, with an embedded starter.
//! 4. [`finding`]: what rules say: findings, denials, fixes, and what could not be evaluated.
//! 5. [`rule`]: the rules, a folder a family and a file a rule, each with its explanation.
//! 6. [`profile`]: which rules judge a claim, and how severely.
//! 7. [`scrub`]: the scrubber and its reports. [`x12`]: 837P and 837I files to claims.
//! 8. `ffi`: the C functions of `include/cleanclaim.h` (feature `capi`).
//!
//! # What is wrong with a claim, and what is wrong with a call
//!
//! What is wrong with a claim is a [finding](Finding); what is wrong with a call (a file, a profile
//! name) is an error, one type a layer. A rule that lacks a table or a fact is *not evaluated*,
//! never passed; the report says what to import.
//!
//! # Features
//!
//! `json`, `x12`, `mmap`, `import`, `parallel` and `profiles` are on by default; `capi` adds the C functions.
#![deny(missing_docs)]

pub mod claim;
pub mod code;
pub mod edition;
#[cfg(feature = "capi")]
pub mod ffi;
pub mod finding;
pub mod profile;
pub mod rule;
pub mod scrub;
#[cfg(feature = "x12")]
pub mod x12;

pub use claim::{Claim, Form, Line};
pub use code::{Date, DiagnosisCode, Modifier, Money, ProcedureCode, Units};
pub use edition::Edition;
pub use finding::{Finding, Severity};
pub use profile::{Profile, Profiles};
pub use scrub::{Report, Scrubber};

/// The README's Rust programs, run as tests.
#[cfg(all(doctest, feature = "json", feature = "x12"))]
#[doc = include_str!("../README.md")]
struct Readme;
