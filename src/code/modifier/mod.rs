//! Modifiers: two characters packed in a `u16`, and the table of the published ones.

mod anatomy;
mod table;

pub use anatomy::{Side, Site};

use super::fixed::{Grammar, refuse_misplaced};
use super::{CodeError, Date, serde_as_text};
use std::{fmt, str::FromStr, sync::LazyLock};

const GRAMMAR: Grammar<2> = Grammar { what: "modifier", length: "2", digit_at: [false; 2] };

/// A two-character modifier of CPT or HCPCS Level II, or an ambulance origin and destination.
///
/// Any two letters or digits can be held; [`Modifier::info`] says whether they are published.
///
/// ```
/// use cleanclaim::code::{Modifier, ModifierKind};
/// let distinct: Modifier = "xs".parse().unwrap();
/// let info = distinct.info().unwrap();
/// assert_eq!(info.kind, ModifierKind::Ncci);
/// assert!(info.ncci_associated);
/// assert!("-25".parse::<Modifier>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modifier(u16);

impl Modifier {
    /// The modifier of two upper-case letters or digits; a compile-time error or panic otherwise.
    ///
    /// Meant for constants: `const DISTINCT: Modifier = Modifier::constant(b"59");`
    pub const fn constant(text: &[u8; 2]) -> Self {
        assert!(is_alphanumeric(text[0]) && is_alphanumeric(text[1]));
        Self(((text[0] as u16) << 8) | text[1] as u16)
    }

    /// The modifier of two ASCII characters in upper case, `None` when one is no letter or digit.
    pub const fn from_bytes(text: [u8; 2]) -> Option<Self> {
        if is_alphanumeric(text[0]) && is_alphanumeric(text[1]) {
            Some(Self(((text[0] as u16) << 8) | text[1] as u16))
        } else {
            None
        }
    }

    /// The packed value: the two ASCII characters, the first in the high byte.
    pub const fn packed(self) -> u16 {
        self.0
    }

    /// The two ASCII characters.
    pub const fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// What is published about the modifier, `None` when it is not a published one.
    pub fn info(self) -> Option<&'static ModifierInfo> {
        *BY_CHARACTERS.get(self.place())?
    }

    /// Whether the modifier is published and `date` lies within its dates.
    ///
    /// ```
    /// use cleanclaim::code::{Date, Modifier};
    /// let none_discarded: Modifier = "JZ".parse().unwrap();
    /// assert!(!none_discarded.valid_on(Date::from_ymd(2022, 12, 31).unwrap()));
    /// assert!(none_discarded.valid_on(Date::from_ymd(2023, 1, 1).unwrap()));
    /// ```
    pub fn valid_on(self, date: Date) -> bool {
        self.info().is_some_and(|info| info.valid_on(date))
    }

    /// Its place among all pairs of 36 characters.
    #[inline]
    const fn place(self) -> usize {
        const fn digit(byte: u8) -> usize {
            (if byte < b'A' { byte - b'0' } else { byte - b'A' + 10 }) as usize
        }
        let [first, second] = self.to_bytes();
        digit(first) * 36 + digit(second)
    }

    /// Whether the modifier can be read as an ambulance origin and destination.
    ///
    /// Each letter is one of D E G H I J N P R S, and the second may be X, the stop at a physician's
    /// office on the way to a hospital. Some pairs, such as `GP`, are modifiers of their own on
    /// other lines, so this says nothing unless the line is an ambulance line (HCPCS A0021 to A0999
    /// or revenue code 0540). Source: Medicare Claims Processing Manual, chapter 15.
    ///
    /// ```
    /// use cleanclaim::code::Modifier;
    /// let home_to_hospital: Modifier = "RH".parse().unwrap();
    /// assert!(home_to_hospital.is_ambulance_pair());
    /// ```
    pub const fn is_ambulance_pair(self) -> bool {
        let [origin, destination] = self.to_bytes();
        is_ambulance_point(origin) && (is_ambulance_point(destination) || destination == b'X')
    }
}

