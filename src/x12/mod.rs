//! X12 837 files to claims: 005010X222 (837P) and 005010X223 (837I).
//!
//! [`read()`] takes the bytes of a file, [`from_reader`] a stream of any length in constant memory;
//! both give one result after the other in the order of the file: a claim with the [`Positions`]
//! of its facts, or what could not be read and where. Reading goes on after an error wherever it
//! can: a claim that was complete before the damage is never lost or changed by it. A claim that
//! is cut off, or in which a damaged segment may hide the begin of the next claim, is reported and
//! not given, because findings on half a claim would be wrong.
//!
//! # What is read
//!
//! Several interchanges, groups, transaction sets, billing providers, subscribers, patients and
//! claims in one file, with the separators that each ISA declares, with or without line breaks.
//! The claim takes its billing provider, payer and patient from the hierarchical levels above it,
//! everything else from CLM, CL1, DTP, AMT\*F5, REF, NTE, HI, NM1, PRV, LX, SV1, SV2, LIN, CTP.
//! Every other segment of the guides is passed over, and so is all that other payers say (2320,
//! 2330, 2430). Codes that cannot be read stay on the claim as text. The date a claim was received
//! is not in the file: the dates of ISA, GS and BHT say when it was made.
//!
//! A claim whose facility qualifier (CLM05-2) and service lines are all those of the other form
//! than its transaction set names is read as the form it is written in, with a remark.
//!
//! ```
//! use cleanclaim::x12;
//!
//! let file = "\
//! ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1200*^*00501*000000001*0*T*:~\
//! GS*HC*SENDER*RECEIVER*20260105*1200*1*X*005010X222A1~\
//! ST*837*0001*005010X222A1~\
//! HL*1**20*1~NM1*85*2*LAKESIDE FAMILY PRACTICE*****XX*1234567893~\
//! HL*2*1*22*0~SBR*P*18*******MB~DMG*D8*19580304*F~\
//! CLM*A-1*125***11:B:1*Y*A*Y*Y~HI*ABK:E119~\
//! LX*1~SV1*HC:99213:25*125*UN*1***1~DTP*472*D8*20260105~\
//! SE*12*0001~GE*1*1~IEA*1*000000001~";
//! let mut results = x12::read(file.as_bytes());
//! let claim = results.next().unwrap()?;
//! assert_eq!(claim.claim.id.as_deref(), Some("A-1"));
//! let modifier = claim.positions.locate(Some(1), "modifiers", 0).unwrap();
//! assert_eq!(modifier.to_string(), "segment 12, SV101-3");
//! assert!(results.next().is_none());
//! # Ok::<(), x12::X12Error>(())
//! ```
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod claim;
mod damage;
mod date;
mod delimiters;
mod envelope;
mod error;
mod guide;
mod health_information;
mod hierarchy;
mod line;
mod position;
mod reader;
mod scanner;
mod segment;

pub use error::{Consequence, HeaderFlaw, X12Error};
pub use position::{Position, Positions};
pub use reader::Reader;
pub use segment::SegmentId;

use crate::claim::Claim;

/// A claim of an 837 file.
#[derive(Debug)]
#[non_exhaustive]
pub struct X12Claim {
    /// The claim.
    pub claim: Claim,
    /// Where its facts stood.
    pub positions: Positions,
    /// What is wrong with the way it is written, none of which kept it from being read: separators,
    /// the form of its transaction set, lines without service, codes of an unknown kind.
    pub remarks: Vec<X12Error>,
}

/// Reads the claims of an 837 file held in memory.
///
/// Any bytes are answered with claims and errors; this never panics.
pub fn read(bytes: &[u8]) -> Reader<&[u8]> {
    Reader::new(bytes)
}

/// Reads the claims of an 837 file from a stream, holding one segment and one claim at a time.
///
/// The stream needs no buffer of its own. It is read as claims are asked for.
pub fn from_reader<R: std::io::Read>(stream: R) -> Reader<R> {
    Reader::new(stream)
}

/// Whether an input is meant as X12, judged by its first bytes, of which 256 are enough.
///
/// True also for X12 that [`read()`] will refuse with its reason: in EBCDIC or UTF-16, or without
/// its interchange header.
pub fn is_x12(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text {
        [b'I', b'S', b'A', separator, ..]
        | [b'G', b'S', separator, ..]
        | [b'S', b'T', separator, b'8', b'3', b'7', ..] => {
            separator.is_ascii() && !separator.is_ascii_alphanumeric() && !matches!(separator, b' ' | 0)
        }
        [0xc9, 0xe2, 0xc1, ..] => true,
        [0xff, 0xfe, b'I', 0, b'S', 0, b'A', ..] | [0xfe, 0xff, 0, b'I', 0, b'S', 0, b'A', ..] => true,
        [b'I', 0, b'S', 0, b'A', 0, ..] | [0, b'I', 0, b'S', 0, b'A', ..] => true,
        _ => false,
    }
}
