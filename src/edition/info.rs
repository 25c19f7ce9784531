//! What an edition holds: tables, coverage, sizes and sources.
//!
//! Sources are stored as: count u32, then per source three texts (file, kind, hash; each a u32 of
//! length and UTF-8) and read, kept, skipped as u64.

use super::format::{u32_in, u64_in};
use super::{Edition, Table, table::pairs::PairCounts};
use crate::code::Date;
use serde::Serialize;

/// A source file an edition was built from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Source {
    /// The file name, inside its archive when it came from one.
    pub file: String,
    /// The layout it was recognised as.
    pub kind: String,
    /// xxh3-64 of the file as it was given, in hexadecimal.
    pub hash: String,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows skipped.
    pub skipped: u64,
}

/// One table of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableInfo {
    /// The name of the table.
    pub name: &'static str,
    /// Rows kept from the sources.
    pub rows: u64,
    /// First day the table answers for.
    pub first_date: Date,
    /// Last day the table answers for.
    pub last_date: Date,
    /// Bytes of the table.
    pub bytes: u64,
    /// Whether the table answers only for the codes it lists.
    pub partial: bool,
}

/// How densely the procedure-to-procedure tables are stored, all sets together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PtpInfo {
    /// Distinct ordered pairs.
    pub pairs: u64,
    /// Windows of all pairs.
    pub windows: u64,
    /// Bytes of the tables over distinct pairs, everything included.
    pub bytes_per_pair: f64,
    /// Pairs over non-empty words of 64 columns.
    pub pairs_per_word: f64,
}

/// What an edition holds; serialises to the JSON of `edition info`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Info {
    /// The edition's id.
    pub id: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// Procedure codes that have an id.
    pub codes: u64,
    /// The tables, in the order of the file.
    pub tables: Vec<TableInfo>,
    /// Density of the procedure-to-procedure tables.
    pub ptp: PtpInfo,
    /// The sources.
    pub sources: Vec<Source>,
}

/// Reads what an edition holds.
pub(super) fn read(edition: &Edition) -> Info {
    let (bytes, layout) = (edition.bytes.get(), &edition.layout);
    let mut tables = Vec::new();
    let (mut counts, mut ptp_bytes) = (PairCounts::default(), 0);
    for table in Table::ALL {
        let entry = layout.table(table);
        let (Some(first_date), Some(last_date)) = (Date::from_days(entry.first), Date::from_days(entry.last))
        else {
            continue;
        };
        if !entry.present {
            continue;
        }
        let size = layout.size(table);
        tables.push(TableInfo {
            name: table.name(),
            rows: entry.rows,
            first_date,
            last_date,
            bytes: size,
            partial: entry.scoped,
        });
        if super::PtpSet::ALL.iter().any(|set| set.table() == table) {
            let of_table = layout.ptp(bytes, table).counts();
            counts.pairs += of_table.pairs;
            counts.windows += of_table.windows;
            counts.words += of_table.words;
            ptp_bytes += size;
        }
    }
    let ratio = |a: f64, b: usize| if b == 0 { 0.0 } else { (a / b as f64 * 100.0).round() / 100.0 };
    Info {
        id: edition.id().to_owned(),
        bytes: bytes.len() as u64,
        codes: layout.codes as u64,
        tables,
        ptp: PtpInfo {
            pairs: counts.pairs as u64,
            windows: counts.windows as u64,
            bytes_per_pair: ratio(ptp_bytes as f64, counts.pairs),
            pairs_per_word: ratio(counts.pairs as f64, counts.words),
        },
        sources: sources(layout.shared(bytes, super::format::shared::SOURCES)).unwrap_or_default(),
    }
}

fn sources(bytes: &[u8]) -> Option<Vec<Source>> {
    let mut rest = bytes.get(4..)?;
    let text = |rest: &mut &[u8]| -> Option<String> {
        let (text, after) = rest.get(4..)?.split_at_checked(u32_in(rest, 0) as usize)?;
        *rest = after;
        String::from_utf8(text.to_vec()).ok()
    };
    let mut sources = Vec::new();
    for _ in 0..u32_in(bytes, 0) {
        let (file, kind, hash) = (text(&mut rest)?, text(&mut rest)?, text(&mut rest)?);
        let (numbers, after) = rest.split_at_checked(24)?;
        rest = after;
        let [read, kept, skipped] = [0, 8, 16].map(|at| u64_in(numbers, at));
        sources.push(Source { file, kind, hash, read, kept, skipped });
    }
    Some(sources)
}

/// The bytes of the sources.
pub(super) fn encode(sources: &[Source]) -> Vec<u8> {
    let mut out = (sources.len() as u32).to_le_bytes().to_vec();
    for source in sources {
        for text in [&source.file, &source.kind, &source.hash] {
            out.extend((text.len() as u32).to_le_bytes());
            out.extend(text.bytes());
        }
        for number in [source.read, source.kept, source.skipped] {
            out.extend(number.to_le_bytes());
        }
    }
    out
}
