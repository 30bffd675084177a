//! Characters beyond U+FFFF: four bytes of UTF-8, or two surrogates of three bytes each.
//!
//! Where there is one there are mostly more, so whole runs are converted at a time. The bytes are
//! looked at as numbers whose lowest byte comes first.

/// Which bits of six bytes say that they are a surrogate pair, and how.
const PAIR_MASK: u64 = 0xC0F0_FFC0_F0FF;
const PAIR_MARKS: u64 = 0x80B0_ED80_A0ED;

/// How many characters are converted at a time.
const RUN: usize = 32;

/// Appends the surrogate pairs of the characters of four bytes that a text begins with, and returns
/// how many bytes of the text these are.
pub(super) fn split(text: &[u8], out: &mut Vec<u8>) -> usize {
    let (all, _) = text.as_chunks::<4>();
    let mut count = 0_usize;
    for run in all.chunks(RUN) {
        let wide = run.iter().take_while(|[first, ..]| *first >= 0xF0).count();
        let mut pairs = [[0; 6]; RUN];
        for (pair, character) in pairs.iter_mut().zip(run.iter().take(wide)) {
            *pair = pair_of(*character);
        }
        out.extend_from_slice(pairs.get(..wide).unwrap_or_default().as_flattened());
        count = count.saturating_add(wide);
        if wide < run.len() {
            break;
        }
    }
    count.saturating_mul(4)
}

/// Appends the characters whose surrogate pairs a text in modified UTF-8 begins with, at most
/// [`RUN`] of them, and returns how many bytes of the text these are.
pub(super) fn join(text: &[u8], out: &mut Vec<u8>) -> usize {
    let mut characters = [[0; 4]; RUN];
    let mut count = 0_usize;
    // Four pairs are three words, whatever stands where in them.
    let (fours, _) = text.as_chunks::<24>();
    for (four, bytes) in characters.as_chunks_mut::<4>().0.iter_mut().zip(fours) {
        let Some(pairs) = four_pairs(bytes) else {
            break;
        };
        *four = pairs.map(character_of);
        count = count.saturating_add(4);
    }
    let (rest, _) = text
        .get(count.saturating_mul(6)..)
        .unwrap_or_default()
        .as_chunks::<6>();
    for (character, bytes) in characters.iter_mut().skip(count).zip(rest) {
        let pair = number(*bytes);
        if !is_pair(pair) {
            break;
        }
        *character = character_of(pair);
        count = count.saturating_add(1);
    }
    out.extend_from_slice(characters.get(..count).unwrap_or_default().as_flattened());
    count.saturating_mul(6)
}

/// What these bytes are as surrogate pairs, if they are four of them.
#[inline]
fn four_pairs(bytes: &[u8; 24]) -> Option<[u64; 4]> {
    // `is_pair`, of each byte of four pairs.
    const MASKS: [u64; 3] = [
        PAIR_MASK | PAIR_MASK << 48,
        PAIR_MASK >> 16 | PAIR_MASK << 32,
        PAIR_MASK >> 32 | PAIR_MASK << 16,
    ];
    const MARKS: [u64; 3] = [
        PAIR_MARKS | PAIR_MARKS << 48,
        PAIR_MARKS >> 16 | PAIR_MARKS << 32,
        PAIR_MARKS >> 32 | PAIR_MARKS << 16,
    ];

    let (words, _) = bytes.as_chunks::<8>();
    let &[a, b, c] = words else { return None };
    let [a, b, c] = [a, b, c].map(u64::from_le_bytes);
    let [x, y, z] = MASKS;
    let others = (a & x ^ MARKS[0]) | (b & y ^ MARKS[1]) | (c & z ^ MARKS[2]);
    (others == 0).then_some([a, a >> 48 | b << 16, b >> 32 | c << 32, c >> 16])
}

