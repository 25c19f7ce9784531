//! The separators of an interchange, taken from its header.

use super::HeaderFlaw;

/// The four separators of an interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiters {
    /// Between elements (byte 4 of the header).
    pub(super) element: u8,
    /// Between the repetitions of an element (ISA11); none before version 00402.
    pub(super) repetition: Option<u8>,
    /// Between the components of an element (ISA16); none when a letter or digit stands there.
    pub(super) component: Option<u8>,
    /// After a segment (the byte after ISA16).
    pub(super) terminator: u8,
}

impl Default for Delimiters {
    fn default() -> Self {
        Self { element: b'*', repetition: Some(b'^'), component: Some(b':'), terminator: b'~' }
    }
}

/// A header that was understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) delimiters: Delimiters,
    /// Its text, without line breaks and with identifier and separators in place.
    pub(super) text: Vec<u8>,
    /// Bytes of the header without its terminator.
    pub(super) length: usize,
    pub(super) flaw: Option<HeaderFlaw>,
}

/// How many bytes [`Header::read`] wants to see: the header, and enough after it to see the `ST`.
pub(super) const LOOK_AHEAD: usize = 1024;

/// Bytes of a header without its terminator.
const WIDTH: usize = 105;

/// Where the sixteen element separators of a header stand.
const SEPARATORS: [usize; 16] = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

impl Header {
    /// Reads a header at the start of `bytes`, of which [`LOOK_AHEAD`] should be given.
    ///
    /// A header is 105 bytes of fixed widths (line breaks from wrapping left out) and the
    /// terminator. Understood as well, with a [`HeaderFlaw`]: elements that are not padded, when
    /// a `GS` follows; up to four damaged bytes among identifier and separators, when a `GS`
    /// follows; a terminator other than the one that precedes the `ST`.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        Self::fixed(bytes).or_else(|| Self::unpadded(bytes))
    }

    /// Whether a whole and undamaged header begins at the start of `bytes`.
    pub(super) fn is_certain(bytes: &[u8]) -> bool {
        bytes.starts_with(b"ISA")
            && bytes.get(3).is_some_and(|separator| {
                SEPARATORS.iter().all(|&place| bytes.get(place) == Some(separator))
                    && is_separator(*separator)
            })
    }

    fn fixed(bytes: &[u8]) -> Option<Self> {
        let mut flat = [0_u8; WIDTH];
        let mut length = 0;
        let mut slots = flat.iter_mut();
        for byte in bytes {
            if !matches!(byte, b'\r' | b'\n') {
                match slots.next() {
                    Some(slot) => *slot = *byte,
                    None => break,
                }
            } else if slots.len() == 0 {
                break;
            }
            length += 1;
        }
        if slots.len() > 0 {
            return None;
        }
        let at = |place: usize| flat.get(place).copied().unwrap_or_default();
        let votes = |candidate: u8| SEPARATORS.iter().filter(|&&place| at(place) == candidate).count();
        let element = SEPARATORS.iter().map(|&place| at(place)).max_by_key(|&candidate| votes(candidate))?;
        let named = flat.starts_with(b"ISA");
        if !is_separator(element) || votes(element) < if named { 12 } else { 16 } {
            return None;
        }
        let whole = named && votes(element) == SEPARATORS.len();
        let rest = bytes.get(length..).unwrap_or_default();
        if !whole && !followed_by_group(rest, element) {
            return None;
        }
        let declared = rest.first().copied();
        let seen = terminator_before_set(rest, element, declared);
        let terminator = seen.or(declared).filter(|&byte| is_separator(byte) && byte != element)?;
        let flaw = match (whole, declared == Some(terminator)) {
            (false, _) => Some(HeaderFlaw::Damaged),
            (true, false) => Some(HeaderFlaw::Terminator),
            (true, true) => None,
        };
        let version = flat.get(84..89).unwrap_or_default();
        let delimiters = delimiters(element, at(82), version, at(104), terminator);
        let mut text = flat.to_vec();
        for (place, byte) in text.iter_mut().enumerate() {
            match place {
                0..3 => *byte = b"ISA".get(place).copied().unwrap_or(*byte),
                _ if SEPARATORS.contains(&place) => *byte = element,
                _ => {}
            }
        }
        Some(Self { delimiters, text, length, flaw })
    }

    fn unpadded(bytes: &[u8]) -> Option<Self> {
        let element = *bytes.get(3).filter(|&&byte| bytes.starts_with(b"ISA") && is_separator(byte))?;
        let head = bytes.get(..LOOK_AHEAD.min(bytes.len()))?;
        let mut places =
            head.iter().enumerate().filter(|&(_, &byte)| byte == element).map(|(place, _)| place);
        let eleventh = places.nth(10)?;
        let twelfth = places.next()?;
        let thirteenth = places.next()?;
        let sixteenth = places.nth(2)?;
        let &[component, terminator] = bytes.get(sixteenth + 1..sixteenth + 3)? else { return None };
        let rest = bytes.get(sixteenth + 2..)?;
        if !is_separator(terminator) || terminator == element || !followed_by_group(rest, element) {
            return None;
        }
        let repetition = bytes.get(eleventh + 1).copied().unwrap_or_default();
        let version = bytes.get(twelfth + 1..thirteenth)?;
        let delimiters = delimiters(element, repetition, version, component, terminator);
        let length = sixteenth + 2;
        let text = bytes.get(..length)?.to_vec();
        Some(Self { delimiters, text, length, flaw: Some(HeaderFlaw::Unpadded) })
    }
}

fn delimiters(element: u8, repetition: u8, version: &[u8], component: u8, terminator: u8) -> Delimiters {
    let usable =
        |byte: u8| Some(byte).filter(|&byte| is_separator(byte) && byte != element && byte != terminator);
    Delimiters {
        element,
        repetition: usable(repetition).filter(|_| version >= b"00402".as_slice()),
        component: usable(component),
        terminator,
    }
}

/// Whether a byte can separate: ASCII, no letter, no digit, no space.
fn is_separator(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ' && byte != 0
}

/// Whether a `GS` or `TA1` comes right after the terminator at the start of `rest`.
fn followed_by_group(rest: &[u8], element: u8) -> bool {
    let rest = rest.get(1..).unwrap_or_default();
    let rest = rest.trim_ascii_start();
    rest.strip_prefix(b"GS")
        .or_else(|| rest.strip_prefix(b"TA1"))
        .is_some_and(|rest| rest.first() == Some(&element))
}

/// The terminator that stands before the first `ST`, unless the declared one stands there.
fn terminator_before_set(rest: &[u8], element: u8, declared: Option<u8>) -> Option<u8> {
    let mut seen = None;
    for (place, window) in rest.windows(3).enumerate() {
        if window != [b'S', b'T', element] {
            continue;
        }
        let before = rest.get(..place).unwrap_or_default();
        let text = before.trim_ascii_end();
        let candidate = match text.last() {
            Some(&last) if is_separator(last) && last != element => Some(last),
            _ => before.get(text.len()).copied().filter(|byte| matches!(byte, b'\r' | b'\n')),
        };
        if candidate == declared {
            return None;
        }
        seen = seen.or(candidate);
    }
    seen
}
