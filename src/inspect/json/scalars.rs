//! Primitive values, text and bytes as JSON that no tool changes on its way.

use std::borrow::Cow;

use data_encoding::HEXLOWER;

use crate::event::FieldType;
use crate::java_string::JavaStr;
use crate::mutf8;

/// The largest integer that every JSON tool keeps: 2^53 − 1.
pub(in crate::inspect) const SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Names of more bytes of JSON are written once and not at each object.
const LONG_NAME: usize = 256;

/// The one NaN that Java programs write.
const FLOAT_NAN: u32 = 0x7FC0_0000;
const DOUBLE_NAN: u64 = 0x7FF8_0000_0000_0000;

// Memory takes every byte, and strings and numbers are always JSON: nothing below can fail.

/// Appends a text in quotes.
#[inline]
pub(in crate::inspect) fn put_text(out: &mut Vec<u8>, text: &str) {
    let _ = serde_json::to_writer(out, text);
}

/// Appends an integer.
#[inline]
pub(in crate::inspect) fn put_integer(out: &mut Vec<u8>, value: impl Into<i64>) {
    let _ = serde_json::to_writer(out, &value.into());
}

/// Appends bytes in hexadecimal, without quotes.
pub(in crate::inspect) fn put_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    let end = start.saturating_add(HEXLOWER.encode_len(bytes.len()));
    out.resize(end, 0);
    if let Some(room) = out.get_mut(start..end) {
        HEXLOWER.encode_mut(bytes, room);
    }
}

/// Appends bytes in hexadecimal, in quotes.
pub(in crate::inspect) fn put_quoted_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    put_hex(out, bytes);
    out.push(b'"');
}

/// The text of a string whose bytes are those that Java writes for this text.
pub(in crate::inspect) fn canonical(string: JavaStr<'_>) -> Option<Cow<'_, str>> {
    let bytes = string.as_bytes();
    if !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(Cow::Borrowed(text));
    }
    let text = string.to_str().ok()?;
    let same = mutf8::encode(&text).as_ref() == bytes;
    same.then_some(text)
}

/// A name as a JSON string, where it is fit to stand at each of many objects.
pub(in crate::inspect) fn short_name(name: JavaStr<'_>) -> Option<Vec<u8>> {
    if name.as_bytes().len() > LONG_NAME {
        return None;
    }
    let mut quoted = Vec::new();
    put_text(&mut quoted, &canonical(name)?);
    (quoted.len() <= LONG_NAME).then_some(quoted)
}

/// Appends a name where it is defined.
pub(in crate::inspect) fn put_name(out: &mut Vec<u8>, name: JavaStr<'_>) {
    match canonical(name) {
        Some(text) => put_text(out, &text),
        None => {
            out.extend_from_slice(b"{\"@mutf8\": ");
            put_quoted_hex(out, name.as_bytes());
            out.push(b'}');
        }
    }
}

/// Appends a 64-bit integer: a number where every tool keeps it, else a string.
pub(in crate::inspect) fn put_long(out: &mut Vec<u8>, value: i64) {
    if value.unsigned_abs() <= SAFE_INTEGER {
        put_integer(out, value);
    } else {
        out.push(b'"');
        put_integer(out, value);
        out.push(b'"');
    }
}

/// Takes a primitive value from the front of `bytes` and appends it.
#[inline]
pub(in crate::inspect) fn put_primitive(out: &mut Vec<u8>, code: FieldType, bytes: &mut &[u8]) {
    match code {
        FieldType::Boolean => match take(bytes) {
            [0] => out.extend_from_slice(b"false"),
            [1] => out.extend_from_slice(b"true"),
            [other] => put_integer(out, other),
        },
        FieldType::Byte => put_integer(out, i8::from_be_bytes(take(bytes))),
        FieldType::Short => put_integer(out, i16::from_be_bytes(take(bytes))),
        FieldType::Char => put_char(out, u16::from_be_bytes(take(bytes))),
        FieldType::Int => put_integer(out, i32::from_be_bytes(take(bytes))),
        FieldType::Long => put_long(out, i64::from_be_bytes(take(bytes))),
        FieldType::Float => put_float(out, f32::from_be_bytes(take(bytes))),
        FieldType::Double => put_double(out, f64::from_be_bytes(take(bytes))),
        FieldType::Array | FieldType::Object => {}
    }
}

/// A char is a string of one character, half of a surrogate pair a number.
pub(in crate::inspect) fn put_char(out: &mut Vec<u8>, unit: u16) {
    match char::from_u32(u32::from(unit)) {
        Some(character) => put_text(out, character.encode_utf8(&mut [0; 4])),
        None => put_integer(out, unit),
    }
}

pub(in crate::inspect) fn put_float(out: &mut Vec<u8>, value: f32) {
    if put_special(out, f64::from(value)) {
        return;
    }
    if value.is_nan() {
        put_nan(
            out,
            value.to_bits() == FLOAT_NAN,
            &value.to_bits().to_be_bytes(),
        );
        return;
    }
    let start = out.len();
    let _ = serde_json::to_writer(&mut *out, &value);
    // Tools read it as a double; should that round to another float, its double is written.
    let written = out.get(start..).unwrap_or_default();
    let read = std::str::from_utf8(written)
        .ok()
        .and_then(|text| text.parse::<f64>().ok());
    #[allow(clippy::cast_possible_truncation)]
    if read.map(|double| double as f32) != Some(value) {
        out.truncate(start);
        let _ = serde_json::to_writer(out, &f64::from(value));
    }
}

pub(in crate::inspect) fn put_double(out: &mut Vec<u8>, value: f64) {
    if put_special(out, value) {
        return;
    }
    if value.is_nan() {
        put_nan(
            out,
            value.to_bits() == DOUBLE_NAN,
            &value.to_bits().to_be_bytes(),
        );
        return;
    }
    let _ = serde_json::to_writer(out, &value);
}

/// What JSON has no number for, and the zero whose sign some tools drop.
fn put_special(out: &mut Vec<u8>, value: f64) -> bool {
    let name: &[u8] = if value == f64::INFINITY {
        b"\"Infinity\""
    } else if value == f64::NEG_INFINITY {
        b"\"-Infinity\""
    } else if value == 0.0 && value.is_sign_negative() {
        b"\"-0.0\""
    } else {
        return false;
    };
    out.extend_from_slice(name);
    true
}

fn put_nan(out: &mut Vec<u8>, usual: bool, bits: &[u8]) {
    if usual {
        out.extend_from_slice(b"\"NaN\"");
    } else {
        out.extend_from_slice(b"\"0x");
        put_hex(out, bits);
        out.push(b'"');
    }
}

/// The next bytes; zeros where there are none, which the parser sees to.
#[inline(always)]
fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    match bytes.split_first_chunk() {
        Some((first, rest)) => {
            *bytes = rest;
            *first
        }
        None => [0; N],
    }
}
