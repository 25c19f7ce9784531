//! Status indicator and ambulatory payment classification (APC) of outpatient procedures.
//!
//! A [`Windowed`](super::windowed) table; row: first day u32, last day u32, status indicator u8, 0
//! u8, APC u16 (0 none), 0 u32.

use super::super::format::{u8_in, u16_in};
use super::indicator::indicator;

indicator! {
    /// The OPPS status indicator of a code.
    StatusIndicator {
        A "A" "paid under another fee schedule or payment system";
        B "B" "not recognised by OPPS on an outpatient hospital bill";
        C "C" "inpatient procedure";
        E1 "E1" "not paid by Medicare on an outpatient bill";
        E2 "E2" "no pricing information or claims data";
        F "F" "corneal tissue acquisition, certain certified registered nurse anesthetist services, hepatitis B vaccine";
        G "G" "pass-through drug or biological";
        H "H" "pass-through device";
        H1 "H1" "non-opioid device paid separately";
        J1 "J1" "comprehensive APC";
        J2 "J2" "services that may be paid through a comprehensive APC";
        K "K" "non-pass-through drug, biological or radiopharmaceutical";
        K1 "K1" "non-opioid drug or biological paid separately";
        L "L" "influenza, pneumococcal or COVID-19 vaccine";
        M "M" "not billable to the Medicare administrative contractor";
        N "N" "packaged into other services";
        P "P" "partial hospitalization or intensive outpatient program";
        Q1 "Q1" "packaged with S, T or V";
        Q2 "Q2" "packaged with T";
        Q3 "Q3" "may be paid through a composite APC";
        Q4 "Q4" "conditionally packaged laboratory test";
        R "R" "blood and blood products";
        S "S" "procedure not discounted when multiple";
        S1 "S1" "skin substitute product";
        T "T" "procedure discounted when multiple";
        U "U" "brachytherapy source";
        V "V" "clinic or emergency visit";
        W "W" "invalid code, or invalid revenue code";
        Y "Y" "durable medical equipment, billed to the DME contractor";
        Z "Z" "valid revenue code with no other status indicator";
        X "X" "ancillary service, until 2014";
        Q "Q" "packaged subject to separate payment, until 2008";
    }
}

/// What OPPS says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opps {
    /// The status indicator.
    pub status_indicator: StatusIndicator,
    /// The ambulatory payment classification, when the code has one.
    pub apc: Option<u16>,
}

impl Opps {
    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        let mut payload = vec![self.status_indicator as u8, 0];
        payload.extend(self.apc.unwrap_or_default().to_le_bytes());
        payload.extend([0; 4]);
        payload
    }

    pub(in crate::edition) fn from_row(row: &[u8; 16]) -> Option<Self> {
        let apc = u16_in(row, 10);
        Some(Self {
            status_indicator: StatusIndicator::from_number(u8_in(row, 8))?,
            apc: (apc != 0).then_some(apc),
        })
    }
}
