//! Payment policy indicators and relative values of the Medicare physician fee schedule.
//!
//! A [`Windowed`](super::windowed) table with a window per release; row of 48 bytes: first day u32,
//! last day u32, work, non-facility practice, facility practice and malpractice relative values in
//! thousandths (u32 each), packed endoscopic base code u32 (all ones: none), modifier row u8, then
//! u8 each: status, PC/TC, global period, multiple procedure, bilateral, assistant, co-surgeon,
//! team, supervision, imaging family, flags (1 NA in non-facility, 2 NA in facility, 4 not used for
//! Medicare payment), percent before, during and after the operation, calculation flag, pricing
//! indicator, zeros.

use super::super::format::{u8_in, u32_in};
use super::indicator::indicator;
use crate::code::{ProcedureCode, Units};

indicator! {
    /// Which row of a code: a code has up to four, told apart by modifier.
    FeeRow {
        Global "" "the whole service";
        Professional "26" "the professional component";
        Technical "TC" "the technical component";
        Discontinued "53" "the discontinued procedure";
    }
}

indicator! {
    /// The status code: whether and how the schedule pays.
    FeeStatus {
        Active "A" "paid separately when covered";
        Bundled "B" "always bundled into other services";
        ContractorPriced "C" "priced by the contractor";
        Deleted "D" "deleted";
        Excluded "E" "excluded by regulation, paid elsewhere when covered";
        DeletedNoGrace "F" "deleted or discontinued, no grace period";
        NotValidGrace "G" "not valid for Medicare, with grace period";
        DeletedModifier "H" "deleted modifier";
        NotValid "I" "not valid for Medicare, another code is used";
        Anesthesia "J" "anesthesia service";
        Local "L" "local code";
        Measurement "M" "measurement code, for reporting only";
        NonCovered "N" "non-covered by Medicare";
        BundledOrExcluded "P" "bundled or excluded";
        TherapyReporting "Q" "therapy functional information code";
        Restricted "R" "coverage restricted";
        PaidAlone "T" "paid only when nothing else payable stands on the same date";
        OtherSchedule "X" "excluded by statute from this schedule, paid elsewhere";
    }
}

indicator! {
    /// The professional and technical component indicator (PC/TC).
    PcTc {
        Physician "0" "physician service, no split";
        Split "1" "diagnostic test with professional and technical component";
        ProfessionalOnly "2" "professional component only";
        TechnicalOnly "3" "technical component only";
        GlobalOnly "4" "global test only";
        IncidentTo "5" "incident to a physician's service";
        LabInterpretation "6" "laboratory physician interpretation";
        Therapy "7" "therapy, for which payment may not be made to a hospital's practitioner";
        SmearInterpretation "8" "physician interpretation of an abnormal smear";
        NotApplicable "9" "not applicable";
    }
}

indicator! {
    /// The global surgery period.
    GlobalPeriod {
        Days0 "000" "the day of the procedure";
        Days10 "010" "the day of the procedure and ten days after";
        Days90 "090" "the day before, the day of the procedure and ninety days after";
        Maternity "MMM" "maternity care";
        NotApplicable "XXX" "the global concept does not apply";
        Contractor "YYY" "the contractor decides";
        AddOn "ZZZ" "included in the global period of the primary procedure";
    }
}

indicator! {
    /// How several procedures on one day are reduced.
    MultipleProcedure {
        None "0" "no reduction";
        Before1995 "1" "the rule before 1995";
        Standard "2" "100, 50, 50, 50, 50 percent";
        Endoscopy "3" "endoscopy families";
        Imaging "4" "diagnostic imaging";
        Therapy "5" "therapy practice expense";
        Cardiovascular "6" "diagnostic cardiovascular technical component";
        Ophthalmology "7" "diagnostic ophthalmology technical component";
        NotApplicable "9" "not applicable";
    }
}

indicator! {
    /// Whether the 150 percent bilateral payment applies.
    Bilateral {
        DoesNotApply "0" "the adjustment does not apply";
        Applies "1" "150 percent with modifier 50";
        Inherent "2" "already priced as bilateral";
        Independent "3" "each side is paid in full";
        NotApplicable "9" "the concept does not apply";
    }
}

indicator! {
    /// Whether an assistant at surgery is paid.
    Assistant {
        WithDocumentation "0" "paid when the documentation shows the need";
        NotPaid "1" "not paid by statute";
        Paid "2" "paid";
        NotApplicable "9" "the concept does not apply";
    }
}

indicator! {
    /// Whether two surgeons are paid.
    CoSurgeon {
        NotPermitted "0" "not permitted";
        WithDocumentation "1" "paid when the documentation shows the need";
        Permitted "2" "permitted when the specialties differ";
        NotApplicable "9" "the concept does not apply";
    }
}

indicator! {
    /// Whether a surgical team is paid.
    Team {
        NotPermitted "0" "not permitted";
        WithDocumentation "1" "paid when the documentation shows the need";
        Permitted "2" "permitted";
        NotApplicable "9" "the concept does not apply";
    }
}

indicator! {
    /// The supervision a diagnostic test needs.
    Supervision {
        General "01" "general";
        Direct "02" "direct";
        Personal "03" "personal";
        Psychologist "04" "general, or a qualified psychologist performs it";
        Audiologist "05" "general, or a qualified audiologist performs it";
        TherapistCertified "06" "a physician or a physical therapist certified in electrophysiology performs it";
        NotApplicable "09" "the concept does not apply";
        TechnicianGeneral "21" "technician certified under general, otherwise direct";
        TechnicianOnline "22" "technician with online real-time contact";
        TherapistPersonal "66" "a physician or a certified physical therapist performs it";
        TherapistSupervises "6A" "as 66, and a certified physical therapist may supervise another";
        TherapistDirect "77" "a certified physical therapist, or under direct supervision";
        TherapistDirectSupervises "7A" "as 77, and a certified physical therapist may supervise another";
    }
}

