//! ICD-10-CM diagnosis codes, seven characters packed in a `u64`.

use super::{CodeError, Problem, pad, serde_as_text};
use std::{fmt, str::FromStr};

const WHAT: &str = "diagnosis code";

/// An ICD-10-CM diagnosis code of three to seven characters, kept without its dot.
///
/// The grammar: a letter; a digit, or a letter before a digit (category QA0 of fiscal year 2026);
/// a digit, A or B; then up to four letters or digits, of which the last position, the seventh
/// character, takes no I, L, O and T to Z. A dot may stand after the third character when more
/// follow. Whether the code exists on a date is not part of the grammar.
///
/// The packed form is base 37 over seven positions, a missing character counting 0, so that its
/// order is the order of the texts and every code sorts directly before its children.
///
/// ```
/// use cleanclaim::code::DiagnosisCode;
/// let code: DiagnosisCode = "s52501a".parse().unwrap();
/// assert_eq!(code.to_string(), "S52.501A");
/// assert_eq!(format!("{code:#}"), "S52501A");
/// assert_eq!(code.category().to_string(), "S52");
/// assert_eq!(code.parent().unwrap().to_string(), "S52.501");
/// assert_eq!("E11.".parse::<DiagnosisCode>().unwrap_err().repair(), Some("E11"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiagnosisCode(u64);

/// 37 to the power of the characters behind the category.
const CATEGORY: u64 = 37 * 37 * 37 * 37;

impl DiagnosisCode {
    /// The code of upper-case characters without a dot; a compile-time error or panic when no code
    /// looks so.
    ///
    /// Meant for constants: `const SCREENING: DiagnosisCode = DiagnosisCode::constant(b"Z1211");`
    pub const fn constant(text: &[u8]) -> Self {
        match Self::from_bytes(text) {
            Some(code) => code,
            None => panic!("no diagnosis code has this shape"),
        }
    }

    /// The packed value, in the order of the texts.
    pub const fn packed(self) -> u64 {
        self.0
    }

    /// The code of ASCII characters in upper case without a dot, `None` when no code looks so.
    pub const fn from_bytes(text: &[u8]) -> Option<Self> {
        if text.len() < 3 || text.len() > 7 {
            return None;
        }
        let mut packed = 0;
        let mut index = 0;
        while index < 7 {
            packed *= 37;
            if index < text.len() {
                if !fits(text, index) {
                    return None;
                }
                packed += value(text[index]);
            }
            index += 1;
        }
        Some(Self(packed))
    }

    /// The code of a packed value, `None` when no code packs to it.
    pub fn from_packed(packed: u64) -> Option<Self> {
        let (buffer, length) = Self(packed).characters();
        Self::from_bytes(buffer.get(..length)?).filter(|code| code.0 == packed)
    }

    /// The characters without the dot, in a buffer, and how many there are.
    pub fn characters(self) -> ([u8; 7], usize) {
        let mut buffer = [0; 7];
        let mut rest = self.0;
        let mut length = 0;
        for (position, byte) in buffer.iter_mut().enumerate().rev() {
            let digit = (rest % 37) as u8;
            rest /= 37;
            if digit > 0 {
                *byte = if digit <= 10 { b'0' + digit - 1 } else { b'A' + digit - 11 };
                length = length.max(position + 1);
            }
        }
        (buffer, length)
    }

    /// The category: the code's first three characters.
    pub const fn category(self) -> Self {
        Self(self.0 - self.0 % CATEGORY)
    }

    /// The code without its last character, `None` for a category.
    ///
    /// It need not be a published code: behind placeholders, as in `W19.XXXA`, it is none.
    pub const fn parent(self) -> Option<Self> {
        let mut place = 37;
        while place <= CATEGORY {
            let parent = self.0 - self.0 % place;
            if parent != self.0 {
                return Some(Self(parent));
            }
            place *= 37;
        }
        None
    }

