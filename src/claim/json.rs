//! Claims as JSON: one object, an array of them, or one object a line.

use super::Claim;
use super::reading::Reading;
use std::io::{BufRead, ErrorKind};

/// The largest JSON text of one claim that is read, in bytes.
pub const MAX_CLAIM_BYTES: usize = 64 << 20;

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// JSON that is not a claim.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The text is no JSON, or no claim.
    #[error("line {line}{}: {message}", Place(.column, .path))]
    Claim {
        /// Line of the input, from 1.
        line: usize,
        /// Column of that line, from 1; 0 when the whole claim is meant.
        column: usize,
        /// Where in the claim: `lines[0].modifiers`; empty when not inside a field.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// The input could not be read.
    #[error("the input cannot be read: {0}")]
    Read(#[from] std::io::Error),
}

struct Place<'a>(&'a usize, &'a String);

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self.0 > 0 {
            write!(f, ", column {}", self.0)?;
        }
        if self.1.is_empty() { Ok(()) } else { write!(f, ", at {}", self.1) }
    }
}

/// Reads one claim.
///
/// # Errors
/// [`JsonError::Claim`] names the line, the column, the field and, for an unknown field, the
/// nearest known one.
///
/// ```
/// let claim = cleanclaim::claim::json::read_one(br#"{"form": "professional", "lines": [{"procedure": "99213"}]}"#)?;
/// assert_eq!(claim.lines.len(), 1);
/// let error = cleanclaim::claim::json::read_one(br#"{"form": "professional", "line": []}"#).unwrap_err();
/// assert!(error.to_string().contains("did you mean `lines`?"));
/// # Ok::<(), cleanclaim::claim::json::JsonError>(())
/// ```
pub fn read_one(text: &[u8]) -> Result<Claim, JsonError> {
    parse(text, 1)
}

/// Reads claims one after the other in the same memory: once it has read claims of the size of the next
/// one, that one is read without allocating.
///
/// ```
/// let mut reader = cleanclaim::claim::json::Reader::default();
/// for procedure in ["99213", "99214"] {
///     let text = format!(r#"{{"form": "professional", "lines": [{{"procedure": "{procedure}"}}]}}"#);
///     let claim = reader.read(text.as_bytes())?;
///     assert_eq!(claim.lines[0].procedure.as_ref().unwrap().to_string(), procedure);
/// }
/// # Ok::<(), cleanclaim::claim::json::JsonError>(())
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    claim: Claim,
    reading: Reading,
}

impl Reader {
    /// Reads one claim, in place of the one before.
    ///
    /// # Errors
    /// Those of [`read_one`].
    pub fn read(&mut self, text: &[u8]) -> Result<&Claim, JsonError> {
        self.read_at(text, 1)
    }

    /// Reads one claim of a stream, in place of the one before.
    ///
    /// # Errors
    /// [`JsonError::Claim`], with the line in the stream.
    pub fn read_text(&mut self, text: &ClaimText) -> Result<&Claim, JsonError> {
        self.read_at(&text.text, text.line)
    }

    fn read_at(&mut self, text: &[u8], start: usize) -> Result<&Claim, JsonError> {
        let Self { claim, reading } = self;
        reading.spare.empty(claim);
        read_in(claim, reading, text, start)?;
        Ok(claim)
    }
}

/// Reads claims from a stream in constant memory: an object, an array of objects, or an object a
/// line. A claim that cannot be read is an error in its place; the ones after it are still read
/// where each stands on a line of its own.
pub fn read<R: BufRead>(input: R) -> Claims<R> {
    Claims { input, line: 1, shape: Shape::Unknown, text: Vec::new(), done: false }
}

/// The text of one claim of a stream, found but not yet read: several threads may read several.
///
/// ```
/// use cleanclaim::claim::json;
/// let stream: &[u8] = b"{\"form\": \"professional\", \"lines\": []}\n";
/// let text = json::texts(stream).next().unwrap()?;
/// assert!(text.read()?.lines.is_empty());
/// # Ok::<(), json::JsonError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimText {
    text: Vec<u8>,
    line: usize,
}

