//! Primitive values and bytes, from their JSON.

use std::ops::RangeInclusive;

use data_encoding::{DecodeError, DecodeKind, HEXLOWER_PERMISSIVE};

use super::document::{JsonKind, Number, Value, whole};
use super::fault::{Fault, cited, found};
use crate::event::FieldType;
use crate::inspect::json::scalars::SAFE_INTEGER;
use crate::wire::primitive::Primitive;

/// What an int holds.
pub(super) const INTS: RangeInclusive<i64> = -0x8000_0000..=0x7FFF_FFFF;

/// Appends the bytes of a primitive value.
pub(super) fn put_primitive<'v>(
    out: &mut Vec<u8>,
    code: FieldType,
    value: Value<'v>,
) -> Result<(), Fault<'v>> {
    let value = match code {
        FieldType::Boolean => Primitive::Boolean(match value.kind() {
            JsonKind::Bool(is) => u8::from(is),
            _ => ranged(value, "true, false or a number", 0..=255)?,
        }),
        FieldType::Byte => Primitive::Byte(ranged(value, "a byte", -128..=127)?),
        FieldType::Short => Primitive::Short(ranged(value, "a short", -32_768..=32_767)?),
        FieldType::Char => Primitive::Char(char_of(value)?),
        FieldType::Int => Primitive::Int(ranged(value, "an int", INTS)?),
        FieldType::Long => Primitive::Long(long(value)?),
        FieldType::Float => Primitive::Float(float(value)?),
        FieldType::Double => Primitive::Double(double(value)?),
        FieldType::Array | FieldType::Object => return Ok(()),
    };
    value.put(out);
    Ok(())
}

/// A 64-bit integer, as a number or a string.
pub(super) fn long(value: Value<'_>) -> Result<i64, Fault<'_>> {
    if let JsonKind::Number(number) = value.kind()
        && number.as_f64().is_some_and(|number| !is_safe(number))
    {
        let problem = format!(
            "{} reaches 2^53, from where on JSON tools round numbers, as jq does: write the \
             integer that is meant as a string of its digits",
            found(value)
        );
        return Err(Fault::new(value, problem));
    }
    let range = i64::MIN..=i64::MAX;
    ranged(value, "a long, from 2^53 on as a string", range)
}

/// An integer within a range.
pub(super) fn ranged<'v, T: TryFrom<i64>>(
    value: Value<'v>,
    what: &str,
    range: RangeInclusive<i64>,
) -> Result<T, Fault<'v>> {
    let integer = match value.kind() {
        JsonKind::Number(Number::Integer(integer)) => Some(integer),
        JsonKind::Number(number) => number.as_f64().and_then(whole),
        JsonKind::Text(digits) => digits.parse::<i64>().ok(),
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

/// Whether all tools keep an integer as it is.
fn is_safe(integer: f64) -> bool {
    integer.abs() <= SAFE_INTEGER as f64
}

fn char_of(value: Value<'_>) -> Result<u16, Fault<'_>> {
    if let JsonKind::Text(text) = value.kind() {
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

fn float(value: Value<'_>) -> Result<f32, Fault<'_>> {
    match floating(value) {
        Some(Floating::Finite(double)) => {
            // A double in between would round twice.
            let float = match value.kind() {
                JsonKind::Number(Number::Other(text)) => text.parse().unwrap_or(f32::NAN),
                JsonKind::Number(Number::Integer(integer)) => integer as f32,
                _ => double as f32,
            };
            if float.is_finite() {
                return Ok(float);
            }
            return Err(too_large("float", value));
        }
        Some(Floating::Special(double)) => return Ok(double as f32),
        Some(Floating::Bits(bits, 8)) => {
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

fn double(value: Value<'_>) -> Result<f64, Fault<'_>> {
    match floating(value) {
        Some(Floating::Finite(double)) if double.is_infinite() => Err(too_large("double", value)),
        Some(Floating::Finite(double) | Floating::Special(double)) => Ok(double),
        Some(Floating::Bits(bits, 16)) => Ok(f64::from_bits(bits)),
        _ => Err(Fault::expected(
            "a double: a number, \"NaN\", \"Infinity\", \"-Infinity\", \"-0.0\" \
             or \"0x\" and 16 digits",
            value,
        )),
    }
}

#[cold]
fn too_large<'v>(what: &str, value: Value<'v>) -> Fault<'v> {
    let problem = format!(
        "{} is more than a {what} can hold; \"Infinity\" and \"-Infinity\" are strings",
        found(value)
    );
    Fault::new(value, problem)
}

enum Floating {
    /// A number, or infinity for one that is beyond all doubles.
    Finite(f64),
    Special(f64),
    /// The bits, and how many digits they were written with.
    Bits(u64, usize),
}

fn floating(value: Value<'_>) -> Option<Floating> {
    match value.kind() {
        JsonKind::Number(number) => number.as_f64().map(Floating::Finite),
        JsonKind::Text(text) => Some(match text {
            "NaN" => Floating::Special(f64::NAN),
            "Infinity" => Floating::Special(f64::INFINITY),
            "-Infinity" => Floating::Special(f64::NEG_INFINITY),
            "-0.0" => Floating::Special(-0.0),
            other => {
                let digits = other.strip_prefix("0x")?;
                let bits = HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?;
                let bits = bits.iter().try_fold(0_u64, |bits, byte| {
                    Some(bits.checked_mul(256)? | u64::from(*byte))
                })?;
                Floating::Bits(bits, digits.len())
            }
        }),
        _ => None,
    }
}

/// Appends bytes that are written in hexadecimal.
pub(super) fn put_hex<'v>(out: &mut Vec<u8>, value: Value<'v>) -> Result<(), Fault<'v>> {
    let JsonKind::Text(digits) = value.kind() else {
        return Err(Fault::expected(
            "bytes as hexadecimal digits, two a byte",
            value,
        ));
    };
    let malformed = |error: DecodeError| {
        let found = match error.kind {
            DecodeKind::Length => format!("{} digits", digits.len()),
            _ => {
                let other = digits
                    .get(error.position..)
                    .and_then(|rest| rest.chars().next());
                let before = digits
                    .get(..error.position)
                    .unwrap_or_default()
                    .chars()
                    .count();
                let other = other.map(String::from).unwrap_or_default();
                format!("{} behind {before} digits", cited(&other))
            }
        };
        let problem = format!("expected bytes as hexadecimal digits, two a byte, found {found}");
        Fault::new(value, problem)
    };
    let decoded = HEXLOWER_PERMISSIVE.decode_len(digits.len());
    let length = decoded.map_err(malformed)?;
    let start = out.len();
    out.resize(start.saturating_add(length), 0);
    if let Some(room) = out.get_mut(start..) {
        let decoded = HEXLOWER_PERMISSIVE.decode_mut(digits.as_bytes(), room);
        decoded.map_err(|partial| malformed(partial.error))?;
    }
    Ok(())
}