/// One row of the relative value file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhysicianFee {
    /// Whether and how the schedule pays.
    pub status: FeeStatus,
    /// Professional and technical components.
    pub pc_tc: PcTc,
    /// Global surgery period.
    pub global: GlobalPeriod,
    /// Percent of the payment for care before the operation.
    pub preoperative_percent: u8,
    /// Percent of the payment for the operation.
    pub intraoperative_percent: u8,
    /// Percent of the payment for care after the operation.
    pub postoperative_percent: u8,
    /// Reduction of several procedures.
    pub multiple: MultipleProcedure,
    /// Bilateral payment.
    pub bilateral: Bilateral,
    /// Assistant at surgery.
    pub assistant: Assistant,
    /// Two surgeons.
    pub co_surgeon: CoSurgeon,
    /// Surgical team.
    pub team: Team,
    /// The base procedure of the code's endoscopy family.
    pub endoscopic_base: Option<ProcedureCode>,
    /// Supervision of a diagnostic test.
    pub supervision: Supervision,
    /// Diagnostic imaging family (88 in a reduction family, 99 not applicable).
    pub imaging_family: u8,
    /// Calculation flag of the file.
    pub calculation_flag: u8,
    /// Pricing indicator of the files from 2026 on.
    pub pricing_indicator: Option<u8>,
    /// Whether the service is rarely or never done outside of a facility.
    pub na_non_facility: bool,
    /// Whether the service is rarely or never paid in a facility.
    pub na_facility: bool,
    /// Whether the row is not used for Medicare payment.
    pub not_used_for_payment: bool,
    /// Work relative value units.
    pub work: Units,
    /// Practice expense relative value units outside of a facility.
    pub practice_non_facility: Units,
    /// Practice expense relative value units in a facility.
    pub practice_facility: Units,
    /// Malpractice relative value units.
    pub malpractice: Units,
}

impl PhysicianFee {
    /// All relative value units outside of a facility.
    pub fn total_non_facility(&self) -> Units {
        self.work + self.practice_non_facility + self.malpractice
    }

    /// All relative value units in a facility.
    pub fn total_facility(&self) -> Units {
        self.work + self.practice_facility + self.malpractice
    }

    pub(in crate::edition) fn to_payload(self, row: FeeRow) -> Vec<u8> {
        let mut payload = Vec::with_capacity(ROW - 8);
        for value in [self.work, self.practice_non_facility, self.practice_facility, self.malpractice] {
            payload.extend(u32::try_from(value.thousandths()).unwrap_or_default().to_le_bytes());
        }
        payload.extend(self.endoscopic_base.map_or(u32::MAX, ProcedureCode::packed).to_le_bytes());
        let flags = u8::from(self.na_non_facility)
            | u8::from(self.na_facility) << 1
            | u8::from(self.not_used_for_payment) << 2;
        payload.extend([
            row as u8,
            self.status as u8,
            self.pc_tc as u8,
            self.global as u8,
            self.multiple as u8,
            self.bilateral as u8,
            self.assistant as u8,
            self.co_surgeon as u8,
            self.team as u8,
            self.supervision as u8,
            self.imaging_family,
            flags,
            self.preoperative_percent,
            self.intraoperative_percent,
            self.postoperative_percent,
            self.calculation_flag,
            self.pricing_indicator.map_or(0, |indicator| indicator + 1),
        ]);
        payload.resize(ROW - 8, 0);
        payload
    }

    pub(in crate::edition) fn row_of(row: &[u8; ROW]) -> Option<FeeRow> {
        FeeRow::from_number(u8_in(row, 28))
    }

    pub(in crate::edition) fn from_row(row: &[u8; ROW]) -> Option<Self> {
        let units = |at| Units::from_thousandths(i64::from(u32_in(row, at)));
        let flags = u8_in(row, 39);
        Some(Self {
            work: units(8),
            practice_non_facility: units(12),
            practice_facility: units(16),
            malpractice: units(20),
            endoscopic_base: ProcedureCode::from_packed(u32_in(row, 24)),
            status: FeeStatus::from_number(u8_in(row, 29))?,
            pc_tc: PcTc::from_number(u8_in(row, 30))?,
            global: GlobalPeriod::from_number(u8_in(row, 31))?,
            multiple: MultipleProcedure::from_number(u8_in(row, 32))?,
            bilateral: Bilateral::from_number(u8_in(row, 33))?,
            assistant: Assistant::from_number(u8_in(row, 34))?,
            co_surgeon: CoSurgeon::from_number(u8_in(row, 35))?,
            team: Team::from_number(u8_in(row, 36))?,
            supervision: Supervision::from_number(u8_in(row, 37))?,
            imaging_family: u8_in(row, 38),
            na_non_facility: flags & 1 != 0,
            na_facility: flags & 2 != 0,
            not_used_for_payment: flags & 4 != 0,
            preoperative_percent: u8_in(row, 40),
            intraoperative_percent: u8_in(row, 41),
            postoperative_percent: u8_in(row, 42),
            calculation_flag: u8_in(row, 43),
            pricing_indicator: u8_in(row, 44).checked_sub(1),
        })
    }
}

/// Bytes of a row.
pub(in crate::edition) const ROW: usize = 48;
