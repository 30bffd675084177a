//! Fields that are not where the descriptor says.
//!
//! A class with `SC_WRITE_METHOD` whose `writeObject` never calls
//! `defaultWriteObject`, or writes something before it, sends no field values
//! where the grammar has them, and its descriptor does not tell. A JVM knows
//! from its own copy of the class. We recognise what can be recognised:
//!
//! * Values begin with none of the bytes that begin an annotation's content: they are there.
//! * Block data or the end of the annotation where an object must stand: they are not.
//! * Block data up to the end of the annotation, or with just one string in it, where the
//!   primitive values must stand: they are not.
//! * Other primitive values that could be either are taken for what fits the byte behind them.
//! * Once the values were missing, a byte that begins no content begins the primitive ones.
//!
//! Nothing is looked at beyond that one byte behind the primitive values, so a
//! live conversation waits for nothing that a writer who did write them would not send.

use super::classes::Contents;
use super::cursor::{Cursor, Stop};
use super::frame::Frame;
use super::token::Token;
use super::{CHUNK, Parser};
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_ENDBLOCKDATA, TC_ENUM, TC_NULL, TC_RESET};
use crate::hierarchy::{ClassIndex, Shape};
use crate::java_string::JavaStr;

/// Classes of the JDK whose `writeObject` writes no fields though their descriptor has some.
const FIELDS_NOT_WRITTEN: [&str; 2] = ["com.sun.jndi.dns.DnsName", "sun.security.x509.X509Key"];

impl Parser {
    /// What an object of a class holds at its level, if that is not external.
    pub(super) fn fields_of(&self, name: JavaStr<'_>, shape: Shape) -> Contents {
        let not_written = &self.known().fields_not_written;
        let bytes = name.as_bytes();
        if !shape.has_annotation() || (shape.primitive_bytes == 0 && shape.object_fields == 0) {
            Contents::Fields
        } else if FIELDS_NOT_WRITTEN.iter().any(|known| name == **known)
            || not_written.iter().any(|known| known.as_java_str() == name)
        {
            Contents::NoFields
        } else if bytes.starts_with(b"java.") || bytes.starts_with(b"javax.") {
            Contents::Fields
        } else {
            Contents::PerhapsFields
        }
    }

    /// Reads the first values of a level whose values may be missing.
    pub(super) fn first_values(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassIndex,
        level: ClassIndex,
    ) -> Result<(), Stop> {
        if self.values_are_missing(cursor, level)? {
            return self.no_fields(leaf, level, 0);
        }
        self.enter_values(leaf, level)?;
        match self.stack.last() {
            Some(&Frame::FieldBytes { left }) => self.field_bytes(cursor, left),
            _ => self.value(cursor),
        }
    }

    /// Takes the values read since the level began for content of its annotation, which goes on.
    pub(super) fn no_fields(
        &mut self,
        leaf: ClassIndex,
        level: ClassIndex,
        values: u32,
    ) -> Result<(), Stop> {
        let late = self.class(level)?.primitive_bytes;
        self.replace(Frame::ClassData { leaf, level });
        let objects = values;
        self.stack.push(match late {
            0 => Frame::Annotation { objects },
            late => Frame::LooseAnnotation { late, objects },
        });
        self.token = Token::NoFields { values };
        Ok(())
    }

    fn values_are_missing(&self, cursor: &Cursor<'_>, class: ClassIndex) -> Result<bool, Stop> {
        let class = self.class(class)?;
        if class.contents == Contents::NoFields {
            return Ok(true);
        }
        let rest = cursor.rest();
        let first = *rest.first().ok_or(Stop::NeedMore(1))?;
        if !begins_content(first) {
            return Ok(false);
        }
        let primitives = usize::try_from(class.primitive_bytes).unwrap_or(usize::MAX);
        if primitives == 0 {
            return Ok(begins_no_object(first));
        }
        if primitives >= CHUNK {
            return Ok(false);
        }
        let enough = primitives.saturating_add(1);
        let more = match block_data_annotation(rest.get(..primitives).unwrap_or(rest)) {
            Annotation::Whole | Annotation::String => return Ok(true),
            Annotation::Other => enough,
            Annotation::Cut { needs } => needs.min(enough),
        };
        match rest.get(primitives) {
            Some(&behind) => {
                let fits = begins_content(behind)
                    && (class.object_fields == 0 || !begins_no_object(behind));
                Ok(!fits)
            }
            // Without an end of the annotation the stream is cut off, wherever the values are.
            None if self.ended && rest.contains(&TC_ENDBLOCKDATA) => Ok(true),
            None => Err(Stop::NeedMore(more.saturating_sub(rest.len()).max(1))),
        }
    }
}

/// What bytes hold if they begin an annotation.
enum Annotation {
    /// A whole one of block data alone.
    Whole,
    /// A block that begins with a string of `writeUTF` and ends with it.
    String,
    /// So far block data alone; so many bytes show how it goes on.
    Cut { needs: usize },
    /// One of something else too, or none.
    Other,
}

fn block_data_annotation(bytes: &[u8]) -> Annotation {
    if let [TC_BLOCKDATA, block, high, low, ..] = bytes {
        let string = u16::from_be_bytes([*high, *low]);
        if string.checked_add(2) == Some(u16::from(*block)) {
            return Annotation::String;
        }
    }
    let mut at = 0_usize;
    loop {
        at = match bytes.get(at..).unwrap_or_default() {
            [TC_ENDBLOCKDATA, ..] => return Annotation::Whole,
            [TC_BLOCKDATA, length, ..] => at.saturating_add(2).saturating_add(usize::from(*length)),
            [TC_BLOCKDATA] | [] => {
                let needs = at.max(bytes.len()).saturating_add(1);
                return Annotation::Cut { needs };
            }
            _ => return Annotation::Other,
        };
    }
}

/// Whether `code` may begin an annotation's content, or end it.
pub(super) fn begins_content(code: u8) -> bool {
    (TC_NULL..=TC_ENUM).contains(&code) && code != TC_RESET
}

/// Whether `code` may stand in an annotation, but not as a field's value.
#[inline]
pub(super) fn begins_no_object(code: u8) -> bool {
    matches!(code, TC_BLOCKDATA | TC_BLOCKDATALONG | TC_ENDBLOCKDATA)
}
