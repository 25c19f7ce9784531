//! Unlisted and not-otherwise-classified codes.
//!
//! Numbers only. "Ends in 99" is not the test: 21199, 26499, 27499, 28299, 29899, 61799, 80199 and
//! 81299 are ordinary codes. The numeric list is the codes of MPFS status C that end in 99 (July
//! 2024 relative value file) and the others the Medicare Claims Processing Manual treats so.

use crate::code::ProcedureCode;

/// Whether a code names no particular service, so that the claim has to describe it.
pub(in crate::rule) fn is_unlisted(code: ProcedureCode) -> bool {
    UNLISTED.binary_search(&code).is_ok()
}

/// Whether an unlisted code is a drug's.
pub(super) fn is_drug(code: ProcedureCode) -> bool {
    matches!(&code.to_bytes(), [b'J', ..] | b"Q4082" | b"C9399" | b"A9699" | b"A4641")
}

static UNLISTED: [ProcedureCode; 213] = ProcedureCode::list([
    b"01999", b"15999", b"17999", b"19499", b"20999", b"21089", b"21299", b"21499", b"21899", b"22899",
    b"22999", b"23929", b"24999", b"25999", b"26989", b"27299", b"27599", b"27899", b"28899", b"29799",
    b"29999", b"30999", b"31299", b"31599", b"31899", b"32999", b"33999", b"36299", b"37799", b"38129",
    b"38589", b"38999", b"39499", b"39599", b"40799", b"40899", b"41599", b"41899", b"42299", b"42699",
    b"42999", b"43289", b"43499", b"43659", b"43999", b"44238", b"44799", b"44899", b"44979", b"45399",
    b"45499", b"45999", b"46999", b"47379", b"47399", b"47579", b"47999", b"48999", b"49329", b"49659",
    b"49999", b"50549", b"50949", b"51999", b"53899", b"54699", b"55559", b"55899", b"58578", b"58579",
    b"58679", b"58999", b"59897", b"59898", b"59899", b"60659", b"60699", b"64999", b"66999", b"67299",
    b"67399", b"67599", b"67999", b"68399", b"68899", b"69399", b"69799", b"69949", b"69979", b"76496",
    b"76497", b"76498", b"76499", b"76999", b"77299", b"77399", b"77499", b"77799", b"78099", b"78199",
    b"78299", b"78399", b"78499", b"78599", b"78699", b"78799", b"78999", b"79999", b"80299", b"81099",
    b"81479", b"81599", b"84999", b"85999", b"86849", b"86999", b"87299", b"87799", b"87899", b"87999",
    b"88099", b"88199", b"88299", b"88399", b"90399", b"90749", b"90899", b"90999", b"91299", b"92499",
    b"93799", b"93998", b"94799", b"95199", b"95999", b"96379", b"96999", b"97039", b"97139", b"97799",
    b"99199", b"99429", b"99499", b"99600", b"A0999", b"A4335", b"A4421", b"A4641", b"A4649", b"A4913",
    b"A9280", b"A9698", b"A9699", b"A9900", b"A9999", b"B9998", b"B9999", b"C2698", b"C2699", b"C9399",
    b"E0769", b"E1399", b"E1699", b"J1599", b"J3490", b"J3590", b"J3591", b"J7199", b"J7599", b"J7699",
    b"J7799", b"J7999", b"J8498", b"J8499", b"J8597", b"J8999", b"J9999", b"K0108", b"K0812", b"K0898",
    b"K0899", b"L0999", b"L1499", b"L2999", b"L3649", b"L3999", b"L5999", b"L7499", b"L8039", b"L8499",
    b"L8699", b"P9099", b"Q0507", b"Q0508", b"Q0509", b"Q2039", b"Q4050", b"Q4051", b"Q4082", b"Q4100",
    b"S0590", b"T1999", b"T2025", b"T5999", b"V2199", b"V2299", b"V2399", b"V2599", b"V2629", b"V2797",
    b"V2799", b"V5298", b"V5299",
]);

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_and_well_formed() {
        assert!(super::UNLISTED.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
