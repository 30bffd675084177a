//! The bytes of single items of the grammar, as every writer here appends them.

use crate::codes::{
    MAX_SHORT_STRING, TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS, TC_CLASSDESC, TC_ENUM,
    TC_LONGSTRING, TC_OBJECT, TC_REFERENCE, TC_STRING,
};
use crate::event::{Begin, BlockForm, ClassFlags, DescForm, FieldType, Handle, StringForm};
use crate::java_string::JavaStr;

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

/// A new thing up to its class descriptor, which is before it where it was new.
pub(crate) fn put_new(out: &mut Vec<u8>, begin: Begin, class: Handle, desc: DescForm) {
    if desc == DescForm::Reference {
        let [a, b, c, d] = class.wire().to_be_bytes();
        out.extend_from_slice(&[type_code(begin), TC_REFERENCE, a, b, c, d]);
    }
}

/// `newString` in the form that is asked for: the short one holds 65,535 bytes.
pub(crate) fn put_string(out: &mut Vec<u8>, string: JavaStr<'_>, form: StringForm) {
    let bytes = string.as_bytes();
    match (form, u16::try_from(bytes.len())) {
        (StringForm::Short, Ok(length)) => {
            let [high, low] = length.to_be_bytes();
            out.extend_from_slice(&[TC_STRING, high, low]);
        }
        _ => {
            out.push(TC_LONGSTRING);
            out.extend_from_slice(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        }
    }
    out.extend_from_slice(bytes);
}

/// `newString` as `ObjectOutputStream` writes it: in the short form if that holds it.
pub(crate) fn put_new_string(out: &mut Vec<u8>, string: JavaStr<'_>) {
    let short = string.as_bytes().len() <= MAX_SHORT_STRING;
    let form = if short {
        StringForm::Short
    } else {
        StringForm::Long
    };
    put_string(out, string, form);
}

/// `blockdata` in the form that is asked for: the short one holds 255 bytes.
pub(crate) fn put_block(out: &mut Vec<u8>, bytes: &[u8], form: BlockForm) {
    match (form, u8::try_from(bytes.len())) {
        (BlockForm::Short, Ok(length)) => out.extend_from_slice(&[TC_BLOCKDATA, length]),
        _ => {
            out.push(TC_BLOCKDATALONG);
            out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        }
    }
    out.extend_from_slice(bytes);
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

/// `utf`: names came with two bytes of length, or were checked to fit them.
pub(crate) fn put_utf(out: &mut Vec<u8>, text: JavaStr<'_>) {
    let bytes = text.as_bytes();
    out.extend_from_slice(&u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}
