//! Modified UTF-8 from UTF-8, and back: in most texts they are the same bytes.

use std::borrow::Cow;

use super::mutf8::width;
use super::surrogates;

/// The text of these bytes where they are UTF-8 too.
#[inline]
pub(crate) fn as_utf8(bytes: &[u8]) -> Option<&str> {
    // Below this, what finds out how the processor does it takes longer than doing it.
    const SHORT: usize = 64;
    if bytes.len() < SHORT {
        return std::str::from_utf8(bytes).ok();
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// The text of these bytes, which [`check`](super::mutf8::check) has passed; `None` if half of a
/// surrogate pair stands alone.
pub(crate) fn to_utf8(bytes: &[u8]) -> Option<String> {
    // Small enough to be in the processor's nearest cache when it is checked and copied.
    const STAGE: usize = 1024;
    // From here on a copy more takes longer than a check more.
    const LONG: usize = 128;

    let mut text = String::with_capacity(bytes.len());
    let mut stage = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if stage.len() >= STAGE {
            text.push_str(as_utf8(&stage)?);
            stage.clear();
        }
        let joined = surrogates::join(rest, &mut stage);
        if joined > 0 {
            rest = rest.get(joined..)?;
            continue;
        }
        let (same, behind) = rest.split_at_checked(same_at_front(rest))?;
        rest = if same.is_empty() {
            one_to_utf8(behind, &mut stage)?
        } else {
            behind
        };
        if same.len() < LONG {
            stage.extend_from_slice(same);
        } else {
            text.push_str(as_utf8(&stage)?);
            stage.clear();
            text.push_str(as_utf8(same)?);
        }
    }
    text.push_str(as_utf8(&stage)?);
    Some(text)
}

/// Appends the UTF-8 of the character that comes first, which is no surrogate pair, and returns
/// what is behind it.
fn one_to_utf8<'b>(bytes: &'b [u8], out: &mut Vec<u8>) -> Option<&'b [u8]> {
    Some(match bytes {
        [] => bytes,
        // Longer than it need be, as U+0000 is.
        [a @ 0xC0..=0xC1, b, behind @ ..] => {
            out.push((a & 0x01) << 6 | b & 0x3F);
            behind
        }
        [0xE0, b @ 0x80..=0x9F, c, behind @ ..] => {
            let code_point = u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
            let mut utf8 = [0; 4];
            let text = char::from_u32(code_point)?.encode_utf8(&mut utf8);
            out.extend_from_slice(text.as_bytes());
            behind
        }
        [first, ..] => {
            let (character, behind) = bytes.split_at_checked(width(*first)?)?;
            out.extend_from_slice(character);
            behind
        }
    })
}

/// How many bytes at the front are whole characters that are the same in UTF-8, or may be: a
/// surrogate that stands alone is told when all is checked.
fn same_at_front(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        while let [0xE0, 0xA0..=0xBF, _, behind @ ..] | [0xED, 0x80..=0x9F, _, behind @ ..] = rest {
            rest = behind;
        }
        let same = same_by_first(rest);
        if same == 0 {
            return bytes.len().saturating_sub(rest.len());
        }
        rest = rest.get(same..).unwrap_or_default();
    }
}

/// The same of those whose first bytes tell it.
fn same_by_first(bytes: &[u8]) -> usize {
    let may_differ = |byte: u8| matches!(byte, 0xC0 | 0xC1 | 0xE0 | 0xED);
    let (parts, _) = bytes.as_chunks::<16>();
    let is_same = |part: &&[u8; 16]| !part.iter().fold(false, |any, byte| any | may_differ(*byte));
    let whole = parts.iter().take_while(is_same).count().saturating_mul(16);
    let rest = bytes.get(whole..).unwrap_or_default();
    let more = rest.iter().take_while(|byte| !may_differ(**byte)).count();
    whole.saturating_add(more)
}

/// Returns the modified UTF-8 of a Rust string: the same bytes, borrowed,
/// unless it holds U+0000 or a character above U+FFFF.
///
/// # Examples
///
/// ```
/// use javawire::text::mutf8;
///
/// assert_eq!(&*mutf8::encode("¡hola!"), "¡hola!".as_bytes());
/// assert_eq!(&*mutf8::encode("\0"), b"\xC0\x80");
/// assert_eq!(&*mutf8::encode("😀"), b"\xED\xA0\xBD\xED\xB8\x80");
/// ```
pub fn encode(text: &str) -> Cow<'_, [u8]> {
    if is_plain(text.as_bytes()) {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut out = Vec::with_capacity(encoded_length(text));
    encode_to(text, &mut out);
    Cow::Owned(out)
}

