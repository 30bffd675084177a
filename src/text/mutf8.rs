//! Modified UTF-8, the encoding of every string on a Java wire.
//!
//! It differs from UTF-8 in three ways: U+0000 is written `C0 80`, a character
//! above U+FFFF is written as its two surrogates of three bytes each, and a
//! surrogate may stand alone. This module is exactly as strict as
//! `java.io.DataInputStream.readUTF`: overlong forms and a raw zero byte are
//! accepted, four-byte forms are not.

pub use super::utf8::encode;
pub(crate) use super::utf8::{as_utf8, encode_to, encoded_length, is_plain, short, to_utf8};
use std::fmt;

/// What is wrong with bytes that are not modified UTF-8.
///
/// `Display` gives the message of the JDK's `UTFDataFormatException`.
///
/// # Examples
///
/// ```
/// use javawire::text::mutf8;
///
/// let error = mutf8::check(b"a\xC3\x28").unwrap_err();
/// assert_eq!(error.to_string(), "malformed input around byte 3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Malformed {
    /// A byte that cannot stand where it stands. `around` is the index the JDK names.
    Around {
        /// Index into the checked bytes, as `DataInputStream.readUTF` counts it.
        around: usize,
        /// Index of the first byte of the malformed character.
        start: usize,
        /// That byte.
        lead: u8,
    },
    /// The last character needs bytes that are not there.
    PartialCharacter {
        /// Index of the first byte of the cut character.
        start: usize,
    },
}

impl Malformed {
    /// Returns the index of the first byte of the malformed character.
    pub fn start(self) -> usize {
        match self {
            Malformed::Around { start, .. } | Malformed::PartialCharacter { start } => start,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::Around { around, .. } => {
                write!(f, "malformed input around byte {around}")
            }
            Malformed::PartialCharacter { .. } => {
                f.write_str("malformed input: partial character at end")
            }
        }
    }
}

impl std::error::Error for Malformed {}

/// Returns `Ok` when all of `bytes` is modified UTF-8.
///
/// # Errors
///
/// Where and how it is not, in the words of the JDK.
///
/// # Examples
///
/// ```
/// use javawire::text::mutf8;
///
/// assert!(mutf8::check(b"\xC0\x80 \xED\xA0\xBD\xED\xB8\x80").is_ok());
/// assert!(mutf8::check("\u{1F600}".as_bytes()).is_err());
/// ```
#[inline]
pub fn check(bytes: &[u8]) -> Result<(), Malformed> {
    if is_short_ascii(bytes) {
        return Ok(());
    }
    check_any(bytes)
}

fn check_any(bytes: &[u8]) -> Result<(), Malformed> {
    if bytes.is_ascii() || is_well_formed(bytes) {
        return Ok(());
    }
    match first_malformed(bytes) {
        Some(malformed) => Err(malformed),
        None => Ok(()),
    }
}

/// Whether these are ASCII, of up to 32 bytes: what most strings are. No call is worth it.
#[inline(always)]
fn is_short_ascii(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let both = u128::from_ne_bytes(*first) | u128::from_ne_bytes(*last);
        let high = u128::from_ne_bytes([0x80; 16]);
        return bytes.len() <= 32 && both & high == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let both = u64::from_ne_bytes(*first) | u64::from_ne_bytes(*last);
        return both & 0x8080_8080_8080_8080 == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let both = u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last);
        return both & 0x8080_8080 == 0;
    }
    bytes.iter().fold(0, |all, byte| all | byte) < 0x80
}

/// Returns how many of `bytes` are whole characters: all of them, or all but
/// the one to three bytes of a character that the next bytes may complete.
///
/// # Errors
///
/// As [`check`], except that a cut last character is not an error.
pub fn check_prefix(bytes: &[u8]) -> Result<usize, Malformed> {
    // Where a text is cut into pieces most end inside a character, and all but that is well.
    let begun = match bytes {
        [.., 0xC0..0xF0] => 1,
        [.., 0xE0..0xF0, _] => 2,
        _ => 0,
    };
    let whole = bytes
        .split_at_checked(bytes.len().saturating_sub(begun))
        .map_or(bytes, |(whole, _)| whole);
    match check_any(whole).or_else(|_| check_any(bytes)) {
        Ok(()) => Ok(whole.len()),
        Err(Malformed::PartialCharacter { start }) => Ok(start),
        Err(malformed) => Err(malformed),
    }
}

