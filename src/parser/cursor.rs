//! A checked walk over the bytes at hand. Running out is not an error but a
//! request for more, so that an item can be read with `?` and nothing is lost.

use super::token::Span;
use crate::error::ErrorKind;
use crate::event::Handle;
use crate::text::mutf8;

/// Why an item could not be read.
#[derive(Debug)]
pub(super) enum Stop {
    /// At least this many bytes more are needed to read it.
    NeedMore(usize),
    /// It is wrong, at this offset from the item's first byte.
    Fault(Box<Fault>),
}

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) kind: ErrorKind,
}

impl Stop {
    #[cold]
    pub(super) fn fault(at: usize, kind: ErrorKind) -> Self {
        Stop::Fault(Box::new(Fault { at, kind }))
    }
}

#[derive(Debug)]
pub(super) struct Cursor<'a> {
    input: &'a [u8],
    position: usize,
}

// Inlined by force: what they return is then not a value in memory, but a branch.
impl<'a> Cursor<'a> {
    #[inline(always)]
    pub(super) fn new(input: &'a [u8]) -> Self {
        Cursor { input, position: 0 }
    }

    #[inline(always)]
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The place, within the input, of the next `count` bytes.
    #[inline(always)]
    pub(super) fn take(&mut self, count: usize) -> Result<Span, Stop> {
        let start = self.position;
        let rest = self.input.len().saturating_sub(start);
        if count > rest {
            return Err(Stop::NeedMore(count.saturating_sub(rest)));
        }
        self.position = start.saturating_add(count);
        Ok(Span::new(start, self.position))
    }

    /// Goes back to `position`, where the next item begins.
    pub(super) fn back_to(&mut self, position: usize) {
        self.position = position;
    }

    /// The bytes not read yet.
    #[inline(always)]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.input.get(self.position..).unwrap_or_default()
    }

    #[inline(always)]
    pub(super) fn bytes(&self, span: Span) -> &'a [u8] {
        span.of(self.input)
    }

    #[inline(always)]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Stop> {
        match self.rest().first_chunk::<N>() {
            Some(array) => {
                self.position = self.position.saturating_add(N);
                Ok(*array)
            }
            None => Err(Stop::NeedMore(N.saturating_sub(self.rest().len()))),
        }
    }

    #[inline(always)]
    pub(super) fn u8(&mut self) -> Result<u8, Stop> {
        self.array().map(u8::from_be_bytes)
    }

    #[inline(always)]
    pub(super) fn u16(&mut self) -> Result<u16, Stop> {
        self.array().map(u16::from_be_bytes)
    }

    #[inline(always)]
    pub(super) fn i64(&mut self) -> Result<i64, Stop> {
        self.array().map(i64::from_be_bytes)
    }

    #[inline(always)]
    pub(super) fn handle(&mut self) -> Result<Handle, Stop> {
        self.array()
            .map(|bytes| Handle::from_wire(u32::from_be_bytes(bytes)))
    }

    /// An `int` that may not be negative.
    #[inline(always)]
    pub(super) fn length(&mut self, of: &'static str) -> Result<u32, Stop> {
        let at = self.position;
        let length = self.array().map(i32::from_be_bytes)?;
        u32::try_from(length).map_err(|_| {
            Stop::fault(
                at,
                ErrorKind::NegativeLength {
                    of,
                    length: i64::from(length),
                },
            )
        })
    }

    /// The `utf` of the grammar: two bytes of length, then modified UTF-8.
    pub(super) fn utf(&mut self) -> Result<Span, Stop> {
        let length = self.u16()?;
        self.text(usize::from(length))
    }

    /// `length` bytes of modified UTF-8.
    #[inline(always)]
    pub(super) fn text(&mut self, length: usize) -> Result<Span, Stop> {
        let span = self.take(length)?;
        mutf8::check(self.bytes(span)).map_err(|malformed| {
            Stop::fault(
                span.start().saturating_add(malformed.start()),
                ErrorKind::Utf(malformed),
            )
        })?;
        Ok(span)
    }
}
