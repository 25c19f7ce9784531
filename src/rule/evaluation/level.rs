//! The level that a visit's decision making or time supports.

use super::{Family, decision_level};
use crate::claim::{DecisionElements, DecisionLevel, MedicalDecisionMaking};
use crate::code::{Date, ProcedureCode};

/// A visit whose level is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The family of codes; [`Family::at`] finds it from the place of service.
    pub family: Family,
    /// Date of service; it decides the table.
    pub date: Date,
    /// Medical decision making, when it is to count.
    pub decision: Option<MedicalDecisionMaking>,
    /// Total minutes of the practitioner on the date, when they are to count.
    pub minutes: Option<u32>,
}

/// What a visit supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The code.
    pub code: ProcedureCode,
    /// What supports it.
    pub basis: Basis,
    /// The code the decision making supports by itself, when it was given.
    pub by_decision: Option<ProcedureCode>,
    /// The code the minutes support by themselves, when they were given and reach one.
    pub by_time: Option<ProcedureCode>,
    /// Why, a sentence an entry.
    pub reasoning: Vec<String>,
}

/// What the level of a visit rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Medical decision making.
    Decision,
    /// Total time on the date.
    Time,
}

/// Why no level can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LevelError {
    /// The date is before the rules by decision making or time.
    #[error(
        "{date} is before {since}, the first day on which an encounter of this family ({name}) is chosen by decision making or time; \
         earlier levels rest on history and examination, which this function does not know",
        name = family.name()
    )]
    BeforeRules {
        /// The family asked.
        family: Family,
        /// The date asked.
        date: Date,
        /// The first day of the rules.
        since: Date,
    },
    /// Neither decision making nor minutes were given.
    #[error("neither medical decision making nor minutes are given; give one of the two")]
    NothingGiven,
    /// Only minutes were given, and time does not count.
    #[error("time does not count for this family ({name}); give the medical decision making", name = family.name())]
    TimeDoesNotCount {
        /// The family asked.
        family: Family,
    },
    /// There is no visit of the family so short, whatever its decision making.
    #[error(
        "{minutes} minutes are too few for this family ({name}), which has at least {fewest} of medical discussion",
        name = family.name(),
        fewest = family.fewest_minutes()
    )]
    ShortTalk {
        /// The family asked.
        family: Family,
        /// The minutes given.
        minutes: u32,
    },
    /// Only minutes were given, and they reach no code.
    #[error(
        "{minutes} minutes are fewer than the {fewest} that {code}, the lowest code, needs; give the medical decision \
         making, if that supports it"
    )]
    TooShort {
        /// The minutes given.
        minutes: u32,
        /// The lowest code of the family.
        code: ProcedureCode,
        /// Its fewest minutes.
        fewest: u32,
    },
}

/// The code that a visit supports, and why: the higher of what its decision making and its total
/// time support (CPT E/M guidelines, 2021 for offices, 2023 for the other families).
///
/// # Errors
/// [`LevelError`] when the date is before these rules, or when what is given supports no code.
///
/// ```
/// use cleanclaim::rule::evaluation::{Basis, Family, LevelError, Visit, level};
/// let date = "2026-01-05".parse().unwrap();
/// let visit = Visit { family: Family::HospitalInitial, date, decision: None, minutes: Some(60) };
/// let answer = level(&visit).unwrap();
/// assert_eq!((answer.code.to_string().as_str(), answer.basis), ("99222", Basis::Time));
///
/// let emergency = Visit { family: Family::Emergency, ..visit };
/// assert_eq!(level(&emergency), Err(LevelError::TimeDoesNotCount { family: Family::Emergency }));
/// ```
pub fn level(visit: &Visit) -> Result<Level, LevelError> {
    let supported = supported(visit)?;
    let Supported { code, basis, by_decision, by_time } = supported;
    Ok(Level { code, basis, by_decision, by_time, reasoning: explain(visit, &supported) })
}

/// What a visit supports, without the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Supported {
    pub(super) code: ProcedureCode,
    basis: Basis,
    by_decision: Option<ProcedureCode>,
    by_time: Option<ProcedureCode>,
}

