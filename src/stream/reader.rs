//! [`EventReader`]: the parser joined to a `std::io::Read`.

use std::io::{self, Read};

use crate::error::{Error, ErrorKind, Result};
use crate::event::Event;
use crate::parser::{Parser, Step};
use crate::stream::buffer::InputBuffer;

/// A blocking reader of the events of a stream.
///
/// # Examples
///
/// ```
/// use javawire::{Event, EventReader, Parser};
///
/// let bytes = &b"\xAC\xED\0\x05\x70\x79"[..];
/// let mut events = EventReader::new(bytes, Parser::new());
/// assert!(matches!(events.next_event()?, Some(Event::StreamHeader)));
/// assert!(matches!(events.next_event()?, Some(Event::Null)));
/// assert!(matches!(events.next_event()?, Some(Event::Reset)));
/// assert!(events.next_event()?.is_none());
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct EventReader<R> {
    input: R,
    buffer: InputBuffer,
    parser: Parser,
}

impl<R: Read> EventReader<R> {
    /// Returns a reader of what `parser` finds in `input`.
    pub fn new(input: R, parser: Parser) -> Self {
        EventReader {
            input,
            buffer: InputBuffer::default(),
            parser,
        }
    }

    /// Returns the next event; `None` where the input ends between two top-level items.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte, or [`ErrorKind::Io`].
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>> {
        let mut eof = false;
        let (token, consumed) = loop {
            match self.parser.step(self.buffer.unread(), eof)? {
                Step::Token { token, consumed } => break (token, consumed),
                Step::End => return Ok(None),
                Step::NeedMore(_) => {
                    let space = self.buffer.space();
                    let count = read_some(&mut self.input, space)
                        .map_err(|error| Error::new(self.parser.offset(), ErrorKind::Io(error)))?;
                    self.buffer.arrived(count);
                    eof = count == 0;
                }
            }
        };
        Ok(Some(token.resolve(self.buffer.consume(consumed))))
    }

    /// Returns how many bytes of the stream have been read.
    pub fn offset(&self) -> u64 {
        self.parser.offset()
    }

    /// Returns the input.
    pub fn get_ref(&self) -> &R {
        &self.input
    }

    /// Returns the input. Bytes that are read from it directly are lost to the stream.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.input
    }

    /// Returns the input. What was taken from it and not read is lost: see
    /// [`into_parts`](Self::into_parts).
    pub fn into_inner(self) -> R {
        self.input
    }

    /// Returns the input, and the bytes taken from it that were not read.
    pub fn into_parts(self) -> (R, Vec<u8>) {
        (self.input, self.buffer.into_unread())
    }

    /// Returns the bytes taken from the input that no event was read from.
    pub fn unread(&self) -> &[u8] {
        self.buffer.unread()
    }
}

/// Reads once, again if a signal came in between.
pub(crate) fn read_some(input: &mut impl Read, space: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(space) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
