//! What can go wrong when an edition is opened, imported or written.

use super::Table;
use std::path::PathBuf;

/// A file that is no edition, or sources that cannot become one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// There are no bytes at all.
    #[error("the edition file is empty; build it again with the edition example")]
    Empty,
    /// The first bytes are not those of an edition.
    #[error(
        "this is no edition file: it does not start with \"CLEANCLM\"; build one with the edition example"
    )]
    Foreign,
    /// The file is of a later format than this library reads.
    #[error(
        "the edition file has format {found}, this library reads formats up to {supported}; update cleanclaim or \
         build the edition with this version"
    )]
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest format that can be read.
        supported: u32,
    },
    /// The file is shorter or longer than its header says.
    #[error("the edition file has {found} bytes where its header says {expected}; copy or build it again")]
    Length {
        /// The length the header says.
        expected: u64,
        /// The length found.
        found: u64,
    },
    /// A part of the file contradicts another.
    #[error("the edition file is damaged ({what}); copy or build it again")]
    Damaged {
        /// The part that is wrong.
        what: &'static str,
    },
    /// The checksum does not fit the content.
    #[error(
        "the edition file is damaged: its checksum is {found:016x}, its header says {expected:016x}; copy or build it again"
    )]
    Checksum {
        /// The checksum the header says.
        expected: u64,
        /// The checksum of the content.
        found: u64,
    },
    /// A source holds more than the format can.
    #[error("{what} is larger than the format holds ({limit}); report it to the authors of cleanclaim")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: &'static str,
    },
    /// A source is of no known layout.
    #[error("{file}: {problem}")]
    Source {
        /// The source file, inside its archive when it came from one.
        file: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A row of a source cannot be read.
    #[error(
        "{file}, line {line}, {column}: {text:?} {problem}; correct the file or skip such rows with --lenient"
    )]
    Row {
        /// The source file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column by its name.
        column: &'static str,
        /// The text that stands there.
        text: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A set of sources lacks some of its files.
    #[error("{table}: {problem}", table = .table.name())]
    Incomplete {
        /// The table the set fills.
        table: Table,
        /// What lacks and what to do.
        problem: String,
    },
    /// Rows of the sources contradict each other.
    #[error("{table}: {problem}", table = .table.name())]
    Conflict {
        /// The table.
        table: Table,
        /// The rows and what to do.
        problem: String,
    },
}

impl EditionError {
    pub(super) fn damaged(what: &'static str) -> Self {
        Self::Damaged { what }
    }
}
