//! Fields that are not where the descriptor says.
//!
//! A class with `SC_WRITE_METHOD` whose `writeObject` never calls
//! `defaultWriteObject`, or writes something before it, sends no field values
//! where the grammar has them, and its descriptor does not tell. A JVM knows
//! from its own copy of the class. Here the grammar's reading comes first: the
//! specification calls the other one undefined, and any byte may be a value.
//!
//! The values are read as missing only
//!
//! * of a class that is known: the JDK's own by name, and those that the caller told;
//! * where the grammar's reading is [impossible](super::proof);
//! * for a class that this stream has shown to do so before, beyond doubt.
//!
//! No byte is waited for that a writer who did write the values would not send.

use super::Parser;
use super::classes::Contents;
use super::cursor::{Cursor, Stop};
use super::jdk_classes::{is_of_the_jdk, writes_no_fields};
use super::proof::Proof;
use super::rule::Rule;
use super::token::Token;
use crate::class::shape::{ClassIndex, Shape};
use crate::text::{JavaStr, JavaString};

/// How many classes, and how many bytes of their names, are remembered beyond a reset.
const REMEMBERED: (usize, usize) = (128, 16 * 1024);

/// What a stream has shown of its classes beyond doubt. It holds by name, whatever is reset.
#[derive(Debug, Default)]
pub(super) struct Shown {
    classes: Vec<ShownClass>,
    /// Bytes of their names.
    text: usize,
}

#[derive(Debug)]
struct ShownClass {
    name: JavaString,
    /// Another version of a class may do otherwise.
    primitive_bytes: u32,
    object_fields: u32,
    contents: Contents,
}

impl Shown {
    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let classes = size_of::<ShownClass>().saturating_mul(self.classes.capacity());
        classes.saturating_add(self.text)
    }

    fn of(&self, name: JavaStr<'_>, shape: Shape) -> Option<Contents> {
        let mut classes = self.classes.iter();
        let found = classes.find(|class| {
            (class.primitive_bytes, class.object_fields)
                == (shape.primitive_bytes, shape.object_fields)
                && class.name.as_java_str() == name
        });
        found.map(|class| class.contents)
    }

    fn remember(&mut self, name: JavaStr<'_>, shape: Shape, contents: Contents) {
        let text = self.text.saturating_add(name.as_bytes().len());
        let (most_classes, most_text) = REMEMBERED;
        if self.classes.len() >= most_classes || text > most_text || self.of(name, shape).is_some()
        {
            return;
        }
        self.text = text;
        self.classes.push(ShownClass {
            name: name.into(),
            primitive_bytes: shape.primitive_bytes,
            object_fields: shape.object_fields,
            contents,
        });
    }
}

impl Parser {
    /// What an object of a class holds at its level, if that is not external.
    pub(super) fn fields_of(&self, name: JavaStr<'_>, shape: Shape) -> Contents {
        let told = &self.known().fields_not_written;
        if !shape.has_annotation() || (shape.primitive_bytes == 0 && shape.object_fields == 0) {
            Contents::Fields
        } else if writes_no_fields(name) || told.iter().any(|told| told.as_java_str() == name) {
            Contents::NoFields
        } else if is_of_the_jdk(name) {
            Contents::Fields
        } else {
            let shown = self.shown.as_ref().and_then(|shown| shown.of(name, shape));
            shown.unwrap_or(Contents::PerhapsFields)
        }
    }

    /// Reads the first values of a level whose values may be missing.
    pub(super) fn first_values(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassIndex,
        level: ClassIndex,
    ) -> Result<(), Stop> {
        let class = self.class(level)?;
        if class.contents == Contents::NoFields {
            return self.no_fields(leaf, level, 0);
        }
        match self.proof(cursor.rest(), level)? {
            Proof::NotWritten => {
                self.show(level, Contents::NoFields)?;
                return self.no_fields(leaf, level, 0);
            }
            Proof::Written => self.show(level, Contents::Fields)?,
            Proof::None => {}
        }
        self.enter_values(leaf, level)?;
        match self.rules.top() {
            Some(&Rule::FieldBytes { left }) => self.field_bytes(cursor, left),
            _ => self.value(cursor),
        }
    }

    /// The value of a field that holds an object or array, of a class that has no other fields: what
    /// has been read of them can still turn out to belong to its annotation.
    pub(super) fn unsure_field(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassIndex,
        level: ClassIndex,
        left: u32,
    ) -> Result<(), Stop> {
        let class = self.class(level)?;
        let read = class.shape().object_fields.saturating_sub(left);
        if self.is_no_value(cursor.rest(), level, read)? {
            self.show(level, Contents::NoFields)?;
            return self.no_fields(leaf, level, read);
        }
        self.value(cursor)
    }

    /// Takes the values read since the level began to be content of its annotation, which goes on.
    fn no_fields(&mut self, leaf: ClassIndex, level: ClassIndex, values: u32) -> Result<(), Stop> {
        let late = self.class(level)?.shape().primitive_bytes;
        self.rules.replace(Rule::ClassData { leaf, level });
        let objects = values;
        self.rules.push(match late {
            0 => Rule::Annotation { objects },
            late => Rule::LooseAnnotation { late, objects },
        });
        self.token = Token::NoFields { values };
        Ok(())
    }

    /// Notes what an object has shown of its class, for all that follow.
    fn show(&mut self, class: ClassIndex, contents: Contents) -> Result<(), Stop> {
        let shape = self.class(class)?.shape();
        let name = self.classes.name(class);
        let shown = self.shown.get_or_insert_default();
        shown.remember(name, shape, contents);
        self.classes.set_contents(class, contents);
        Ok(())
    }
}
