//! `BigInteger` and `BigDecimal`: as their `toString` prints them, as long as that is short.

use crate::inspect::json::scalars::put_hex;
use crate::jdk;

/// Longer magnitudes are printed in hexadecimal: decimal digits take more and more time for each
/// byte.
const LONGEST: usize = 16 << 10;

/// Digits that every JSON tool keeps.
const SAFE_DIGITS: usize = 15;

/// An integer given by its sign and its big-endian magnitude.
pub(super) fn integer(signum: i32, magnitude: &[u8]) -> String {
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    let magnitude = magnitude.get(zeros..).unwrap_or_default();
    match signum {
        0 => "0".to_owned(),
        _ if magnitude.len() <= LONGEST => jdk::integer_text(signum, magnitude),
        _ => {
            let sign = if signum < 0 { "-" } else { "" };
            let mut digits = format!("{sign}0x").into_bytes();
            put_hex(&mut digits, magnitude);
            // It is ASCII.
            String::from_utf8(digits).unwrap_or_default()
        }
    }
}

/// A decimal given by its unscaled value and its scale.
pub(super) fn decimal(unscaled: &str, scale: i32) -> String {
    match unscaled.len() > LONGEST && unscaled.contains('x') {
        true => format!("{unscaled}e{}", i64::from(scale).saturating_neg()),
        false => jdk::decimal_text(unscaled, scale),
    }
}

/// Whether every JSON tool keeps the value of these digits as a number.
pub(super) fn is_safe(text: &str) -> bool {
    // Besides a digit or more, only a sign and a point.
    text.len() <= SAFE_DIGITS.saturating_add(2) && {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let others = text.bytes().filter(|byte| b"-.".contains(byte)).count();
        digits <= SAFE_DIGITS && digits.saturating_add(others) == text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ones: a power of 2 less 1, of which 131,072 · log10(2) tells the number of digits.
    #[test]
    fn long_integers_are_decimal_as_far_as_that_is_quick() {
        let digits = integer(-1, &[0xFF; LONGEST]);
        assert_eq!(digits.len(), 1 + 39_457);
        assert!(digits.starts_with('-') && digits.ends_with('5'));
        let hex = integer(1, &[0xFF; LONGEST + 1]);
        assert_eq!(hex, format!("0x{}", "ff".repeat(LONGEST + 1)));
        assert_eq!(decimal(&hex, 2), format!("{hex}e-2"));
    }
}
