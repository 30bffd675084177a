//! Values as they are printed: numbers as Java programs spell them, strings in quotes.

use std::fmt::{Arguments, Write as _};

use crate::error::is_invisible;
use crate::event::FieldType;
use crate::text::JavaStr;
use crate::wire::primitive::{DOUBLE_NAN, FLOAT_NAN, Primitive};

/// Appends the value of this type that `bytes` are, big-endian.
pub(in crate::inspect) fn push_value(text: &mut String, code: FieldType, bytes: &[u8]) {
    let mut bytes = bytes;
    let Some(value) = Primitive::take(code, &mut bytes) else {
        return;
    };
    match value {
        Primitive::Byte(value) => push_number(text, value),
        Primitive::Short(value) => push_number(text, value),
        Primitive::Int(value) => push_number(text, value),
        Primitive::Long(value) => push_number(text, value),
        Primitive::Boolean(0) => text.push_str("false"),
        Primitive::Boolean(1) => text.push_str("true"),
        Primitive::Boolean(other) => push(text, format_args!("true ({other:02X})")),
        Primitive::Char(unit) => {
            text.push('\'');
            push_character(text, u32::from(unit), '\'');
            text.push('\'');
        }
        Primitive::Float(value) => match value.to_bits() {
            bits if value.is_nan() && bits != FLOAT_NAN => {
                push(text, format_args!("NaN ({bits:08X})"));
            }
            _ => push_float(text, value.into(), format_args!("{value:?}")),
        },
        Primitive::Double(value) => match value.to_bits() {
            bits if value.is_nan() && bits != DOUBLE_NAN => {
                push(text, format_args!("NaN ({bits:016X})"));
            }
            _ => push_float(text, value, format_args!("{value:?}")),
        },
    }
}

fn push_float(text: &mut String, value: f64, digits: Arguments<'_>) {
    match value {
        f64::INFINITY => text.push_str("Infinity"),
        f64::NEG_INFINITY => text.push_str("-Infinity"),
        _ => push(text, digits),
    }
}

/// Appends a number in decimal digits.
#[inline]
pub(in crate::inspect) fn push_number(text: &mut String, number: impl itoa::Integer) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// Appends what is to be formatted first.
pub(super) fn push(text: &mut String, piece: Arguments<'_>) {
    // A String takes everything.
    let _ = text.write_fmt(piece);
}

/// Appends a string in quotes, on one line.
pub(in crate::inspect) fn push_string(text: &mut String, string: JavaStr<'_>) {
    text.push('"');
    push_characters(text, string);
    text.push('"');
}

/// Appends the first characters of a string in quotes, at most `most` of them.
pub(in crate::inspect) fn push_beginning(text: &mut String, string: JavaStr<'_>, most: usize) {
    let bytes = string.as_bytes();
    let beginning = bytes.get(..most).unwrap_or(bytes);
    text.push('"');
    let mut is_cut = beginning.len() < bytes.len();
    match std::str::from_utf8(beginning) {
        Ok(plain) if beginning.iter().all(is_plain) => text.push_str(plain),
        _ => {
            let mut characters = string.code_points();
            for character in characters.by_ref().take(most) {
                push_character(text, character, '"');
            }
            is_cut = characters.next().is_some();
        }
    }
    text.push_str(if is_cut { "…\"" } else { "\"" });
}

/// Appends what a string holds, on one line.
pub(super) fn push_characters(text: &mut String, string: JavaStr<'_>) {
    let bytes = string.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(plain_text) if bytes.iter().all(is_plain) => text.push_str(plain_text),
        _ => {
            for character in string.code_points() {
                push_character(text, character, '"');
            }
        }
    }
}

/// Whether a byte is a character that is printed as it is.
fn is_plain(byte: &u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')
}

/// Appends a character, escaped as in Java where it cannot be seen or is half of a pair.
fn push_character(text: &mut String, code_point: u32, quote: char) {
    match char::from_u32(code_point) {
        Some('\n') => text.push_str("\\n"),
        Some('\r') => text.push_str("\\r"),
        Some('\t') => text.push_str("\\t"),
        Some(character) if character == quote || character == '\\' => {
            text.push('\\');
            text.push(character);
        }
        Some(character) if !is_invisible(character) => text.push(character),
        Some(character) => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                push(text, format_args!("\\u{unit:04x}"));
            }
        }
        None => {
            push(text, format_args!("\\u{code_point:04x}"));
        }
    }
}

