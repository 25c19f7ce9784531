//! Codes that are always therapy, by number.
//!
//! Those that the Medicare physician fee schedule reduces as multiple therapy (MULT PROC 5, July
//! 2024), and four more of the therapy code list that are priced by contractors or added on. PC/TC
//! indicator 7 is not the test: it holds audiology too.

use crate::code::ProcedureCode;

/// Whether Medicare takes a code as therapy whoever performs it.
pub(super) fn is_always_therapy(code: ProcedureCode) -> bool {
    MULTIPLE_THERAPY.binary_search(&code).is_ok() || FURTHER.contains(&code)
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

static MULTIPLE_THERAPY: [ProcedureCode; 52] = ProcedureCode::list([
    b"0791T", b"92507", b"92508", b"92521", b"92522", b"92523", b"92524", b"92526", b"92597", b"92607",
    b"92609", b"96125", b"97012", b"97016", b"97018", b"97022", b"97024", b"97026", b"97028", b"97032",
    b"97033", b"97034", b"97035", b"97036", b"97110", b"97112", b"97113", b"97116", b"97124", b"97140",
    b"97150", b"97161", b"97162", b"97163", b"97164", b"97165", b"97166", b"97167", b"97168", b"97530",
    b"97533", b"97535", b"97537", b"97542", b"97750", b"97755", b"97760", b"97761", b"97763", b"G0281",
    b"G0283", b"G0329",
]);

static FURTHER: [ProcedureCode; 4] = ProcedureCode::list([b"92608", b"97039", b"97139", b"97799"]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_codes() {
        for list in [&MULTIPLE_THERAPY[..], &FURTHER] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|code| is_always_therapy(*code)));
        }
        for audiology in ["92550", "92557", "92604", "97545", "97129", "95992"] {
            assert!(!is_always_therapy(audiology.parse().unwrap()), "{audiology}");
        }
    }
}