/// Whether all is well, without saying where it is not. The loop carries no
/// branch on the data, so that the compiler turns it into vector code.
fn is_well_formed(bytes: &[u8]) -> bool {
    let continuation = |byte: u8| u8::from(byte & 0xC0 == 0x80);
    let lead = |byte: u8| u8::from(byte >= 0xC0);
    let lead_of_three = |byte: u8| u8::from(byte >= 0xE0);

    let mut bad = match bytes {
        [] => 0,
        [only] => u8::from(*only >= 0x80),
        [first, second, ..] => {
            continuation(*first)
                | (continuation(*second) ^ lead(*first))
                | u8::from(*first >= 0xF0 || *second >= 0xF0)
        }
    };
    if let [.., last_but_one, last] = bytes {
        bad |= lead_of_three(*last_but_one) | lead(*last);
    }
    let after_two = bytes.get(2..).unwrap_or_default();
    let after_one = bytes.get(1..).unwrap_or_default();
    for ((&byte, &before), &two_before) in after_two.iter().zip(after_one).zip(bytes) {
        bad |= continuation(byte) ^ (lead(before) | lead_of_three(two_before));
        bad |= u8::from(byte >= 0xF0);
    }
    bad == 0
}

/// Walks character by character, in the order in which `DataInputStream.readUTF`
/// makes its checks, and stops at the first that fails.
fn first_malformed(bytes: &[u8]) -> Option<Malformed> {
    let mut rest = bytes;
    let mut start = 0_usize;
    loop {
        let lead = *rest.first()?;
        let width = match (width(lead), rest) {
            (Some(1), _) => 1,
            (Some(2), [_, second, ..]) if is_continuation(*second) => 2,
            (Some(3), [_, second, third, ..])
                if is_continuation(*second) && is_continuation(*third) =>
            {
                3
            }
            (Some(width), _) if width > rest.len() => {
                return Some(Malformed::PartialCharacter { start });
            }
            (None, _) => {
                return Some(Malformed::Around {
                    around: start,
                    start,
                    lead,
                });
            }
            // The JDK names the index past a pair, and the third byte of a triple: both are two on.
            (Some(_), _) => {
                return Some(Malformed::Around {
                    around: start.saturating_add(2),
                    start,
                    lead,
                });
            }
        };
        start = start.saturating_add(width);
        rest = rest.get(width..)?;
    }
}

/// How many bytes the character that begins with `lead` has; `None` if none begins with it.
pub(super) fn width(lead: u8) -> Option<usize> {
    match lead {
        0x00..=0x7F => Some(1),
        0xC0..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        _ => None,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Returns the UTF-16 code units of `bytes`, which [`check`] has passed.
///
/// Bytes it has not passed give U+FFFD for what cannot be decoded.
pub fn code_units(bytes: &[u8]) -> CodeUnits<'_> {
    CodeUnits { rest: bytes }
}

/// The UTF-16 code units (Java `char`s) of modified UTF-8 bytes.
#[derive(Debug, Clone)]
pub struct CodeUnits<'a> {
    rest: &'a [u8],
}

impl Iterator for CodeUnits<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let low_six = |byte: u8| u16::from(byte & 0x3F);
        let (unit, rest) = match self.rest {
            [] => return None,
            [first @ 0x00..=0x7F, rest @ ..] => (u16::from(*first), rest),
            [first @ 0xC0..=0xDF, second, rest @ ..] => {
                (u16::from(first & 0x1F) << 6 | low_six(*second), rest)
            }
            [first @ 0xE0..=0xEF, second, third, rest @ ..] => (
                u16::from(first & 0x0F) << 12 | low_six(*second) << 6 | low_six(*third),
                rest,
            ),
            [_, rest @ ..] => (0xFFFD, rest),
        };
        self.rest = rest;
        Some(unit)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(3), Some(self.rest.len()))
    }
}

