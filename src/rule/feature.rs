//! What rules look for on a claim beside its modifiers and codes.

use super::{CodeBits, Context, ModifierBits, PROFESSIONAL_COMPONENT, ServiceLine, TECHNICAL_COMPONENT};
use crate::code::Units;
use crate::edition::{FeeStatus, GlobalPeriod, Lookup, PcTc};
use std::ops::BitOrAssign;

/// Something about a claim, beside its modifiers and codes, that rules look for.
///
/// Those of a table are also there where it cannot answer for a line: the rule then says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Feature {
    /// There are earlier claims.
    History,
    /// Two lines have the same procedure code.
    Repetition,
    /// A line has more than one unit, or units that cannot be read.
    Units,
    /// A line lasts for more than its first day.
    Span,
    /// A code of the fee schedule that is not active (status other than A).
    InactiveStatus,
    /// A code of the fee schedule with professional and technical parts, or of one part (PC/TC
    /// indicator other than 0).
    Parts,
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
}

/// A set of features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features(pub(super) u16);

impl Features {
    /// None.
    pub const NONE: Self = Self(0);
    /// Those that the fee schedule tells.
    pub const OF_FEES: Self = Self::any_of(&[
        Feature::InactiveStatus,
        Feature::Parts,
        Feature::Surgery,
        Feature::Endoscopy,
        Feature::FacilityOnly,
    ]);
    /// Those that the medically unlikely edits tell.
    pub const OF_LIMITS: Self = Self::any_of(&[Feature::NoUnits, Feature::UnknownLimit]);
    /// Those that the add-on edits tell.
    pub const OF_ADD_ONS: Self = Self::any_of(&[Feature::AddOn]);

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
        self.0 |= u16::from(has) << feature as u16;
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

const COMPONENT_BITS: ModifierBits =
    ModifierBits::of(PROFESSIONAL_COMPONENT).with(ModifierBits::of(TECHNICAL_COMPONENT));

impl Context<'_> {
    /// The features of the claim, as far as they are wanted: tables are not asked for others.
    pub fn features(&self, wanted: Features) -> Features {
        let mut features = Features::NONE;
        features.add(Feature::History, !self.history.is_empty());
        let mut seen = CodeBits::default();
        for line in self.lines {
            if let Some(own) = line.procedure {
                // Codes that share a bit are compared; most claims have none.
                let bits = CodeBits::of(own);
                let again = seen.meets(bits)
                    && self.lines.iter().take(line.index).any(|earlier| earlier.procedure == line.procedure);
                features.add(Feature::Repetition, again);
                seen |= bits;
            }
            features.add(Feature::Units, line.units.is_none_or(|units| units > Units::whole(1)));
            features.add(Feature::Span, line.through != line.from);
            if wanted.meets(Features::OF_FEES) {
                self.add_fee_features(line, &mut features);
            }
            if wanted.meets(Features::OF_LIMITS) {
                let limit = self.mue(line);
                features.add(Feature::NoUnits, matches!(limit, Lookup::Found(limit) if limit.value == 0));
                features.add(Feature::UnknownLimit, matches!(limit, Lookup::Unknown(_)));
            }
            if wanted.meets(Features::OF_ADD_ONS) {
                features.add(Feature::AddOn, !matches!(self.is_add_on(line), Lookup::Absent));
            }
        }
        features
    }

    /// What the fee schedule tells of a line. A line of one component has a row of its own, which may
    /// say otherwise: it passes for everything.
    fn add_fee_features(&self, line: &ServiceLine<'_>, features: &mut Features) {
        if line.modifier_bits.meets(COMPONENT_BITS) {
            *features |= Features::OF_FEES;
            return;
        }
        match self.whole_fee(line) {
            Lookup::Absent => {}
            Lookup::Unknown(_) => *features |= Features::OF_FEES,
            Lookup::Found(fee) => {
                let days =
                    matches!(fee.global, GlobalPeriod::Days0 | GlobalPeriod::Days10 | GlobalPeriod::Days90);
                features.add(Feature::InactiveStatus, fee.status != FeeStatus::Active);
                features.add(Feature::Parts, fee.pc_tc != PcTc::Physician);
                features.add(Feature::Surgery, days);
                features.add(Feature::Endoscopy, fee.endoscopic_base.is_some());
                features.add(Feature::FacilityOnly, fee.na_non_facility);
            }
        }
    }
}
