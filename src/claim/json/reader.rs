//! Reads the tokens of JSON texts as they are usually written.
//!
//! What is unusual, or no JSON, is `None`; whoever asked then reads the text again the long way, which
//! also finds the words for what is wrong.

use std::borrow::Cow;

/// The most digits of a number with decimals that read back as they are written.
const EXACT_DIGITS: usize = 15;

/// How many bytes at the begin stand for themselves in a string: all but quotation marks, backslashes
/// and controls.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    /// A byte in each of eight.
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // The lowest byte that is zero, or below a number, has its highest bit in these, and no lower one.
    let below = |bytes: u64, number: u8| bytes.wrapping_sub(each(number)) & !bytes & each(0x80);
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut place = 0;
    for eight in eights {
        let eight = u64::from_le_bytes(*eight);
        let marks = below(eight ^ each(b'"'), 1) | below(eight ^ each(b'\\'), 1) | below(eight, 0x20);
        if marks != 0 {
            return place + marks.trailing_zeros() as usize / 8;
        }
        place += 8;
    }
    place + rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count()
}

/// The most objects inside each other: an earlier claim's line has a provider.
const MAX_DEPTH: u32 = 4;

/// A place in a JSON text, and how many objects it is in.
pub(super) struct Reader<'t> {
    text: &'t str,
    place: usize,
    depth: u32,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, place: 0, depth: 0 }
    }

    /// Goes into an object.
    #[inline]
    pub(super) fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// Leaves an object.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\n' | b'\t' | b'\r' => self.place += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Takes a byte when it is the next one.
    #[inline]
    pub(super) fn takes(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        self.place += usize::from(found);
        found
    }

    #[inline]
    pub(super) fn expect(&mut self, expected: u8) -> Option<()> {
        self.takes(expected).then_some(())
    }

    /// Whether only white space is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Takes a word such as `null` when it is next.
    #[inline]
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some()
            && self.text.as_bytes().get(self.place..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.place += if found { word.len() } else { 0 };
        found
    }

    /// Steps to the next member of a list or an object that ends with `end`: `true` when there is one.
    #[inline]
    pub(super) fn next(&mut self, first: bool, end: u8) -> Option<bool> {
        if self.takes(end) {
            return Some(false);
        }
        if !first {
            self.expect(b',')?;
        }
        // After a comma there has to be another one.
        (first || self.peek()? != end).then_some(true)
    }

    /// The name of a member, and its colon.
    #[inline]
    pub(super) fn name(&mut self) -> Option<Cow<'t, str>> {
        let name = self.string()?;
        self.expect(b':')?;
        Some(name)
    }

    /// A string.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        self.expect(b'"')?;
        let start = self.place;
        self.skip_plain();
        match self.byte()? {
            b'"' => {
                let own = self.text.get(start..self.place)?;
                self.place += 1;
                Some(Cow::Borrowed(own))
            }
            b'\\' => self.escaped(start).map(Cow::Owned),
            _ => None,
        }
    }

    /// Skips what stands for itself in a string.
    #[inline]
    fn skip_plain(&mut self) {
        self.place += plain(self.text.as_bytes().get(self.place..).unwrap_or_default());
    }

    /// The rest of a string with escapes, which starts at `start` and whose first escape is next.
    #[cold]
    fn escaped(&mut self, start: usize) -> Option<String> {
        let mut own = self.text.get(start..self.place)?.to_owned();
        loop {
            let plain = self.place;
            self.skip_plain();
            own.push_str(self.text.get(plain..self.place)?);
            let byte = self.byte()?;
            self.place += 1;
            match byte {
                b'"' => return Some(own),
                b'\\' => own.push(self.escape()?),
                _ => return None,
            }
        }
    }

    /// The character of an escape whose backslash has been taken.
    fn escape(&mut self) -> Option<char> {
        let byte = self.byte()?;
        self.place += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let digits = self.text.get(self.place..self.place + 4)?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                self.place += 4;
                // Half of a surrogate pair is left to the long way.
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        })
    }

    /// A number as text: without a sign or an exponent, and without zeros that say nothing.
    #[inline]
    pub(super) fn number(&mut self) -> Option<&'t str> {
        self.peek()?;
        let start = self.place;
        let whole = self.digits()?;
        let after = self.byte();
        if matches!(after, Some(b'e' | b'E')) {
            return None;
        }
        if after != Some(b'.') {
            return self.text.get(start..self.place).filter(|_| whole <= EXACT_DIGITS);
        }
        self.place += 1;
        let fraction_start = self.place;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.place += 1;
        }
        let fraction = self.place - fraction_start;
        if fraction == 0 || whole + fraction > EXACT_DIGITS || matches!(self.byte(), Some(b'e' | b'E')) {
            return None;
        }
        Some(self.text.get(start..self.place)?.trim_end_matches('0').trim_end_matches('.'))
    }

    /// A number that counts.
    #[inline]
    pub(super) fn whole_number(&mut self) -> Option<&'t str> {
        self.peek()?;
        let start = self.place;
        self.digits()?;
        let is_whole = !matches!(self.byte(), Some(b'.' | b'e' | b'E'));
        self.text.get(start..self.place).filter(|_| is_whole)
    }

    /// Whether a string is next.
    pub(super) fn is_string(&mut self) -> bool {
        self.peek() == Some(b'"')
    }

    /// How many digits are next, which are taken; JSON has no zeros in front.
    #[inline]
    fn digits(&mut self) -> Option<usize> {
        let start = self.place;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.place += 1;
        }
        let digits = self.place - start;
        let is_written_so = digits == 1 || self.text.as_bytes().get(start) != Some(&b'0');
        (digits > 0 && is_written_so).then_some(digits)
    }

    /// A string or a number, as text.
    #[inline]
    pub(super) fn string_or_number(&mut self) -> Option<Cow<'t, str>> {
        match self.peek()? {
            b'"' => self.string(),
            b'0'..=b'9' => self.number().map(Cow::Borrowed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_with_their_escapes() {
        for (json, text) in [
            (r#""""#, Some("")),
            (r#""99213" "#, Some("99213")),
            ("\"Meßgerät\"", Some("Meßgerät")),
            (r#""a\"b\\c\/\n\u00e9\t""#, Some("a\"b\\c/\né\t")),
            (r#""open"#, None),
            (r#""\ud83d\ude00""#, None),
            (r#""\u00+1""#, None),
            (r#""\x""#, None),
            ("\"line\nbreak\"", None),
            ("\"a\\n\u{1}\"", None),
            (r#""more than eight bytes, é""#, Some("more than eight bytes, é")),
            ("\"more than eight\u{1f}\"", None),
            (r#""01234567\"""#, Some("01234567\"")),
            (r#""0123456789abcdef"#, None),
        ] {
            assert_eq!(Reader::new(json).string().as_deref(), text, "{json}");
        }
    }

    #[test]
    fn what_stands_for_itself_ends_at_the_first_mark() {
        let all: Vec<u8> = (0..=255).collect();
        for byte in all {
            for place in 0..20 {
                let mut bytes = [b'a'; 20];
                bytes[place] = byte;
                let ends = matches!(byte, b'"' | b'\\' | 0..0x20);
                assert_eq!(plain(&bytes), if ends { place } else { 20 }, "{byte:#x} at {place}");
                bytes[19] = b'"';
                assert_eq!(plain(&bytes), if ends { place } else { 19 }, "{byte:#x} at {place}");
            }
        }
    }

    /// As serde_json and the shortest text of a float write them.
    #[test]
    fn numbers_are_read_as_they_are_written_shortest() {
        for (json, text) in [
            ("0", Some("0")),
            ("125", Some("125")),
            ("125.50", Some("125.5")),
            ("100.00", Some("100")),
            ("0.0", Some("0")),
            ("123456789012345", Some("123456789012345")),
            ("1234567890123456", None),
            ("0.1234567890123456", None),
            ("-1", None),
            ("01", None),
            ("1e3", None),
            ("1.5e3", None),
            ("1.", None),
            (".5", None),
        ] {
            assert_eq!(Reader::new(json).number(), text, "{json}");
        }
    }
}
