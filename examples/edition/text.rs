//! Info and differences as text.

use cleanclaim::edition::source::Imported;
use cleanclaim::edition::{Diff, Info};
use std::fmt::Write;

pub fn info(info: &Info) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(out, "edition {}  {} bytes  {} procedure codes", info.id, info.bytes, info.codes)?;
    writeln!(out, "\n{:<34} {:>9} {:>10}  from        to", "table", "rows", "bytes")?;
    for table in &info.tables {
        let partial = if table.partial { "  partial" } else { "" };
        writeln!(
            out,
            "{:<34} {:>9} {:>10}  {}  {}{partial}",
            table.name, table.rows, table.bytes, table.first_date, table.last_date
        )?;
    }
    let ptp = &info.ptp;
    writeln!(
        out,
        "\nPTP: {} pairs, {} windows, {:.2} bytes a pair, {:.2} pairs a word",
        ptp.pairs, ptp.windows, ptp.bytes_per_pair, ptp.pairs_per_word
    )?;
    writeln!(
        out,
        "\n{:<60} {:<24} {:<16} {:>8} {:>8} {:>8}",
        "source", "kind", "hash", "read", "kept", "skipped"
    )?;
    for source in &info.sources {
        writeln!(
            out,
            "{:<60} {:<24} {:<16} {:>8} {:>8} {:>8}",
            source.file, source.kind, source.hash, source.read, source.kept, source.skipped
        )?;
    }
    Ok(out)
}

pub fn diff(diff: &Diff) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(out, "{} -> {}", diff.old, diff.new)?;
    for group in &diff.groups {
        writeln!(
            out,
            "\n{}: {} added, {} ended, {} changed",
            group.name, group.added, group.ended, group.changed
        )?;
        for change in &group.examples {
            writeln!(out, "  {change}")?;
        }
        let shown = group.examples.len() as u64;
        let all = group.added + group.ended + group.changed;
        if all > shown {
            writeln!(out, "  … and {} more", all - shown)?;
        }
    }
    if diff.is_empty() {
        writeln!(out, "\nno difference")?;
    }
    Ok(out)
}

pub fn imported(imported: &[Imported]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for import in imported {
        let source = &import.source;
        writeln!(
            out,
            "{:<44} {:<24} read {:>8}  kept {:>8}  skipped {:>8}",
            source.file, source.kind, source.read, source.kept, source.skipped
        )?;
        for (reason, count) in &import.reasons {
            writeln!(out, "  {count} skipped: {reason}")?;
        }
    }
    Ok(out)
}