/// Appends the one to three bytes of a UTF-16 code unit, as
/// `DataOutputStream.writeUTF` writes them.
pub fn push_code_unit(out: &mut Vec<u8>, unit: u16) {
    let low_six = |shift: u32| 0x80 | (unit >> shift & 0x3F) as u8;
    match unit {
        0x0001..=0x007F => out.push(unit as u8),
        0x0000 | 0x0080..=0x07FF => out.extend([0xC0 | (unit >> 6) as u8, low_six(0)]),
        0x0800.. => out.extend([0xE0 | (unit >> 12) as u8, low_six(6), low_six(0)]),
    }
}

/// Appends a code point: its one code unit, or its two surrogates.
pub fn push_code_point(out: &mut Vec<u8>, code_point: u32) {
    match u16::try_from(code_point) {
        Ok(unit) => push_code_unit(out, unit),
        Err(_) => {
            let above = code_point.wrapping_sub(0x1_0000);
            push_code_unit(out, 0xD800 | (above >> 10 & 0x3FF) as u16);
            push_code_unit(out, 0xDC00 | (above & 0x3FF) as u16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(bytes: &[u8]) -> Option<usize> {
        match check(bytes) {
            Err(Malformed::Around { around, .. }) => Some(around),
            _ => None,
        }
    }

    #[test]
    fn names_the_byte_the_jdk_names() {
        assert_eq!(around(b"ab\x80"), Some(2));
        assert_eq!(around(b"\xF0\x9F\x98\x80"), Some(0));
        assert_eq!(around(b"\xC3\x28"), Some(2));
        assert_eq!(around(b"\xE4\x28\xAD"), Some(2));
        assert_eq!(around(b"\xE4\xB8\x28"), Some(2));
    }

    #[test]
    fn a_cut_character_is_partial_even_if_its_second_byte_is_bad() {
        for bytes in [&b"a\xC3"[..], b"a\xE4", b"a\xE4\xB8", b"a\xE4\x28"] {
            assert_eq!(check(bytes), Err(Malformed::PartialCharacter { start: 1 }));
            assert_eq!(check_prefix(bytes), Ok(1));
        }
    }

    #[test]
    fn accepts_what_java_accepts_and_utf8_does_not() {
        for bytes in [
            &b"\xC1\x81"[..],
            b"\xE0\x81\x81",
            b"\xE0\x80\x80",
            b"\0",
            b"\xED\xA0\x80",
        ] {
            assert_eq!(check(bytes), Ok(()));
        }
    }

    /// Every string of up to four bytes over one representative of each class of
    /// byte: the vector check and the careful walk agree.
    #[test]
    fn fast_and_careful_checks_agree() {
        let classes = [0x00, 0x41, 0x80, 0xBF, 0xC0, 0xDF, 0xE0, 0xEF, 0xF0, 0xFF];
        let mut strings: Vec<Vec<u8>> = vec![vec![]];
        let mut longest = strings.clone();
        for _ in 0..4 {
            longest = longest
                .iter()
                .flat_map(|head| {
                    classes
                        .iter()
                        .map(move |&class| [head.as_slice(), &[class]].concat())
                })
                .collect();
            strings.extend(longest.iter().cloned());
        }
        for bytes in strings {
            assert_eq!(
                is_well_formed(&bytes),
                first_malformed(&bytes).is_none(),
                "{bytes:X?}"
            );
        }
    }

    #[test]
    fn every_code_unit_survives() {
        let all: Vec<u16> = (0..=u16::MAX).collect();
        let mut bytes = Vec::new();
        for &unit in &all {
            push_code_unit(&mut bytes, unit);
        }
        assert_eq!(check(&bytes), Ok(()));
        assert_eq!(code_units(&bytes).collect::<Vec<_>>(), all);
    }
}