impl ClaimText {
    /// Reads the claim.
    ///
    /// # Errors
    /// [`JsonError::Claim`], with the line in the stream.
    pub fn read(&self) -> Result<Claim, JsonError> {
        parse(&self.text, self.line)
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }
}

/// Finds the texts of the claims of a stream, which [`ClaimText::read`] reads: what [`read`] does in
/// two steps.
pub fn texts<R: BufRead>(input: R) -> impl Iterator<Item = Result<ClaimText, JsonError>> {
    let mut claims = read(input);
    std::iter::from_fn(move || {
        if claims.done {
            return None;
        }
        let next = claims.next_object().transpose()?;
        Some(next.map(|line| ClaimText { text: std::mem::take(&mut claims.text), line }))
    })
}

/// Iterator over the claims of a JSON stream; see [`read`].
#[derive(Debug)]
pub struct Claims<R> {
    input: R,
    /// Number of the line the next byte stands on.
    line: usize,
    shape: Shape,
    text: Vec<u8>,
    done: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Unknown,
    /// Objects one after the other, over as many lines as they like.
    Objects,
    Array,
}

impl<R: BufRead> Iterator for Claims<R> {
    type Item = Result<Claim, JsonError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_object().transpose()?;
        Some(next.and_then(|start| parse(&self.text, start)))
    }
}

impl<R: BufRead> Claims<R> {
    /// Collects the next object's text and gives the line it starts on.
    fn next_object(&mut self) -> Result<Option<usize>, JsonError> {
        self.text.clear();
        let first = loop {
            match self.byte()? {
                None => {
                    self.done = true;
                    return match self.shape {
                        Shape::Array => {
                            Err(self.wrong("the array of claims never ends; its closing `]` is missing"))
                        }
                        Shape::Unknown => Err(self.wrong("there is no claim in the input")),
                        Shape::Objects => Ok(None),
                    };
                }
                Some(byte) if byte.is_ascii_whitespace() => {}
                Some(b',') if self.shape == Shape::Array => {}
                Some(b'[') if self.shape == Shape::Unknown => self.shape = Shape::Array,
                Some(b']') if self.shape == Shape::Array => self.shape = Shape::Objects,
                Some(0xEF) if self.shape == Shape::Unknown && self.line == 1 => self.byte_order_mark()?,
                Some(byte) => break byte,
            }
        };
        let before_any = self.shape == Shape::Unknown;
        if before_any {
            self.shape = Shape::Objects;
        }
        let start = self.line;
        if first != b'{' {
            let shown = char::from(first);
            if before_any {
                // Nothing says that the rest is JSON.
                self.done = true;
                return Err(
                    self.wrong(&format!("this is no JSON: a claim starts with `{{`, not with {shown:?}"))
                );
            }
            let error = self.wrong(&format!("a claim starts with `{{`, not with {shown:?}"));
            self.skip_line()?;
            return Err(error);
        }
        self.text.push(first);
        self.finish_object(start).map(|()| Some(start))
    }