/// The surrogate pair of a character of four bytes, as `writeUTF` writes it.
#[inline]
fn pair_of(character: [u8; 4]) -> [u8; 6] {
    // What all pairs have in common, less the 1 that the high surrogate counts from.
    const MARKS: u32 = 0x00B0_809F;
    // The last byte is the same in both forms, and of the third the low half is.
    const SAME: u32 = 0xFF0F_0000;

    let utf8 = u32::from_le_bytes(character);
    let four = MARKS
        .wrapping_add(utf8 << 2 & 0x3C1C)
        .wrapping_add(utf8 >> 12 & 0x0303)
        .wrapping_add(utf8 & SAME);
    let four = u64::from(four);
    // The first byte of each surrogate is ED.
    let six = 0xED00_00ED | (four & 0xFFFF) << 8 | (four & 0xFFFF_0000) << 16;
    let [pair @ .., _, _] = six.to_le_bytes();
    pair
}

#[inline]
fn number([a, b, c, d, e, f]: [u8; 6]) -> u64 {
    u64::from_le_bytes([a, b, c, d, e, f, 0, 0])
}

/// Whether these six bytes are a surrogate pair.
#[inline]
fn is_pair(six: u64) -> bool {
    six & PAIR_MASK == PAIR_MARKS
}

/// The character of a surrogate pair.
#[inline]
fn character_of(pair: u64) -> [u8; 4] {
    const MARKS: u32 = 0x0080_80F0;
    const SAME: u32 = 0xFF0F_0000;

    let first = (pair >> 8) as u32;
    let second = (pair >> 16) as u32;
    // The plane and half of what follows count from 1; the byte after that has six bits.
    let high = (first & 0x0F).wrapping_add(1) | first & 0x3F00;
    MARKS
        .wrapping_add(high >> 2 & 0x0F07)
        .wrapping_add((high & 0x0303) << 12)
        .wrapping_add(second & SAME)
        .to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mutf8::push_code_point;

    #[test]
    fn every_character_beyond_u_ffff_is_split_and_joined() {
        let all: String = ('\u{1_0000}'..='\u{10_FFFF}').collect();
        let mut pairs = Vec::new();
        for character in all.chars() {
            push_code_point(&mut pairs, character.into());
        }
        let mut split_ones = Vec::new();
        assert_eq!(split(all.as_bytes(), &mut split_ones), all.len());
        assert!(split_ones == pairs);

        let mut joined = Vec::new();
        let mut rest = pairs.as_slice();
        while !rest.is_empty() {
            let consumed = join(rest, &mut joined);
            assert!(consumed > 0);
            rest = rest.get(consumed..).unwrap();
        }
        assert!(joined == all.as_bytes());
    }

    /// A run ends where something else comes, wherever in it that is.
    #[test]
    fn a_run_ends_before_what_is_no_part_of_it() {
        for count in 0..70 {
            for behind in [
                "",
                "a",
                "ab\u{e9}cdef",
                "\u{ffff}\u{ffff}",
                "\u{d7ff}\u{d7ff}",
            ] {
                let text = "😀".repeat(count) + behind;
                let mut pairs = Vec::new();
                assert_eq!(split(text.as_bytes(), &mut pairs), count * 4);
                assert_eq!(pairs, b"\xED\xA0\xBD\xED\xB8\x80".repeat(count));

                pairs.extend_from_slice(behind.as_bytes());
                let mut joined = Vec::new();
                let now = count.min(RUN);
                assert_eq!(join(&pairs, &mut joined), now * 6);
                assert_eq!(joined, "😀".repeat(now).as_bytes());
            }
        }
    }

    /// The halves of other pairs are no pair.
    #[test]
    fn lone_surrogates_are_not_joined() {
        for text in [
            &b"\xED\xB8\x80\xED\xA0\xBD"[..],
            b"\xED\xA0\xBD\xED\xA0\xBD",
            b"\xED\xB8\x80\xED\xB8\x80",
            b"\xED\xA0\xBDabc",
            b"\xED\xA0\xBD",
        ] {
            assert_eq!(join(text, &mut Vec::new()), 0, "{text:x?}");
        }
    }
}
