//! What can be wrong with a file.

use super::{Position, SegmentId};
use std::io;

/// Something in a file that could not be read, or that a receiver would refuse.
///
/// Reading goes on after every error but [`X12Error::Io`]. An error that [is a
/// warning](X12Error::is_warning) cost no claim.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum X12Error {
    /// The input could not be read any further.
    #[error("reading stopped at byte {offset}: {source}; check the file or the connection and read again")]
    Io {
        /// Bytes read so far.
        offset: u64,
        /// What the system said.
        source: io::Error,
    },
    /// There is nothing in the input.
    #[error("the input is empty: expected an X12 interchange that begins with ISA")]
    Empty,
    /// The input has no interchange header anywhere.
    #[error("not an X12 interchange: no ISA header found, {found}")]
    NotX12 {
        /// What stands there instead, and the remedy.
        found: &'static str,
    },
    /// Bytes outside any interchange.
    #[error(
        "bytes {offset} to {end} belong to no interchange and were skipped; remove them, or restore the ISA header before them",
        end = offset + length
    )]
    Garbage {
        /// Where they begin.
        offset: u64,
        /// How many they are.
        length: u64,
    },
    /// An interchange header that is not laid out as X12 demands but could be understood.
    #[error(
        "segment {segment} (ISA), byte {offset}: {flaw}; it was read as it was meant, but a receiver will refuse it"
    )]
    Header {
        /// Number of the segment in the file.
        segment: u32,
        /// Where it begins.
        offset: u64,
        /// What is wrong with it.
        flaw: HeaderFlaw,
    },
    /// A segment longer than any segment of the 837.
    #[error(
        "segment {segment}, byte {offset}: no segment terminator within {limit} bytes; restore the terminator that ISA declares"
    )]
    TooLong {
        /// Number of the segment in the file.
        segment: u32,
        /// Where it begins.
        offset: u64,
        /// How many bytes were looked through.
        limit: usize,
    },
    /// Text that begins with no segment identifier, or with one the 837 does not have.
    #[error(
        "segment {segment}, byte {offset}: \"{name}\" is no segment of the 837; it was skipped{consequence}; correct the segment identifier"
    )]
    UnknownSegment {
        /// Number of the segment in the file.
        segment: u32,
        /// Where it begins.
        offset: u64,
        /// Its first characters.
        name: Box<str>,
        /// What else was lost.
        consequence: Consequence,
    },
    /// More elements than the segment can have.
    #[error(
        "{position}: {elements} elements where {id} has at most {limit}: a segment terminator is probably missing, restore it{consequence}",
        id = position.id
    )]
    TooManyElements {
        /// The segment.
        position: Position,
        /// How many elements it has.
        elements: usize,
        /// How many it may have.
        limit: usize,
        /// What else was lost.
        consequence: Consequence,
    },
    /// The last segment of the input, or of an interchange cut short, has no terminator.
    #[error(
        "segment {segment} (\"{name}\"), byte {offset}: the input is cut off in the middle of this segment; send the whole file again"
    )]
    Truncated {
        /// Number of the segment in the file.
        segment: u32,
        /// Where it begins.
        offset: u64,
        /// Its first characters.
        name: Box<str>,
    },
    /// A claim whose end is missing; it is not judged, because lines may be missing too.
    #[error("{position}: claim {claim} is cut off after segment {last}; send it again")]
    ClaimCutOff {
        /// Where the claim begins.
        position: Position,
        /// The claim's identifier (CLM01).
        claim: Box<str>,
        /// The last segment that was read.
        last: u32,
    },
    /// A claim that cannot be trusted because a segment in or before it is damaged.
    #[error(
        "{position}: claim {claim} was not read because segment {damaged} is damaged; correct that segment and send the claim again"
    )]
    ClaimDamaged {
        /// Where the claim begins.
        position: Position,
        /// The claim's identifier (CLM01).
        claim: Box<str>,
        /// The damaged segment.
        damaged: u32,
    },
    /// A claim with dental service lines.
    #[error(
        "{position}: claim {claim} has dental service lines (SV3); dental claims (837D) are not read, only 837P and 837I"
    )]
    DentalLine {
        /// The dental line.
        position: Position,
        /// The claim's identifier (CLM01).
        claim: Box<str>,
    },
    /// A transaction set of another kind, or of another version.
    #[error("{position}: transaction set {control} is {kind}; {remedy}")]
    Unsupported {
        /// The `ST` segment.
        position: Position,
        /// The set's control number (ST02).
        control: Box<str>,
        /// What it is.
        kind: Box<str>,
        /// What to do about it.
        remedy: &'static str,
    },
    /// A segment outside every transaction set.
    #[error("{position}: {id} stands outside every transaction set and was skipped; restore the ST segment before it", id = position.id)]
    OutsideSet {
        /// The first such segment of the stretch.
        position: Position,
    },
    /// A hierarchical level that is not billing provider, subscriber or patient.
    #[error("{position}: hierarchical level \"{level}\" is unknown; HL03 is 20, 22 or 23")]
    UnknownLevel {
        /// The element HL03.
        position: Position,
        /// What stands there.
        level: Box<str>,
    },
    /// A hierarchical level whose parent is not the level it stands under.
    #[error(
        "{position}: the parent \"{parent}\" is not the level above, which is \"{expected}\"; it was read in the order of the file; correct HL02"
    )]
    WrongParent {
        /// The element HL02.
        position: Position,
        /// What stands there.
        parent: Box<str>,
        /// The level it stands under.
        expected: Box<str>,
    },
    /// A trailer that is not there.
    #[error("before segment {segment}: the trailer {trailer} is missing; restore it")]
    MissingTrailer {
        /// The segment before which it should stand.
        segment: u32,
        /// `SE`, `GE` or `IEA`.
        trailer: SegmentId,
    },
    /// A trailer without its header.
    #[error("{position}: the trailer {id} has no header before it; remove it, or restore the header", id = position.id)]
    StrayTrailer {
        /// The trailer.
        position: Position,
    },
    /// A trailer that counts other than what was there.
    #[error("{position}: {id} counts {stated} {what}, there are {found}; {remedy}", remedy = if *lost { "some may be lost: send the file again" } else { "correct the count" }, id = position.id)]
    Count {
        /// The count.
        position: Position,
        /// What it says.
        stated: Box<str>,
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: u32,
        /// Whether there are fewer than it says, so that some may have been lost on the way.
        lost: bool,
    },
    /// A trailer whose control number is not that of its header.
    #[error("{position}: control number \"{stated}\" is not that of the header, \"{expected}\"; correct it")]
    ControlNumber {
        /// The number in the trailer.
        position: Position,
        /// What it says.
        stated: Box<str>,
        /// The number of the header.
        expected: Box<str>,
    },
    /// Composite elements written with another separator than the header declares.
    #[error(
        "{position}: the parts of CLM05 are separated by \"{used}\", the header (ISA16) declares {declared}; the claim was read with \"{used}\", but a receiver will refuse it",
        declared = declared.map_or_else(|| "none".to_owned(), |c| format!("\"{c}\""))
    )]
    ComponentSeparator {
        /// The element CLM05.
        position: Position,
        /// What separates the parts.
        used: char,
        /// What the header declares.
        declared: Option<char>,
    },
    /// A claim written as the other form than its transaction set says.
    #[error(
        "{position}: the transaction set is an {declared}, but the claim is written as an {used} (CLM05-2 and service lines); it was read as {used}, but a receiver will refuse it"
    )]
    OtherForm {
        /// The component CLM05-2.
        position: Position,
        /// The form of the transaction set.
        declared: &'static str,
        /// The form of the claim.
        used: &'static str,
    },
    /// A health care information code of a kind the 837 does not have.
    #[error(
        "{position}: \"{qualifier}\" is no qualifier of HI; the code after it was skipped; correct the qualifier"
    )]
    UnknownQualifier {
        /// The component.
        position: Position,
        /// What stands there.
        qualifier: Box<str>,
    },
    /// A service line without a service segment.
    #[error("{position}: the line has no service segment; add its SV1 or SV2, or remove the LX")]
    LineWithoutService {
        /// The `LX` segment.
        position: Position,
    },
}