/// Appends bytes as text, where they are letters of ASCII.
pub(super) fn push_ascii(text: &mut String, bytes: &[u8]) {
    text.extend(bytes.iter().map(|&byte| match byte {
        b' '..=b'~' => char::from(byte),
        _ => '.',
    }));
}

/// Returns the keyword of a primitive type; of the others, what they are.
pub(super) fn keyword(code: FieldType) -> &'static str {
    let other = match code {
        FieldType::Array => "array",
        _ => "object",
    };
    code.keyword().unwrap_or(other)
}

/// Returns how programs spell the class or type of this name: `int[]` for `[I`.
pub(in crate::inspect) fn type_name(name: JavaStr<'_>) -> Box<str> {
    /// More brackets than anybody counts.
    const DIMENSIONS: usize = 8;

    let bytes = name.as_bytes();
    let dimensions = bytes.iter().take_while(|&&byte| byte == b'[').count();
    let element = bytes.get(dimensions..).unwrap_or_default();
    let mut text = String::new();
    let brackets = match element {
        [b'L', class @ .., b';'] => {
            push_name(&mut text, JavaStr::new_checked(class));
            dimensions
        }
        [code] if dimensions > 0 && FieldType::from_code(*code).is_some() => {
            text.push_str(FieldType::from_code(*code).map_or("", keyword));
            dimensions
        }
        _ => {
            push_name(&mut text, name);
            0
        }
    };
    text.push_str(&"[]".repeat(brackets.min(DIMENSIONS)));
    if brackets > DIMENSIONS {
        push(&mut text, format_args!("… ({brackets} dimensions)"));
    }
    text.into_boxed_str()
}

/// Appends the name of a class, with the dots of programs for the slashes of the JVM.
fn push_name(text: &mut String, name: JavaStr<'_>) {
    for character in name.code_points() {
        match character {
            0x2F => text.push('.'),
            other => push_character(text, other, '\\'),
        }
    }
}

/// Returns the last part of a class's name.
pub(super) fn simple(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, simple)| simple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_printed_as_programs_spell_them() {
        let cases: [(FieldType, &[u8], &str); 14] = [
            (FieldType::Byte, b"\xFF", "-1"),
            (FieldType::Short, b"\x80\0", "-32768"),
            (FieldType::Int, b"\xFF\xFF\xFF\xFE", "-2"),
            (
                FieldType::Long,
                b"\x80\0\0\0\0\0\0\0",
                "-9223372036854775808",
            ),
            (FieldType::Boolean, b"\0", "false"),
            (FieldType::Boolean, b"\x02", "true (02)"),
            (FieldType::Char, b"\0a", "'a'"),
            (FieldType::Char, b"\xD8\x3D", "'\\ud83d'"),
            (FieldType::Char, b"\0'", "'\\''"),
            (FieldType::Float, b"\x3F\x80\0\0", "1.0"),
            (FieldType::Float, b"\x7F\x80\0\x01", "NaN (7F800001)"),
            (FieldType::Double, b"\xFF\xF0\0\0\0\0\0\0", "-Infinity"),
            (FieldType::Double, b"\x7F\xF8\0\0\0\0\0\0", "NaN"),
            (FieldType::Double, b"\x80\0\0\0\0\0\0\0", "-0.0"),
        ];
        for (code, bytes, expected) in cases {
            let mut text = String::new();
            push_value(&mut text, code, bytes);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn types_are_spelled_as_in_programs() {
        for (name, expected) in [
            ("[I", "int[]"),
            ("[[Ljava.lang.String;", "java.lang.String[][]"),
            ("Ljava/lang/String;", "java.lang.String"),
            ("a.B", "a.B"),
            ("I", "I"),
            ("[Q", "[Q"),
        ] {
            let found = type_name(JavaStr::new(name.as_bytes()).unwrap());
            assert_eq!(&*found, expected);
        }
    }
}
