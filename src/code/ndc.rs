//! National drug codes: eleven digits in three segments.

use super::fixed::{Grammar, number, refuse_misplaced};
use super::{CodeError, Problem, pad, serde_as_text};
use std::{fmt, str::FromStr};

const GRAMMAR: Grammar<11> = Grammar { what: "NDC", length: "11", digit_at: [true; 11] };
const ON_CLAIMS: &str = "11 digits without hyphens";
const SHAPE: &str = "5-4-2, or the FDA's 4-4-2, 5-3-2 or 5-4-1";

/// A national drug code of eleven digits, as HIPAA transactions carry it: labeler (5), product (4)
/// and package (2).
///
/// A claim carries the eleven digits without hyphens, and nothing else is read from a text. The
/// hyphenated forms of a package label are refused with the eleven digits as the repair; see
/// [`Ndc::from_package`]. Ten digits without hyphens have no repair, because nothing tells which
/// segment is short.
///
/// ```
/// use cleanclaim::code::Ndc;
/// let ndc: Ndc = "00409123401".parse().unwrap();
/// assert_eq!(format!("{ndc:#}"), "00409-1234-01");
/// assert_eq!("0409-1234-01".parse::<Ndc>().unwrap_err().repair(), Some("00409123401"));
/// assert!("0409123401".parse::<Ndc>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ndc(u64);

impl Ndc {
    /// The code as a package label or a drug database writes it: eleven digits, or with hyphens
    /// 5-4-2 and the ten-digit forms of the FDA, whose short segment gets a leading zero: 4-4-2,
    /// 5-3-2 and 5-4-1.
    ///
    /// # Errors
    /// [`CodeError`] when the text is none of these; ten digits without hyphens are ambiguous.
    ///
    /// ```
    /// use cleanclaim::code::Ndc;
    /// assert_eq!(Ndc::from_package("50242-040-62").unwrap().to_string(), "50242004062");
    /// ```
    pub fn from_package(text: &str) -> Result<Self, CodeError> {
        read(text)
    }

    /// The eleven digits as a number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The labeler: the first five digits.
    pub const fn labeler(self) -> u32 {
        (self.0 / 1_000_000) as u32
    }

    /// The product: the next four digits.
    pub const fn product(self) -> u16 {
        (self.0 / 100 % 10_000) as u16
    }

    /// The package: the last two digits.
    pub const fn package(self) -> u8 {
        (self.0 % 100) as u8
    }

    /// Whether all digits are 0: a placeholder, not a drug.
    pub const fn is_all_zeros(self) -> bool {
        self.0 == 0
    }

    /// Whether all digits are 9: a placeholder that some Medicaid plans want for compounds.
    pub const fn is_all_nines(self) -> bool {
        self.0 == 99_999_999_999
    }
}

impl FromStr for Ndc {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let read = match read(text) {
            Ok(ndc) if text.contains('-') => {
                Err(CodeError::new(GRAMMAR.what, text, Problem::Shape(ON_CLAIMS))
                    .with_repair(ndc.to_string()))
            }
            read => read,
        };
        read.map_err(|error| match self::read(&likely(text)) {
            Ok(ndc) if error.repair().is_none() => error.with_repair(ndc.to_string()),
            _ => error,
        })
    }
}

/// The text without the qualifier of LIN02 in front, and with digits for letters that look so.
fn likely(text: &str) -> String {
    let upper = text.trim().to_ascii_uppercase();
    upper.strip_prefix("N4").unwrap_or(&upper).replace('O', "0").replace(['I', 'L'], "1")
}

fn read(text: &str) -> Result<Ndc, CodeError> {
    let trimmed = text.trim();
    let error = |problem| CodeError::new(GRAMMAR.what, text, problem);
    if trimmed.contains('-') {
        refuse_misplaced_in_segments(trimmed).map_err(error)?;
        return from_segments(trimmed).ok_or_else(|| error(Problem::Shape(SHAPE)));
    }
    if trimmed.len() == 10 && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(error(Problem::Ambiguous(
            "10 digits without hyphens do not tell which segment lacks its leading zero; send 11 digits",
        )));
    }
    GRAMMAR.read(text, |digits| {
        refuse_misplaced(&digits, |_, byte| byte.is_ascii_digit())?;
        Ok(Ndc(number(&digits)))
    })
}

fn refuse_misplaced_in_segments(text: &str) -> Result<(), Problem> {
    match text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit() && *c != '-') {
        Some((index, found)) => Err(Problem::Character { found, position: index + 1 }),
        None => Ok(()),
    }
}

fn from_segments(text: &str) -> Option<Ndc> {
    let mut segments = text.split('-');
    let (labeler, product, package) = (segments.next()?, segments.next()?, segments.next()?);
    let known = matches!(
        (labeler.len(), product.len(), package.len()),
        (5, 4, 2) | (4, 4, 2) | (5, 3, 2) | (5, 4, 1)
    );
    if segments.next().is_some() || !known {
        return None;
    }
    let [labeler, product, package] = [labeler, product, package].map(|part| number(part.as_bytes()));
    Some(Ndc(labeler * 1_000_000 + product * 100 + package))
}

impl fmt::Display for Ndc {
    /// Writes eleven digits, as claims are sent; `{:#}` writes 5-4-2 with hyphens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return write!(f, "{:05}-{:04}-{:02}", self.labeler(), self.product(), self.package());
        }
        pad(f, format_args!("{:011}", self.0))
    }
}

impl fmt::Debug for Ndc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ndc({self})")
    }
}

serde_as_text!(Ndc, "an NDC of 11 digits");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_segment_gets_its_zero() {
        for (text, digits) in [
            ("0409-1234-01", "00409123401"),
            ("50242-040-62", "50242004062"),
            ("60575-4112-1", "60575411201"),
            ("00409-1234-01", "00409123401"),
            (" 00409123401 ", "00409123401"),
        ] {
            assert_eq!(Ndc::from_package(text).unwrap().to_string(), digits, "{text}");
            match text.parse::<Ndc>() {
                Ok(ndc) => assert_eq!((ndc.to_string().as_str(), text.contains('-')), (digits, false)),
                Err(error) => {
                    assert_eq!(error.problem(), Problem::Shape(ON_CLAIMS), "{text}");
                    assert_eq!(error.repair(), Some(digits), "{text}");
                }
            }
        }
        assert!("00000000000".parse::<Ndc>().unwrap().is_all_zeros());
        assert!("99999999999".parse::<Ndc>().unwrap().is_all_nines());
    }

    #[test]
    fn the_wrong_text_is_named_and_repaired() {
        let error = |text: &str| text.parse::<Ndc>().unwrap_err();
        assert!(matches!(error("0409123401").problem(), Problem::Ambiguous(_)));
        assert_eq!(error("409123401").problem(), Problem::Length { found: 9, expected: "11" });
        assert_eq!(error("O0409123401").repair(), Some("00409123401"));
        assert_eq!(error("0409-12E4-01").problem(), Problem::Character { found: 'E', position: 8 });
        for text in ["0409-1234", "0409-1234-1", "0409-1234-01-1", "-", "040912-34-01"] {
            assert_eq!(error(text).problem(), Problem::Shape(SHAPE), "{text}");
        }
        assert_eq!(error("o409-1234-0l").repair(), Some("00409123401"));
        assert_eq!(error("O409123401").repair(), None);
        assert_eq!(error("N400409123401").repair(), Some("00409123401"));
    }
}
