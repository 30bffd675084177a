//! Hexadecimal digits.

/// The two digits of each byte.
const PAIRS: [[u8; 2]; 256] = pairs();

/// The two digits of a byte.
#[inline(always)]
pub(super) fn pair(byte: u8) -> [u8; 2] {
    PAIRS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The last eight digits of a number.
#[inline(always)]
pub(super) fn digits(number: u64) -> [u8; 8] {
    let [.., a, b, c, d] = number.to_be_bytes();
    let ([a, b], [c, d], [e, f], [g, h]) = (pair(a), pair(b), pair(c), pair(d));
    [a, b, c, d, e, f, g, h]
}

/// Appends a number of up to eight digits, without leading zeros.
pub(super) fn push_hex(text: &mut String, number: u32) {
    let digits = digits(number.into());
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let digits = digits.get(zeros..).unwrap_or_default();
    text.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // The compiler runs it.
const fn pairs() -> [[u8; 2]; 256] {
    let digit = b"0123456789ABCDEF";
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < pairs.len() {
        pairs[byte] = [digit[byte >> 4], digit[byte & 15]];
        byte += 1;
    }
    pairs
}
