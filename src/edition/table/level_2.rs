//! Coverage and cross-references of HCPCS Level II codes.
//!
//! A [`Windowed`](super::windowed) table with a window per release of the file; row: first day u32,
//! last day u32, coverage u8, multiple-pricing indicator u8, BETOS 3 bytes, type of service 5 bytes,
//! action code u8, 0 u8, five packed cross-references u32 (all ones: none).

use super::super::format::{u8_in, u32_in};
use super::indicator::indicator;
use crate::code::ProcedureCode;

indicator! {
    /// The Medicare coverage code of a HCPCS Level II code.
    Coverage {
        Judgment "C" "carrier judgment";
        Special "D" "special coverage instructions apply";
        NotPayable "I" "not payable by Medicare";
        NonCovered "M" "non-covered by Medicare";
        NonCoveredByStatute "S" "non-covered by Medicare statute";
    }
}

/// What the HCPCS Level II file says of a code beside its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level2 {
    /// Medicare coverage, when stated.
    pub coverage: Option<Coverage>,
    /// Multiple-pricing indicator, an ASCII character, 0 when blank.
    pub multiple_pricing: u8,
    /// Berenson-Eggers type of service, ASCII, zeros when blank.
    pub betos: [u8; 3],
    /// Types of service, ASCII, zeros when blank.
    pub type_of_service: [u8; 5],
    /// Action code of the release (A added, C changed, D discontinued, N none, …), 0 when blank.
    pub action: u8,
    /// Cross-reference codes: the codes to use instead.
    pub cross_references: [Option<ProcedureCode>; 5],
}

/// Bytes of a row.
pub(in crate::edition) const ROW: usize = 40;

impl Level2 {
    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        let mut payload = vec![self.coverage.map_or(0, |coverage| coverage as u8 + 1), self.multiple_pricing];
        payload.extend(self.betos);
        payload.extend(self.type_of_service);
        payload.extend([self.action, 0]);
        for reference in self.cross_references {
            payload.extend(reference.map_or(u32::MAX, ProcedureCode::packed).to_le_bytes());
        }
        payload
    }

    pub(in crate::edition) fn from_row(row: &[u8; ROW]) -> Self {
        let reference = |index: usize| ProcedureCode::from_packed(u32_in(row, 20 + 4 * index));
        Self {
            coverage: u8_in(row, 8).checked_sub(1).and_then(Coverage::from_number),
            multiple_pricing: u8_in(row, 9),
            betos: std::array::from_fn(|index| u8_in(row, 10 + index)),
            type_of_service: std::array::from_fn(|index| u8_in(row, 13 + index)),
            action: u8_in(row, 18),
            cross_references: std::array::from_fn(reference),
        }
    }
}
