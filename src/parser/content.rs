//! `content` of the grammar: what may stand at the top level of a stream, and
//! with exceptions wherever a value or an annotation's content stands.

use super::cursor::{Cursor, Stop};
use super::rule::Rule;
use super::strings::chunk_of;
use super::token::Token;
use super::{CHUNK, Parser, internal, type_code};
use crate::codes::{
    STREAM_MAGIC, TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS, TC_CLASSDESC,
    TC_ENDBLOCKDATA, TC_ENUM, TC_EXCEPTION, TC_LONGSTRING, TC_NULL, TC_OBJECT, TC_PROXYCLASSDESC,
    TC_REFERENCE, TC_RESET, TC_STRING,
};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm};

/// The first byte of a stream header that follows earlier contents.
const MAGIC_HIGH: u8 = STREAM_MAGIC.to_be_bytes()[0];

impl Parser {
    /// `contents` of the stream: any content, a reset, or the header of a stream
    /// that was appended to this one.
    pub(super) fn top_level(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        match cursor.u8()? {
            TC_RESET => {
                self.forget();
                self.token = Token::Reset;
                Ok(())
            }
            TC_BLOCKDATA => self.block_data(cursor, BlockForm::Short),
            TC_BLOCKDATALONG => self.block_data(cursor, BlockForm::Long),
            MAGIC_HIGH => {
                cursor.back_to(0);
                self.stream_header(cursor)
            }
            code => self.object(cursor, code, "an object, block data or TC_RESET"),
        }
    }

    /// A field's value, an array's element or an object among external contents.
    #[inline]
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let rule = self.rules.height();
        let code = cursor.u8()?;
        self.object(cursor, code, "an object")?;
        if code != TC_EXCEPTION {
            self.count(rule);
        }
        Ok(())
    }

    /// Takes note that an item of the rule has come that was on top when the stack was
    /// `height` high.
    #[inline]
    pub(super) fn count(&mut self, height: usize) {
        match self.rules.at_height(height) {
            Some(
                Rule::ObjectFields { left, .. }
                | Rule::UnsureFields { left, .. }
                | Rule::Elements { left, .. },
            ) => {
                *left = left.saturating_sub(1);
            }
            Some(
                Rule::Annotation { objects: read }
                | Rule::LooseAnnotation { objects: read, .. }
                | Rule::Parts { part: read, .. },
            ) => *read = read.saturating_add(1),
            Some(
                Rule::EnumConstantName { begun, .. }
                | Rule::FieldTypeName { begun, .. }
                | Rule::Exception { begun },
            ) => *begun = true,
            Some(rule) => {
                if let Rule::Superclass { class } = *rule {
                    *rule = Rule::AwaitSuperclass { class };
                }
            }
            None => {}
        }
    }

    /// `object`, and the exception that may come in place of any.
    #[inline]
    pub(super) fn object(
        &mut self,
        cursor: &mut Cursor<'_>,
        code: u8,
        expected: &'static str,
    ) -> Result<(), Stop> {
        self.allow_item()?;
        match code {
            TC_STRING => self.string(cursor)?,
            TC_OBJECT => self.begin(cursor, Begin::Object)?,
            TC_REFERENCE => self.reference(cursor)?,
            TC_NULL => self.token = Token::Null,
            TC_ARRAY => self.begin(cursor, Begin::Array)?,
            TC_ENUM => self.begin(cursor, Begin::Enum)?,
            TC_CLASS => self.begin(cursor, Begin::Class)?,
            TC_CLASSDESC => self.class_desc(cursor)?,
            TC_PROXYCLASSDESC => self.proxy_class_desc(cursor)?,
            TC_LONGSTRING => self.long_string(cursor)?,
            TC_EXCEPTION => {
                // Everything open is abandoned: the writer gave it up. The exception
                // stands where it stood, one deeper than the item it cut off.
                self.rules.abandon();
                self.forget();
                self.rules.push_deeper(Rule::Exception { begun: false });
                self.token = Token::Exception;
            }
            found => return Err(self.not_an_object(cursor, expected, found)),
        }
        self.refs = self.refs.saturating_add(1);
        Ok(())
    }

    /// The error of a byte that does not begin an object.
    #[cold]
    fn not_an_object(&self, cursor: &Cursor<'_>, expected: &'static str, found: u8) -> Stop {
        let kind = match found {
            TC_BLOCKDATA | TC_BLOCKDATALONG | TC_ENDBLOCKDATA => {
                ErrorKind::UnexpectedBlockData { found }
            }
            TC_RESET => ErrorKind::UnexpectedReset {
                depth: self.rules.depth(),
            },
            _ => return type_code(cursor, expected, found),
        };
        Stop::fault(cursor.position().saturating_sub(1), kind)
    }

    /// `prevObject`
    #[inline]
    pub(super) fn reference(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let at = cursor.position();
        let handle = cursor.handle()?;
        self.kind_of(at, handle)?;
        self.token = Token::Reference(handle);
        Ok(())
    }

    /// `blockdata`
    pub(super) fn block_data(
        &mut self,
        cursor: &mut Cursor<'_>,
        form: BlockForm,
    ) -> Result<(), Stop> {
        let length = match form {
            BlockForm::Short => u32::from(cursor.u8()?),
            BlockForm::Long => cursor.length("block data")?,
        };
        match usize::try_from(length) {
            Ok(short) if short <= CHUNK => {
                let bytes = cursor.take(short)?;
                self.token = Token::BlockData { form, bytes };
            }
            _ => {
                self.rules.push(Rule::LongBlockData { left: length });
                self.token = Token::LongBlockData { length };
            }
        }
        Ok(())
    }

    pub(super) fn block_chunk(&mut self, cursor: &mut Cursor<'_>, left: u32) -> Result<(), Stop> {
        let bytes = cursor.take(chunk_of(u64::from(left)))?;
        let taken = u32::try_from(bytes.len()).map_err(|_| internal())?;
        let left = left.saturating_sub(taken);
        if left == 0 {
            self.rules.pop();
        } else {
            self.rules.replace(Rule::LongBlockData { left });
        }
        let last = left == 0;
        self.token = Token::BlockChunk { bytes, last };
        Ok(())
    }

    /// `(Throwable)object` of an exception. JDK 17 and later read nothing there but an object or a
    /// reference.
    pub(super) fn exception_object(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let rule = self.rules.height();
        self.allow_item()?;
        match cursor.u8()? {
            TC_OBJECT => self.begin(cursor, Begin::Object)?,
            TC_REFERENCE => self.reference(cursor)?,
            found => return Err(type_code(cursor, "the exception object", found)),
        }
        self.refs = self.refs.saturating_add(1);
        self.count(rule);
        Ok(())
    }
}
