//! Medically unlikely edits.
//!
//! A [`Windowed`](super::windowed) table; row: first day u32, last day u32, value u32, adjudication
//! indicator u8 (0 none), rationale u8, 0 u16.

use super::super::format::{u8_in, u32_in};
use super::{Table, indicator::indicator};

/// Which published set of medically unlikely edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MueSet {
    /// Medicare, practitioners.
    Practitioner,
    /// Medicare, outpatient hospitals.
    Outpatient,
    /// Medicare, suppliers of durable medical equipment.
    Dme,
    /// Medicaid, practitioners.
    MedicaidPractitioner,
    /// Medicaid, outpatient hospitals.
    MedicaidOutpatient,
    /// Medicaid, suppliers of durable medical equipment.
    MedicaidDme,
}

impl MueSet {
    /// Every set.
    pub const ALL: [Self; 6] = [
        Self::Practitioner,
        Self::Outpatient,
        Self::Dme,
        Self::MedicaidPractitioner,
        Self::MedicaidOutpatient,
        Self::MedicaidDme,
    ];

    /// The table that holds the set.
    pub const fn table(self) -> Table {
        match self {
            Self::Practitioner => Table::MuePractitioner,
            Self::Outpatient => Table::MueOutpatient,
            Self::Dme => Table::MueDme,
            Self::MedicaidPractitioner => Table::MueMedicaidPractitioner,
            Self::MedicaidOutpatient => Table::MueMedicaidOutpatient,
            Self::MedicaidDme => Table::MueMedicaidDme,
        }
    }
}

indicator! {
    /// The MUE adjudication indicator: what the units are counted over.
    Mai {
        Line "1" "each line by itself";
        DatePolicy "2" "all lines of the date of service, absolute by policy";
        DateClinical "3" "all lines of the date of service, by clinical benchmarks";
    }
}

indicator! {
    /// Why a medically unlikely edit has its value, by the published classes.
    MueRationale {
        Other "other" "a rationale that is none of the published classes";
        CmsPolicy "CMS Policy" "policy of CMS";
        ClinicalData "Clinical: Data" "claims data";
        CodeDescriptor "Code Descriptor / CPT Instruction" "the code's descriptor or a CPT instruction";
        Anatomic "Anatomic Consideration" "anatomy";
        NatureOfService "Nature of Service/Procedure" "the nature of the service";
        PrescribingInformation "Prescribing Information" "the drug's prescribing information";
        NatureOfAnalyte "Nature of Analyte" "the nature of the analyte";
        ClinicalWorkgroup "Clinical: CMS Workgroup" "a CMS workgroup";
        DrugDiscontinued "Drug discontinued" "the drug is discontinued";
        NatureOfEquipment "Nature of Equipment" "the nature of the equipment";
        SocietyComment "Clinical: Society Comment" "a comment of a medical society";
        OralMedication "Oral Medication; Not Payable" "an oral medication, not payable";
        CompoundedDrug "Compounded Drug Policy" "policy on compounded drugs";
        ContractorPolicy "Published Contractor Policy" "published policy of a contractor";
    }
}

impl MueRationale {
    /// The class of a published text; its case and spaces do not matter.
    pub fn from_text(text: &str) -> Self {
        let plain = |text: &str| {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        };
        let wanted = plain(text);
        Self::ALL.iter().copied().find(|class| plain(class.code()) == wanted).unwrap_or(Self::Other)
    }
}

/// A medically unlikely edit: the most units of a code that are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mue {
    /// The most units; 0 is real and means not payable.
    pub value: u32,
    /// What the units are counted over; Medicaid files do not say.
    pub mai: Option<Mai>,
    /// Why the value is what it is.
    pub rationale: MueRationale,
}

impl Mue {
    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        let mut payload = self.value.to_le_bytes().to_vec();
        payload.push(self.mai.map_or(0, |mai| mai as u8 + 1));
        payload.push(self.rationale as u8);
        payload.extend([0; 2]);
        payload
    }

    pub(in crate::edition) fn from_row(row: &[u8; 16]) -> Self {
        Self {
            value: u32_in(row, 8),
            mai: u8_in(row, 12).checked_sub(1).and_then(Mai::from_number),
            rationale: MueRationale::from_number(u8_in(row, 13)).unwrap_or(MueRationale::Other),
        }
    }
}
