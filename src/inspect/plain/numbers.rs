//! `BigInteger` and `BigDecimal`, as their `toString` prints them.

use crate::inspect::json::scalars::put_hex;

/// Longer magnitudes are printed in hexadecimal: decimal digits take time that grows with the
/// square of their number.
const LONGEST: usize = 2048;

/// Digits that every JSON tool keeps.
const SAFE_DIGITS: usize = 15;

/// The digits of an integer given by its sign and its big-endian magnitude.
pub(super) fn integer(signum: i32, magnitude: &[u8]) -> String {
    let sign = if signum < 0 { "-" } else { "" };
    let start = magnitude.iter().take_while(|byte| **byte == 0).count();
    let magnitude = magnitude.get(start..).unwrap_or_default();
    if signum == 0 || magnitude.is_empty() {
        return "0".to_owned();
    }
    if magnitude.len() > LONGEST {
        let mut digits = format!("{sign}0x").into_bytes();
        put_hex(&mut digits, magnitude);
        // It is ASCII.
        return String::from_utf8(digits).unwrap_or_default();
    }
    // Groups of nine digits, the lowest first. Four bytes at a time, the first of which may be fewer.
    let (first, words) = magnitude.as_rchunks::<4>();
    let first = first
        .iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte));
    let words = words
        .iter()
        .map(|word| u64::from(u32::from_be_bytes(*word)));
    let mut groups: Vec<u64> = Vec::new();
    for word in std::iter::once(first).chain(words) {
        let mut carry = word;
        for group in &mut groups {
            let sum = (*group << 32).saturating_add(carry);
            *group = sum.wrapping_rem(1_000_000_000);
            carry = sum.wrapping_div(1_000_000_000);
        }
        while carry > 0 {
            groups.push(carry.wrapping_rem(1_000_000_000));
            carry = carry.wrapping_div(1_000_000_000);
        }
    }
    let mut digits = String::from(sign);
    for (index, group) in groups.iter().rev().enumerate() {
        if index == 0 {
            digits.push_str(&group.to_string());
        } else {
            digits.push_str(&format!("{group:09}"));
        }
    }
    digits
}

/// `BigDecimal.toString` of an unscaled value and its scale.
pub(super) fn decimal(unscaled: &str, scale: i32) -> String {
    let (sign, digits) = match unscaled.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", unscaled),
    };
    if digits.starts_with("0x") {
        return format!("{unscaled}e{}", i64::from(scale).saturating_neg());
    }
    if scale == 0 {
        return unscaled.to_owned();
    }
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let scale = i64::from(scale);
    let exponent = count.saturating_sub(1).saturating_sub(scale);
    if scale >= 0 && exponent >= -6 {
        let whole = count.saturating_sub(scale);
        return match usize::try_from(whole) {
            Ok(whole) if whole > 0 => {
                let (whole, part) = digits.split_at_checked(whole).unwrap_or((digits, ""));
                format!("{sign}{whole}.{part}")
            }
            _ => {
                let zeros = usize::try_from(whole.unsigned_abs()).unwrap_or(0);
                format!("{sign}0.{}{digits}", "0".repeat(zeros))
            }
        };
    }
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    let plus = if exponent > 0 { "+" } else { "" };
    if exponent == 0 {
        return format!("{sign}{first}{point}{rest}");
    }
    format!("{sign}{first}{point}{rest}E{plus}{exponent}")
}

/// Whether every JSON tool keeps the value of these digits as a number.
pub(super) fn is_safe(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    is_plain && digits <= SAFE_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_java() {
        for (unscaled, scale, text) in [
            ("1250", 2, "12.50"),
            ("0", 2, "0.00"),
            ("-5", 3, "-0.005"),
            ("5", 7, "5E-7"),
            ("123", -2, "1.23E+4"),
            ("1", -1, "1E+1"),
            ("12345", 10, "0.0000012345"),
            ("0", 8, "0E-8"),
        ] {
            assert_eq!(decimal(unscaled, scale), text);
        }
    }

    #[test]
    fn integers_of_any_length() {
        assert_eq!(
            integer(1, &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
            "18446744073709551616"
        );
        assert_eq!(integer(-1, &[0, 0, 200]), "-200");
        assert_eq!(integer(0, &[]), "0");
    }
}