/// The rows of the table by the place of the modifier: rules ask for them line after line.
static BY_CHARACTERS: LazyLock<[Option<&'static ModifierInfo>; 36 * 36]> = LazyLock::new(|| {
    let mut rows = [None; 36 * 36];
    for (text, info) in table::TABLE.entries() {
        if let Some(row) = text.parse().ok().and_then(|modifier: Modifier| rows.get_mut(modifier.place())) {
            *row = Some(info);
        }
    }
    rows
});

const fn is_ambulance_point(letter: u8) -> bool {
    matches!(letter, b'D' | b'E' | b'G' | b'H' | b'I' | b'J' | b'N' | b'P' | b'R' | b'S')
}

/// What is published about a modifier.
///
/// The dates are those of the CMS HCPCS file (Level II) and of the quarters in which the
/// outpatient editor accepts the modifier; see [`ModifierInfo::dates_unverified`] for the others.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModifierInfo {
    /// What the modifier is for.
    pub kind: ModifierKind,
    /// A short label in our own words.
    pub label: &'static str,
    /// The first day on which it may be used; `None` when no first day is known.
    pub valid_from: Option<Date>,
    /// The last day on which it may be used; `None` while it is in use.
    pub valid_through: Option<Date>,
    /// Whether it may bypass an NCCI procedure-to-procedure edit whose indicator is 1.
    pub ncci_associated: bool,
    /// Whether the dates come from no published table, so that a rule should only warn.
    pub dates_unverified: bool,
}

impl ModifierInfo {
    /// Whether `date` lies within the modifier's dates.
    pub fn valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= date)
            && self.valid_through.is_none_or(|last| date <= last)
    }
}

/// What a modifier is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ModifierKind {
    /// Changes the price: components, bilateral, assistants.
    Pricing,
    /// Decides whether or how the line is paid without changing the fee itself.
    PaymentAffecting,
    /// Informs and changes nothing.
    Informational,
    /// Names a part of the body.
    Anatomic,
    /// Places a service in or outside a surgery's global period.
    GlobalPeriod,
    /// Tells a service apart from another of the same day (NCCI).
    Ncci,
    /// Used on ambulance and transport lines.
    Ambulance,
    /// Used on anesthesia lines.
    Anesthesia,
    /// Used with Category II performance measures.
    Performance,
    /// Names a therapy discipline, assistant or functional level.
    Therapy,
    /// Says how a telehealth service was delivered.
    Telehealth,
    /// Used with durable equipment, prosthetics, orthotics and supplies.
    Dme,
    /// Says who is liable when the payer denies.
    Liability,
    /// Says how a drug was acquired, given or discarded.
    Drug,
    /// Marks research, PET registry and donor services.
    Trial,
    /// Says who rendered the service or where that person practices.
    Provider,
    /// Defined by states, Medicaid or other programs.
    StateDefined,
}

const fn is_alphanumeric(character: u8) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit()
}

fn read(text: &str) -> Result<Modifier, CodeError> {
    GRAMMAR.read(text, |bytes| {
        refuse_misplaced(&bytes, |_, byte| is_alphanumeric(byte))?;
        Ok(Modifier(u16::from_be_bytes(bytes)))
    })
}

impl FromStr for Modifier {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        // A hyphen in front belongs to the way a modifier is written behind its code.
        read(text).map_err(|error| match text.trim().strip_prefix('-').map(read) {
            Some(Ok(modifier)) => error.with_repair(modifier.to_string()),
            _ => error,
        })
    }
}

impl fmt::Display for Modifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.to_bytes()).unwrap_or_default())
    }
}

impl fmt::Debug for Modifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Modifier({self})")
    }
}

serde_as_text!(Modifier, "a modifier");

#[cfg(test)]
mod tests {
    use super::table::TABLE;
    use super::*;
    use crate::code::Problem;
    use std::collections::BTreeSet;