    /// Whether the code is `ancestor` or begins with its characters.
    ///
    /// ```
    /// use cleanclaim::code::DiagnosisCode;
    /// let code: DiagnosisCode = "E11.65".parse().unwrap();
    /// assert!(code.is_within("E11".parse().unwrap()));
    /// assert!(!code.is_within("E11.64".parse().unwrap()));
    /// ```
    pub const fn is_within(self, ancestor: Self) -> bool {
        let mut place = 1;
        while place <= CATEGORY {
            if self.0 - self.0 % place == ancestor.0 {
                return true;
            }
            place *= 37;
        }
        false
    }

    /// The code with the letters O, I and L behind the category read as 0 and 1, `None` when it
    /// has none: what to look for when the code itself does not exist.
    ///
    /// ```
    /// use cleanclaim::code::DiagnosisCode;
    /// let code: DiagnosisCode = "E11.6O".parse().unwrap();
    /// assert_eq!(code.look_alike().unwrap().to_string(), "E11.60");
    /// ```
    pub fn look_alike(self) -> Option<Self> {
        let (mut buffer, length) = self.characters();
        for byte in buffer.iter_mut().skip(3) {
            *byte = digit_meant(*byte);
        }
        Self::from_bytes(buffer.get(..length)?).filter(|&code| code != self)
    }
}

/// The diagnosis codes from one prefix to another: a category with all below it, or a block.
///
/// ```
/// use cleanclaim::code::{DiagnosisCode, DiagnosisRange};
/// let pregnancy = DiagnosisRange::between(b"O00", b"O9A");
/// assert!(pregnancy.contains("O9A.22".parse::<DiagnosisCode>()?));
/// assert!(!DiagnosisRange::under(b"E11").contains("E10.9".parse::<DiagnosisCode>()?));
/// # Ok::<(), cleanclaim::code::CodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DiagnosisRange {
    first: u64,
    last: u64,
}

impl DiagnosisRange {
    /// The codes that begin with some characters: capitals and digits, at most seven.
    ///
    /// # Panics
    /// When there are more.
    pub const fn under(prefix: &[u8]) -> Self {
        Self::between(prefix, prefix)
    }

    /// The codes from those that begin with some characters to those that begin with others.
    ///
    /// # Panics
    /// When there are more than seven of either.
    pub const fn between(first: &[u8], last: &[u8]) -> Self {
        Self { first: fill(first, 0), last: fill(last, 36) }
    }

    /// A code and the codes that begin with it.
    pub const fn of(code: DiagnosisCode) -> Self {
        let mut place = 1;
        while code.0.is_multiple_of(place * 37) && place < CATEGORY {
            place *= 37;
        }
        Self { first: code.0, last: code.0 + place - 1 }
    }

    /// The codes from the first of this range to the last of another.
    pub const fn through(self, other: Self) -> Self {
        Self { first: self.first, last: other.last }
    }

    /// The packed values of its ends, both included.
    pub const fn packed(self) -> (u64, u64) {
        (self.first, self.last)
    }

    /// Whether it holds a code.
    #[inline]
    pub const fn contains(self, code: DiagnosisCode) -> bool {
        self.first <= code.0 && code.0 <= self.last
    }
}

/// A prefix as a packed code, each missing character of a value.
const fn fill(prefix: &[u8], missing: u64) -> u64 {
    assert!(prefix.len() <= 7, "a diagnosis code has at most seven characters");
    let (mut packed, mut index) = (0, 0);
    while index < 7 {
        packed = packed * 37 + if index < prefix.len() { value(prefix[index]) } else { missing };
        index += 1;
    }
    packed
}

