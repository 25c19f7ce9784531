//! cleanclaim beside what one would use instead: the same tables, the same questions, the answers
//! compared before the clock starts, the contenders taking turns.
//!
//! ```sh
//! CLEANCLAIM_DATA=DIR cargo run --release --manifest-path benches/peers/Cargo.toml [-- ROUNDS [pairs|edits|import|whole]]
//! ```
//!
//! Without `CLEANCLAIM_DATA`, tables of the same shape are generated. What is asked stands in
//! `benches/support/mix.rs`.

mod import;
mod pairs;
mod plain;
mod rounds;
#[path = "../../support/mod.rs"]
mod support;
mod table_edits;
mod whole;

use plain::Plain;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(9);
    let (edition, tables) = support::tables::full();
    let day = "2024-08-15".parse().expect("a date");
    let plain = Plain::of(&edition, day);
    let mut names: Vec<String> = edition.codes().map(|code| code.to_string()).collect();
    names.sort();
    println!("{tables}: {} pairs in {} bytes", plain.pairs.len(), edition.as_bytes().len());
    let wanted = std::env::args().nth(2).unwrap_or_default();
    if "pairs".starts_with(&wanted) {
        pairs::run(&edition, &plain, &names, rounds);
        pairs::together(&edition, &names, rounds);
    }
    if "edits".starts_with(&wanted) {
        table_edits::run(&edition, &plain, &names, rounds);
    }
    if "import".starts_with(&wanted) {
        import::run(rounds).expect("the published file can be unpacked");
    }
    if "whole".starts_with(&wanted) {
        whole::run(&edition, &names, rounds);
    }
}
