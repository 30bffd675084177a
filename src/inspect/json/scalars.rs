//! Primitive values, text and bytes as JSON that no tool changes on its way.

use std::borrow::Cow;

use data_encoding::HEXLOWER;

use crate::error::{is_invisible, may_be_invisible};
use crate::event::FieldType;
use crate::text::JavaStr;
use crate::text::mutf8;
use crate::wire::primitive::{DOUBLE_NAN, FLOAT_NAN, Primitive};

/// The largest integer that every JSON tool keeps: 2^53 − 1.
pub(in crate::inspect) const SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Names of more bytes of JSON are written once and not at each object.
const LONG_NAME: usize = 256;

// Memory takes every byte, and strings and numbers are always JSON: nothing below can fail.

/// Appends a text in quotes. What a terminal would not show as itself is escaped.
#[inline]
pub(in crate::inspect) fn put_text(out: &mut Vec<u8>, text: &str) {
    if !put_plain(out, text.as_bytes()) {
        put_special_text(out, text);
    }
}

/// Appends a text in quotes, if it is ASCII of which nothing is escaped. Whether it was.
#[inline]
pub(in crate::inspect) fn put_plain(out: &mut Vec<u8>, text: &[u8]) -> bool {
    // All bytes are looked at together.
    let is_plain = text.iter().fold(true, |is_plain, byte| {
        is_plain & (b' '..0x7F).contains(byte) & (*byte != b'"') & (*byte != b'\\')
    });
    if is_plain {
        out.reserve(text.len().saturating_add(2));
        out.push(b'"');
        out.extend_from_slice(text);
        out.push(b'"');
    }
    is_plain
}

#[inline(never)]
fn put_special_text(out: &mut Vec<u8>, text: &str) {
    if may_be_invisible(text) && text.contains(is_hidden) {
        return put_escaped(out, text);
    }
    let _ = serde_json::to_writer(out, text);
}

/// What `serde_json` does not escape by itself.
fn is_hidden(character: char) -> bool {
    character >= '\u{7F}' && is_invisible(character)
}

#[cold]
fn put_escaped(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let seen = rest.find(is_hidden).unwrap_or(rest.len());
        if let Some((piece, behind)) = rest.split_at_checked(seen).filter(|_| seen > 0) {
            put_piece(out, piece);
            rest = behind;
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    out.push(b'"');
}

/// Appends a text without its quotes.
fn put_piece(out: &mut Vec<u8>, text: &str) {
    // The first quote takes the place of the last byte so far, which comes back.
    let place = out.len().saturating_sub(1);
    let before = out.pop();
    let _ = serde_json::to_writer(&mut *out, text);
    out.pop();
    if let (Some(at), Some(before)) = (out.get_mut(place), before) {
        *at = before;
    }
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
    match Primitive::take(code, bytes) {
        Some(Primitive::Boolean(0)) => out.extend_from_slice(b"false"),
        Some(Primitive::Boolean(1)) => out.extend_from_slice(b"true"),
        Some(Primitive::Boolean(other)) => put_integer(out, other),
        Some(Primitive::Byte(value)) => put_integer(out, value),
        Some(Primitive::Short(value)) => put_integer(out, value),
        Some(Primitive::Char(value)) => put_char(out, value),
        Some(Primitive::Int(value)) => put_integer(out, value),
        Some(Primitive::Long(value)) => put_long(out, value),
        Some(Primitive::Float(value)) => put_float(out, value),
        Some(Primitive::Double(value)) => put_double(out, value),
        // The parser has seen to it that the bytes are there.
        None => {}
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
    // Tools read it as a double; if that would round to another float, its double is written.
    let written = out.get(start..).unwrap_or_default();
    let read = std::str::from_utf8(written)
        .ok()
        .and_then(|text| text.parse::<f64>().ok());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_the_json_is_equal() {
        for (text, json) in [
            ("a\"b\\é漢🙂", "\"a\\\"b\\\\é漢🙂\""),
            ("\u{1b}[2J\u{7f}", "\"\\u001b[2J\\u007f\""),
            ("é\u{9b}31m\n\"", "\"é\\u009b31m\\n\\\"\""),
            ("\u{202e}ab\u{2066}", "\"\\u202eab\\u2066\""),
            ("\u{feff}\u{200b}x", "\"\\ufeff\\u200bx\""),
            ("\u{e0041}", "\"\\udb40\\udc41\""),
        ] {
            let mut out = Vec::new();
            put_text(&mut out, text);
            assert_eq!(String::from_utf8(out.clone()).unwrap(), json);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }
        // The quick look does not miss any.
        for character in ('\u{7f}'..=char::MAX).filter(|it| is_invisible(*it)) {
            assert!(
                may_be_invisible(character.encode_utf8(&mut [0; 4])),
                "{character:?}"
            );
        }
    }
}
