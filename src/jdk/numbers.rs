//! `BigInteger` and `BigDecimal`.

use num_bigint::BigUint;

use super::refused;
use crate::error::{ErrorKind, Result};
use crate::graph::{Graph, NodeId, Value};

impl Graph {
    /// Returns a `java.math.BigInteger`, as `BigInteger.valueOf` gives it: from −16 to
    /// 16 equal values are one object, other values are new ones.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full.
    pub fn big_integer(&mut self, value: i128) -> Result<NodeId> {
        let integer = Integer::from(value);
        match i8::try_from(value) {
            Ok(small @ -16..=16) => self.kept("java.math.BigInteger", small.into(), |graph| {
                graph.new_big_integer(&integer)
            }),
            _ => self.new_big_integer(&integer),
        }
    }

    /// Returns a new `java.math.BigInteger` of a number in two's complement, the
    /// highest byte first, as Java's `new BigInteger(byte[])`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if there are no bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let power = graph.big_integer_bytes(&[1, 0, 0, 0, 0, 0, 0, 0, 0])?; // 2^64
    /// let minus_one = graph.big_integer_bytes(&[0xFF])?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn big_integer_bytes(&mut self, bytes: &[u8]) -> Result<NodeId> {
        self.new_big_integer(&Integer::from_bytes(bytes)?)
    }

    /// Returns a new `java.math.BigDecimal`, `unscaled` × 10^−`scale`, as `new
    /// BigDecimal(String)` makes it: `big_decimal(314, 2)` is 3.14.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full.
    pub fn big_decimal(&mut self, unscaled: i128, scale: i32) -> Result<NodeId> {
        let unscaled = self.big_integer(unscaled)?;
        self.new_big_decimal(unscaled, scale)
    }

    /// Returns a new `java.math.BigDecimal` whose unscaled value is in two's complement,
    /// the highest byte first, as `new BigDecimal(new BigInteger(byte[]), scale)`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if there are no bytes.
    pub fn big_decimal_bytes(&mut self, unscaled: &[u8], scale: i32) -> Result<NodeId> {
        let unscaled = self.big_integer_bytes(unscaled)?;
        self.new_big_decimal(unscaled, scale)
    }

    fn new_big_integer(&mut self, integer: &Integer) -> Result<NodeId> {
        let class = self.jdk_class("java.math.BigInteger")?;
        let magnitude = self.array(&integer.magnitude)?;
        // What BigInteger caches besides is written as not computed yet.
        Ok(self
            .object(class)?
            .set_in(class, "bitCount", -1)?
            .set_in(class, "bitLength", -1)?
            .set_in(class, "firstNonzeroByteNum", -2)?
            .set_in(class, "lowestSetBit", -2)?
            .set_in(class, "signum", integer.signum())?
            .set_in(class, "magnitude", magnitude)?
            .id())
    }

    fn new_big_decimal(&mut self, unscaled: NodeId, scale: i32) -> Result<NodeId> {
        let class = self.jdk_class("java.math.BigDecimal")?;
        Ok(self
            .object(class)?
            .set_in(class, "scale", scale)?
            .set_in(class, "intVal", Value::Some(unscaled))?
            .id())
    }
}

/// A number as `BigInteger` has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Integer {
    pub(super) negative: bool,
    /// The highest byte first, which is not zero; empty for 0.
    pub(super) magnitude: Vec<u8>,
}

impl From<i128> for Integer {
    fn from(value: i128) -> Self {
        Integer::new(value < 0, &value.unsigned_abs().to_be_bytes())
    }
}