/// The level a visit supports, for rules that need no words.
pub(super) fn supported(visit: &Visit) -> Result<Supported, LevelError> {
    let Visit { family, date, decision, minutes } = *visit;
    if date < family.since() {
        return Err(LevelError::BeforeRules { family, date, since: family.since() });
    }
    if let Some(minutes) = minutes.filter(|minutes| *minutes < family.fewest_minutes()) {
        return Err(LevelError::ShortTalk { family, minutes });
    }
    let by_decision = decision.and_then(|decision| {
        family.rows(date).rev().find(|row| row.decision <= decision_level(decision)).map(|row| row.code)
    });
    let by_time = minutes.and_then(|minutes| {
        let reached = |fewest: Option<u32>| fewest.is_some_and(|fewest| minutes >= fewest);
        family.rows(date).rev().find(|row| reached(row.minutes)).map(|row| row.code)
    });
    let (code, basis) = match (by_decision, by_time) {
        (Some(decision), Some(time)) if time > decision => (time, Basis::Time),
        (Some(decision), _) => (decision, Basis::Decision),
        (None, Some(time)) => (time, Basis::Time),
        (None, None) => return Err(nothing_reached(family, date, minutes)),
    };
    Ok(Supported { code, basis, by_decision, by_time })
}

/// Why a visit supports what it does, a sentence an entry.
pub(super) fn explain(visit: &Visit, supported: &Supported) -> Vec<String> {
    let Visit { family, date, decision, minutes } = *visit;
    let Supported { code, basis, by_decision, by_time } = *supported;
    let mut reasoning = Vec::new();
    if let (Some(decision), Some(code)) = (decision, by_decision) {
        reasoning.push(explain_decision(decision, code));
    }
    if let Some(minutes) = minutes {
        reasoning.push(explain_time(family, date, minutes, by_time));
    }
    if let (Some(decision), Some(time)) = (by_decision, by_time)
        && decision != time
    {
        let what = if basis == Basis::Time { "total time" } else { "decision making" };
        reasoning.push(format!("the {what} supports more, and the higher of the two may be billed: {code}"));
    }
    reasoning
}

fn nothing_reached(family: Family, date: Date, minutes: Option<u32>) -> LevelError {
    let lowest = family.rows(date).next();
    match (minutes, lowest.map(|row| (row.code, row.minutes))) {
        (Some(minutes), Some((code, Some(fewest)))) => LevelError::TooShort { minutes, code, fewest },
        (Some(_), _) => LevelError::TimeDoesNotCount { family },
        (None, _) => LevelError::NothingGiven,
    }
}

fn explain_decision(decision: MedicalDecisionMaking, code: ProcedureCode) -> String {
    let level = word(decision_level(decision));
    match decision {
        MedicalDecisionMaking::Level(_) => format!("{level} medical decision making supports {code}"),
        MedicalDecisionMaking::Elements(DecisionElements { problems, data, risk }) => format!(
            "problems {}, data {}, risk {}: two of the three reach {level}, which supports {code}",
            element(problems),
            match data {
                DecisionLevel::Low => "limited",
                DecisionLevel::High => "extensive",
                other => element(other),
            },
            element(risk),
        ),
    }
}

fn explain_time(family: Family, date: Date, minutes: u32, reached: Option<ProcedureCode>) -> String {
    let mut timed = family.rows(date).filter_map(|row| Some((row.code, row.minutes?)));
    let next = timed.find(|(code, _)| reached.is_none_or(|reached| *code > reached));
    match (reached, next) {
        (Some(code), Some((next, fewest))) => {
            format!("{minutes} minutes support {code}; {next} needs {fewest}")
        }
        (Some(code), None) => format!("{minutes} minutes support {code}, the highest of its family"),
        (None, Some((next, fewest))) => format!("{minutes} minutes support no code; {next} needs {fewest}"),
        (None, None) => format!("time does not count ({})", family.name()),
    }
}

fn word(level: DecisionLevel) -> &'static str {
    match level {
        DecisionLevel::Straightforward => "straightforward",
        DecisionLevel::Low => "low",
        DecisionLevel::Moderate => "moderate",
        DecisionLevel::High => "high",
    }
}

