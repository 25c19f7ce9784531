//! What rules look for on a claim beside its modifiers and codes.

use super::trigger::{RuleSet, of_stretch};
use super::{Context, ServiceLine};
use crate::claim::{Form, UnitBasis};
use crate::code::{Date, Money, Units};
use crate::edition::Table;
use std::ops::BitOrAssign;

/// Something about a claim, beside its modifiers and codes, that rules look for.
///
/// Those of a table are also there where it cannot answer for a line: the rule then says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Feature {
    /// There are earlier claims.
    History,
    /// Two lines have the same procedure code, or both none that can be read.
    Repetition,
    /// A line has more than one unit, or units that cannot be read.
    Units,
    /// A line has other units than one, or says that they count something else.
    Quantity,
    /// A line lasts for more than its first day.
    Span,
    /// A line is not given in an office (place of service 11).
    OtherPlace,
    /// A line has no procedure code that can be read.
    NoCode,
    /// A line has no charge above zero that can be read.
    NoCharge,
    /// The claim or a line names the certificate of a laboratory.
    Certificate,
    /// A diagnosis that cannot be read, or one beside the list that lines point to.
    OtherDiagnosis,
    /// The diagnoses are said to be of ICD-9-CM, or a line is dated before 2015-10-01.
    Icd9,
    /// There are several diagnoses.
    SeveralDiagnoses,
    /// A code of the fee schedule that is not active (status other than A).
    InactiveStatus,
    /// A code of the fee schedule for the interpretation of blood smears (PC/TC indicator 8).
    SmearInterpretation,
    /// A code of the fee schedule with a global period of days: 000, 010 or 090.
    Surgery,
    /// A code of the fee schedule that has an endoscopic base.
    Endoscopy,
    /// A code of the fee schedule that is not done outside of facilities (NA).
    FacilityOnly,
    /// A medically unlikely edit of no unit.
    NoUnits,
    /// A code whose medically unlikely edit the edition cannot tell.
    UnknownLimit,
    /// An add-on code.
    AddOn,
    /// A procedure code that does not exist on its date, or of which the edition cannot tell.
    NotInForce,
    /// A procedure code that the outpatient code editor has for some ages only.
    Ages,
    /// A procedure code for which there is a coverage policy.
    Policy,
    /// A code of CPT Category II, which only reports.
    Reporting,
    /// A code that names no particular service.
    Unlisted,
    /// A laboratory test of CPT.
    Laboratory,
    /// Anesthesia of CPT.
    Anesthesia,
    /// A diagnosis that is not billable on its date, or of which the edition cannot tell.
    InvalidDiagnosis,
    /// A diagnosis that is not to stand first.
    NeverFirst,
    /// A diagnosis for one sex or for some ages only.
    ForSexOrAge,
}

/// A set of features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features(pub(super) u32);

impl Features {
    /// None.
    pub const NONE: Self = Self(0);
    /// Those that the fee schedule tells.
    pub const OF_FEES: Self = Self::any_of(&[
        Feature::InactiveStatus,
        Feature::SmearInterpretation,
        Feature::Surgery,
        Feature::Endoscopy,
        Feature::FacilityOnly,
    ]);
    /// Those that tables of diagnoses tell.
    pub const OF_DIAGNOSES: Self =
        Self::any_of(&[Feature::InvalidDiagnosis, Feature::NeverFirst, Feature::ForSexOrAge]);
    /// The tables of procedure codes with the features they tell.
    pub(super) const TOLD_OF_PROCEDURES: &[(Table, Self)] = &[
        (Table::PhysicianFee, Self::OF_FEES),
        (Table::AddOn, Self::any_of(&[Feature::AddOn])),
        (Table::Outpatient, Self::any_of(&[Feature::Ages])),
        (Table::MedicalNecessity, Self::any_of(&[Feature::Policy])),
    ];
    /// The tables of diagnoses with the features they tell.
    const TOLD_OF_DIAGNOSES: &[(Table, Self)] = &[
        (Table::Diagnoses, Self::any_of(&[Feature::InvalidDiagnosis])),
        (Table::DiagnosisFlags, Self::any_of(&[Feature::NeverFirst, Feature::ForSexOrAge])),
        (Table::OutpatientDiagnoses, Self::any_of(&[Feature::NeverFirst])),
    ];
    /// Those of which the outpatient code editor judges for itself.
    const OF_EDITOR: Self = Self::any_of(&[
        Feature::InvalidDiagnosis,
        Feature::NeverFirst,
        Feature::ForSexOrAge,
        Feature::NotInForce,
        Feature::Ages,
    ]);

