//! `content` of the grammar: what may stand at the top level of a stream, and
//! with exceptions wherever a value or an annotation's content stands.

use super::cursor::{Cursor, Stop};
use super::frame::Frame;
use super::handles::Referent;
use super::token::Token;
use super::{CHUNK, Parser, check_limit, internal, to_u64, type_code};
use crate::codes::{
    MAX_SHORT_STRING, STREAM_MAGIC, TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS,
    TC_CLASSDESC, TC_ENUM, TC_EXCEPTION, TC_LONGSTRING, TC_NULL, TC_OBJECT, TC_PROXYCLASSDESC,
    TC_REFERENCE, TC_RESET, TC_STRING,
};
use crate::error::ErrorKind;
use crate::event::{Begin, BlockForm, Event, Handle, StringForm};
use crate::mutf8;

/// The first byte of a stream header that follows earlier contents.
const MAGIC_HIGH: u8 = STREAM_MAGIC.to_be_bytes()[0];

impl Parser {
    /// `contents` of the stream: any content, a reset, or the header of a stream
    /// that was appended to this one.
    pub(super) fn top_level(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        const EXPECTED: &str = "an object, block data or TC_RESET";
        match cursor.u8()? {
            TC_RESET => {
                self.forget();
                Ok(Token::Plain(Event::Reset))
            }
            TC_BLOCKDATA => self.block_data(cursor, BlockForm::Short),
            TC_BLOCKDATALONG => self.block_data(cursor, BlockForm::Long),
            MAGIC_HIGH => {
                cursor.back_to(0);
                self.stream_header(cursor)
            }
            code => self.object(cursor, code, EXPECTED),
        }
    }

