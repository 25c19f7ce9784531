//! What a claim must have for a rule to have anything to say about it.
//!
//! Most rules look at a few modifiers or a few families of codes, and most claims have none of them.
//! A rule that says so in its [`Trigger`] is asked only about claims that may have one; in a debug
//! build every other rule is asked too, and has to be silent.

use super::{Feature, Features, RULES};
use crate::claim::Form;
use crate::code::{Modifier, ProcedureCode};
use std::ops::{BitAnd, BitOr, BitOrAssign};

/// The first and the last of a run of procedure codes.
pub type CodeRange = (&'static [u8; 5], &'static [u8; 5]);

/// What a claim must have for a rule to be asked about it: one of some modifiers, one of some
/// procedure codes, one of some features, or all of these. It may let more claims pass than it
/// names, never fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    modifiers: ModifierBits,
    codes: &'static [CodeRange],
    features: Features,
}

impl Trigger {
    /// Every claim.
    pub const ANY: Self = Self { modifiers: ModifierBits::NONE, codes: &[], features: Features::NONE };

    /// Also one of these modifiers on some line.
    pub const fn modifiers(mut self, modifiers: ModifierBits) -> Self {
        self.modifiers.0 |= modifiers.0;
        self
    }

    /// Also one of these features.
    pub const fn features(mut self, features: &[Feature]) -> Self {
        self.features = Features::any_of(features);
        self
    }

    /// The features of which a claim must have one; none when any claim will do.
    pub(crate) const fn wanted_features(self) -> Features {
        self.features
    }

    /// Also a procedure code in one of these ranges, both ends included, on some line.
    pub const fn codes(mut self, ranges: &'static [CodeRange]) -> Self {
        self.codes = ranges;
        self
    }

    /// Whether a code lies in one of the ranges.
    const fn names(self, packed: u32) -> bool {
        let mut range = 0;
        while range < self.codes.len() {
            let (first, last) = packed_range(self.codes[range]);
            if first <= packed && packed <= last {
                return true;
            }
            range += 1;
        }
        false
    }
}

const fn packed_range((first, last): CodeRange) -> (u32, u32) {
    let (first, last) = (ProcedureCode::constant(first).packed(), ProcedureCode::constant(last).packed());
    assert!(first <= last, "a range of codes goes from its lower to its higher end");
    (first, last)
}

/// The modifiers of a line or a claim, a bit for each; several modifiers share a bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ModifierBits(u64);

impl ModifierBits {
    /// No modifier.
    pub const NONE: Self = Self(0);
    /// Every modifier, and one that cannot be read.
    pub const ALL: Self = Self(u64::MAX);

    /// The modifiers of both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The bits of several modifiers.
    pub const fn any_of(modifiers: &[&[u8; 2]]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < modifiers.len() {
            bits |= Self::of(Modifier::constant(modifiers[index])).0;
            index += 1;
        }
        Self(bits)
    }

    /// The bit of one modifier.
    #[inline]
    pub const fn of(modifier: Modifier) -> Self {
        Self(1 << Self::place(modifier))
    }

    #[inline]
    const fn place(modifier: Modifier) -> u32 {
        // The multiplier spreads the modifiers that claims carry most over different bits.
        (modifier.packed().wrapping_mul(0xF92B) >> 10) as u32
    }