/// The level of one element in words.
fn element(level: DecisionLevel) -> &'static str {
    match level {
        DecisionLevel::Straightforward => "minimal",
        other => word(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecisionLevel::{High, Low, Moderate, Straightforward};

    /// Code, fewest minutes on a date; as printed.
    const MINUTES: &[(&str, u32, &str)] = &[
        ("99202", 15, "2021-01-01"),
        ("99203", 30, "2021-01-01"),
        ("99204", 45, "2021-01-01"),
        ("99205", 60, "2021-01-01"),
        ("99212", 10, "2021-01-01"),
        ("99213", 20, "2021-01-01"),
        ("99214", 30, "2021-01-01"),
        ("99215", 40, "2021-01-01"),
        ("99221", 40, "2023-01-01"),
        ("99222", 55, "2023-01-01"),
        ("99223", 75, "2023-01-01"),
        ("99231", 25, "2023-01-01"),
        ("99232", 35, "2023-01-01"),
        ("99233", 50, "2023-01-01"),
        ("99234", 45, "2023-01-01"),
        ("99235", 70, "2023-01-01"),
        ("99236", 85, "2023-01-01"),
        ("99242", 20, "2023-01-01"),
        ("99243", 30, "2023-01-01"),
        ("99244", 40, "2023-01-01"),
        ("99245", 55, "2023-01-01"),
        ("99252", 35, "2023-01-01"),
        ("99253", 45, "2023-01-01"),
        ("99254", 60, "2023-01-01"),
        ("99255", 80, "2023-01-01"),
        ("99304", 25, "2023-01-01"),
        ("99305", 35, "2023-01-01"),
        ("99306", 45, "2023-12-31"),
        ("99306", 50, "2024-01-01"),
        ("99307", 10, "2023-01-01"),
        ("99308", 15, "2023-12-31"),
        ("99308", 20, "2024-01-01"),
        ("99309", 30, "2023-01-01"),
        ("99310", 45, "2023-01-01"),
        ("99341", 15, "2023-01-01"),
        ("99342", 30, "2023-01-01"),
        ("99344", 60, "2023-01-01"),
        ("99345", 75, "2023-01-01"),
        ("99347", 20, "2023-01-01"),
        ("99348", 30, "2023-01-01"),
        ("99349", 40, "2023-01-01"),
        ("99350", 60, "2023-01-01"),
        ("98000", 15, "2025-01-01"),
        ("98003", 60, "2025-01-01"),
        ("98004", 10, "2025-01-01"),
        ("98007", 40, "2025-01-01"),
        ("98008", 15, "2025-01-01"),
        ("98015", 40, "2025-01-01"),
    ];

    #[test]
    fn every_code_starts_at_its_minute_and_not_before() {
        for (code, fewest, date) in MINUTES {
            let (code, date): (ProcedureCode, Date) = (code.parse().unwrap(), date.parse().unwrap());
            let family = Family::of(code).unwrap();
            let at = |minutes| level(&Visit { family, date, decision: None, minutes: Some(minutes) });
            assert_eq!(at(*fewest).unwrap().code, code);
            let before = at(fewest - 1);
            match before {
                Ok(before) => assert!(before.code < code, "{code} at {fewest} - 1"),
                Err(error) => {
                    assert_eq!(error, LevelError::TooShort { minutes: fewest - 1, code, fewest: *fewest })
                }
            }
        }
    }

    #[test]
    fn every_level_of_decision_making_has_its_code() {
        let date = "2026-01-05".parse().unwrap();
        for (family, codes) in [
            (Family::OfficeNew, ["99202", "99203", "99204", "99205"]),
            (Family::OfficeEstablished, ["99212", "99213", "99214", "99215"]),
            (Family::OfficeConsultation, ["99242", "99243", "99244", "99245"]),
            (Family::HospitalInitial, ["99221", "99221", "99222", "99223"]),
            (Family::HospitalSubsequent, ["99231", "99231", "99232", "99233"]),
            (Family::HospitalSameDay, ["99234", "99234", "99235", "99236"]),
            (Family::HospitalConsultation, ["99252", "99253", "99254", "99255"]),
            (Family::Emergency, ["99282", "99283", "99284", "99285"]),
            (Family::NursingFacilityInitial, ["99304", "99304", "99305", "99306"]),
            (Family::NursingFacilitySubsequent, ["99307", "99308", "99309", "99310"]),
            (Family::HomeNew, ["99341", "99342", "99344", "99345"]),
            (Family::HomeEstablished, ["99347", "99348", "99349", "99350"]),
            (Family::VideoNew, ["98000", "98001", "98002", "98003"]),
            (Family::VideoEstablished, ["98004", "98005", "98006", "98007"]),
            (Family::AudioNew, ["98008", "98009", "98010", "98011"]),
            (Family::AudioEstablished, ["98012", "98013", "98014", "98015"]),
        ] {
            for (decision, code) in [Straightforward, Low, Moderate, High].into_iter().zip(codes) {
                let decision = Some(MedicalDecisionMaking::Level(decision));
                let answer = level(&Visit { family, date, decision, minutes: None }).unwrap();
                assert_eq!(answer.code.to_string(), code);
                assert_eq!((answer.by_decision, answer.by_time), (Some(answer.code), None));
            }
        }
    }

    #[test]
    fn a_visit_by_sound_alone_needs_more_than_ten_minutes() {
        let date = "2026-01-05".parse().unwrap();
        let decision = Some(MedicalDecisionMaking::Level(Low));
        let visit = |family, minutes| level(&Visit { family, date, decision, minutes: Some(minutes) });
        for minutes in [0, 6, 10] {
            assert_eq!(
                visit(Family::AudioNew, minutes),
                Err(LevelError::ShortTalk { family: Family::AudioNew, minutes })
            );
        }
        let by_time = |minutes| {
            let family = Family::AudioEstablished;
            level(&Visit { family, date, decision: None, minutes: Some(minutes) }).ok()
        };
        assert_eq!(by_time(10), None);
        assert_eq!(by_time(11).map(|level| level.code.to_string()), Some("98012".to_owned()));
        assert_eq!(visit(Family::AudioNew, 11).unwrap().code.to_string(), "98009");
        assert_eq!(visit(Family::VideoNew, 6).unwrap().code.to_string(), "98001");
    }

    #[test]
    fn the_higher_of_the_two_counts_and_says_why() {
        let visit = |decision, minutes| {
            let decision = Some(MedicalDecisionMaking::Level(decision));
            let date = "2026-01-05".parse().unwrap();
            level(&Visit { family: Family::OfficeEstablished, date, decision, minutes: Some(minutes) })
                .unwrap()
        };
        let by_time = visit(Low, 41);
        assert_eq!((by_time.code.to_string().as_str(), by_time.basis), ("99215", Basis::Time));
        assert_eq!(
            by_time.reasoning,
            [
                "low medical decision making supports 99213",
                "41 minutes support 99215, the highest of its family",
                "the total time supports more, and the higher of the two may be billed: 99215",
            ]
        );
        let by_decision = visit(High, 5);
        assert_eq!((by_decision.code.to_string().as_str(), by_decision.basis), ("99215", Basis::Decision));
        assert_eq!(by_decision.by_time, None);
        assert_eq!(by_decision.reasoning[1], "5 minutes support no code; 99212 needs 10");
    }

    #[test]
    fn what_is_not_enough_is_an_error_that_names_the_remedy() {
        let visit = |family, date: &str, minutes| {
            level(&Visit { family, date: date.parse().unwrap(), decision: None, minutes })
                .unwrap_err()
                .to_string()
        };
        assert!(visit(Family::OfficeNew, "2020-12-31", Some(30)).contains("before 2021-01-01"));
        assert!(visit(Family::HomeNew, "2022-12-31", Some(30)).contains("before 2023-01-01"));
        assert!(visit(Family::VideoNew, "2024-12-31", Some(30)).contains("before 2025-01-01"));
        assert!(visit(Family::OfficeNew, "2026-01-05", None).contains("give one of the two"));
        assert!(visit(Family::Emergency, "2026-01-05", Some(30)).contains("time does not count"));
        assert!(
            visit(Family::OfficeNew, "2026-01-05", Some(14)).contains("14 minutes are fewer than the 15")
        );
    }
}
