//! Info and differences as text.

use cleanclaim::edition::{Diff, Info};

pub fn info(info: &Info) {
    println!("edition {}  {} bytes  {} procedure codes", info.id, info.bytes, info.codes);
    println!("\n{:<34} {:>9} {:>10}  from        to", "table", "rows", "bytes");
    for table in &info.tables {
        let partial = if table.partial { "  partial" } else { "" };
        println!(
            "{:<34} {:>9} {:>10}  {}  {}{partial}",
            table.name, table.rows, table.bytes, table.first_date, table.last_date
        );
    }
    let ptp = &info.ptp;
    println!(
        "\nPTP: {} pairs, {} windows, {:.2} bytes a pair, {:.2} pairs a word",
        ptp.pairs, ptp.windows, ptp.bytes_per_pair, ptp.pairs_per_word
    );
    println!("\n{:<60} {:<24} {:<16} {:>8} {:>8} {:>8}", "source", "kind", "hash", "read", "kept", "skipped");
    for source in &info.sources {
        println!(
            "{:<60} {:<24} {:<16} {:>8} {:>8} {:>8}",
            source.file, source.kind, source.hash, source.read, source.kept, source.skipped
        );
    }
}

pub fn diff(diff: &Diff) {
    println!("{} -> {}", diff.old, diff.new);
    for group in &diff.groups {
        println!("\n{}: {} added, {} ended, {} changed", group.name, group.added, group.ended, group.changed);
        for change in &group.examples {
            println!("  {change}");
        }
        let shown = group.examples.len() as u64;
        let all = group.added + group.ended + group.changed;
        if all > shown {
            println!("  … and {} more", all - shown);
        }
    }
    if diff.groups.iter().all(|group| group.added + group.ended + group.changed == 0) {
        println!("\nno difference");
    }
}
