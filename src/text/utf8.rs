//! Modified UTF-8 from UTF-8, and back: in most texts they are the same bytes.

use std::borrow::Cow;

use super::mutf8::width;

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

/// The text of these bytes, which [`check`] has passed; `None` if half of a surrogate pair stands
/// alone.
pub(crate) fn to_utf8(bytes: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => break,
            // A surrogate pair.
            [
                0xED,
                a @ 0xA0..=0xAF,
                b,
                0xED,
                c @ 0xB0..=0xBF,
                d,
                behind @ ..,
            ] => {
                let high = u32::from(a & 0x0F) << 6 | u32::from(b & 0x3F);
                let low = u32::from(c & 0x0F) << 6 | u32::from(d & 0x3F);
                let code_point = (high << 10 | low).wrapping_add(0x1_0000);
                out.extend_from_slice(&[
                    0xF0 | (code_point >> 18) as u8,
                    0x80 | (code_point >> 12 & 0x3F) as u8,
                    0x80 | (code_point >> 6 & 0x3F) as u8,
                    0x80 | (code_point & 0x3F) as u8,
                ]);
                behind
            }
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
                let (character, behind) = rest.split_at_checked(width(*first)?)?;
                out.extend_from_slice(character);
                behind
            }
        };
    }
    // A check and a copy take half the time of the check that `String::from_utf8` makes.
    as_utf8(&out).map(str::to_owned)
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

#[inline]
fn is_special(byte: u8) -> bool {
    byte == 0 || byte >= 0xF0
}

/// Which of eight bytes are special: not 0 if any is.
#[inline]
fn specials(word: u64) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = LOWEST << 7;
    let zeros = word.wrapping_sub(LOWEST) & !word;
    let large = word & word << 1 & word << 2 & word << 3;
    (zeros | large) & HIGHEST
}

/// Appends a text in modified UTF-8.
pub(crate) fn encode_to(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(&first) = rest.first() {
        let plain = plain_at_front(rest);
        if plain > 0 {
            let (now, behind) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
            out.extend_from_slice(now);
            rest = behind;
        } else if first == 0 {
            out.extend_from_slice(&[0xC0, 0x80]);
            rest = rest.get(1..).unwrap_or_default();
        } else {
            // Where there is one beyond U+FFFF there are mostly more.
            let (all, _) = rest.as_chunks::<4>();
            let count = all.iter().take_while(|[first, ..]| *first >= 0xF0).count();
            let wide = all.get(..count).unwrap_or_default();
            let start = out.len();
            out.resize(start.saturating_add(wide.len().saturating_mul(6)), 0);
            let (places, _) = out.get_mut(start..).unwrap_or_default().as_chunks_mut();
            for (place, character) in places.iter_mut().zip(wide) {
                *place = surrogates(*character);
            }
            rest = rest
                .get(wide.as_flattened().len().max(1)..)
                .unwrap_or_default();
        }
    }
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

/// The surrogate pair of a character of four bytes, as `writeUTF` writes it.
#[inline]
fn surrogates(character: [u8; 4]) -> [u8; 6] {
    // What all such pairs have in common.
    const PAIR: u64 = 0xEDA0_80ED_B080;
    let utf8 = u64::from(u32::from_be_bytes(character));
    let code_point = utf8 >> 6 & 0x1C_0000 | utf8 >> 4 & 0x3_F000 | utf8 >> 2 & 0xFC0 | utf8 & 0x3F;
    let above = code_point.wrapping_sub(0x1_0000);
    let high = (above << 16 & 0xF_0000_0000) | (above << 14 & 0x3F00_0000);
    let low = (above << 2 & 0xF00) | (above & 0x3F);
    let [_, _, pair @ ..] = (PAIR | high | low).to_be_bytes();
    pair
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
}
