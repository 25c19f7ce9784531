//! The loops above the claim: billing provider (2000A), subscriber (2000B), patient (2000C).

use super::claim::first;
use super::date::period;
use super::segment::Segment;
use super::{Positions, X12Error};
use crate::claim::{Claim, Patient, Provider};

/// What the hierarchical levels above the next claim say.
///
/// Levels are taken in the order of the file, as the guides demand: a level inherits from the
/// levels above it, and a new one forgets those below. The patient is the one of 2000C where
/// there is one, else the subscriber; the payer is the destination payer of 2000B, never another
/// payer of a coordination-of-benefits loop.
#[derive(Debug, Default)]
pub(super) struct Hierarchy {
    level: Level,
    billing_id: String,
    subscriber_id: String,
    billing: Option<Box<Provider>>,
    billing_positions: Positions,
    payer: Option<String>,
    payer_positions: Positions,
    subscriber: Person,
    dependent: Option<Person>,
    /// Which party the last `NM1` named.
    party: Party,
    /// The damaged segment that makes the levels from this one on doubtful.
    doubt: Option<(Level, u32)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    #[default]
    Outside,
    Billing,
    Subscriber,
    Patient,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Party {
    Billing,
    #[default]
    Other,
}

#[derive(Debug, Default)]
struct Person {
    patient: Patient,
    positions: Positions,
}

impl Hierarchy {
    /// Enters the level of an `HL`.
    pub(super) fn enter(&mut self, segment: &Segment) -> Option<X12Error> {
        let (level, above) = match segment.element(3) {
            "20" => (Level::Billing, ""),
            "22" => (Level::Subscriber, self.billing_id.as_str()),
            "23" => (Level::Patient, self.subscriber_id.as_str()),
            other => {
                let error = X12Error::UnknownLevel { position: segment.position(3, 0), level: other.into() };
                // The level shows in what follows; until then nothing below the billing provider holds.
                self.descend(Level::Billing);
                self.doubt = Some((Level::Subscriber, segment.number));
                return Some(error);
            }
        };
        let parent = segment.element(2);
        let wrong = (parent != above && !above.is_empty()).then(|| X12Error::WrongParent {
            position: segment.position(2, 0),
            parent: parent.into(),
            expected: above.into(),
        });
        if wrong.is_none() && self.doubt.is_some_and(|(doubtful, _)| level <= doubtful) {
            self.doubt = None;
        }
        self.descend(level);
        match level {
            Level::Billing => segment.element(1).clone_into(&mut self.billing_id),
            Level::Subscriber => segment.element(1).clone_into(&mut self.subscriber_id),
            Level::Patient | Level::Outside => {}
        }
        wrong
    }

    /// Marks the current level and those below it as doubtful because of a damaged segment.
    pub(super) fn distrust(&mut self, damaged: u32) {
        if self.doubt.is_none_or(|(level, _)| level > self.level) {
            self.doubt = Some((self.level, damaged));
        }
    }

    /// The damaged segment for which no claim can be read here.
    pub(super) fn doubt(&self) -> Option<u32> {
        self.doubt.map(|(_, damaged)| damaged)
    }

    fn descend(&mut self, level: Level) {
        self.level = level;
        self.party = Party::Other;
        self.dependent = None;
        if level <= Level::Subscriber {
            self.subscriber = Person::default();
            self.payer = None;
            self.payer_positions = Positions::default();
            self.subscriber_id.clear();
        }
        if level <= Level::Billing {
            self.billing = None;
            self.billing_positions = Positions::default();
            self.billing_id.clear();
        }
        if level == Level::Patient {
            self.dependent = Some(Person::default());
        }
    }

    /// Reads a segment that stands before the claims of a level.
    pub(super) fn read(&mut self, segment: &Segment) {
        match segment.name() {
            "NM1" => self.name(segment),
            "PRV" => self.specialty(segment),
            "SBR" => self.coverage(segment),
            "PAT" => self.death(segment),
            "DMG" => self.demographics(segment),
            _ => {}
        }
    }

