//! `newObject`, `newArray`, `newEnum` and `newClass` from their handle on:
//! `classdata` of objects, elements of arrays, annotations.

use super::classes::Contents;
use super::cursor::{Cursor, Stop};
use super::handles::HandleKind;
use super::proof::begins_content;
use super::rule::Rule;
use super::strings::chunk_of;
use super::token::Token;
use super::{Parser, check_limit, internal, to_u64};
use crate::class::shape::ClassIndex;
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_ENDBLOCKDATA, TC_EXCEPTION};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, DescForm};
use crate::limits::Limit;

impl Parser {
    /// `newHandle` of a thing whose class is known, and the rules for what follows it.
    #[inline]
    pub(super) fn create(
        &mut self,
        begin: Begin,
        leaf: ClassIndex,
        desc: DescForm,
        length: u32,
    ) -> Result<(), Stop> {
        match begin {
            Begin::Object => self.create_object(leaf, desc),
            Begin::Array => self.create_array(leaf, desc, length),
            Begin::Enum => {
                let description = self.class(leaf)?;
                let class = description.key();
                if !description.shape().flags.is_enum() {
                    return Err(self.wrong_class(leaf, "not an enum class"));
                }
                let handle = self.assign(HandleKind::Other)?;
                self.rules.push(Rule::EnumConstantName {
                    class: leaf,
                    begun: false,
                });
                self.token = Token::Enum {
                    handle,
                    class,
                    desc,
                };
                Ok(())
            }
            Begin::Class => {
                let class = self.class(leaf)?.key();
                let handle = self.assign(HandleKind::Other)?;
                self.token = Token::Class {
                    handle,
                    class,
                    desc,
                };
                Ok(())
            }
        }
    }

