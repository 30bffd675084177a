//! Digests of single values, and of what is made of parts: numbers of 64 bits, which are the same for
//! what is equal.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::FieldValue;
use crate::text::JavaStr;

/// What makes the digest of an object.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// A digest that is known.
    Known(u64),
    /// An object, by its place among those that are looked into.
    Inner(u32),
    /// What follows is in this order; a bag; a bag of keys and values in turn.
    Row,
    Bag,
    Entries,
}

/// The digest at this place.
pub(super) fn at(digests: &[u64], place: u32) -> u64 {
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    digests.get(place).copied().unwrap_or(0)
}

/// The digest of an object with these parts.
pub(super) fn joined(parts: &[Part], digests: &[u64]) -> u64 {
    let mut digest = 0;
    let mut mode = Part::Row;
    let (mut bag, mut key) = (0_u64, None);
    for part in parts {
        let inner = match part {
            Part::Known(digest) => *digest,
            Part::Inner(place) => at(digests, *place),
            Part::Row | Part::Bag | Part::Entries => {
                digest = mixed(digest, bag);
                (bag, key) = (0, None);
                mode = *part;
                continue;
            }
        };
        match (mode, key) {
            (Part::Bag, _) => bag = bag.wrapping_add(mixed(5, inner)),
            (Part::Entries, None) => key = Some(inner),
            (Part::Entries, Some(before)) => {
                bag = bag.wrapping_add(mixed(mixed(7, before), inner));
                key = None;
            }
            _ => digest = mixed(digest, inner),
        }
    }
    mixed(digest, bag)
}

/// One digest of two.
pub(super) fn mixed(one: u64, other: u64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

    let mut all = (one ^ other.rotate_left(32)).wrapping_mul(ODD);
    all ^= all >> 29;
    all = all.wrapping_add(other).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    all ^ all >> 32
}

pub(super) fn of_text(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Texts that are equal have one digest, in whatever form they are encoded.
pub(super) fn of_string(text: JavaStr<'_>) -> u64 {
    if text.as_bytes().is_ascii() {
        return of_text(text.as_bytes());
    }
    let mut hasher = DefaultHasher::new();
    match text.to_str() {
        Ok(text) => text.as_bytes().hash(&mut hasher),
        Err(_) => text.code_units().for_each(|unit| unit.hash(&mut hasher)),
    }
    hasher.finish()
}

pub(super) fn of_primitive(value: FieldValue) -> u64 {
    match value {
        FieldValue::Byte(value) => u64::from(value.cast_unsigned()),
        FieldValue::Short(value) => u64::from(value.cast_unsigned()),
        FieldValue::Char(value) => u64::from(value),
        FieldValue::Int(value) => u64::from(value.cast_unsigned()),
        FieldValue::Long(value) => value.cast_unsigned(),
        FieldValue::Boolean(value) => u64::from(value),
        FieldValue::Float(value) if value.is_nan() => u64::from(f32::NAN.to_bits()),
        FieldValue::Float(value) => u64::from(value.to_bits()),
        FieldValue::Double(value) if value.is_nan() => f64::NAN.to_bits(),
        FieldValue::Double(value) => value.to_bits(),
        FieldValue::Reference(_) => 0,
    }
}