impl Integer {
    pub(crate) fn new(negative: bool, magnitude: &[u8]) -> Self {
        let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
        let magnitude = magnitude.get(zeros..).unwrap_or_default().to_vec();
        Integer {
            negative: negative && !magnitude.is_empty(),
            magnitude,
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, ErrorKind> {
        match bytes.first() {
            None => Err(refused("java.math.BigInteger", "a number of no bytes")),
            Some(0..128) => Ok(Integer::new(false, bytes)),
            Some(128..) => {
                let mut magnitude: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
                for byte in magnitude.iter_mut().rev() {
                    *byte = byte.wrapping_add(1);
                    if *byte != 0 {
                        break;
                    }
                }
                // All zeros but for the sign: one digit more.
                if magnitude.iter().all(|byte| *byte == 0) {
                    magnitude.insert(0, 1);
                }
                Ok(Integer::new(true, &magnitude))
            }
        }
    }

    pub(crate) fn signum(&self) -> i32 {
        match (self.negative, self.magnitude.is_empty()) {
            (true, _) => -1,
            (false, true) => 0,
            (false, false) => 1,
        }
    }

    /// The highest byte first, which is not zero; empty for 0.
    pub(crate) fn magnitude(&self) -> &[u8] {
        &self.magnitude
    }

    /// The number of these decimal digits, which may have a sign before them.
    pub(crate) fn from_digits(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = BigUint::parse_bytes(digits.as_bytes(), 10)?;
        Some(Integer::new(negative, &number.to_bytes_be()))
    }

    /// The magnitude in decimal digits, the highest first, which is not zero.
    pub(super) fn digits(&self) -> Vec<u8> {
        match self.magnitude.is_empty() {
            true => Vec::new(),
            false => BigUint::from_bytes_be(&self.magnitude).to_radix_be(10),
        }
    }
}

/// `BigInteger.toString` of a sign and a magnitude, the highest byte first.
pub(crate) fn integer_text(signum: i32, magnitude: &[u8]) -> String {
    let mut digits = match small(magnitude) {
        Some(number) => number.to_string(),
        None => BigUint::from_bytes_be(magnitude).to_str_radix(10),
    };
    if signum < 0 && digits != "0" {
        digits.insert(0, '-');
    }
    digits
}

/// A number of up to 8 bytes, as most are.
fn small(magnitude: &[u8]) -> Option<u64> {
    let mut bytes = [0; 8];
    let first = bytes.len().checked_sub(magnitude.len())?;
    bytes.get_mut(first..)?.copy_from_slice(magnitude);
    Some(u64::from_be_bytes(bytes))
}

/// `BigDecimal.toString` of an unscaled value and its scale.
pub(crate) fn decimal_text(unscaled: &str, scale: i32) -> String {
    let (sign, digits) = match unscaled.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", unscaled),
    };
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
                [sign, whole, ".", part].concat()
            }
            _ => {
                let zeros = usize::try_from(whole.unsigned_abs()).unwrap_or(0);
                [sign, "0.", &"0".repeat(zeros), digits].concat()
            }
        };
    }
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    let plus = if exponent > 0 { "+" } else { "" };
    if exponent == 0 {
        return [sign, first, point, rest].concat();
    }
    format!("{sign}{first}{point}{rest}E{plus}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twos_complement_becomes_sign_and_magnitude() {
        for value in [
            0,
            1,
            -1,
            127,
            128,
            -128,
            -129,
            255,
            256,
            -256,
            i128::MAX,
            i128::MIN,
        ] {
            let integer = Integer::from_bytes(&value.to_be_bytes()).unwrap();
            assert_eq!(integer, Integer::from(value), "{value}");
        }
        assert_eq!(Integer::from_bytes(&[0x80]).unwrap(), Integer::from(-128));
    }

    #[test]
    fn digits_are_those_of_the_number() {
        for value in [
            0,
            9,
            10,
            999_999_999,
            1_000_000_000,
            10_i128.pow(30) + 7,
            i128::MAX,
        ] {
            let digits = Integer::from(-value).digits();
            let text: String = digits.iter().map(|digit| digit.to_string()).collect();
            let expected = if value == 0 {
                String::new()
            } else {
                value.to_string()
            };
            assert_eq!(text, expected);
        }
    }

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
            assert_eq!(decimal_text(unscaled, scale), text);
        }
    }

    #[test]
    fn integers_of_any_length() {
        assert_eq!(
            integer_text(1, &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
            "18446744073709551616"
        );
        assert_eq!(integer_text(-1, &[0, 0, 200]), "-200");
        assert_eq!(integer_text(0, &[]), "0");
    }
}
