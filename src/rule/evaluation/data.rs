//! Medical decision making: its data element and how three elements make a level.

use crate::claim::{DecisionElements, DecisionLevel, MedicalDecisionMaking};

/// The level of medical decision making: as stated, or the level that two of the three elements
/// meet or exceed, which is their middle value.
///
/// ```
/// use cleanclaim::claim::{DecisionElements, DecisionLevel::*, MedicalDecisionMaking};
/// use cleanclaim::rule::evaluation::decision_level;
/// let elements = DecisionElements { problems: Low, data: Low, risk: High };
/// assert_eq!(decision_level(MedicalDecisionMaking::Elements(elements)), Low);
/// assert_eq!(decision_level(MedicalDecisionMaking::Level(Moderate)), Moderate);
/// ```
pub fn decision_level(decision: MedicalDecisionMaking) -> DecisionLevel {
    match decision {
        MedicalDecisionMaking::Level(level) => level,
        MedicalDecisionMaking::Elements(DecisionElements { problems, data, risk }) => {
            // The middle of three values.
            problems.max(data).min(problems.min(data).max(risk))
        }
    }
}

/// What was reviewed, ordered, interpreted and discussed at a visit, from which the level of the
/// data element follows.
///
/// A test is one procedure code, a panel one test; ordering a test includes looking at its result;
/// tests whose interpretation the same provider bills do not count (CPT E/M guidelines, data).
///
/// ```
/// use cleanclaim::claim::DecisionLevel;
/// use cleanclaim::rule::evaluation::DataReviewed;
/// let data = DataReviewed { items: 2, historian: true, ..DataReviewed::default() };
/// assert_eq!(data.level(), DecisionLevel::Moderate);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct DataReviewed {
    /// External notes of each unique source, results of each unique test, and orders of each unique
    /// test.
    pub items: u32,
    /// Whether somebody else than the patient had to give the history.
    pub historian: bool,
    /// Whether a test performed by somebody else was interpreted independently.
    pub interpretation: bool,
    /// Whether management or a test was discussed with an external clinician or other source.
    pub discussion: bool,
}

impl DataReviewed {
    /// The level of the data element: minimal (as straightforward), limited (as low), moderate or
    /// extensive (as high).
    pub fn level(self) -> DecisionLevel {
        let documents = self.items.saturating_add(u32::from(self.historian)) >= 3;
        match [documents, self.interpretation, self.discussion].into_iter().filter(|met| *met).count() {
            2.. => DecisionLevel::High,
            1 => DecisionLevel::Moderate,
            _ if self.items >= 2 || self.historian => DecisionLevel::Low,
            _ => DecisionLevel::Straightforward,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecisionLevel::{High, Low, Moderate, Straightforward};

    #[test]
    fn two_of_three_elements_decide_in_every_combination() {
        let levels = [Straightforward, Low, Moderate, High];
        for problems in levels {
            for data in levels {
                for risk in levels {
                    let level = decision_level(MedicalDecisionMaking::Elements(DecisionElements {
                        problems,
                        data,
                        risk,
                    }));
                    let met =
                        |wanted| [problems, data, risk].into_iter().filter(|own| *own >= wanted).count();
                    let expected = levels.into_iter().rev().find(|wanted| met(*wanted) >= 2);
                    assert_eq!(Some(level), expected, "{problems:?} {data:?} {risk:?}");
                }
            }
        }
    }

    #[test]
    fn data_count_by_category() {
        let data = |items, historian, interpretation, discussion| {
            DataReviewed { items, historian, interpretation, discussion }.level()
        };
        assert_eq!(data(1, false, false, false), Straightforward);
        assert_eq!(data(2, false, false, false), Low);
        assert_eq!(data(0, true, false, false), Low);
        assert_eq!(data(3, false, false, false), Moderate);
        assert_eq!(data(2, true, false, false), Moderate);
        assert_eq!(data(0, false, true, false), Moderate);
        assert_eq!(data(0, false, false, true), Moderate);
        assert_eq!(data(0, false, true, true), High);
        assert_eq!(data(3, false, true, false), High);
        assert_eq!(data(2, true, false, true), High);
    }
}