    fn modifier(text: &str) -> Modifier {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn exactly_the_44_published_modifiers_are_ncci_associated() {
        let published: BTreeSet<&str> =
            "24 25 27 57 58 59 78 79 91 E1 E2 E3 E4 F1 F2 F3 F4 F5 F6 F7 F8 F9 FA LC LD LM LT RC RI RT \
             T1 T2 T3 T4 T5 T6 T7 T8 T9 TA XE XP XS XU"
                .split(' ')
                .collect();
        assert_eq!(published.len(), 44);
        let ours: BTreeSet<&str> =
            TABLE.entries().filter(|(_, info)| info.ncci_associated).map(|(text, _)| *text).collect();
        assert_eq!(ours, published);
    }

    #[test]
    fn first_and_last_days_are_the_published_ones() {
        for (text, first) in [
            ("93", "2022-01-01"),
            ("FS", "2022-01-01"),
            ("LU", "2022-01-01"),
            ("CQ", "2019-01-01"),
            ("XE", "2015-01-01"),
            ("X5", "2018-01-01"),
            ("JK", "2023-04-01"),
            ("AB", "2023-01-01"),
            ("J5", "2020-10-01"),
            ("G0", "2019-01-01"),
            ("PN", "2017-01-01"),
            ("95", "2017-01-01"),
        ] {
            assert!(modifier(text).valid_on(day(first)), "{text}");
            assert!(!modifier(text).valid_on(day(first).plus_days(-1)), "{text}");
        }
        for (text, last) in [
            ("JG", "2024-12-31"),
            ("MA", "2024-12-31"),
            ("GD", "2019-12-31"),
            ("L1", "2016-12-31"),
            ("SZ", "2017-12-31"),
            ("ZC", "2018-03-31"),
        ] {
            assert!(modifier(text).valid_on(day(last)), "{text}");
            assert!(!modifier(text).valid_on(day(last).plus_days(1)), "{text}");
        }
        assert!(modifier("CH").valid_on(day("2026-06-30")), "never terminated");
        assert!(modifier("95").info().unwrap().dates_unverified);
        assert!(!modifier("93").info().unwrap().dates_unverified);
        assert_eq!(modifier("2Z").info(), None);
    }

    #[test]
    fn every_label_is_short_and_no_dates_are_crossed() {
        for (text, info) in TABLE.entries() {
            assert!((3..=60).contains(&info.label.len()), "{text}");
            assert_eq!(modifier(text).to_string(), *text);
            if let (Some(first), Some(last)) = (info.valid_from, info.valid_through) {
                assert!(first <= last, "{text}");
            }
        }
    }

    #[test]
    fn the_table_holds_the_modifiers_of_the_published_list() {
        let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
            println!("skipped: CLEANCLAIM_DATA names no folder of published files");
            return;
        };
        let list =
            std::fs::read_to_string(std::path::Path::new(&folder).join("codes/modifiers.csv")).unwrap();
        let published: BTreeSet<&str> =
            list.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let ours: BTreeSet<&str> = TABLE.keys().copied().collect();
        assert_eq!(ours, published);
    }

    #[test]
    fn ambulance_pairs_are_a_rule() {
        let letters = || (b'A'..=b'Z').chain(b'0'..=b'9');
        let pairs = letters()
            .flat_map(|first| letters().map(move |second| Modifier::from_bytes([first, second]).unwrap()))
            .filter(|pair| pair.is_ambulance_pair());
        assert_eq!(pairs.count(), 10 * 11);
        assert!(modifier("SX").is_ambulance_pair());
        assert!(!modifier("XH").is_ambulance_pair());
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Modifier>().unwrap_err();
        assert_eq!(error("2").problem(), Problem::Length { found: 1, expected: "2" });
        assert_eq!(error("-25").repair(), Some("25"));
        assert_eq!(error("2?").problem(), Problem::Character { found: '?', position: 2 });
        assert_eq!(error("é").problem(), Problem::Character { found: 'é', position: 1 });
    }
}
