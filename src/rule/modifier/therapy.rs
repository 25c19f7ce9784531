//! Codes that are always therapy, by number.
//!
//! Those that the Medicare physician fee schedule reduces as multiple therapy (MULT PROC 5, July
//! 2024), and four more of the therapy code list that are priced by contractors or added on. PC/TC
//! indicator 7 is not the test: it holds audiology too.

use crate::code::ProcedureCode;

/// Whether Medicare takes a code as therapy whoever performs it.
pub(super) fn is_always_therapy(code: ProcedureCode) -> bool {
    let text = code.to_bytes();
    let text = std::str::from_utf8(&text).unwrap_or_default();
    MULTIPLE_THERAPY.binary_search(&text).is_ok() || FURTHER.contains(&text)
}

/// What is known of the discipline of a therapy code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Discipline {
    /// One discipline, by definition of the code.
    Only(&'static str),
    /// One discipline in all likelihood.
    Likely(&'static str),
    /// Any of these, with spaces between.
    Any(&'static str),
}

/// The disciplines under whose plan of care a therapy code is given.
pub(super) fn discipline(code: ProcedureCode) -> Discipline {
    match code.number() {
        Some(97_161..=97_164) => Discipline::Only("GP"),
        Some(97_165..=97_168) => Discipline::Only("GO"),
        Some(92_507 | 92_508 | 92_521..=92_524) => Discipline::Only("GN"),
        Some(92_597 | 92_607..=92_609) => Discipline::Likely("GN"),
        Some(92_526) => Discipline::Any("GO GN"),
        _ => Discipline::Any("GP GO GN"),
    }
}

static MULTIPLE_THERAPY: &[&str] = &[
    "0791T", "92507", "92508", "92521", "92522", "92523", "92524", "92526", "92597", "92607", "92609",
    "96125", "97012", "97016", "97018", "97022", "97024", "97026", "97028", "97032", "97033", "97034",
    "97035", "97036", "97110", "97112", "97113", "97116", "97124", "97140", "97150", "97161", "97162",
    "97163", "97164", "97165", "97166", "97167", "97168", "97530", "97533", "97535", "97537", "97542",
    "97750", "97755", "97760", "97761", "97763", "G0281", "G0283", "G0329",
];

static FURTHER: &[&str] = &["92608", "97039", "97139", "97799"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_codes() {
        for list in [MULTIPLE_THERAPY, FURTHER] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|code| is_always_therapy(code.parse().unwrap())));
        }
        for audiology in ["92550", "92557", "92604", "97545", "97129", "95992"] {
            assert!(!is_always_therapy(audiology.parse().unwrap()), "{audiology}");
        }
    }
}
