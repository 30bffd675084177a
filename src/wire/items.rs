//! The bytes of single items of the grammar, as every writer here appends them.

use super::field_type::FieldType;
use super::flags::ClassFlags;
use super::forms::{Begin, BlockForm, DescForm, StringForm};
use super::handle::Handle;
use crate::codes::{
    MAX_SHORT_STRING, TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS, TC_CLASSDESC, TC_ENUM,
    TC_LONGSTRING, TC_OBJECT, TC_REFERENCE, TC_STRING,
};
use crate::text::JavaStr;

pub(crate) const fn type_code(begin: Begin) -> u8 {
    match begin {
        Begin::Object => TC_OBJECT,
        Begin::Array => TC_ARRAY,
        Begin::Enum => TC_ENUM,
        Begin::Class => TC_CLASS,
    }
}

/// `TC_REFERENCE` and the handle.
pub(crate) fn put_reference(out: &mut Vec<u8>, handle: Handle) {
    let [a, b, c, d] = handle.wire().to_be_bytes();
    out.extend_from_slice(&[TC_REFERENCE, a, b, c, d]);
}

/// A type code, and `TC_REFERENCE` to a class.
#[inline]
pub(crate) fn put_code_and_reference(out: &mut Vec<u8>, code: u8, class: Handle) {
    let [a, b, c, d] = class.wire().to_be_bytes();
    out.extend_from_slice(&[code, TC_REFERENCE, a, b, c, d]);
}

/// `TC_ARRAY`, `TC_REFERENCE` to its class, and how many elements are to come.
#[inline]
pub(crate) fn put_array_start(out: &mut Vec<u8>, class: Handle, length: i32) {
    let [a, b, c, d] = class.wire().to_be_bytes();
    let [e, f, g, h] = length.to_be_bytes();
    out.extend_from_slice(&[TC_ARRAY, TC_REFERENCE, a, b, c, d, e, f, g, h]);
}

/// A new thing up to its class descriptor, which is before it where it was new.
pub(crate) fn put_new(out: &mut Vec<u8>, begin: Begin, class: Handle, desc: DescForm) {
    if desc == DescForm::Reference {
        put_code_and_reference(out, type_code(begin), class);
    }
}

/// `newString` in the form that is asked for: the short one holds 65,535 bytes.
pub(crate) fn put_string(out: &mut Vec<u8>, string: JavaStr<'_>, form: StringForm) {
    put_string_start(out, string.as_bytes().len(), form);
    out.extend_from_slice(string.as_bytes());
}

