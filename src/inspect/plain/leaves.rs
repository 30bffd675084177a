//! Primitive values and arrays of them.

use crate::FieldValue;
use crate::event::FieldType;
use crate::inspect::json::Out;
use crate::inspect::json::scalars::{
    put_char, put_double, put_float, put_integer, put_long, put_text,
};

/// A primitive value; a reference, which is not one, is null.
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

/// Elements of an array of numbers, which go on one line.
pub(super) fn put_row(out: &mut Out, element: FieldType, bytes: &[u8]) {
    let width = element.width().map_or(1, usize::from);
    for bytes in bytes.chunks_exact(width) {
        if let Some(value) = FieldValue::from_be_bytes(element, bytes) {
            out.number();
            put_primitive(&mut out.text, value);
        }
    }
}