/// How many bytes of modified UTF-8 a text has.
pub(crate) fn encoded_length(text: &str) -> usize {
    // A part of the text that its count of either fits into a byte.
    let more = text.as_bytes().chunks(64).map(|part| {
        let more = |byte: &u8| u8::from(*byte == 0) | u8::from(*byte >= 0xF0) << 1;
        let all = part
            .iter()
            .fold(0_u8, |all, byte| all.wrapping_add(more(byte)));
        usize::from(all)
    });
    more.fold(text.len(), usize::saturating_add)
}

/// Whether the bytes of a text are its modified UTF-8 too: no U+0000, nothing beyond U+FFFF.
#[inline]
pub(crate) fn is_plain(text: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        if text.len() <= 16 {
            let (first, last) = (u64::from_ne_bytes(*first), u64::from_ne_bytes(*last));
            return specials(first) | specials(last) == 0;
        }
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let first = u64::from(u32::from_ne_bytes(*first));
        let last = u64::from(u32::from_ne_bytes(*last));
        return specials(first | last << 32) == 0;
    }
    // Many bytes are looked at together, which is quicker than to stop at the first.
    const PART: usize = 64;
    let (parts, rest) = text.as_chunks::<PART>();
    let special = |part: &[u8]| part.iter().fold(false, |any, byte| any | is_special(*byte));
    if parts.iter().any(|part| special(part)) {
        return false;
    }
    let (words, rest) = rest.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_ne_bytes(*word));
    words.fold(0, |any, word| any | specials(word)) == 0 && !special(rest)
}

/// The bytes of a text of at most 13 as a number, the first the lowest, if they are ASCII and none
/// is zero. With the three that stand before them in a stream they are 16.
#[inline]
pub(crate) fn short(text: &[u8]) -> Option<u128> {
    if text.len() > 13 {
        return None;
    }
    // Two parts that may overlap: the bytes that are in both are the same.
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        let behind = bits(text.len().saturating_sub(8));
        let number = u128::from(first) | u128::from(last) << behind;
        return (nulls_or_above_ascii(first) | nulls_or_above_ascii(last) == 0).then_some(number);
    }
    let number = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let behind = bits(text.len().saturating_sub(4));
        let first = u64::from(u32::from_le_bytes(*first));
        first | u64::from(u32::from_le_bytes(*last)) << behind
    } else {
        u64::from(match *text {
            [a, b, .., c] => u32::from_le_bytes([a, b, c, 0]),
            [a, b] => u32::from_le_bytes([a, b, 0, 0]),
            [a] => a.into(),
            [] => 0,
        })
    };
    // What is behind the text is no zero of it.
    let filled = number | LOWEST << bits(text.len());
    (nulls_or_above_ascii(filled) == 0).then_some(number.into())
}

/// The bits of so many bytes, of 15 at most.
#[inline]
fn bits(bytes: usize) -> u32 {
    (bytes as u32 & 0x0F).wrapping_mul(8)
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte == 0 || byte >= 0xF0
}

const LOWEST: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = LOWEST << 7;

/// Not 0 if any of eight bytes is zero, or not of ASCII.
#[inline]
fn nulls_or_above_ascii(word: u64) -> u64 {
    (word.wrapping_sub(LOWEST) | word) & HIGHEST
}

/// Which of eight bytes are special: not 0 if any is.
#[inline]
fn specials(word: u64) -> u64 {
    let zeros = word.wrapping_sub(LOWEST) & !word;
    let large = word & word << 1 & word << 2 & word << 3;
    (zeros | large) & HIGHEST
}

/// Appends a text in modified UTF-8.
pub(crate) fn encode_to(text: &str, out: &mut Vec<u8>) {
    // Small enough to be in the processor's nearest cache when it is copied.
    const PIECE: usize = 1024;

    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at_checked(PIECE).unwrap_or((rest, &[]));
        if is_plain_piece(piece) {
            out.extend_from_slice(piece);
            rest = behind;
        } else {
            rest = encode_mixed(rest, behind.len(), out);
        }
    }
}

/// Whether many bytes are plain, by the least and the greatest of them.
fn is_plain_piece(piece: &[u8]) -> bool {
    let bounds = piece.iter().fold((u8::MAX, 0), |(least, most), byte| {
        (least.min(*byte), most.max(*byte))
    });
    bounds.0 > 0 && bounds.1 < 0xF0
}