/// `newString` up to its text, of `length` bytes.
fn put_string_start(out: &mut Vec<u8>, length: usize, form: StringForm) {
    match (form, u16::try_from(length)) {
        (StringForm::Short, Ok(length)) => {
            let [high, low] = length.to_be_bytes();
            out.extend_from_slice(&[TC_STRING, high, low]);
        }
        _ => {
            out.push(TC_LONGSTRING);
            out.extend_from_slice(&u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
        }
    }
}

/// `newString` as `ObjectOutputStream` writes it: in the short form if that holds it.
pub(crate) fn put_new_string(out: &mut Vec<u8>, string: JavaStr<'_>) {
    put_new_string_start(out, string.as_bytes().len());
    out.extend_from_slice(string.as_bytes());
}

/// The same up to its text, of `length` bytes, which is to follow.
pub(crate) fn put_new_string_start(out: &mut Vec<u8>, length: usize) {
    let short = length <= MAX_SHORT_STRING;
    let form = if short {
        StringForm::Short
    } else {
        StringForm::Long
    };
    put_string_start(out, length, form);
}

/// `newString` of a text of at most 13 bytes, which are a number, the first the lowest.
#[inline]
pub(crate) fn put_short_string(out: &mut Vec<u8>, text: u128, length: usize) {
    // The code, and the length, whose high byte is zero.
    let start = u128::from(TC_STRING) | (length as u128 & 0xFF) << 16;
    let end = out.len().wrapping_add(3).wrapping_add(length);
    // One copy of always as many bytes takes less than one of as many as there are.
    out.extend_from_slice(&(start | text << 24).to_le_bytes());
    out.truncate(end);
}

/// `newString` in the long form, whose text `put` appends: mostly as many bytes as expected.
pub(crate) fn put_long_string(out: &mut Vec<u8>, expected: usize, put: impl FnOnce(&mut Vec<u8>)) {
    let length_at = out.len().saturating_add(1);
    put_string_start(out, expected, StringForm::Long);
    let start = out.len();
    put(out);
    let length = out.len().saturating_sub(start);
    if let Some(place) = out.get_mut(length_at..start)
        && length != expected
    {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        place.copy_from_slice(&length.to_be_bytes());
    }
}

/// `blockdata` in the form that is asked for: the short one holds 255 bytes. What one block cannot
/// hold makes several, which mean the same.
pub(crate) fn put_block(out: &mut Vec<u8>, bytes: &[u8], form: BlockForm) {
    // The length is Java's `int`.
    const MOST: usize = i32::MAX as usize;

    put_blocks(out, bytes, form, MOST);
}

fn put_blocks(out: &mut Vec<u8>, bytes: &[u8], form: BlockForm, most: usize) {
    let (first, others) = bytes.split_at_checked(most).unwrap_or((bytes, &[]));
    for block in std::iter::once(first).chain(others.chunks(most)) {
        match (form, u8::try_from(block.len())) {
            (BlockForm::Short, Ok(length)) => out.extend_from_slice(&[TC_BLOCKDATA, length]),
            _ => {
                out.push(TC_BLOCKDATALONG);
                let length = u32::try_from(block.len()).unwrap_or(u32::MAX);
                out.extend_from_slice(&length.to_be_bytes());
            }
        }
        out.extend_from_slice(block);
    }
}

/// `TC_CLASSDESC className serialVersionUID newHandle classDescFlags`, and the count of `fields`.
pub(crate) fn put_class_desc(
    out: &mut Vec<u8>,
    name: JavaStr<'_>,
    suid: i64,
    flags: ClassFlags,
    fields: u16,
) {
    out.push(TC_CLASSDESC);
    put_utf(out, name);
    out.extend_from_slice(&suid.to_be_bytes());
    out.push(flags.0);
    out.extend_from_slice(&fields.to_be_bytes());
}

/// `fieldDesc`, up to the name of its type.
pub(crate) fn put_field(out: &mut Vec<u8>, code: FieldType, name: JavaStr<'_>) {
    out.push(code.code());
    put_utf(out, name);
}

/// `utf`. Whoever takes names from outside refuses longer ones than that can hold.
pub(crate) fn put_utf(out: &mut Vec<u8>, text: JavaStr<'_>) {
    put_utf_bytes(out, text.as_bytes());
}

/// [`put_utf`], of modified or plain UTF-8. The length that is written is always that of the
/// text after it: only as many characters of a longer text as fit are written.
pub(crate) fn put_utf_bytes(out: &mut Vec<u8>, text: &[u8]) {
    let mut end = text.len().min(MAX_SHORT_STRING);
    while text.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end = end.saturating_sub(1);
    }
    let text = text.get(..end).unwrap_or_default();
    out.extend_from_slice(&u16::try_from(end).unwrap_or(u16::MAX).to_be_bytes());
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::JavaString;

    /// A `utf` whose length is that of its text, whatever the text.
    #[test]
    fn a_length_is_always_that_of_its_text() {
        for (unit, count) in [("a", 65_535), ("a", 65_536), ("ñ", 40_000), ("€", 21_846)] {
            let text = JavaString::from(unit.repeat(count));
            let mut out = Vec::new();
            put_utf(&mut out, text.as_java_str());
            let (read, consumed) = crate::data::parse_utf(&out).unwrap().unwrap();
            assert_eq!(consumed, out.len());
            let whole = MAX_SHORT_STRING / unit.len() * unit.len();
            assert_eq!(read.as_bytes().len(), whole.min(unit.len() * count));
        }
    }

    #[test]
    fn block_data_is_cut_where_one_block_cannot_hold_it() {
        let mut out = Vec::new();
        put_blocks(&mut out, b"abcdefg", BlockForm::Long, 3);
        assert_eq!(out, b"\x7A\0\0\0\x03abc\x7A\0\0\0\x03def\x7A\0\0\0\x01g");
        out.clear();
        put_blocks(&mut out, b"", BlockForm::Short, 3);
        assert_eq!(out, b"\x77\0");
    }
}