impl X12Error {
    /// Whether everything was read all the same: what is wrong is a count, a control number, a
    /// missing trailer or a separator, over which a receiver may still refuse the file. A transaction
    /// set without its `SE` is more: nothing says whether claims were cut off.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::MissingTrailer { trailer, .. } => trailer.as_str() != "SE",
            Self::Header { .. }
            | Self::WrongParent { .. }
            | Self::StrayTrailer { .. }
            | Self::Count { lost: false, .. }
            | Self::ControlNumber { .. }
            | Self::ComponentSeparator { .. }
            | Self::OtherForm { .. }
            | Self::LineWithoutService { .. } => true,
            _ => false,
        }
    }
}

/// What is wrong with an interchange header that could be understood all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderFlaw {
    /// Not 106 bytes long.
    #[error("the header's elements are not padded to their fixed widths (106 bytes in all)")]
    Unpadded,
    /// Some separators are not where they must be.
    #[error("the header's identifier or some of its separators are damaged")]
    Damaged,
    /// The terminator that follows the header is not the one segments end with.
    #[error("the character after ISA16 is not the one that ends the segments")]
    Terminator,
}

/// What a damaged segment cost besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Consequence {
    /// Nothing.
    #[error("")]
    Alone,
    /// It was probably an `HL`, `CLM` or `SE`; the claim before it ends there.
    #[error(" and taken for a damaged {0}")]
    TakenFor(SegmentId),
    /// The claims up to the next `HL` are not read.
    #[error(
        "; claims up to the next HL are not read, because a segment that begins a claim or names the patient may be hidden in it"
    )]
    ClaimsWithheld,
}