    /// A field's value or an array's element, after which `rest` is left of the
    /// rule on top of the stack.
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>, rest: Frame) -> Result<Token, Stop> {
        let rule = self.stack.len();
        let code = cursor.u8()?;
        let token = self.object(cursor, code, "an object")?;
        if code != TC_EXCEPTION {
            self.leave(rule, rest);
        }
        Ok(token)
    }

    /// Says what is left of the rule that was on top when the stack was `height` high.
    pub(super) fn leave(&mut self, height: usize, rest: Frame) {
        let index = height.saturating_sub(1);
        if let Some(frame) = self.stack.get_mut(index) {
            *frame = rest;
        }
    }

    /// `object`, and the exception that may come in place of any.
    pub(super) fn object(
        &mut self,
        cursor: &mut Cursor<'_>,
        code: u8,
        expected: &'static str,
    ) -> Result<Token, Stop> {
        match code {
            TC_OBJECT => self.begin(cursor, Begin::Object),
            TC_STRING => self.string(cursor),
            TC_REFERENCE => self.reference(cursor),
            TC_NULL => Ok(Token::Plain(Event::Null)),
            TC_ARRAY => self.begin(cursor, Begin::Array),
            TC_ENUM => self.begin(cursor, Begin::Enum),
            TC_CLASS => self.begin(cursor, Begin::Class),
            TC_CLASSDESC => self.class_desc(cursor),
            TC_PROXYCLASSDESC => self.proxy_class_desc(cursor),
            TC_LONGSTRING => self.long_string(cursor),
            TC_EXCEPTION => {
                // Everything open is abandoned: the writer gave it up.
                self.stack.clear();
                self.forget();
                self.push(Frame::Exception { begun: false })?;
                Ok(Token::Plain(Event::Exception))
            }
            found => Err(type_code(cursor, expected, found)),
        }
    }

    /// `prevObject`
    pub(super) fn reference(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let at = cursor.position();
        let handle = cursor.handle()?;
        self.referent(at, handle)?;
        Ok(Token::Plain(Event::Reference(handle)))
    }

    /// `newString`: `TC_STRING`
    pub(super) fn string(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let at = cursor.position();
        let length = cursor.u16()?;
        check_limit(at, "maxstring", self.limits.max_string, u64::from(length))?;
        let text = cursor.text(usize::from(length))?;
        let handle = self.assign(Referent::String)?;
        Ok(Token::String {
            handle,
            form: StringForm::Short,
            text,
        })
    }

    /// `newString`: `TC_LONGSTRING`
    pub(super) fn long_string(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let at = cursor.position();
        let length = cursor.i64()?;
        let length = u64::try_from(length).map_err(|_| {
            Stop::fault(
                at,
                ErrorKind::NegativeLength {
                    of: "a TC_LONGSTRING",
                    length,
                },
            )
        })?;
        check_limit(at, "maxstring", self.limits.max_string, length)?;
        match usize::try_from(length) {
            Ok(short) if short <= MAX_SHORT_STRING => {
                let text = cursor.text(short)?;
                let handle = self.assign(Referent::String)?;
                Ok(Token::String {
                    handle,
                    form: StringForm::Long,
                    text,
                })
            }
            _ => {
                let handle = self.assign(Referent::String)?;
                self.push(Frame::LongString { left: length })?;
                Ok(Token::Plain(Event::LongString { handle, length }))
            }
        }
    }

    /// The next characters of a long string: cut where a character ends, and
    /// so at the same place however the input is cut.
    pub(super) fn string_chunk(
        &mut self,
        cursor: &mut Cursor<'_>,
        left: u64,
    ) -> Result<Token, Stop> {
        let chunk = chunk_of(left);
        let last = to_u64(chunk) == left;
        let text = if last {
            cursor.text(chunk)?
        } else {
            let range = cursor.take(chunk)?;
            let whole = mutf8::check_prefix(cursor.bytes(range.clone()))
                .map_err(|malformed| Stop::fault(malformed.start(), ErrorKind::Utf(malformed)))?;
            cursor.back_to(0);
            cursor.take(whole)?
        };
        if last {
            self.stack.pop();
        } else {
            self.replace(Frame::LongString {
                left: left.saturating_sub(to_u64(text.len())),
            });
        }
        Ok(Token::StringChunk { text, last })
    }

    /// `blockdata`
    pub(super) fn block_data(
        &mut self,
        cursor: &mut Cursor<'_>,
        form: BlockForm,
    ) -> Result<Token, Stop> {
        let length = match form {
            BlockForm::Short => u32::from(cursor.u8()?),
            BlockForm::Long => cursor.length("block data")?,
        };
        match usize::try_from(length) {
            Ok(short) if short <= CHUNK => {
                let bytes = cursor.take(short)?;
                Ok(Token::BlockData { form, bytes })
            }
            _ => {
                self.push(Frame::LongBlockData { left: length })?;
                Ok(Token::Plain(Event::LongBlockData { length }))
            }
        }
    }

    pub(super) fn block_chunk(
        &mut self,
        cursor: &mut Cursor<'_>,
        left: u32,
    ) -> Result<Token, Stop> {
        let bytes = cursor.take(chunk_of(u64::from(left)))?;
        let taken = u32::try_from(bytes.len()).map_err(|_| internal())?;
        let left = left.saturating_sub(taken);
        if left == 0 {
            self.stack.pop();
        } else {
            self.replace(Frame::LongBlockData { left });
        }
        Ok(Token::BlockChunk {
            bytes,
            last: left == 0,
        })
    }

    /// `(Throwable)object` of an exception. JDK 17 and later read nothing else
    /// there than an object or a reference.
    pub(super) fn exception_object(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let rule = self.stack.len();
        let token = match cursor.u8()? {
            TC_OBJECT => self.begin(cursor, Begin::Object)?,
            TC_REFERENCE => self.reference(cursor)?,
            found => return Err(type_code(cursor, "the exception object", found)),
        };
        self.leave(rule, Frame::Exception { begun: true });
        Ok(token)
    }

    /// `enumConstantName`
    pub(super) fn enum_constant_name(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let rule = self.stack.len();
        let token = self.string_object(cursor, "the name of an enum constant")?;
        self.leave(rule, Frame::EnumConstantName { begun: true });
        Ok(token)
    }

    /// `(String)object`: a new string or a reference to one.
    pub(super) fn string_object(
        &mut self,
        cursor: &mut Cursor<'_>,
        expected: &'static str,
    ) -> Result<Token, Stop> {
        match cursor.u8()? {
            TC_STRING => self.string(cursor),
            TC_LONGSTRING => self.long_string(cursor),
            TC_REFERENCE => {
                let at = cursor.position();
                let handle: Handle = cursor.handle()?;
                match self.referent(at, handle)? {
                    Referent::String => Ok(Token::Plain(Event::Reference(handle))),
                    _ => {
                        let kind = ErrorKind::HandleType {
                            expected: "a string",
                            handle: handle.wire(),
                        };
                        Err(Stop::fault(at, kind))
                    }
                }
            }
            found => Err(type_code(cursor, expected, found)),
        }
    }
}

/// How many of `left` bytes come in one piece.
pub(super) fn chunk_of(left: u64) -> usize {
    usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK))
}