/// Whether the character at an index of `text` can stand there.
const fn fits(text: &[u8], index: usize) -> bool {
    let byte = text[index];
    match index {
        0 => byte.is_ascii_uppercase(),
        // A letter is followed by a digit; I, L and O are misread digits and in no category.
        1 => {
            byte.is_ascii_digit()
                || (byte.is_ascii_uppercase()
                    && !matches!(byte, b'I' | b'L' | b'O')
                    && text.len() > 2
                    && text[2].is_ascii_digit())
        }
        2 => byte.is_ascii_digit() || matches!(byte, b'A' | b'B'),
        6 => byte.is_ascii_digit() || matches!(byte, b'A'..=b'H' | b'J' | b'K' | b'M' | b'N' | b'P'..=b'S'),
        _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    }
}

const fn value(byte: u8) -> u64 {
    (if byte.is_ascii_digit() { byte - b'0' + 1 } else { byte - b'A' + 11 }) as u64
}

const fn digit_meant(byte: u8) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    }
}

/// The code that was likely meant: without misplaced dots, with a letter in front and with digits
/// where letters cannot stand.
///
/// Three to five digits are an ICD-9-CM code rather than a misread ICD-10-CM code.
fn likely(text: &[u8]) -> Option<DiagnosisCode> {
    if text.len() <= 5 && text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut meant = text.to_vec();
    for (index, byte) in meant.iter_mut().enumerate() {
        *byte = match (index, *byte) {
            (0, b'0') => b'O',
            (0, b'1') => b'I',
            (1 | 2 | 6, byte) => digit_meant(byte),
            (_, byte) => byte,
        };
    }
    DiagnosisCode::from_bytes(&meant)
}

impl FromStr for DiagnosisCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let trimmed = super::trimmed(text);
        let error = |problem| CodeError::new(WHAT, text, problem);
        if trimmed.is_empty() {
            return Err(error(Problem::Empty));
        }
        if !trimmed.is_ascii()
            && let Some((index, found)) = trimmed.chars().enumerate().find(|(_, c)| !c.is_ascii())
        {
            return Err(error(Problem::Character { found, position: index + 1 }));
        }
        let (mut room, mut length) = ([0; 7], 0);
        for byte in trimmed.bytes().filter(|&byte| byte != b'.') {
            room.get_mut(length).into_iter().for_each(|slot| *slot = byte.to_ascii_uppercase());
            length += 1;
        }
        let Some(bare) = room.get(..length).filter(|_| length >= 3) else {
            return Err(error(Problem::Length { found: length, expected: "3 to 7" }));
        };
        let dotted = trimmed.as_bytes().get(3) == Some(&b'.');
        let dots = trimmed.len() - length;
        let well_dotted = dots == 0 || (dots == 1 && dotted && length > 3);
        if well_dotted && let Some(code) = Self::from_bytes(bare) {
            return Ok(code);
        }
        let refuse = |problem| match likely(bare) {
            Some(code) => error(problem).with_repair(code.to_string()),
            None => error(problem),
        };
        // Positions are those of the text as given, dots included.
        let misplaced_dot =
            trimmed.bytes().enumerate().find(|&(index, byte)| byte == b'.' && (index != 3 || length == 3));
        if let Some((index, _)) = misplaced_dot {
            return Err(refuse(Problem::Character { found: '.', position: index + 1 }));
        }
        match (0..length).find(|&index| !fits(bare, index)) {
            Some(index) => {
                let position = index + 1 + usize::from(dots > 0 && index >= 3);
                let found = bare.get(index).copied().map_or('?', char::from);
                Err(refuse(Problem::Character { found, position }))
            }
            None => Err(refuse(Problem::Shape("a letter and 2 to 6 letters or digits"))),
        }
    }
}

impl fmt::Display for DiagnosisCode {
    /// Writes the code with its dot; `{:#}` leaves the dot out, as claims are sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (buffer, length) = self.characters();
        let text = std::str::from_utf8(buffer.get(..length).unwrap_or_default()).unwrap_or_default();
        match text.split_at_checked(3) {
            Some((category, rest)) if !rest.is_empty() && !f.alternate() => {
                pad(f, format_args!("{category}.{rest}"))
            }
            _ => f.pad(text),
        }
    }
}

