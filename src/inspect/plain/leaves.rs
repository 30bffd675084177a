//! Primitive values and arrays of them.

use super::texts::utf16;
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::Array;
use crate::inspect::json::Out;
use crate::inspect::json::scalars::{
    put_char, put_double, put_float, put_hex, put_integer, put_long, put_text,
};

/// A primitive value; a reference, which is none, is null.
pub(super) fn put_primitive(out: &mut Vec<u8>, value: FieldValue) {
    match value {
        FieldValue::Byte(value) => put_integer(out, value),
        FieldValue::Short(value) => put_integer(out, value),
        FieldValue::Int(value) => put_integer(out, value),
        FieldValue::Long(value) => put_long(out, value),
        FieldValue::Char(unit) if (0xD800..0xE000).contains(&unit) => put_text(out, "?"),
        FieldValue::Char(unit) => put_char(out, unit),
        FieldValue::Float(value) if value.is_nan() => put_text(out, "NaN"),
        FieldValue::Float(value) if value == 0.0 => put_zero(out, value.is_sign_negative()),
        FieldValue::Float(value) => put_float(out, value),
        FieldValue::Double(value) if value.is_nan() => put_text(out, "NaN"),
        FieldValue::Double(value) if value == 0.0 => put_zero(out, value.is_sign_negative()),
        FieldValue::Double(value) => put_double(out, value),
        FieldValue::Boolean(true) => out.extend_from_slice(b"true"),
        FieldValue::Boolean(false) => out.extend_from_slice(b"false"),
        FieldValue::Reference(_) => out.extend_from_slice(b"null"),
    }
}

/// JSON has a zero of either sign.
fn put_zero(out: &mut Vec<u8>, is_negative: bool) {
    out.extend_from_slice(if is_negative { b"-0.0" } else { b"0.0" });
}

/// The text of a `byte[]` or `char[]`.
pub(super) fn text(array: Array<'_>) -> Option<String> {
    match array.element() {
        FieldType::Byte => {
            let mut digits = Vec::new();
            put_hex(&mut digits, array.bytes());
            Some(String::from_utf8_lossy(&digits).into_owned())
        }
        FieldType::Char => Some(utf16(array.bytes())),
        _ => None,
    }
}

/// An array of primitives: a text, or numbers on one line.
pub(super) fn put_primitives(out: &mut Out, array: Array<'_>) {
    match array.element() {
        FieldType::Byte => {
            out.put(b"\"");
            put_hex(&mut out.text, array.bytes());
            out.put(b"\"");
        }
        FieldType::Char => put_text(&mut out.text, &utf16(array.bytes())),
        _ => {
            out.open(b'[');
            for element in array.elements() {
                out.number();
                put_primitive(&mut out.text, element);
            }
            out.close_numbers();
        }
    }
}
