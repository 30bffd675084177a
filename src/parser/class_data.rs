//! `newObject`, `newArray`, `newEnum` and `newClass` from their handle on:
//! `classdata` of objects, elements of arrays, annotations.

use super::content::chunk_of;
use super::cursor::{Cursor, Stop};
use super::frame::Frame;
use super::handles::Referent;
use super::missing_fields::{begins_content, begins_no_object};
use super::token::Token;
use super::{Parser, check_limit, internal, to_u64};
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_ENDBLOCKDATA};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, DescForm, Event};
use crate::hierarchy::{ClassIndex, Shape};

impl Parser {
    /// `newHandle` of a thing whose class is known, and the rules for what follows it.
    pub(super) fn create(
        &mut self,
        begin: Begin,
        class: ClassIndex,
        desc: DescForm,
        length: u32,
    ) -> Result<Token, Stop> {
        let description = self.class(class)?;
        let class_handle = description.handle;
        let shape = self.shape(class)?;
        let external_contents = if shape.flags.has_block_data() {
            Frame::BeginAnnotation
        } else {
            Frame::UndelimitedExternal { class }
        };

        let contents = match begin {
            Begin::Class => None,
            Begin::Enum if shape.flags.is_enum() => Some(Frame::EnumConstantName { begun: false }),
            Begin::Enum => return Err(self.wrong_class(class, "not an enum class")),
            Begin::Array => {
                let most = u64::from(self.limits.max_array);
                check_limit(0, "maxarray", most, u64::from(length))?;
                match description.element() {
                    None => return Err(self.wrong_class(class, "not an array class")),
                    Some(element) => Some(match element.width() {
                        Some(width) => {
                            let left = u64::from(length).saturating_mul(u64::from(width));
                            Frame::ElementBytes { left }
                        }
                        None => Frame::Elements { left: length },
                    }),
                }
            }
            // One run of contents for the whole object, whatever its superclasses are.
            Begin::Object if shape.is_external() => Some(Frame::External),
            Begin::Object => Some(Frame::ClassData {
                leaf: class,
                level: 1,
            }),
        };
        let handle = self.assign(Referent::Other)?;
        if let Some(contents) = contents {
            self.push(contents)?;
            if matches!(contents, Frame::External) {
                self.push(external_contents)?;
            }
        }
        let class = class_handle;
        Ok(Token::Plain(match begin {
            Begin::Object => Event::Object {
                handle,
                class,
                desc,
            },
            Begin::Array => Event::Array {
                handle,
                class,
                desc,
                length,
            },
            Begin::Enum => Event::Enum {
                handle,
                class,
                desc,
            },
            Begin::Class => Event::Class {
                handle,
                class,
                desc,
            },
        }))
    }

    /// The next values of primitive fields.
    pub(super) fn field_bytes(
        &mut self,
        cursor: &mut Cursor<'_>,
        left: u32,
    ) -> Result<Token, Stop> {
        let bytes = cursor.take(chunk_of(u64::from(left)))?;
        let taken = u32::try_from(bytes.len()).map_err(|_| internal())?;
        let left = left.saturating_sub(taken);
        self.replace(Frame::FieldBytes { left });
        Ok(Token::Primitives {
            bytes,
            last: left == 0,
        })
    }

    /// The next elements of an array of primitives.
    pub(super) fn element_bytes(
        &mut self,
        cursor: &mut Cursor<'_>,
        left: u64,
    ) -> Result<Token, Stop> {
        let bytes = cursor.take(chunk_of(left))?;
        let left = left.saturating_sub(to_u64(bytes.len()));
        self.replace(Frame::ElementBytes { left });
        Ok(Token::Primitives {
            bytes,
            last: left == 0,
        })
    }