    /// Whether there may be a modifier of another set.
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOrAssign for ModifierBits {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// 64-bit words of a set of rules.
const WORDS: usize = 4;

/// A set of rules, by their position in [`RULES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RuleSet([u64; WORDS]);

impl RuleSet {
    pub(crate) const NONE: Self = Self([0; WORDS]);

    /// The rules at the positions where an iterator yields true.
    pub(crate) fn of(chosen: impl Iterator<Item = bool>) -> Self {
        let mut set = Self::NONE;
        for (index, _) in chosen.enumerate().filter(|(_, chosen)| *chosen) {
            set = set.with(index);
        }
        set
    }

    const fn with(mut self, index: usize) -> Self {
        self.0[index / 64] |= 1 << (index % 64);
        self
    }

    /// Gives the positions of its rules, ascending.
    #[inline]
    pub(crate) fn each(self, mut give: impl FnMut(usize)) {
        for (word, mut bits) in self.0.into_iter().enumerate() {
            while bits != 0 {
                give(word * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }

    /// Its rules that another set does not have.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }
}

impl BitAnd for RuleSet {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }
}

impl BitOr for RuleSet {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }
}

/// The rules by what triggers them.
struct Index {
    professional: RuleSet,
    outpatient: RuleSet,
    any_modifier: RuleSet,
    any_code: RuleSet,
    any_feature: RuleSet,
    by_modifier: [RuleSet; 64],
    by_feature: [RuleSet; 32],
    /// By the stretch of procedure codes, see [`EDGES`].
    by_stretch: [RuleSet; STRETCHES],
}

static INDEX: Index = Index::new();

/// Runs of procedure codes that the same rules name: one begins at every edge, the first at the lowest
/// code of all.
const STRETCHES: usize = count_edges() + 1;

/// The packed codes at which a range of some rule begins or has ended, ascending; some stand several
/// times.
static EDGES: [u32; STRETCHES - 1] = edges();

const fn count_edges() -> usize {
    let (mut count, mut rule) = (0, 0);
    while rule < RULES.len() {
        count += 2 * RULES[rule].trigger.codes.len();
        rule += 1;
    }
    count
}

const fn edges() -> [u32; STRETCHES - 1] {
    let (mut edges, mut count, mut rule) = ([0; STRETCHES - 1], 0, 0);
    while rule < RULES.len() {
        let codes = RULES[rule].trigger.codes;
        let mut range = 0;
        while range < codes.len() {
            let (first, last) = packed_range(codes[range]);
            edges[count] = first;
            edges[count + 1] = last + 1;
            count += 2;
            range += 1;
        }
        rule += 1;
    }
    let mut sorted = 1;
    while sorted < edges.len() {
        let mut place = sorted;
        while place > 0 && edges[place - 1] > edges[place] {
            (edges[place - 1], edges[place]) = (edges[place], edges[place - 1]);
            place -= 1;
        }
        sorted += 1;
    }
    edges
}

/// Which stretch a code lies in: a number for [`of_stretch`].
pub(crate) fn stretch(code: ProcedureCode) -> u16 {
    EDGES.partition_point(|edge| *edge <= code.packed()) as u16
}

/// The rules that name the codes of a stretch.
#[inline]
pub(crate) fn of_stretch(stretch: u16) -> RuleSet {
    INDEX.by_stretch.get(usize::from(stretch)).copied().unwrap_or(RuleSet::NONE)
}

impl Index {
    const fn new() -> Self {
        assert!(RULES.len() <= WORDS * 64, "a rule set has a bit for every rule");
        let mut index = Self {
            professional: RuleSet::NONE,
            outpatient: RuleSet::NONE,
            any_modifier: RuleSet::NONE,
            any_code: RuleSet::NONE,
            any_feature: RuleSet::NONE,
            by_modifier: [RuleSet::NONE; 64],
            by_feature: [RuleSet::NONE; 32],
            by_stretch: [RuleSet::NONE; STRETCHES],
        };
        let edges = edges();
        let mut rule = 0;
        while rule < RULES.len() {
            let Trigger { modifiers, codes, features } = RULES[rule].trigger;
            let forms = RULES[rule].forms;
            let mut form = 0;
            while form < forms.len() {
                match forms[form] {
                    Form::Professional => index.professional = index.professional.with(rule),
                    Form::Outpatient => index.outpatient = index.outpatient.with(rule),
                }
                form += 1;
            }
            if modifiers.0 == 0 {
                index.any_modifier = index.any_modifier.with(rule);
            }
            if codes.is_empty() {
                index.any_code = index.any_code.with(rule);
            }
            if features.0 == 0 {
                index.any_feature = index.any_feature.with(rule);
            }
            let mut place = 0;
            while place < 64 {
                if place < 32 && features.0 >> place & 1 != 0 {
                    index.by_feature[place] = index.by_feature[place].with(rule);
                }
                if modifiers.0 >> place & 1 != 0 {
                    index.by_modifier[place] = index.by_modifier[place].with(rule);
                }
                place += 1;
            }
            let mut stretch = 0;
            while !codes.is_empty() && stretch < edges.len() {
                if RULES[rule].trigger.names(edges[stretch]) {
                    index.by_stretch[stretch + 1] = index.by_stretch[stretch + 1].with(rule);
                }
                stretch += 1;
            }
            rule += 1;
        }
        index
    }
}

/// The rules for a form.
#[inline]
pub(crate) fn of_form(form: Form) -> RuleSet {
    match form {
        Form::Professional => INDEX.professional,
        Form::Outpatient => INDEX.outpatient,
    }
}

/// The rules that may have something to say about a claim with these modifiers and features, whose
/// codes are named by a set of rules.
#[inline]
pub(crate) fn triggered(modifiers: ModifierBits, codes: RuleSet, features: Features) -> RuleSet {
    let (mut by_modifier, mut by_feature) = (INDEX.any_modifier, INDEX.any_feature);
    let mut bits = modifiers.0;
    while bits != 0 {
        by_modifier = by_modifier | INDEX.by_modifier[bits.trailing_zeros() as usize];
        bits &= bits - 1;
    }
    let mut bits = features.0;
    while bits != 0 {
        by_feature = by_feature | INDEX.by_feature[bits.trailing_zeros() as usize];
        bits &= bits - 1;
    }
    by_modifier & (INDEX.any_code | codes) & by_feature
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_the_rules_that_name_its_codes() {
        let every = (0..ProcedureCode::LIMIT).filter_map(ProcedureCode::from_packed);
        for code in every.filter(|code| code.packed() % 7 == 0 || EDGES.contains(&code.packed())) {
            let named = RuleSet::of(RULES.iter().map(|rule| rule.trigger.names(code.packed())));
            assert_eq!(of_stretch(stretch(code)), named, "{code}");
        }
        assert!(EDGES.is_sorted());
    }

    #[test]
    fn the_modifiers_claims_carry_most_have_a_bit_of_their_own() {
        let common =
            ["25", "26", "50", "51", "57", "58", "59", "76", "78", "79", "95", "GP", "LT", "RT", "TC", "XS"];
        let mut places: Vec<u32> =
            common.iter().map(|text| ModifierBits::place(text.parse().unwrap())).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), common.len());
    }

    #[test]
    fn a_set_gives_its_positions_back() {
        let chosen = [0, 1, 63, 64, 150];
        let set = RuleSet::of((0..160).map(|index| chosen.contains(&index)));
        let mut given = Vec::new();
        set.each(|position| given.push(position));
        assert_eq!(given, chosen);
        assert_eq!(set.without(set), RuleSet::NONE);
    }

    #[test]
    fn rules_are_asked_by_modifier_code_and_feature() {
        let asked_of = |rule: &str, modifiers: &[&str], codes: &[&str], features: &[Feature]| {
            let (mut own, mut procedures) = (ModifierBits::default(), RuleSet::NONE);
            modifiers.iter().for_each(|text| own |= ModifierBits::of(text.parse().unwrap()));
            let stretches = codes.iter().map(|text| stretch(text.parse().unwrap()));
            stretches.for_each(|stretch| procedures = procedures | of_stretch(stretch));
            let position = RULES.iter().position(|own| own.id.as_str() == rule).unwrap();
            let mut asked = false;
            triggered(own, procedures, Features::any_of(features)).each(|given| asked |= given == position);
            asked
        };
        let asked = |rule: &str, modifiers: &[&str], codes: &[&str]| asked_of(rule, modifiers, codes, &[]);
        assert!(asked("T001", &[], &[]));
        assert!(asked("M007", &["59"], &["99213"]));
        assert!(!asked("M007", &["25"], &["99213"]));
        assert!(!asked("M007", &["59"], &["20610"]));
        assert!(!asked("G003", &[], &["99213"]));
        assert!(asked_of("G003", &[], &["99213"], &[Feature::Units, Feature::Surgery]));
        assert!(asked_of("G003", &[], &["99213"], &[Feature::History]));
        assert!(!asked_of("G003", &[], &["20610"], &[Feature::Surgery]));
    }
}
