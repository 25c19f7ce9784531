//! Procedure codes: CPT and HCPCS Level II, five characters packed in a `u32`.

use super::fixed::{Grammar, refuse_misplaced};
use super::{CodeError, Modifier, Problem, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<5> = Grammar { what: "procedure code", length: "5", digit_at: [true; 5] };

/// A five-character procedure code of CPT, HCPCS Level II, CDT or a retired Level III.
///
/// The type knows the shapes of codes, not which codes exist on a date: `99999` can be held though
/// it was never assigned.
///
/// The packed form keeps the order of the texts, so that families are adjacent:
/// `first × 36,000 + three digits × 36 + last`, where the first and the last character count
/// `0`–`9` then `A`–`Z`; every value is below [`ProcedureCode::LIMIT`].
///
/// ```
/// use cleanclaim::code::{ProcedureCode, ProcedureKind, Section};
/// let visit: ProcedureCode = "99213".parse().unwrap();
/// assert_eq!(visit.kind(), ProcedureKind::Cpt1);
/// assert_eq!(visit.section(), Some(Section::EvaluationAndManagement));
/// let drug: ProcedureCode = "j1885".parse().unwrap();
/// assert_eq!(drug.kind(), ProcedureKind::Level2('J'));
/// assert_eq!("J1OO0".parse::<ProcedureCode>().unwrap_err().repair(), Some("J1000"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcedureCode(u32);

/// Which code set a procedure code belongs to by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcedureKind {
    /// CPT Category I: five digits.
    Cpt1,
    /// CPT Category II, performance measurement: four digits and F.
    Cpt2,
    /// CPT Category III, emerging technology: four digits and T.
    Cpt3,
    /// CPT proprietary laboratory analysis: four digits and U.
    Pla,
    /// CPT administrative code of a multianalyte assay with algorithmic analysis: four digits
    /// and M.
    Maaa,
    /// CPT administration of a COVID-19 vaccine: four digits and A (mostly ended 2023-11-01).
    VaccineAdministration,
    /// HCPCS Level II: the letter of the family and four digits, except the dental codes.
    Level2(char),
    /// CDT, dental procedures: D and four digits.
    Cdt,
    /// A local code of HCPCS Level III: W, X, Y or Z and four digits, retired on 2003-12-31.
    Level3,
}

/// A section of CPT Category I, by its published numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// 00100–01999.
    Anesthesia,
    /// 10004–69990.
    Surgery,
    /// 70010–79999.
    Radiology,
    /// 80047–89398.
    PathologyAndLaboratory,
    /// 90281–99199 and 99500–99607; the qualifying circumstances 99100–99140 are among them.
    Medicine,
    /// 99202–99499, and 98000–98016 that were added to it in 2025.
    EvaluationAndManagement,
}

impl ProcedureCode {
    /// One more than the largest packed value: 36 × 1,000 × 36.
    pub const LIMIT: u32 = 36 * 1_000 * 36;

    /// The code of five upper-case characters; a compile-time error or panic when no code looks so.
    ///
    /// Meant for constants: `const VISIT: ProcedureCode = ProcedureCode::constant(b"99213");`
    pub const fn constant(text: &[u8; 5]) -> Self {
        match Self::from_bytes(*text) {
            Some(code) => code,
            None => panic!("no procedure code has this shape"),
        }
    }

    /// Codes known when the program is compiled, in the order given.
    ///
    /// # Panics
    /// At compile time, when one of them has not the shape of a code.
    pub(crate) const fn list<const N: usize>(texts: [&[u8; 5]; N]) -> [Self; N] {
        let mut codes = [Self(0); N];
        let mut index = 0;
        while index < N {
            codes[index] = Self::constant(texts[index]);
            index += 1;
        }
        codes
    }

    /// The packed value, below [`ProcedureCode::LIMIT`], in the order of the texts.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// The code of a packed value, `None` when no code packs to it.
    pub const fn from_packed(packed: u32) -> Option<Self> {
        if packed >= Self::LIMIT {
            return None;
        }
        Self::from_bytes(Self(packed).to_bytes())
    }

    /// The code of five ASCII characters in upper case, `None` when they have no code's shape.
    pub const fn from_bytes(bytes: [u8; 5]) -> Option<Self> {
        let [first, a, b, c, last] = bytes;
        let digits = a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit();
        if !(digits && is_first(first) && is_last(first, last)) {
            return None;
        }
        let middle = (a - b'0') as u32 * 100 + (b - b'0') as u32 * 10 + (c - b'0') as u32;
        Some(Self(base36(first) * 36_000 + middle * 36 + base36(last)))
    }

    /// The five ASCII characters of the code.
    pub const fn to_bytes(self) -> [u8; 5] {
        let middle = self.0 / 36 % 1_000;
        [
            character(self.0 / 36_000),
            b'0' + (middle / 100) as u8,
            b'0' + (middle / 10 % 10) as u8,
            b'0' + (middle % 10) as u8,
            character(self.0 % 36),
        ]
    }

