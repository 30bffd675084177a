//! Fields that are not where the descriptor says.
//!
//! A class with `SC_WRITE_METHOD` whose `writeObject` never calls
//! `defaultWriteObject`, or writes something before it, sends no field values
//! where the grammar has them, and its descriptor does not tell. A JVM knows
//! from its own copy of the class. We recognise what can be recognised:
//!
//! * Values begin with none of the bytes that begin an annotation's content: they are there.
//! * Block data or the end of the annotation where an object must stand: they are not.
//! * Primitive values that could be either are taken for what fits the byte behind them.
//! * Once the values were missing, a byte that begins no content begins the primitive ones.
//!
//! Nothing is looked at beyond that one byte behind the primitive values, so a
//! live conversation waits for nothing that a writer who did write them would not send.

use super::cursor::{Cursor, Stop};
use super::frame::Frame;
use super::token::Token;
use super::{CHUNK, Parser};
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_ENDBLOCKDATA, TC_ENUM, TC_NULL, TC_RESET};
use crate::event::Event;
use crate::hierarchy::{ClassIndex, Shape};
use crate::java_string::JavaString;

/// Classes of the JDK whose `writeObject` writes no fields though their descriptor has some.
const FIELDS_NOT_WRITTEN: [&str; 2] = ["com.sun.jndi.dns.DnsName", "sun.security.x509.X509Key"];

impl Parser {
    /// Returns the parser knowing that `class` writes no fields where its descriptor says: that its
    /// `writeObject` does not begin with `defaultWriteObject` or `writeFields`.
    ///
    /// Most such classes are recognised without this; one is not where what it writes
    /// instead could as well be its fields.
    #[must_use]
    pub fn with_fields_not_written(mut self, class: impl Into<JavaString>) -> Self {
        self.fields_not_written.push(class.into());
        self
    }

    /// Whether the values of a class with a `writeObject` must be looked for.
    pub(super) fn may_miss_fields(&self, class: ClassIndex, shape: Shape) -> bool {
        let trusted = |name: &[u8]| name.starts_with(b"java.") || name.starts_with(b"javax.");
        shape.has_annotation()
            && (shape.primitive_bytes > 0 || shape.object_fields > 0)
            && self
                .class(class)
                .is_ok_and(|class| !trusted(class.name.as_java_str().as_bytes()))
    }

    /// Reads the first values of a level whose values may be missing.
    pub(super) fn first_values(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassIndex,
        level: u32,
    ) -> Result<Token, Stop> {
        let shape = self.shape(self.class_at(leaf, level)?)?;
        if self.writes_no_fields(self.class_at(leaf, level)?)
            || self.values_are_missing(cursor, shape)?
        {
            return self.no_fields(leaf, level, 0);
        }
        self.enter_values(leaf, level, shape)?;
        self.item(cursor)
    }

    /// Takes the values read since the level began for content of its annotation, which goes on.
    pub(super) fn no_fields(
        &mut self,
        leaf: ClassIndex,
        level: u32,
        values: u32,
    ) -> Result<Token, Stop> {
        let shape = self.shape(self.class_at(leaf, level)?)?;
        self.replace(Frame::ClassData {
            leaf,
            level: level.saturating_add(1),
        });
        self.push(match shape.primitive_bytes {
            0 => Frame::Annotation,
            late => Frame::LooseAnnotation { late },
        })?;
        Ok(Token::Plain(Event::NoFields { values }))
    }

    fn writes_no_fields(&self, class: ClassIndex) -> bool {
        self.class(class).is_ok_and(|class| {
            FIELDS_NOT_WRITTEN.iter().any(|known| class.name == **known)
                || self.fields_not_written.contains(&class.name)
        })
    }

    fn values_are_missing(&self, cursor: &Cursor<'_>, shape: Shape) -> Result<bool, Stop> {
        let rest = cursor.rest();
        let first = *rest.first().ok_or(Stop::NeedMore(1))?;
        if !begins_content(first) {
            return Ok(false);
        }
        let primitives = usize::try_from(shape.primitive_bytes).unwrap_or(usize::MAX);
        if primitives == 0 {
            return Ok(begins_no_object(first));
        }
        if primitives >= CHUNK {
            return Ok(false);
        }
        match rest.get(primitives) {
            None if self.ended => Ok(true),
            None => {
                let needed = primitives.saturating_add(1).saturating_sub(rest.len());
                Err(Stop::NeedMore(needed))
            }
            Some(&behind) => {
                let fits = begins_content(behind)
                    && (shape.object_fields == 0 || !begins_no_object(behind));
                Ok(!fits || annotation_ends(rest.get(..primitives).unwrap_or_default()))
            }
        }
    }
}

/// Whether `code` may begin an annotation's content, or end it.
pub(super) fn begins_content(code: u8) -> bool {
    (TC_NULL..=TC_ENUM).contains(&code) && code != TC_RESET
}

/// Whether `code` may stand in an annotation, but not as a field's value.
pub(super) fn begins_no_object(code: u8) -> bool {
    matches!(code, TC_BLOCKDATA | TC_BLOCKDATALONG | TC_ENDBLOCKDATA)
}

/// Whether these bytes hold a whole annotation of block data alone.
fn annotation_ends(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [TC_ENDBLOCKDATA, ..] => return true,
            [TC_BLOCKDATA, length, rest @ ..] => {
                rest.get(usize::from(*length)..).unwrap_or_default()
            }
            _ => return false,
        };
    }
}