    /// Refuses an object of a class that can have none.
    #[inline]
    pub(super) fn check_object(&mut self, begin: Begin, class: ClassIndex) -> Result<(), Stop> {
        match self.class(class)?.no_objects {
            Some(problem) if begin == Begin::Object => {
                let class = self.classes.title(class);
                let problem = problem.words().into();
                self.refuse(0, ErrorKind::ClassDesc { class, problem })
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn create_object(&mut self, leaf: ClassIndex, desc: DescForm) -> Result<(), Stop> {
        let description = self.class(leaf)?;
        let class = description.key();
        let (contents, ends) = (description.contents, description.ends());
        let handle = self.assign(HandleKind::Other)?;
        self.token = Token::Object {
            handle,
            class,
            desc,
        };
        // One run of contents for the whole object, whatever its superclasses are.
        let external = match contents {
            Contents::External => Rule::BeginAnnotation,
            Contents::UndelimitedExternal => Rule::UndelimitedExternal { class: leaf },
            Contents::RegisteredExternal(layout) => Rule::BeginParts { layout },
            _ => {
                let Some((first, _)) = ends else {
                    self.rules.end_at_once();
                    return Ok(());
                };
                self.rules
                    .push_deeper(Rule::ClassData { leaf, level: first });
                return self.enter_level(leaf, first);
            }
        };
        self.rules.push_deeper(Rule::External { class: leaf });
        self.rules.push(external);
        Ok(())
    }

    #[inline]
    fn create_array(&mut self, leaf: ClassIndex, desc: DescForm, length: u32) -> Result<(), Stop> {
        let description = self.class(leaf)?;
        let class = description.key();
        let Some(element) = description.element() else {
            return Err(self.wrong_class(leaf, "not an array class"));
        };
        let most = u64::from(self.limits.max_array());
        check_limit(0, Limit::MaxArray, most, u64::from(length))?;
        let handle = self.assign(HandleKind::Other)?;
        match element.width() {
            Some(width) => {
                let left = u64::from(length).saturating_mul(u64::from(width));
                self.rules.push(Rule::ElementBytes { class: leaf, left });
            }
            None => self.rules.push_deeper(Rule::Elements {
                class: leaf,
                length,
                left: length,
            }),
        }
        self.token = Token::Array {
            handle,
            class,
            desc,
            length,
        };
        Ok(())
    }

    /// The next values of primitive fields.
    #[inline]
    pub(super) fn field_bytes(&mut self, cursor: &mut Cursor<'_>, left: u32) -> Result<(), Stop> {
        let bytes = cursor.take(chunk_of(u64::from(left)))?;
        let taken = u32::try_from(bytes.len()).map_err(|_| internal())?;
        let left = left.saturating_sub(taken);
        self.rules.replace(Rule::FieldBytes { left });
        let last = left == 0;
        self.token = Token::Primitives { bytes, last };
        Ok(())
    }

    /// The next elements of an array of primitives.
    pub(super) fn element_bytes(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
        left: u64,
    ) -> Result<(), Stop> {
        let bytes = cursor.take(chunk_of(left))?;
        let left = left.saturating_sub(to_u64(bytes.len()));
        self.rules.replace(Rule::ElementBytes { class, left });
        let last = left == 0;
        self.token = Token::Primitives { bytes, last };
        Ok(())
    }

    /// Goes to a class of an object's hierarchy that has data, in place of the rule on top.
    #[inline]
    pub(super) fn enter_level(&mut self, leaf: ClassIndex, level: ClassIndex) -> Result<(), Stop> {
        let class = self.class(level)?;
        match class.contents {
            Contents::PerhapsFields if class.shape().primitive_bytes == 0 => {
                let left = class.shape().object_fields;
                self.rules.replace(Rule::UnsureFields { leaf, level, left });
            }
            Contents::PerhapsFields | Contents::NoFields => {
                self.rules.replace(Rule::MaybeFields { leaf, level });
            }
            _ => return self.enter_values(leaf, level),
        }
        Ok(())
    }

    /// `values` of one class: primitives first, as the JDK orders them.
    #[inline]
    pub(super) fn enter_values(&mut self, leaf: ClassIndex, level: ClassIndex) -> Result<(), Stop> {
        let shape = self.class(level)?.shape();
        let bytes = shape.primitive_bytes;
        let left = shape.object_fields;
        self.rules.replace(Rule::ObjectFields { leaf, level, left });
        if bytes > 0 {
            self.rules.push(Rule::FieldBytes { left: bytes });
        }
        Ok(())
    }

    /// Goes on after the values of one class: to its "objectAnnotation" if it has one.
    #[inline]
    pub(super) fn leave_level(&mut self, leaf: ClassIndex, level: ClassIndex) -> Result<(), Stop> {
        if self.class(level)?.shape().has_annotation() {
            self.rules.replace(Rule::ClassData { leaf, level });
            self.rules.push(Rule::BeginAnnotation);
            return Ok(());
        }
        self.next_level(leaf, level)
    }

    /// Goes on after one class of an object: to the next below it that has data, if there is one.
    #[inline]
    pub(super) fn next_level(&mut self, leaf: ClassIndex, level: ClassIndex) -> Result<(), Stop> {
        match self.classes.below(leaf, level) {
            Some(below) => self.enter_level(leaf, below),
            None => {
                self.rules.close_deeper();
                Ok(())
            }
        }
    }

    /// One content of an annotation, or its end.
    #[inline]
    pub(super) fn annotation(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        const EXPECTED: &str = "an object, block data or TC_ENDBLOCKDATA";
        let rule = self.rules.height();
        match cursor.u8()? {
            TC_ENDBLOCKDATA => {
                self.rules.pop();
                self.token = Token::EndBlockData;
            }
            TC_BLOCKDATA => self.block_data(cursor, BlockForm::Short)?,
            TC_BLOCKDATALONG => self.block_data(cursor, BlockForm::Long)?,
            code => {
                self.object(cursor, code, EXPECTED)?;
                if code != TC_EXCEPTION {
                    self.count(rule);
                }
            }
        }
        Ok(())
    }

    /// As [`annotation`](Self::annotation), where primitive values may come late.
    pub(super) fn loose_annotation(
        &mut self,
        cursor: &mut Cursor<'_>,
        late: u32,
        objects: u32,
    ) -> Result<(), Stop> {
        let code = *cursor.rest().first().ok_or(Stop::NeedMore(1))?;
        if begins_content(code) {
            return self.annotation(cursor);
        }
        self.rules.replace(Rule::Annotation { objects });
        self.rules.push(Rule::FieldBytes { left: late });
        self.field_bytes(cursor, late)
    }

    #[cold]
    fn wrong_class(&self, class: ClassIndex, problem: &'static str) -> Stop {
        Stop::fault(
            0,
            ErrorKind::ClassDesc {
                class: self.classes.title(class),
                problem: problem.into(),
            },
        )
    }
}