    /// Which code set the code belongs to by its shape.
    pub const fn kind(self) -> ProcedureKind {
        match (character(self.0 / 36_000), character(self.0 % 36)) {
            (b'0'..=b'9', b'F') => ProcedureKind::Cpt2,
            (b'0'..=b'9', b'T') => ProcedureKind::Cpt3,
            (b'0'..=b'9', b'U') => ProcedureKind::Pla,
            (b'0'..=b'9', b'M') => ProcedureKind::Maaa,
            (b'0'..=b'9', b'A') => ProcedureKind::VaccineAdministration,
            (b'0'..=b'9', _) => ProcedureKind::Cpt1,
            (b'D', _) => ProcedureKind::Cdt,
            (b'W'..=b'Z', _) => ProcedureKind::Level3,
            (letter, _) => ProcedureKind::Level2(letter as char),
        }
    }

    /// The Category I code of a number; `None` above 99999.
    ///
    /// ```
    /// use cleanclaim::code::ProcedureCode;
    /// assert_eq!(ProcedureCode::from_number(100), "00100".parse().ok());
    /// ```
    pub const fn from_number(number: u32) -> Option<Self> {
        if number > 99_999 {
            return None;
        }
        Some(Self(number / 10 * 36 + number % 10))
    }

    /// The five digits of a CPT Category I code as a number, `None` for every other kind.
    pub const fn number(self) -> Option<u32> {
        let (digits, last) = (self.0 / 36, self.0 % 36);
        if digits < 10_000 && last < 10 { Some(digits * 10 + last) } else { None }
    }

    /// The section of CPT whose published range holds the code; `None` for other kinds than
    /// Category I and for numbers outside every range.
    ///
    /// The ranges are those that CPT's own section headings print; they are no list of codes.
    pub const fn section(self) -> Option<Section> {
        let Some(number) = self.number() else { return None };
        Some(match number {
            100..=1_999 => Section::Anesthesia,
            10_004..=69_990 => Section::Surgery,
            70_010..=79_999 => Section::Radiology,
            80_047..=89_398 => Section::PathologyAndLaboratory,
            98_000..=98_016 | 99_202..=99_499 => Section::EvaluationAndManagement,
            90_281..=99_199 | 99_500..=99_607 => Section::Medicine,
            _ => return None,
        })
    }

    /// The code and the modifier of a text that glues them together with a hyphen or space, such
    /// as `99213-25`; `None` for any other text.
    ///
    /// ```
    /// use cleanclaim::code::{Problem, ProcedureCode};
    /// let (code, modifier) = ProcedureCode::split_glued("99213-25").unwrap();
    /// assert_eq!((code.to_string(), modifier.to_string()), ("99213".into(), "25".into()));
    /// let error = "99213-25".parse::<ProcedureCode>().unwrap_err();
    /// assert_eq!(error.problem(), Problem::GluedModifier { code, modifier });
    /// assert_eq!(error.repair(), Some("99213"));
    /// ```
    pub fn split_glued(text: &str) -> Option<(Self, Modifier)> {
        let (code, rest) = text.trim().split_at_checked(5)?;
        let modifier = rest.trim_start_matches(['-', ' ']);
        if modifier.len() == rest.len() {
            return None;
        }
        Some((read(code).ok()?, modifier.parse().ok()?))
    }
}

const fn character(value: u32) -> u8 {
    if value < 10 { b'0' + value as u8 } else { b'A' + (value - 10) as u8 }
}

const fn base36(character: u8) -> u32 {
    (if character.is_ascii_digit() { character - b'0' } else { character - b'A' + 10 }) as u32
}

/// A digit or the letter of a family: no family has the letter F, I, N or O.
const fn is_first(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'E' | b'G' | b'H' | b'J'..=b'M' | b'P'..=b'Z')
}

/// A digit or, behind digits, the letter of a kind.
const fn is_last(first: u8, byte: u8) -> bool {
    byte.is_ascii_digit() || (first.is_ascii_digit() && matches!(byte, b'A' | b'F' | b'M' | b'T' | b'U'))
}

fn read(text: &str) -> Result<ProcedureCode, CodeError> {
    GRAMMAR.read(text, |bytes| {
        let [first, ..] = bytes;
        refuse_misplaced(&bytes, |index, byte| match index {
            0 => is_first(byte),
            4 => is_last(first, byte),
            _ => byte.is_ascii_digit(),
        })?;
        ProcedureCode::from_bytes(bytes).ok_or(Problem::Shape("five characters such as 99213 or J1885"))
    })
}

impl FromStr for ProcedureCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        read(text).map_err(|error| match Self::split_glued(text) {
            Some((code, modifier)) => {
                CodeError::new(GRAMMAR.what, text, Problem::GluedModifier { code, modifier })
                    .with_repair(code.to_string())
            }
            None => error,
        })
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.to_bytes();
        f.pad(std::str::from_utf8(&bytes).unwrap_or_default())
    }
}

impl fmt::Debug for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProcedureCode({self})")
    }
}