    /// A set of several.
    pub const fn any_of(features: &[Feature]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < features.len() {
            bits |= 1 << features[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    /// Adds a feature if a claim has it.
    #[inline]
    pub fn add(&mut self, feature: Feature, has: bool) {
        self.0 |= u32::from(has) << feature as u16;
    }

    /// Whether one of another set is in this one.
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOrAssign for Features {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The first day of ICD-10-CM.
const ICD_10: Date = Date::constant(2015, 10, 1);

/// The place of service of an office.
const OFFICE: u8 = 11;

const REPETITION: Features = Features::any_of(&[Feature::Repetition]);

impl Context<'_> {
    /// The features of the claim, and the rules that name one of its procedure codes. The tables of
    /// diagnoses are asked only if their features are wanted.
    pub(crate) fn features(&self, wanted: Features) -> (Features, RuleSet) {
        let (mut features, mut rules) = (self.features_of_header(), RuleSet::NONE);
        let limits = self.mue_set().table();
        let (mut seen, mut day) = (0_u64, None);
        for line in self.lines {
            features |= of_line(line);
            let bit = line.procedure.map_or(1, |code| 1 << (code.packed().wrapping_mul(0x9E37_79B1) >> 26));
            // Codes that share a bit are compared; most claims have none.
            let again = seen & bit != 0
                && !features.meets(REPETITION)
                && self.lines.iter().take(line.index).any(|earlier| earlier.procedure == line.procedure);
            features.add(Feature::Repetition, again);
            seen |= bit;
            if let Some(date) = line.from.filter(|_| day != line.from) {
                day = line.from;
                features |= self.untold(date, limits);
            }
            let Some(code) = line.procedure else { continue };
            let traits = self.codes.procedure(self.edition, code, line.code);
            features |= traits.features;
            features.add(Feature::UnknownLimit, !self.edition.tells_of(limits, line.code));
            features.add(Feature::NotInForce, line.from.is_some_and(|date| !traits.exists_on(date)));
            rules = rules | of_stretch(traits.stretch);
        }
        if wanted.meets(Features::OF_DIAGNOSES) {
            for diagnosis in self.diagnoses {
                if day != Some(diagnosis.date) {
                    day = Some(diagnosis.date);
                    features |= self.untold(diagnosis.date, limits);
                }
                features |= self.codes.diagnosis(self.edition, self.diagnosis_entry(diagnosis));
            }
        }
        (features, rules)
    }

    fn features_of_header(&self) -> Features {
        let claim = self.claim;
        let all_readable = self.diagnoses.len() == claim.diagnoses.len();
        let one_list = claim.reason_for_visit.is_empty()
            && claim.external_causes.is_empty()
            && claim.admitting_diagnosis.is_none();
        let mut features = Features::NONE;
        features.add(Feature::History, !self.history.is_empty());
        features.add(Feature::Certificate, claim.clia.is_some());
        features.add(Feature::OtherDiagnosis, !(all_readable && one_list));
        features.add(Feature::SeveralDiagnoses, self.diagnoses.len() > 1);
        features.add(Feature::Icd9, !claim.has_icd_10());
        if claim.form == Form::Outpatient {
            features |= Features::OF_EDITOR;
        }
        features
    }

    /// The features that tables would tell on a date and cannot.
    fn untold(&self, date: Date, limits: Table) -> Features {
        let mut features = Features::NONE;
        for (table, told) in Features::TOLD_OF_PROCEDURES.iter().chain(Features::TOLD_OF_DIAGNOSES) {
            if self.edition.gap_on(*table, date).is_some() {
                features |= *told;
            }
        }
        features.add(Feature::UnknownLimit, self.edition.gap_on(limits, date).is_some());
        features
    }
}

fn of_line(line: &ServiceLine<'_>) -> Features {
    let sent = line.line;
    let one = line.units == Some(Units::ONE);
    let counts_units = sent.unit_basis.as_ref().is_none_or(|basis| basis.value() == Some(UnitBasis::Units));
    let mut features = Features::NONE;
    features.add(Feature::Units, !one && line.units.is_none_or(|units| units > Units::ONE));
    features.add(Feature::Quantity, !(one && counts_units));
    features.add(Feature::Span, line.through != line.from);
    features.add(Feature::OtherPlace, line.place.is_none_or(|place| place.number() != OFFICE));
    features.add(Feature::NoCode, line.procedure.is_none());
    features.add(Feature::NoCharge, line.charge.is_none_or(|charge| charge <= Money::ZERO));
    features.add(Feature::Certificate, sent.clia.is_some() || sent.referred_clia.is_some());
    features.add(Feature::Icd9, line.from.is_some_and(|date| date < ICD_10));
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RULES;

    #[test]
    fn every_feature_is_looked_for() {
        let mut wanted = Features::NONE;
        RULES.iter().for_each(|rule| wanted |= rule.trigger.wanted_features());
        let last = Feature::ForSexOrAge as u32;
        assert_eq!(wanted.0, (1 << (last + 1)) - 1, "no rule looks for some feature");
    }
}