    /// Goes to the next class of an object's hierarchy that has data, if there is one.
    pub(super) fn enter_level(&mut self, leaf: ClassIndex, level: u32) -> Result<(), Stop> {
        if level > self.classes.hierarchy.levels(leaf) {
            self.close();
            return Ok(());
        }
        let class = self.class_at(leaf, level)?;
        let shape = self.shape(class)?;
        if self.may_miss_fields(class, shape) {
            self.replace(Frame::MaybeFields { leaf, level });
            return Ok(());
        }
        self.enter_values(leaf, level, shape)
    }

    /// `values` of one class: primitives first, as the JDK orders them.
    pub(super) fn enter_values(
        &mut self,
        leaf: ClassIndex,
        level: u32,
        shape: Shape,
    ) -> Result<(), Stop> {
        self.replace(Frame::ObjectFields {
            leaf,
            level,
            left: shape.object_fields,
        });
        if shape.primitive_bytes > 0 {
            self.push(Frame::FieldBytes {
                left: shape.primitive_bytes,
            })?;
        }
        Ok(())
    }

    /// The value of a field that holds an object or array.
    pub(super) fn object_field(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassIndex,
        level: u32,
        left: u32,
    ) -> Result<Token, Stop> {
        if let Some(&code) = cursor.rest().first() {
            if begins_no_object(code) {
                let shape = self.shape(self.class_at(leaf, level)?)?;
                if shape.has_annotation() && shape.primitive_bytes == 0 {
                    return self.no_fields(leaf, level, shape.object_fields.saturating_sub(left));
                }
            }
        }
        self.value(
            cursor,
            Frame::ObjectFields {
                leaf,
                level,
                left: left.saturating_sub(1),
            },
        )
    }

    /// Goes on behind the values of one class: to its "objectAnnotation" if it has one.
    pub(super) fn leave_level(&mut self, leaf: ClassIndex, level: u32) -> Result<(), Stop> {
        let shape = self.shape(self.class_at(leaf, level)?)?;
        self.replace(Frame::ClassData {
            leaf,
            level: level.saturating_add(1),
        });
        if shape.has_annotation() {
            self.push(Frame::BeginAnnotation)?;
        }
        Ok(())
    }

    /// One content of an annotation, or its end.
    pub(super) fn annotation(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        match cursor.u8()? {
            TC_ENDBLOCKDATA => {
                self.stack.pop();
                Ok(Token::Plain(Event::EndBlockData))
            }
            TC_BLOCKDATA => self.block_data(cursor, BlockForm::Short),
            TC_BLOCKDATALONG => self.block_data(cursor, BlockForm::Long),
            code => self.object(cursor, code, "an object, block data or TC_ENDBLOCKDATA"),
        }
    }

    /// As [`annotation`](Self::annotation), where primitive values may come late.
    pub(super) fn loose_annotation(
        &mut self,
        cursor: &mut Cursor<'_>,
        late: u32,
    ) -> Result<Token, Stop> {
        let code = *cursor.rest().first().ok_or(Stop::NeedMore(1))?;
        if begins_content(code) {
            return self.annotation(cursor);
        }
        self.replace(Frame::Annotation);
        self.push(Frame::FieldBytes { left: late })?;
        self.field_bytes(cursor, late)
    }

    /// Protocol version 1 does not say where external contents end.
    pub(super) fn undelimited_external(&self, class: ClassIndex) -> Result<Token, Stop> {
        let class = self.class(class)?.name.clone();
        Err(Stop::fault(0, ErrorKind::UndelimitedExternal { class }))
    }

    pub(super) fn class_at(&self, leaf: ClassIndex, level: u32) -> Result<ClassIndex, Stop> {
        self.classes
            .hierarchy
            .level(leaf, level)
            .ok_or_else(internal)
    }

    fn wrong_class(&self, class: ClassIndex, problem: &'static str) -> Stop {
        match self.class(class) {
            Ok(class) => Stop::fault(
                0,
                ErrorKind::ClassDesc {
                    class: class.name.clone(),
                    problem,
                },
            ),
            Err(stop) => stop,
        }
    }
}
