//! `newObject`, `newArray`, `newEnum` and `newClass` from their handle on:
//! `classdata` of objects, elements of arrays, annotations.

use super::classes::ClassId;
use super::content::chunk_of;
use super::cursor::{Cursor, Stop};
use super::frame::{Frame, Values};
use super::handles::Referent;
use super::token::Token;
use super::{Parser, check_limit, internal, to_u64};
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_ENDBLOCKDATA};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, ClassFlags, DescForm, Event};

impl Parser {
    /// `newHandle` of a thing whose class is known, and the rules for what follows it.
    pub(super) fn create(
        &mut self,
        begin: Begin,
        class: ClassId,
        desc: DescForm,
        length: u32,
    ) -> Result<Token, Stop> {
        let description = self.class(class)?;
        let class_handle = description.handle;
        let contents = match begin {
            Begin::Class => None,
            Begin::Enum if description.flags.is_enum() => {
                Some(Frame::EnumConstantName { begun: false })
            }
            Begin::Enum => return Err(self.wrong_class(class, "not an enum class")),
            Begin::Array => {
                let most = u64::from(self.limits.max_array);
                check_limit(0, "maxarray", most, u64::from(length))?;
                match description.element() {
                    None => return Err(self.wrong_class(class, "not an array class")),
                    Some(element) => Some(match element.width() {
                        Some(width) => {
                            let left = u64::from(length).saturating_mul(u64::from(width));
                            Frame::Primitives { left }
                        }
                        None => Frame::Elements { left: length },
                    }),
                }
            }
            Begin::Object if description.is_external() => {
                Some(external_contents(class, description.flags))
            }
            Begin::Object => Some(Frame::ClassData {
                leaf: class,
                level: 1,
                values: Values::Unread,
            }),
        };
        let handle = self.assign(Referent::Other)?;
        if let Some(contents) = contents {
            self.push(contents)?;
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

    /// The next bytes of primitive fields or elements.
    pub(super) fn primitives(&mut self, cursor: &mut Cursor<'_>, left: u64) -> Result<Token, Stop> {
        let bytes = cursor.take(chunk_of(left))?;
        self.replace(Frame::Primitives {
            left: left.saturating_sub(to_u64(bytes.len())),
        });
        Ok(Token::Primitives { bytes })
    }

    /// The value of a field that holds an object or array.
    pub(super) fn object_field(
        &mut self,
        cursor: &mut Cursor<'_>,
        leaf: ClassId,
        level: u32,
        values: Values,
    ) -> Result<Token, Stop> {
        let Values::Objects { left } = values else {
            return Err(internal());
        };
        let values = Values::Objects {
            left: left.saturating_sub(1),
        };
        self.value(
            cursor,
            Frame::ClassData {
                leaf,
                level,
                values,
            },
        )
    }

    /// Goes on with the class data of an object, class by class from the
    /// topmost. Returns whether bytes are needed now.
    pub(super) fn next_class_data(
        &mut self,
        leaf: ClassId,
        level: u32,
        values: Values,
    ) -> Result<bool, Stop> {
        match values {
            Values::Unread if level > self.classes.levels(leaf) => {
                self.stack.pop();
                Ok(false)
            }
            Values::Unread => {
                let class = self.class(self.class_at(leaf, level)?)?;
                let primitives = Frame::Primitives {
                    left: u64::from(class.primitive_bytes),
                };
                let values = Values::Objects {
                    left: class.object_fields,
                };
                let has_primitives = class.primitive_bytes > 0;
                self.replace(Frame::ClassData {
                    leaf,
                    level,
                    values,
                });
                if has_primitives {
                    self.push(primitives)?;
                }
                Ok(has_primitives)
            }
            Values::Objects { left: 0 } => {
                let class = self.class(self.class_at(leaf, level)?)?;
                // "objectAnnotation" follows the values of a class with SC_WRITE_METHOD.
                let annotated = class.flags.has_write_method() && class.flags.is_serializable();
                let level = level.saturating_add(1);
                self.replace(Frame::ClassData {
                    leaf,
                    level,
                    values: Values::Unread,
                });
                if annotated {
                    self.push(Frame::Annotation)?;
                }
                Ok(annotated)
            }
            Values::Objects { .. } => Ok(true),
        }
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

    /// Protocol version 1 does not say where external contents end.
    pub(super) fn undelimited_external(&self, class: ClassId) -> Result<Token, Stop> {
        let class = self.class(class)?.name.clone();
        Err(Stop::fault(0, ErrorKind::UndelimitedExternal { class }))
    }

    fn class_at(&self, leaf: ClassId, level: u32) -> Result<ClassId, Stop> {
        self.classes.level(leaf, level).ok_or_else(internal)
    }

    fn wrong_class(&self, class: ClassId, problem: &'static str) -> Stop {
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

/// `externalContents`: one run of them for the whole object, whatever its superclasses are.
fn external_contents(class: ClassId, flags: ClassFlags) -> Frame {
    if flags.has_block_data() {
        Frame::Annotation
    } else {
        Frame::UndelimitedExternal { class }
    }
}