    fn finish_object(&mut self, start: usize) -> Result<(), JsonError> {
        let mut scan = Scan { depth: 1, in_string: false, escaped: false };
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.done = true;
                    return Err(error.into());
                }
            };
            if chunk.is_empty() {
                self.done = true;
                return Err(wrong(start, "the claim that starts here never ends; a closing `}` is missing"));
            }
            let (taken, end) = scan.take(chunk);
            let whole = chunk.get(..taken).unwrap_or(chunk);
            if self.text.len() + whole.len() > MAX_CLAIM_BYTES {
                self.done = true;
                return Err(wrong(start, "the claim that starts here is longer than 64 MiB"));
            }
            self.text.extend_from_slice(whole);
            self.line += whole.iter().filter(|byte| **byte == b'\n').count();
            self.input.consume(taken);
            match end {
                Some(Ok(())) => return Ok(()),
                // A string cannot hold a line break: the claim is broken, the next line is not.
                Some(Err(())) => {
                    return Err(wrong(start, "a text has no closing quotation mark on its line"));
                }
                None => {}
            }
        }
    }

    fn byte(&mut self) -> Result<Option<u8>, JsonError> {
        loop {
            match self.input.fill_buf() {
                Ok(buffer) => {
                    let byte = buffer.first().copied();
                    if let Some(byte) = byte {
                        self.input.consume(1);
                        self.line += usize::from(byte == b'\n');
                    }
                    return Ok(byte);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.done = true;
                    return Err(error.into());
                }
            }
        }
    }

    fn byte_order_mark(&mut self) -> Result<(), JsonError> {
        self.byte()?;
        self.byte()?;
        Ok(())
    }

    fn skip_line(&mut self) -> Result<(), JsonError> {
        while !matches!(self.byte()?, None | Some(b'\n')) {}
        Ok(())
    }

    fn wrong(&self, message: &str) -> JsonError {
        wrong(self.line, message)
    }
}

/// Where in an object a reader is.
struct Scan {
    depth: u32,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Reads on to the end of the object: how many bytes were taken, and whether the object ended,
    /// as it should or in a text that is broken off.
    fn take(&mut self, bytes: &[u8]) -> (usize, Option<Result<(), ()>>) {
        let mut taken = 0;
        while let Some(byte) = bytes.get(taken) {
            if self.in_string && !self.escaped {
                let rest = bytes.get(taken..).unwrap_or_default();
                match memchr::memchr3(b'"', b'\\', b'\n', rest) {
                    Some(0) => {}
                    Some(plain) => {
                        taken += plain;
                        continue;
                    }
                    None => break,
                }
            }
            taken += 1;
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'\n' if self.in_string => return (taken, Some(Err(()))),
                _ if self.in_string => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (taken, Some(Ok(())));
                    }
                }
                _ => {}
            }
        }
        (bytes.len(), None)
    }
}

fn wrong(line: usize, message: &str) -> JsonError {
    JsonError::Claim { line, column: 0, path: String::new(), message: message.to_owned() }
}

fn parse(text: &[u8], start: usize) -> Result<Claim, JsonError> {
    let mut claim = Claim::default();
    read_in(&mut claim, &mut Reading::default(), text, start)?;
    Ok(claim)
}

/// Reads into an empty claim.
fn read_in(claim: &mut Claim, reading: &mut Reading, text: &[u8], start: usize) -> Result<(), JsonError> {
    // Programs on Windows often begin a text with one.
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    // One check of the whole text is cheaper than one of every string in it.
    let text = std::str::from_utf8(text).map_err(|error| not_utf_8(text, start, &error))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let outcome = reading.read(claim, &mut json).and_then(|()| json.end());
    outcome.map_err(|error| explain(&error, start, reading.path()))?;
    check_numbers(claim).map_err(|(path, message)| JsonError::Claim { line: start, column: 0, path, message })
}

/// The error of a text with a byte that is no UTF-8.
fn not_utf_8(text: &[u8], start: usize, error: &std::str::Utf8Error) -> JsonError {
    let before = text.get(..error.valid_up_to()).unwrap_or_default();
    let found = text.get(error.valid_up_to()).copied().unwrap_or_default();
    let last_line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    JsonError::Claim {
        line: start + before.iter().filter(|byte| **byte == b'\n').count(),
        column: last_line.len() + 1,
        path: String::new(),
        message: format!("the byte {found:#04X} is no UTF-8"),
    }
}

#[cold]
fn explain(error: &serde_json::Error, start: usize, path: String) -> JsonError {
    let shown = error.to_string();
    let message = shown.rsplit_once(" at line ").map_or(shown.as_str(), |(message, _)| message);
    JsonError::Claim {
        line: start + error.line().saturating_sub(1),
        column: error.column(),
        path,
        message: with_nearest(message),
    }
}

