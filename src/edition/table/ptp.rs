//! NCCI procedure-to-procedure edits: sets, windows, rationales.
//!
//! A window's record is 12 bytes: first day u32, last day u32, indicator u8, rationale u8, 1 when in
//! force before 1996 u8, 0. How pairs find their windows is in [`pairs`](super::pairs).

use super::super::format::{OPEN, u8_in, u32_in};
use super::Table;
use crate::code::Date;

/// Which published set of procedure-to-procedure edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PtpSet {
    /// Medicare, practitioners and ambulatory surgical centers.
    Practitioner,
    /// Medicare, outpatient hospitals.
    Hospital,
    /// Medicaid, practitioners and ambulatory surgical centers.
    MedicaidPractitioner,
    /// Medicaid, outpatient hospitals.
    MedicaidHospital,
}

impl PtpSet {
    /// Every set.
    pub const ALL: [Self; 4] =
        [Self::Practitioner, Self::Hospital, Self::MedicaidPractitioner, Self::MedicaidHospital];

    /// The table that holds the set.
    pub const fn table(self) -> Table {
        match self {
            Self::Practitioner => Table::PtpPractitioner,
            Self::Hospital => Table::PtpHospital,
            Self::MedicaidPractitioner => Table::PtpMedicaidPractitioner,
            Self::MedicaidHospital => Table::PtpMedicaidHospital,
        }
    }
}

/// A procedure-to-procedure edit in force: the column-2 code is denied beside the column-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PtpEdit {
    /// Whether a PTP-associated modifier bypasses the edit (indicator 1).
    pub modifier_allowed: bool,
    /// First day in force.
    pub effective: Date,
    /// Last day in force, when the edit has been deleted.
    pub deleted: Option<Date>,
    /// Why the edit exists.
    pub rationale: Rationale,
}

impl PtpEdit {
    /// The edit of the record of a window with indicator 0 or 1.
    #[inline]
    pub(in crate::edition) fn of(record: &[u8; 12]) -> Self {
        Self {
            modifier_allowed: u8_in(record, 8) == 1,
            effective: Date::from_days(u32_in(record, 0)).unwrap_or(Date::MAX),
            deleted: Date::from_days(u32_in(record, 4)),
            rationale: Rationale::from_number(u8_in(record, 9)),
        }
    }
}

/// The correct coding modifier indicator of a published row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// 0: no modifier bypasses the edit.
    NotAllowed,
    /// 1: a PTP-associated modifier bypasses the edit.
    Allowed,
    /// 9: the row is a tombstone, never an edit in force.
    NotApplicable,
}

/// One published window of a pair, in force or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PtpWindow {
    /// First day in force.
    pub effective: Date,
    /// Last day in force, when the edit has been deleted.
    pub deleted: Option<Date>,
    /// Indicator 0, 1 or 9.
    pub indicator: Indicator,
    /// Why the edit exists.
    pub rationale: Rationale,
    /// Whether the row is marked as in existence before 1996.
    pub before_1996: bool,
}

macro_rules! rationales {
    ($($number:literal $name:ident $text:literal, $doc:literal;)*) => {
        /// Why a procedure-to-procedure edit exists, by the published classes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rationale {
            $(#[doc = $doc] $name = $number,)*
        }

        impl Rationale {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The published words of the class.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rationales! {
    0 Other "other", "A rationale that is none of the published classes.";
    1 MisuseOfColumnTwo "Misuse of Column Two code with Column One code", "The column-2 code is misused beside the column-1 code.";
    2 CodingInstruction "CPT Manual or CMS manual coding instruction", "An instruction of the CPT book or of a CMS manual.";
    3 StandardOfPractice "Standards of medical/surgical practice", "Part of the procedure by the standards of practice.";
    4 AnesthesiaPreparation "Standard preparation/monitoring services for anesthesia", "Standard preparation or monitoring for anesthesia.";
    5 CodeDefinition "HCPCS/CPT procedure code definition", "The definition of one code includes the other.";
    6 MutuallyExclusive "Mutually exclusive procedures", "Not reasonably done together.";
    7 MoreExtensive "More extensive procedure", "The column-1 procedure is the more extensive one.";
    8 SeparateProcedure "CPT Separate procedure definition", "The column-2 code is a separate procedure.";
    9 AnesthesiaIncluded "Anesthesia service included in surgical procedure", "Anesthesia by the surgeon is included.";
    10 Sequential "Sequential procedure", "A procedure that goes over into the other.";
    11 LaboratoryPanel "Laboratory panel", "A component of the laboratory panel.";
    12 SexSpecific "Gender-specific procedures", "Procedures for different sexes.";
}

impl Rationale {
    /// The class of a published text; its case, spaces and hyphens do not matter.
    pub fn from_text(text: &str) -> Self {
        let plain = |text: &str| {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        };
        let wanted = plain(text);
        if wanted.starts_with("sex") {
            return Self::SexSpecific;
        }
        Self::ALL.iter().copied().find(|class| plain(class.text()) == wanted).unwrap_or(Self::Other)
    }

    #[inline]
    fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Other)
    }
}

/// The window of a record.
#[inline]
pub(in crate::edition) fn window_of(record: &[u8; 12]) -> PtpWindow {
    PtpWindow {
        effective: Date::from_days(u32_in(record, 0)).unwrap_or(Date::MAX),
        deleted: Date::from_days(u32_in(record, 4)),
        indicator: match u8_in(record, 8) {
            0 => Indicator::NotAllowed,
            1 => Indicator::Allowed,
            _ => Indicator::NotApplicable,
        },
        rationale: Rationale::from_number(u8_in(record, 9)),
        before_1996: u8_in(record, 10) != 0,
    }
}

pub(in crate::edition) fn record_of(window: &PtpWindow) -> [u8; 12] {
    let [a, b, c, d] = window.effective.days().to_le_bytes();
    let [e, f, g, h] = window.deleted.map_or(OPEN, Date::days).to_le_bytes();
    let indicator = match window.indicator {
        Indicator::NotAllowed => 0,
        Indicator::Allowed => 1,
        Indicator::NotApplicable => 9,
    };
    [a, b, c, d, e, f, g, h, indicator, window.rationale as u8, u8::from(window.before_1996), 0]
}
