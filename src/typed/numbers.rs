//! `BigInteger` and `BigDecimal`.

use std::fmt;
use std::str::FromStr;

use super::by_table::{by_table, read_table, shown_as_text};
use super::classes::Classes;
use super::fault::{not_a, unfit};
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::Raw;
use crate::jdk::{Key, Number, decimal_text, integer_text};

shown_as_text! { Decimal Integer }

/// A `java.math.BigInteger`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Number);

impl From<i128> for Integer {
    fn from(value: i128) -> Self {
        Integer(Number::from(value))
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Integer::from(i128::from(value))
    }
}

impl From<i32> for Integer {
    fn from(value: i32) -> Self {
        Integer::from(i128::from(value))
    }
}

/// Fails where the number has more than 128 bits.
impl TryFrom<&Integer> for i128 {
    type Error = crate::Error;

    fn try_from(integer: &Integer) -> Result<i128> {
        let refused = || unfit("java.math.BigInteger", "more than 128 bits");
        let mut unsigned = 0_u128;
        let magnitude = integer.0.magnitude();
        if magnitude.len() > size_of::<u128>() {
            return Err(refused());
        }
        for byte in magnitude {
            unsigned = unsigned << 8 | u128::from(*byte);
        }
        let number = match integer.0.signum() < 0 {
            true => 0_i128.checked_sub_unsigned(unsigned),
            false => i128::try_from(unsigned).ok(),
        };
        number.ok_or_else(refused)
    }
}

/// As `BigInteger.toString`.
impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&integer_text(self.0.signum(), self.0.magnitude()))
    }
}

/// As `new BigInteger(text)`.
impl FromStr for Integer {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = Number::from_digits(text);
        number
            .map(Integer)
            .ok_or_else(|| unfit("java.math.BigInteger", format!("no number: {text}")))
    }
}

struct IntegerTable {
    bit_count: i32,
    bit_length: i32,
    first_nonzero_byte_num: i32,
    lowest_set_bit: i32,
    signum: i32,
    magnitude: Vec<u8>,
}
class! { IntegerTable {
    "java.lang.Number" = -8742448824652078965 {}
    "java.math.BigInteger" = -8287574255936472291 {
        bit_count; bit_length; first_nonzero_byte_num; lowest_set_bit; signum; magnitude;
        + writeObject {}
    }
} }
by_table!(
    Integer = "java.math.BigInteger" as IntegerTable,
    |table| integer(&table),
    |integer| Ok(IntegerTable {
        // What BigInteger caches besides is written as not computed yet.
        bit_count: -1,
        bit_length: -1,
        first_nonzero_byte_num: -2,
        lowest_set_bit: -2,
        signum: integer.0.signum(),
        magnitude: integer.0.magnitude().to_vec(),
    }),
    |integer| Key::BigInteger(integer.0.clone())
);

/// As `BigInteger.readObject`, which refuses a sign that its digits contradict.
fn integer(table: &IntegerTable) -> Result<Integer> {
    let number = Number::new(table.signum < 0, &table.magnitude);
    if number.signum() != table.signum {
        let found = format!("a signum of {} with other digits", table.signum);
        return Err(not_a::<Integer>(found));
    }
    Ok(Integer(number))
}

/// A `java.math.BigDecimal`: an integer, and how many of its digits stand behind the point.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    unscaled: Integer,
    scale: i32,
}

impl Decimal {
    /// Returns `new BigDecimal(unscaled, scale)`.
    pub fn new(unscaled: impl Into<Integer>, scale: i32) -> Self {
        Decimal {
            unscaled: unscaled.into(),
            scale,
        }
    }

    /// Returns all its digits, as `unscaledValue()`.
    pub fn unscaled(&self) -> &Integer {
        &self.unscaled
    }

    /// Returns how many of them stand behind the point.
    pub const fn scale(&self) -> i32 {
        self.scale
    }
}

/// As `BigDecimal.toString`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal_text(&self.unscaled.to_string(), self.scale))
    }
}

/// As `new BigDecimal(text)`.
impl FromStr for Decimal {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || unfit("java.math.BigDecimal", format!("no number: {text}"));
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().map_err(|_| refused())?),
            None => (text, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if part.starts_with(['+', '-']) {
            return Err(refused());
        }
        let unscaled = Number::from_digits(&[whole, part].concat()).ok_or_else(refused)?;
        let places = i32::try_from(part.len()).map_err(|_| refused())?;
        Ok(Decimal {
            unscaled: Integer(unscaled),
            scale: places.checked_sub(exponent).ok_or_else(refused)?,
        })
    }
}

struct DecimalTable {
    scale: i32,
    int_val: Integer,
}
class! { DecimalTable {
    "java.lang.Number" = -8742448824652078965 {}
    "java.math.BigDecimal" = 6108874887143696463 { scale; int_val; + writeObject {} }
} }
by_table!(
    Decimal = "java.math.BigDecimal" as DecimalTable,
    |table| Ok(Decimal {
        unscaled: table.int_val,
        scale: table.scale
    }),
    |decimal| Ok(DecimalTable {
        scale: decimal.scale,
        int_val: decimal.unscaled.clone()
    }),
    |decimal| Key::BigDecimal {
        unscaled: decimal.unscaled.0.clone(),
        scale: decimal.scale
    }
);