/// Adds the nearest known field to serde's message on an unknown one.
fn with_nearest(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let nearest = names.next().filter(|_| message.starts_with("unknown field")).and_then(|unknown| {
        let distance = |known: &&str| strsim::damerau_levenshtein(unknown, known);
        names.min_by_key(distance).filter(|known| distance(known) <= known.len().div_ceil(2))
    });
    let short = message.split_once(", expected one of").map_or(message, |(short, _)| short);
    match nearest {
        Some(known) => format!("{short}; did you mean `{known}`?"),
        None => message.to_owned(),
    }
}

/// Two lines of one number would make every finding on them ambiguous.
fn check_numbers(claim: &Claim) -> Result<(), (String, String)> {
    let numbers = || claim.lines.iter().enumerate().map(|(index, line)| (line.number_at(index), index));
    if numbers().is_sorted_by(|(number, _), (next, _)| number < next) {
        return Ok(());
    }
    let mut numbers: Vec<(u32, usize)> = numbers().collect();
    numbers.sort_unstable();
    for pair in numbers.windows(2) {
        if let [(number, _), (again, index)] = pair
            && number == again
        {
            let message = format!(
                "line number {number} stands on two lines; number each line once, or none (then they are numbered \
                 by their places)"
            );
            return Err((format!("lines[{index}].number"), message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Result<usize, String>> {
        read(text.as_bytes())
            .map(|claim| claim.map(|claim| claim.lines.len()).map_err(|error| error.to_string()))
            .collect()
    }

    const ONE: &str = r#"{"form":"professional","lines":[{"procedure":"99213"}]}"#;

    #[test]
    fn earlier_claims_of_earlier_claims_are_limited() {
        let nested = |depth: usize| {
            let earlier = r#"{"form":"professional","history":["#.repeat(depth);
            read_one(format!("{earlier}{ONE}{}", "]}".repeat(depth)).as_bytes())
        };
        assert!(nested(4).is_ok());
        for depth in [5, 60, 5_000] {
            assert!(nested(depth).unwrap_err().to_string().contains("leave those out"), "{depth}");
        }
        assert!(nested(4).is_ok());
    }

    #[test]
    fn objects_arrays_and_lines_are_read() {
        assert_eq!(all(ONE), [Ok(1)]);
        assert_eq!(all(&format!("[{ONE},\n{ONE}]")), [Ok(1), Ok(1)]);
        assert_eq!(all(&format!("{ONE}\n\n{ONE}\n")), [Ok(1), Ok(1)]);
        assert_eq!(all(&format!("\u{feff}{ONE}")), [Ok(1)]);
    }

    #[test]
    fn a_broken_claim_does_not_hide_the_next() {
        let text = format!("{ONE}\n{{\"form\": 3}}\nnonsense\n{{\"id\": \"unclosed\n{ONE}");
        let claims = all(&text);
        assert_eq!(claims.len(), 5);
        assert_eq!((&claims[0], &claims[4]), (&Ok(1), &Ok(1)));
        for (claim, line) in claims[1..4].iter().zip(["line 2", "line 3", "line 4"]) {
            assert!(claim.as_ref().unwrap_err().starts_with(line), "{claim:?}");
        }
    }

    #[test]
    fn errors_name_the_field_and_the_nearest_known_one() {
        let error = |text: &str| read_one(text.as_bytes()).unwrap_err().to_string();
        let unknown = error(r#"{"form":"professional","lines":[{"procedure":"99213","modifer":[]}]}"#);
        assert!(unknown.contains("lines[0].modifer"), "{unknown}");
        assert!(unknown.contains("did you mean `modifiers`?"), "{unknown}");
        assert!(error(r#"{"lines":[]}"#).contains("missing field `form`"));
        assert!(error(r#"{"form":"professional","lines":[{}]}"#).contains("missing field `procedure`"));
        let twice = r#"{"form":"professional","lines":[{"number":2,"procedure":"99213"},{"number":2,"procedure":"1"}]}"#;
        assert!(error(twice).contains("line number 2 stands on two lines"));
        let by_place =
            r#"{"form":"professional","lines":[{"number":2,"procedure":"99213"},{"procedure":"1"}]}"#;
        assert!(error(by_place).contains("lines[1].number: line number 2 stands on two lines"));
        assert_eq!(all(""), [Err("line 1: there is no claim in the input".to_owned())]);
    }

    #[test]
    fn errors_say_where_they_stand() {
        for (text, expected) in [
            (r#"{"form":"professional","form":"outpatient"}"#, "column 29, at form: duplicate field `form`"),
            (
                r#"{"form":"professional","lines":[{"procedure":null,"modifiers":["25",null]}]}"#,
                "column 72, at lines[0].modifiers[1]: invalid type: null, expected a string or a number",
            ),
            (
                r#"{"form":"professional","patient":["F"]}"#,
                "column 34, at patient: invalid type: sequence, expected struct Patient",
            ),
            (
                r#"{"form":"professional","history":[{"form":"outpatient","lines":[{"units":"1"}]}]}"#,
                "column 77, at history[0].lines[0]: missing field `procedure`",
            ),
            (
                r#"{"form":"professional","billing_provider":{"npi":{}}}"#,
                "column 51, at billing_provider.npi: invalid type: map, expected a string or a number",
            ),
            (r#"{"form":"professional"} x"#, "column 25: trailing characters"),
        ] {
            let error = read_one(text.as_bytes()).unwrap_err().to_string();
            assert_eq!(error, format!("line 1, {expected}"), "{text}");
        }
    }

    #[test]
    fn a_long_unknown_name_is_repeated_in_part() {
        let text = format!(r#"{{"form":"professional","{}":1}}"#, "é".repeat(1 << 22));
        let error = read_one(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("éé…: unknown field `éé") && error.len() < 2_000, "{} bytes", error.len());
    }

    #[test]
    fn what_was_read_before_leaves_nothing() {
        let full = r#"{"id":"1","form":"outpatient","payer":"x","billing_provider":{"npi":"1","specialty":"11"},
            "condition_codes":["21"],"value_codes":[{"code":"A1","amount":"2"}],"patient":{"member_id":"9"},
            "lines":[{"procedure":"99213","modifiers":["25"],"emergency":true,"rendering_provider":{"npi":"2"}}],
            "history":[{"form":"professional","id":"0","lines":[{"procedure":"1","description":"d"}]}]}"#;
        let bare = r#"{"form":"professional","billing_provider":{},"value_codes":[{"code":"A2"}],
            "lines":[{"procedure":null},{"procedure":"2","rendering_provider":{"taxonomy":"3"}}],
            "history":[{"form":"outpatient"}]}"#;
        let mut reader = Reader::default();
        let nulls = r#"{"form":"professional","patient":null,"diagnoses":null,"lines":null,"history":null,
            "billing_provider":{"npi":null},"payer":null}"#;
        assert_eq!(read_one(nulls.as_bytes()).unwrap(), Claim::default());
        assert_eq!(read_one(format!("\u{feff}{nulls}").as_bytes()).unwrap(), Claim::default());
        for text in [full, bare, nulls, full, r#"{"form":"professional","id":"2","lines":[{"#, bare, full] {
            let alone = read_one(text.as_bytes()).map_err(|error| error.to_string());
            let again = reader.read(text.as_bytes()).cloned().map_err(|error| error.to_string());
            assert_eq!(again, alone);
        }
    }

    #[test]
    fn what_cannot_be_read_stays_as_text() {
        let claim = read_one(br#"{"form":"outpatient","lines":[{"procedure":"9921","units":1,"charge":12.5,"from":"2026-02-30"}]}"#)
            .unwrap();
        let line = &claim.lines[0];
        assert_eq!(line.procedure.as_ref().unwrap().malformed(), Some("9921"));
        assert_eq!(line.from.as_ref().unwrap().malformed(), Some("2026-02-30"));
        assert_eq!(line.charge.as_ref().unwrap().to_string(), "12.50");
    }
}