impl fmt::Debug for DiagnosisCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DiagnosisCode({self})")
    }
}

serde_as_text!(DiagnosisCode, "an ICD-10-CM diagnosis code");

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DiagnosisCode {
        text.parse().unwrap()
    }

    #[test]
    fn published_shapes_are_read() {
        for (text, shown) in [
            ("A00", "A00"),
            ("i10", "I10"),
            ("E1165", "E11.65"),
            ("E11.65", "E11.65"),
            ("C4A", "C4A"),
            ("Z3A.28", "Z3A.28"),
            ("W19XXXA", "W19.XXXA"),
            ("U07.1", "U07.1"),
            ("QA00101", "QA0.0101"),
            ("S52.501A", "S52.501A"),
        ] {
            assert_eq!(code(text).to_string(), shown);
            assert_eq!(DiagnosisCode::from_packed(code(text).packed()), Some(code(text)));
        }
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let character = |found, position| Problem::Character { found, position };
        for (text, problem, repair) in [
            ("", Problem::Empty, None),
            ("E1", Problem::Length { found: 2, expected: "3 to 7" }, None),
            ("E11.65000", Problem::Length { found: 8, expected: "3 to 7" }, None),
            ("E11.", character('.', 4), Some("E11")),
            ("E1165.0", character('.', 6), Some("E11.650")),
            ("E.1165", character('.', 2), Some("E11.65")),
            ("E11.6.5", character('.', 6), Some("E11.65")),
            ("E1O.9", character('O', 3), Some("E10.9")),
            ("EL1.9", character('L', 2), Some("E11.9")),
            ("110", character('1', 1), None),
            ("1lO", character('1', 1), Some("I10")),
            ("009.9011", character('0', 1), Some("O09.9011")),
            ("034.0", character('0', 1), None),
            ("250.00", character('2', 1), None),
            ("E1C", character('C', 3), None),
            ("CAA", character('A', 2), None),
            ("W19.XXXO", character('O', 8), Some("W19.XXX0")),
            ("W19XXXT", character('T', 7), None),
            ("E11-65", character('-', 4), None),
            ("É11", character('É', 1), None),
        ] {
            let error = text.parse::<DiagnosisCode>().unwrap_err();
            assert_eq!((error.problem(), error.repair()), (problem, repair), "{text}");
        }
    }

    #[test]
    fn a_code_sorts_between_its_parent_and_the_next_sibling() {
        let texts = ["E11", "E11.0", "E11.00", "E11.01", "E11.1", "E11.A", "E12", "QA0", "QA0.0101", "R00"];
        let codes: Vec<DiagnosisCode> = texts.iter().map(|text| code(text)).collect();
        assert!(codes.is_sorted());
        assert_eq!(code("E11.01").parent(), Some(code("E11.0")));
        assert_eq!(code("E11").parent(), None);
        assert_eq!(code("QA00101").category(), code("QA0"));
        assert!(code("E11").is_within(code("E11")));
        assert!(!code("E11").is_within(code("E11.0")));
        assert_eq!(code("E11.65").look_alike(), None);
    }

    /// The order files are compressed, so this needs the feature that reads them.
    #[cfg(feature = "import")]
    #[test]
    fn every_code_of_the_published_order_files_is_a_code() {
        use std::io::{BufRead, BufReader};
        let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
            println!("skipped: CLEANCLAIM_DATA names no folder of published files");
            return;
        };
        for year in 2023..=2026 {
            let name = format!("icd10cm/icd10cm_order_{year}.txt.gz");
            let file = std::fs::File::open(std::path::Path::new(&folder).join(name)).unwrap();
            let mut count = 0;
            for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
                let line = line.unwrap();
                let published = line.split_whitespace().nth(1).unwrap();
                let code = code(published);
                assert_eq!(format!("{code:#}"), published);
                count += 1;
            }
            assert!(count > 90_000, "{year}: {count}");
        }
    }
}
