//! What the integrated outpatient code editor (I/OCE) knows of a procedure beside its payment.
//!
//! A [`Windowed`](super::windowed) table; row of 40 bytes: first day u32, last day u32, lowest age u8,
//! highest age u8, payment indicator u8, edit of the mid-quarter date u8, day of approval u32 (all
//! ones: none), day of termination u32 (all ones: none), partial hospitalization duration u8,
//! intensive outpatient duration u8, 0 u16, flags u128 by [`OutpatientFlag`].

use super::super::format::{OPEN, u8_in, u32_in, u64_in};
use crate::code::Date;

macro_rules! flags {
    ($($variant:ident $name:literal;)*) => {
        /// A flag of the I/OCE procedure table, by its published name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum OutpatientFlag {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl OutpatientFlag {
            /// Every flag, in the order of their bits; the list only grows at its end.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The published name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The flag of a published name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

flags! {
    AddonCovidLab "addon_covid_lab";
    AddonDrugAdmin "addon_drug_admin";
    AddonSaas "addon_saas";
    AddonType1 "addon_type1";
    AddonType2 "addon_type2";
    AddonType3 "addon_type3";
    AdvanceCarePlanning "advance_care_planning";
    AllogeneicTransplant "allogeneic_transplant";
    AnnualWellnessVisit "annual_wellness_visit";
    Antigen "antigen";
    BilateralConditional "bilateral_conditional";
    BilateralIndependent "bilateral_independent";
    BilateralInherent "bilateral_inherent";
    BloodProduct "blood_product";
    BloodService "blood_service";
    BundledInBiological "bundled_in_biological";
    BypassE72FqhcRhc "bypass_e72_fqhc_rhc";
    BypassE92Modifier "bypass_e92_modifier";
    BypassE99 "bypass_e99";
    CapcExclusion "capc_exclusion";
    CapcSrsPlanAndPrep "capc_srs_plan_and_prep";
    Cast "cast";
    CmsMidQuarterTermination "cms_mid_quarter_termination";
    CoinsuranceDeductibleWaiverEligible "coinsurance_deductible_waiver_eligible";
    Colorectal "colorectal";
    CorneaTissueProcessing "cornea_tissue_processing";
    CorneaTransplant "cornea_transplant";
    CriticalCareAncillary "critical_care_ancillary";
    DailyMentalHealth "daily_mental_health";
    DeductibleCoinsNa "deductible_coins_na";
    DeductibleNa "deductible_na";
    Device "device";
    DeviceDependentProcedure "device_dependent_procedure";
    DeviceProcedure "device_procedure";
    DmercBillableOnly "dmerc_billable_only";
    Educational "educational";
    FilmXray "film_xray";
    FqhcChronicCare "fqhc_chronic_care";
    FqhcDcaps "fqhc_dcaps";
    FqhcFluPpv "fqhc_flu_ppv";
    FqhcNonCovered "fqhc_non_covered";
    FqhcNonPackagedPreventive "fqhc_non_packaged_preventive";
    FqhcPreventive "fqhc_preventive";
    Imrt "imrt";
    InformationOnly "information_only";
    IopAddon "iop_addon";
    IopNotMh "iop_not_mh";
    IopPrimary "iop_primary";
    IopService "iop_service";
    MhNotIop "mh_not_iop";
    MhNotPh "mh_not_ph";
    NcciCode1 "ncci_code1";
    NcciCode2 "ncci_code2";
    NegativePressureWoundTherapy "negative_pressure_wound_therapy";
    NonBillableMac "non_billable_mac";
    NonCovered "non_covered";
    NonReportableSite "non_reportable_site";
    NonStandardCtScan "non_standard_ct_scan";
    NonopioidDevice "nonopioid_device";
    NotRecognizedMcare "not_recognized_mcare";
    NotRecognizedOpps "not_recognized_opps";
    Observation "observation";
    ObservationDirectAdmit "observation_direct_admit";
    ObservationHospitalOnly "observation_hospital_only";
    ObservationHourly "observation_hourly";
    OpioidTreatmentProgram "opioid_treatment_program";
    OpioidUseDisorder "opioid_use_disorder";
    OverrideSection603 "override_section603";
    PackedRedCells "packed_red_cells";
    PartBBillable "part_b_billable";
    PassthroughContrast "passthrough_contrast";
    PassthroughDevice "passthrough_device";
    PassthroughRadiopharm "passthrough_radiopharm";
    PassthroughSkinProduct "passthrough_skin_product";
    PhAddon "ph_addon";
    PhNotMh "ph_not_mh";
    PhPrimary "ph_primary";
    PhService "ph_service";
    PhpIopReportable "php_iop_reportable";
    Questionable "questionable";
    RadiationOncologyModel "radiation_oncology_model";
    RadiopharmExceedsThreshold "radiopharm_exceeds_threshold";
    RemoteMentalHealth "remote_mental_health";
    RemoteMentalHealthAddon "remote_mental_health_addon";
    RhcModifierConflict "rhc_modifier_conflict";
    SdohRiskAssessment "sdoh_risk_assessment";
    Section603Exclusion "section603_exclusion";
    SeparateProcedure "separate_procedure";
    SkinSubstituteApplicationProcedure "skin_substitute_application_procedure";
    SkinSubstituteHi "skin_substitute_hi";
    SkinSubstituteLo "skin_substitute_lo";
    SkinSubstituteSgHi "skin_substitute_sg_hi";
    SkinSubstituteSgLo "skin_substitute_sg_lo";
    Splint "splint";
    StatutoryExclusion "statutory_exclusion";
    StvPackaged "stv_packaged";
    TPackaged "t_packaged";
    Telehealth "telehealth";
    TerminatedDeviceProcedure "terminated_device_procedure";
    TherapyConditionallyPaid "therapy_conditionally_paid";
    TokenChargeOnly "token_charge_only";
    TraumaCriticalCare "trauma_critical_care";
    TraumaRevenueCode "trauma_revenue_code";
    UnclassifiedDrug "unclassified_drug";
    Vaccine "vaccine";
    WholeBlood "whole_blood";
}

/// What the outpatient code editor knows of a procedure on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outpatient {
    /// Lowest age in completed years, included.
    pub lowest_age: u8,
    /// Highest age in completed years, included; 124 when there is no limit.
    pub highest_age: u8,
    /// Payment indicator.
    pub payment_indicator: u8,
    /// The edit that the dates of approval and termination raise, when they matter.
    pub mid_quarter_edit: Option<u8>,
    /// Day of approval, when it lies within a quarter.
    pub approved: Option<Date>,
    /// Day of termination, when it lies within a quarter.
    pub terminated: Option<Date>,
    /// Duration class of a partial hospitalization service, 0 when it has none.
    pub partial_hospitalization_duration: u8,
    /// Duration class of an intensive outpatient service, 0 when it has none.
    pub intensive_outpatient_duration: u8,
    pub(in crate::edition) flags: u128,
}

/// Bytes of a row.
pub(in crate::edition) const ROW: usize = 40;

impl Outpatient {
    /// A procedure with these flags, for all ages, and nothing else.
    pub fn new(flags: impl IntoIterator<Item = OutpatientFlag>) -> Self {
        Self {
            lowest_age: 0,
            highest_age: 124,
            payment_indicator: 0,
            mid_quarter_edit: None,
            approved: None,
            terminated: None,
            partial_hospitalization_duration: 0,
            intensive_outpatient_duration: 0,
            flags: flags.into_iter().fold(0, |bits, flag| bits | 1 << flag as u32),
        }
    }

    /// Whether a flag is set.
    pub const fn has(&self, flag: OutpatientFlag) -> bool {
        self.flags >> flag as u32 & 1 != 0
    }

    /// Whether it is for patients of every age.
    pub const fn is_for_all_ages(&self) -> bool {
        self.lowest_age == 0 && self.highest_age == 124
    }

    /// The flags that are set.
    pub fn flags(&self) -> impl Iterator<Item = OutpatientFlag> + use<> {
        let bits = self.flags;
        OutpatientFlag::ALL.iter().copied().filter(move |flag| bits >> *flag as u32 & 1 != 0)
    }

    pub(in crate::edition) fn to_payload(self) -> Vec<u8> {
        let mut payload = vec![
            self.lowest_age,
            self.highest_age,
            self.payment_indicator,
            self.mid_quarter_edit.unwrap_or_default(),
        ];
        for day in [self.approved, self.terminated] {
            payload.extend(day.map_or(OPEN, Date::days).to_le_bytes());
        }
        payload.extend([self.partial_hospitalization_duration, self.intensive_outpatient_duration, 0, 0]);
        payload.extend(self.flags.to_le_bytes());
        payload
    }

    pub(in crate::edition) fn from_row(row: &[u8; ROW]) -> Self {
        let edit = u8_in(row, 11);
        Self {
            lowest_age: u8_in(row, 8),
            highest_age: u8_in(row, 9),
            payment_indicator: u8_in(row, 10),
            mid_quarter_edit: (edit != 0).then_some(edit),
            approved: Date::from_days(u32_in(row, 12)),
            terminated: Date::from_days(u32_in(row, 16)),
            partial_hospitalization_duration: u8_in(row, 20),
            intensive_outpatient_duration: u8_in(row, 21),
            flags: u128::from(u64_in(row, 24)) | u128::from(u64_in(row, 32)) << 64,
        }
    }
}