    fn name(&mut self, segment: &Segment) {
        self.party = Party::Other;
        let identifier = segment.element(9);
        match segment.element(1) {
            "85" => {
                self.party = Party::Billing;
                let provider = self.billing.get_or_insert_default();
                self.billing_positions.put(None, "billing_provider", 0, segment.position(0, 0));
                if segment.element(8) == "XX" {
                    self.billing_positions.put(None, "billing_provider.npi", 0, segment.position(9, 0));
                    first(&mut provider.npi, identifier);
                }
            }
            role @ ("IL" | "QC") => {
                if role == "QC" && self.level == Level::Subscriber {
                    self.descend(Level::Patient);
                }
                let person = self.person();
                if !identifier.is_empty() {
                    person.patient.member_id.get_or_insert_with(|| identifier.to_owned());
                    person.positions.put(None, "patient.member_id", 0, segment.position(9, 0));
                }
                person.positions.put(None, "patient", 0, segment.position(0, 0));
            }
            _ => {}
        }
    }

    fn specialty(&mut self, segment: &Segment) {
        if segment.element(1) == "BI" || self.party == Party::Billing {
            let provider = self.billing.get_or_insert_default();
            self.billing_positions.put(None, "billing_provider.taxonomy", 0, segment.position(3, 0));
            first(&mut provider.taxonomy, segment.element(3));
        }
    }

    fn coverage(&mut self, segment: &Segment) {
        if self.level != Level::Subscriber {
            self.descend(Level::Subscriber);
        }
        self.payer = payer(segment.element(9)).map(str::to_owned);
        self.payer_positions.put(None, "payer", 0, segment.position(9, 0));
    }

    fn death(&mut self, segment: &Segment) {
        let person = self.person();
        let date = period(segment.element(5), segment.element(6)).from;
        if date.is_some() {
            person.positions.put(None, "patient.death_date", 0, segment.position(6, 0));
            person.patient.death_date = date;
        }
    }

    fn demographics(&mut self, segment: &Segment) {
        let person = self.person();
        person.patient.birth_date = period(segment.element(1), segment.element(2)).from;
        person.positions.put(None, "patient.birth_date", 0, segment.position(2, 0));
        first(&mut person.patient.sex, segment.element(3));
        person.positions.put(None, "patient.sex", 0, segment.position(3, 0));
    }

    fn person(&mut self) -> &mut Person {
        self.dependent.as_mut().unwrap_or(&mut self.subscriber)
    }

    /// Puts what the levels say onto a claim.
    pub(super) fn apply(&self, claim: &mut Claim, positions: &mut Positions) {
        claim.billing_provider.clone_from(&self.billing);
        positions.extend(&self.billing_positions);
        claim.payer.clone_from(&self.payer);
        positions.extend(&self.payer_positions);
        let person = self.dependent.as_ref().unwrap_or(&self.subscriber);
        claim.patient = person.patient.clone();
        if claim.patient.member_id.is_none() {
            claim.patient.member_id.clone_from(&self.subscriber.patient.member_id);
            if let Some(position) = self.subscriber.positions.exact("patient.member_id") {
                positions.put(None, "patient.member_id", 0, position);
            }
        }
        positions.extend(&person.positions);
    }
}

/// The payer of a claim filing indicator (SBR09, code list 1032 of 005010X222 and 005010X223).
///
/// `MA`, `MB` and `16` (Medicare risk plan) are Medicare, `MC` is Medicaid, every other stated
/// programme counts as commercial; nothing stated, or `ZZ` (unknown), names no payer.
fn payer(indicator: &str) -> Option<&'static str> {
    match indicator {
        "" | "ZZ" => None,
        "MA" | "MB" | "16" => Some("medicare"),
        "MC" => Some("medicaid"),
        _ => Some("commercial"),
    }
}

#[cfg(test)]
mod tests {
    use super::payer;

    #[test]
    fn claim_filing_indicators_name_the_payer() {
        assert_eq!(payer("MB"), Some("medicare"));
        assert_eq!(payer("MC"), Some("medicaid"));
        assert_eq!(payer("12"), Some("commercial"));
        assert_eq!(payer("WC"), Some("commercial"));
        assert_eq!(payer("ZZ"), None);
        assert_eq!(payer(""), None);
    }
}
