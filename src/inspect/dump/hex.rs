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

/// Appends a number of up to eight digits in the way of programs: `0x7E0000`.
#[inline]
pub(super) fn push_hex(text: &mut String, number: u32) {
    let digits = digits(number.into());
    // Most handles have six digits.
    if let [b'0', b'0', rest @ ..] = digits
        && let [a @ b'1'..=b'F', b, c, d, e, f] = rest
    {
        push_ascii(text, &[b'0', b'x', a, b, c, d, e, f]);
        return;
    }
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    text.push_str("0x");
    push_ascii(text, digits.get(zeros..).unwrap_or_default());
}

#[inline]
fn push_ascii(text: &mut String, digits: &[u8]) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_leading_zeros() {
        for number in [
            1,
            0xA,
            0x10,
            0xFFF,
            0x1000,
            0x7E_0000,
            0xC0FF_EE00,
            u32::MAX,
        ] {
            let mut text = String::new();
            push_hex(&mut text, number);
            assert_eq!(text, format!("0x{number:X}"));
        }
    }
}
