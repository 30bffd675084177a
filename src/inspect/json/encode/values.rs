//! Primitive values and bytes, from their JSON.

use std::ops::RangeInclusive;

use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::Value;

use super::fault::{Fault, found};
use crate::event::FieldType;
use crate::inspect::json::scalars::SAFE_INTEGER;

/// Appends the bytes of a primitive value.
pub(super) fn put_primitive<'v>(
    out: &mut Vec<u8>,
    code: FieldType,
    value: &'v Value,
) -> Result<(), Fault<'v>> {
    match code {
        FieldType::Boolean => match value {
            Value::Bool(is) => out.push(u8::from(*is)),
            other => out.push(ranged(other, "true, false or a number", 0..=255)?),
        },
        FieldType::Byte => {
            let byte: i8 = ranged(value, "a byte", -128..=127)?;
            out.extend_from_slice(&byte.to_be_bytes());
        }
        FieldType::Short => {
            let short: i16 = ranged(value, "a short", -32_768..=32_767)?;
            out.extend_from_slice(&short.to_be_bytes());
        }
        FieldType::Char => out.extend_from_slice(&char_of(value)?.to_be_bytes()),
        FieldType::Int => {
            let range = i64::from(i32::MIN)..=i64::from(i32::MAX);
            let int: i32 = ranged(value, "an int", range)?;
            out.extend_from_slice(&int.to_be_bytes());
        }
        FieldType::Long => out.extend_from_slice(&long(value)?.to_be_bytes()),
        FieldType::Float => out.extend_from_slice(&float(value)?.to_be_bytes()),
        FieldType::Double => out.extend_from_slice(&double(value)?.to_be_bytes()),
        FieldType::Array | FieldType::Object => {}
    }
    Ok(())
}

/// A 64-bit integer, as a number or a string.
pub(super) fn long(value: &Value) -> Result<i64, Fault<'_>> {
    let range = i64::MIN..=i64::MAX;
    ranged(value, "a long, above 2^53 as a string", range)
}

/// An integer within a range.
pub(super) fn ranged<'v, T: TryFrom<i64>>(
    value: &'v Value,
    what: &str,
    range: RangeInclusive<i64>,
) -> Result<T, Fault<'v>> {
    let integer = match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(digits) => digits.parse::<i64>().ok(),
        _ => None,
    };
    let integer = integer.filter(|integer| range.contains(integer));
    integer
        .and_then(|integer| T::try_from(integer).ok())
        .ok_or_else(|| {
            let (first, last) = (range.start(), range.end());
            let problem = format!(
                "expected {what} ({first} to {last}), found {}",
                found(value)
            );
            Fault::new(value, problem)
        })
}

/// What some tools print with a point or an exponent.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn whole(number: f64) -> Option<i64> {
    let is_whole = number.trunc() == number && number.abs() <= SAFE_INTEGER as f64;
    is_whole.then_some(number as i64)
}

fn char_of(value: &Value) -> Result<u16, Fault<'_>> {
    if let Value::String(text) = value {
        let mut units = text.encode_utf16();
        return match (units.next(), units.next()) {
            (Some(unit), None) => Ok(unit),
            _ => Err(Fault::expected("one character of at most U+FFFF", value)),
        };
    }
    ranged(
        value,
        "a char: a string of one character or a number",
        0..=65_535,
    )
}

#[allow(clippy::cast_possible_truncation)]
fn float(value: &Value) -> Result<f32, Fault<'_>> {
    match number(value) {
        Some(Number::Finite(double)) => {
            let float = double as f32;
            if float.is_finite() {
                return Ok(float);
            }
        }
        Some(Number::Special(double)) => return Ok(double as f32),
        Some(Number::Bits(bits, 8)) => {
            if let Ok(bits) = u32::try_from(bits) {
                return Ok(f32::from_bits(bits));
            }
        }
        _ => {}
    }
    Err(Fault::expected(
        "a float: a number, \"NaN\", \"Infinity\", \"-Infinity\", \"-0.0\" or \"0x\" and 8 digits",
        value,
    ))
}

fn double(value: &Value) -> Result<f64, Fault<'_>> {
    match number(value) {
        Some(Number::Finite(double) | Number::Special(double)) => Ok(double),
        Some(Number::Bits(bits, 16)) => Ok(f64::from_bits(bits)),
        _ => Err(Fault::expected(
            "a double: a number, \"NaN\", \"Infinity\", \"-Infinity\", \"-0.0\" \
             or \"0x\" and 16 digits",
            value,
        )),
    }
}

enum Number {
    Finite(f64),
    Special(f64),
    /// The bits, and how many digits they were written with.
    Bits(u64, usize),
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => number.as_f64().map(Number::Finite),
        Value::String(text) => Some(match text.as_str() {
            "NaN" => Number::Special(f64::NAN),
            "Infinity" => Number::Special(f64::INFINITY),
            "-Infinity" => Number::Special(f64::NEG_INFINITY),
            "-0.0" => Number::Special(-0.0),
            other => {
                let digits = other.strip_prefix("0x")?;
                let bits = HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?;
                let bits = bits.iter().try_fold(0_u64, |bits, byte| {
                    Some(bits.checked_mul(256)? | u64::from(*byte))
                })?;
                Number::Bits(bits, digits.len())
            }
        }),
        _ => None,
    }
}

/// Appends bytes that are written in hexadecimal.
pub(super) fn put_hex<'v>(out: &mut Vec<u8>, value: &'v Value) -> Result<(), Fault<'v>> {
    let Value::String(digits) = value else {
        return Err(Fault::expected("bytes as hexadecimal digits", value));
    };
    match HEXLOWER_PERMISSIVE.decode(digits.as_bytes()) {
        Ok(bytes) => out.extend_from_slice(&bytes),
        Err(error) => {
            let problem = format!("expected bytes as hexadecimal digits: {error}");
            return Err(Fault::new(value, problem));
        }
    }
    Ok(())
}