serde_as_text!(ProcedureCode, "a procedure code");

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> ProcedureCode {
        text.parse().unwrap()
    }

    #[test]
    fn every_packed_value_goes_round_in_the_order_of_the_texts() {
        let codes: Vec<ProcedureCode> =
            (0..ProcedureCode::LIMIT).filter_map(ProcedureCode::from_packed).collect();
        // 10 first digits with 15 last characters, 22 letters with 10, a thousand of each.
        assert_eq!(codes.len(), 10 * 15 * 1_000 + 22 * 10 * 1_000);
        let texts: Vec<String> = codes.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted());
        assert!(texts.iter().zip(&codes).all(|(text, &each)| code(text) == each));
        assert_eq!(ProcedureCode::from_packed(ProcedureCode::LIMIT), None);
    }

    #[test]
    fn kinds_follow_the_shape() {
        for (text, kind) in [
            ("00100", ProcedureKind::Cpt1),
            ("3044F", ProcedureKind::Cpt2),
            ("0075T", ProcedureKind::Cpt3),
            ("0001U", ProcedureKind::Pla),
            ("0002M", ProcedureKind::Maaa),
            ("0001a", ProcedureKind::VaccineAdministration),
            ("G0463", ProcedureKind::Level2('G')),
            ("V2020", ProcedureKind::Level2('V')),
            ("D0120", ProcedureKind::Cdt),
            ("Y1234", ProcedureKind::Level3),
        ] {
            assert_eq!(code(text).kind(), kind, "{text}");
        }
    }

    #[test]
    fn sections_begin_and_end_at_their_published_numbers() {
        for (text, section) in [
            ("00099", None),
            ("00100", Some(Section::Anesthesia)),
            ("01999", Some(Section::Anesthesia)),
            ("02000", None),
            ("10003", None),
            ("10004", Some(Section::Surgery)),
            ("69990", Some(Section::Surgery)),
            ("69991", None),
            ("70010", Some(Section::Radiology)),
            ("79999", Some(Section::Radiology)),
            ("80047", Some(Section::PathologyAndLaboratory)),
            ("89398", Some(Section::PathologyAndLaboratory)),
            ("89399", None),
            ("90281", Some(Section::Medicine)),
            ("97999", Some(Section::Medicine)),
            ("98000", Some(Section::EvaluationAndManagement)),
            ("98017", Some(Section::Medicine)),
            ("99199", Some(Section::Medicine)),
            ("99200", None),
            ("99202", Some(Section::EvaluationAndManagement)),
            ("99499", Some(Section::EvaluationAndManagement)),
            ("99500", Some(Section::Medicine)),
            ("99608", None),
            ("0075T", None),
            ("G0463", None),
        ] {
            assert_eq!(code(text).section(), section, "{text}");
        }
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<ProcedureCode>().unwrap_err();
        assert_eq!(error("9921").problem(), Problem::Length { found: 4, expected: "5" });
        assert_eq!(error("9921").repair(), None);
        assert_eq!(error("J1OO0").problem(), Problem::Character { found: 'O', position: 3 });
        assert_eq!(error("J1OO0").repair(), Some("J1000"));
        assert_eq!(error("992l3").repair(), Some("99213"));
        assert_eq!(error("O0100").repair(), Some("00100"));
        assert_eq!(error("I0060").repair(), Some("10060"));
        for text in ["F1234", "N1234"] {
            assert_eq!(
                error(text).problem(),
                Problem::Character { found: char::from(text.as_bytes()[0]), position: 1 }
            );
            assert_eq!(error(text).repair(), None);
        }
        assert_eq!(error("J123T").problem(), Problem::Character { found: 'T', position: 5 });
        assert_eq!(error("99213ß").problem(), Problem::Character { found: 'ß', position: 6 });
        assert_eq!(error("  ").problem(), Problem::Empty);
    }

    #[test]
    fn glued_modifiers_are_told_apart() {
        for text in ["99213-25", "99213 25", " 99213 - 25 "] {
            let (code, modifier) = ProcedureCode::split_glued(text).unwrap();
            assert_eq!((code.to_string().as_str(), modifier.to_string().as_str()), ("99213", "25"), "{text}");
        }
        for text in ["9921325", "99213-", "99213-255", "9921O-25", "99213", "", "9921-25", "ééé-25"] {
            assert_eq!(ProcedureCode::split_glued(text), None, "{text}");
        }
        let error = "99213-25".parse::<ProcedureCode>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "procedure code \"99213-25\" has modifier 25 glued to code 99213; did you mean \"99213\"?"
        );
    }

    #[test]
    fn every_code_of_the_published_outpatient_table_is_a_code() {
        let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
            println!("skipped: CLEANCLAIM_DATA names no folder of published files");
            return;
        };
        let file = std::path::Path::new(&folder).join("hcpcs/level2_quarters_2019q3_2026q2.csv");
        let text = std::fs::read_to_string(file).unwrap();
        let mut count = 0;
        for line in text.lines().skip(1) {
            let first = line.split(',').next().unwrap();
            assert!(matches!(code(first).kind(), ProcedureKind::Level2(_) | ProcedureKind::Cdt), "{first}");
            count += 1;
        }
        assert!(count > 5_000, "{count}");
    }
}
