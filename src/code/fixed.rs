//! Reading codes of a fixed number of ASCII characters.

use super::{CodeError, Problem};
use std::fmt::Display;

/// What a code of `N` characters is called, how long it is in words, and which of its positions
/// (from 0) must hold a digit.
pub(super) struct Grammar<const N: usize> {
    /// The field's own words: `procedure code`.
    pub what: &'static str,
    /// The number of characters, for messages.
    pub length: &'static str,
    /// The positions, from 0, at which a letter that looks like a digit was meant as the digit.
    pub digit_at: [bool; N],
}

impl<const N: usize> Grammar<N> {
    /// Reads `text`, trimmed and in upper case, with `check`.
    ///
    /// When `check` refuses, the text with each misplaced letter O read as 0 and I or L as 1 is
    /// checked as well: if that is a code, the error proposes it.
    pub(super) fn read<T: Display>(
        &self,
        text: &str,
        check: impl Fn([u8; N]) -> Result<T, Problem>,
    ) -> Result<T, CodeError> {
        let bytes = self.characters(text).map_err(|problem| CodeError::new(self.what, text, problem))?;
        check(bytes).map_err(|problem| {
            let error = CodeError::new(self.what, text, problem);
            match self.look_alike(bytes).map(check) {
                Some(Ok(code)) => error.with_repair(code.to_string()),
                _ => error,
            }
        })
    }

    /// The characters of `text`, trimmed and in upper case, when there are `N` and all are ASCII.
    #[inline]
    pub(super) fn characters(&self, text: &str) -> Result<[u8; N], Problem> {
        let trimmed = super::trimmed(text);
        match <[u8; N]>::try_from(trimmed.as_bytes()) {
            Ok(bytes) if bytes.is_ascii() => Ok(bytes.map(|byte| byte.to_ascii_uppercase())),
            _ => Err(self.misfit(trimmed)),
        }
    }

    /// Why a text does not have `N` ASCII characters.
    fn misfit(&self, trimmed: &str) -> Problem {
        let foreign = trimmed.chars().enumerate().find(|(_, c)| !c.is_ascii());
        match foreign {
            _ if trimmed.is_empty() => Problem::Empty,
            Some((index, found)) => Problem::Character { found, position: index + 1 },
            None => Problem::Length { found: trimmed.len(), expected: self.length },
        }
    }

    /// The characters with look-alike letters turned into digits, `None` when there is none.
    fn look_alike(&self, bytes: [u8; N]) -> Option<[u8; N]> {
        let mut repaired = bytes;
        for (byte, _) in repaired.iter_mut().zip(self.digit_at).filter(|(_, digit)| *digit) {
            *byte = match *byte {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
        }
        (repaired != bytes).then_some(repaired)
    }
}

/// Refuses the first character that `allowed` does not allow at its index (from 0).
pub(super) fn refuse_misplaced(bytes: &[u8], allowed: impl Fn(usize, u8) -> bool) -> Result<(), Problem> {
    match bytes.iter().enumerate().find(|&(index, &byte)| !allowed(index, byte)) {
        Some((index, &byte)) => Err(Problem::Character { found: char::from(byte), position: index + 1 }),
        None => Ok(()),
    }
}

/// The number that ASCII digits write; other characters are passed over.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}