/// Appends the front of a text in modified UTF-8, until so much of it is left or less, and returns
/// that.
fn encode_mixed<'t>(text: &'t [u8], left: usize, out: &mut Vec<u8>) -> &'t [u8] {
    let mut rest = text;
    while let Some(now) = rest.len().checked_sub(left).filter(|now| *now > 0) {
        let plain = plain_at_front(rest.get(..now).unwrap_or_default());
        if plain > 0 {
            let (now, behind) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
            out.extend_from_slice(now);
            rest = behind;
        } else if rest.first() == Some(&0) {
            out.extend_from_slice(&[0xC0, 0x80]);
            rest = rest.get(1..).unwrap_or_default();
        } else {
            let wide = surrogates::split(rest, out);
            rest = rest.get(wide.max(1)..).unwrap_or_default();
        }
    }
    rest
}

/// How many bytes at the front are plain.
fn plain_at_front(text: &[u8]) -> usize {
    let (words, _) = text.as_chunks::<8>();
    let is_plain = |word: &&[u8; 8]| specials(u64::from_ne_bytes(**word)) == 0;
    let whole = words.iter().take_while(is_plain).count().saturating_mul(8);
    let rest = text.get(whole..).unwrap_or_default();
    let more = rest.iter().take_while(|byte| !is_special(**byte)).count();
    whole.saturating_add(more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mutf8::{check, code_units, push_code_unit};

    /// All pairs of code units of many kinds, and overlong forms: what is quick says what is slow.
    #[test]
    fn quick_conversions_say_what_slow_ones_do() {
        let units = [
            0, 1, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF,
            0xE000, 0xFFFF,
        ];
        let mut texts: Vec<Vec<u8>> = vec![
            b"\xC1\x81".to_vec(),
            b"\xE0\x81\x81".to_vec(),
            b"\xE0\x9F\xBF".to_vec(),
            b"\0".to_vec(),
        ];
        for a in units {
            for b in units {
                for c in units {
                    let mut text = Vec::new();
                    for unit in [a, b, c] {
                        push_code_unit(&mut text, unit);
                    }
                    texts.push(text);
                }
            }
        }
        for text in texts {
            check(&text).unwrap();
            let slow: Option<String> = char::decode_utf16(code_units(&text))
                .collect::<Result<_, _>>()
                .ok();
            let quick = as_utf8(&text).map(str::to_owned).or_else(|| to_utf8(&text));
            assert_eq!(quick, slow, "{text:x?}");
            if let Some(slow) = slow {
                let mut back = Vec::new();
                for unit in slow.encode_utf16() {
                    push_code_unit(&mut back, unit);
                }
                assert_eq!(*encode(&slow), back);
                assert_eq!(is_plain(slow.as_bytes()), slow.as_bytes() == back);
                for before in 0..70 {
                    let long = "a".repeat(before) + &slow;
                    assert_eq!(is_plain(long.as_bytes()), is_plain(slow.as_bytes()));
                }
            }
        }
    }

    #[test]
    fn a_short_text_in_ascii_is_a_number() {
        let text = b"abcdefghi\x7fklmno";
        for length in 0..=text.len() {
            let text = &text[..length];
            assert_eq!(short(text).is_some(), length <= 13);
            if let Some(number) = short(text) {
                let bytes = number.to_le_bytes();
                assert_eq!(bytes[..length], *text);
                assert!(bytes[length..].iter().all(|byte| *byte == 0));
            }
            for place in 0..length {
                for special in [0, 0x80, 0xC3, 0xFF] {
                    let mut text = text.to_vec();
                    text[place] = special;
                    assert_eq!(short(&text), None);
                }
            }
        }
    }

    /// Pieces of all kinds, long and short, in many orders.
    #[test]
    fn long_mixtures_come_back() {
        let pieces = [
            "a",
            "é",
            "ข",
            "한",
            "힣",
            "\0",
            "\u{ffff}",
            "😀",
            "\u{10_ffff}",
            "plain ascii ",
        ];
        let mut number = 1_u64;
        let mut random = |bound: u64| {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from((number >> 33) % bound).unwrap()
        };
        for _ in 0..300 {
            let mut text = String::new();
            for _ in 0..random(60) {
                let most = [2, 10, 300][random(3)];
                text.push_str(&pieces[random(10)].repeat(random(most)));
            }
            let mut expected = Vec::new();
            for unit in text.encode_utf16() {
                push_code_unit(&mut expected, unit);
            }
            let mut encoded = b"before".to_vec();
            encode_to(&text, &mut encoded);
            assert!(encoded[6..] == expected);
            assert_eq!(encoded_length(&text), expected.len());
            assert!(to_utf8(&expected).as_deref() == Some(&text));
            // Half of a pair at the end is found, whatever was before it.
            expected.extend_from_slice(b"\xED\xA0\xBD");
            assert_eq!(to_utf8(&expected), None);
        }
    }
}
