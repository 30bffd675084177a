//! `newString` of the grammar, and where nothing but a string may stand.

use std::ops::Range;

use super::cursor::{Cursor, Stop};
use super::handles::HandleKind;
use super::rule::Rule;
use super::token::{Span, Token};
use super::{CHUNK, Parser, check_limit, to_u64, type_code};
use crate::codes::{MAX_SHORT_STRING, STREAM_HEADER, TC_LONGSTRING, TC_REFERENCE, TC_STRING};
use crate::error::ErrorKind;
use crate::event::{Handle, StringForm};
use crate::limits::Limit;
use crate::text::mutf8;

impl Parser {
    /// `newString`: `TC_STRING`
    #[inline]
    pub(super) fn string(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let at = cursor.position();
        let length = cursor.u16()?;
        check_limit(
            at,
            Limit::MaxString,
            self.limits.max_string(),
            u64::from(length),
        )?;
        let text = cursor.text(usize::from(length))?;
        self.string_token(cursor, StringForm::Short, text)
    }

    /// `newString`: `TC_LONGSTRING`
    pub(super) fn long_string(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
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
        check_limit(at, Limit::MaxString, self.limits.max_string(), length)?;
        match usize::try_from(length) {
            Ok(short) if short <= MAX_SHORT_STRING => {
                let text = cursor.text(short)?;
                self.string_token(cursor, StringForm::Long, text)
            }
            _ => {
                // What is longer than a TC_STRING can name only a class with a very long name.
                let handle = self.assign(HandleKind::TypeString)?;
                self.rules.push(Rule::LongString { left: length });
                self.token = Token::LongString { handle, length };
                Ok(())
            }
        }
    }

    #[inline]
    fn string_token(
        &mut self,
        cursor: &Cursor<'_>,
        form: StringForm,
        text: Span,
    ) -> Result<(), Stop> {
        let handle = self.assign(HandleKind::of_string(cursor.bytes(text)))?;
        self.token = Token::String { handle, form, text };
        Ok(())
    }

    /// The next characters of a long string: cut where a character ends, and
    /// so at the same place however the input is cut.
    pub(super) fn string_chunk(&mut self, cursor: &mut Cursor<'_>, left: u64) -> Result<(), Stop> {
        let chunk = chunk_of(left);
        let last = to_u64(chunk) == left;
        let text = if last {
            cursor.text(chunk)?
        } else {
            let span = cursor.take(chunk)?;
            let whole = mutf8::check_prefix(cursor.bytes(span))
                .map_err(|malformed| Stop::fault(malformed.start(), ErrorKind::Utf(malformed)))?;
            cursor.back_to(0);
            cursor.take(whole)?
        };
        if last {
            self.rules.pop();
        } else {
            self.rules.replace(Rule::LongString {
                left: left.saturating_sub(to_u64(text.len())),
            });
        }
        self.token = Token::StringChunk { text, last };
        Ok(())
    }

    /// `enumConstantName`. The JVM's reader refuses a reference here; the grammar does not.
    pub(super) fn enum_constant_name(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let rule = self.rules.height();
        self.string_object(cursor, "the name of an enum constant")?;
        self.count(rule);
        Ok(())
    }

    /// `(String)object`: a new string or a reference to one.
    pub(super) fn string_object(
        &mut self,
        cursor: &mut Cursor<'_>,
        expected: &'static str,
    ) -> Result<(), Stop> {
        match cursor.u8()? {
            TC_STRING => self.string(cursor),
            TC_LONGSTRING => self.long_string(cursor),
            TC_REFERENCE => {
                let at = cursor.position();
                let handle: Handle = cursor.handle()?;
                if !self.kind_of(at, handle)?.is_string() {
                    let kind = ErrorKind::HandleType {
                        expected: "a string",
                        handle: handle.wire(),
                    };
                    return Err(Stop::fault(at, kind));
                }
                self.token = Token::Reference(handle);
                Ok(())
            }
            found => Err(type_code(cursor, expected, found)),
        }
    }
}

/// How many of `left` bytes come in one piece.
pub(super) fn chunk_of(left: u64) -> usize {
    usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK))
}

/// Where the text of a short string is in a stream that begins with its header and that string, all of
/// which is there. It takes longer to prepare a parser for so little than to read it.
#[inline]
pub(crate) fn first_string(stream: &[u8]) -> Option<Range<usize>> {
    const START: usize = STREAM_HEADER.len() + 3;

    let object = stream.strip_prefix(&STREAM_HEADER)?;
    let ([TC_STRING, length @ ..], behind) = object.split_first_chunk::<3>()? else {
        return None;
    };
    let length = usize::from(u16::from_be_bytes(*length));
    mutf8::check(behind.get(..length)?).ok()?;
    Some(START..START.wrapping_add(length))
}
