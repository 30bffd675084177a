//! [`ObjectInputStream`]: the parser joined to a `std::io::Read`.

use std::collections::HashMap;
use std::io::{self, Read};

use crate::buffer::InputBuffer;
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG, TC_RESET};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Begin, Event, Handle};
use crate::java_string::JavaString;
use crate::limits::Limits;
use crate::parser::{Parser, Step};

/// A blocking reader of an object stream, after `java.io.ObjectInputStream`.
///
/// Block data is read through [`Read`], and so through
/// [`DataInput`](crate::DataInput): it ends where the next object begins.
///
/// # Examples
///
/// ```
/// use javawire::{DataInput, ObjectInputStream};
///
/// let bytes = b"\xAC\xED\0\x05\x74\0\x04hola\x77\x04\0\0\0\x2A";
/// let mut stream = ObjectInputStream::new(&bytes[..])?;
/// assert_eq!(stream.read_string()?.unwrap(), "hola");
/// assert_eq!(stream.read_int()?, 42);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct ObjectInputStream<R> {
    input: R,
    buffer: InputBuffer,
    parser: Parser,
    exact: bool,
    block: BlockData,
    strings: HashMap<Handle, JavaString>,
}

/// Bytes of block data not read yet.
#[derive(Debug, Default)]
struct BlockData {
    bytes: Vec<u8>,
    read: usize,
}

impl BlockData {
    fn unread(&self) -> &[u8] {
        self.bytes.get(self.read..).unwrap_or_default()
    }

    fn refill(&mut self, bytes: &[u8]) {
        self.bytes.clear();
        self.bytes.extend_from_slice(bytes);
        self.read = 0;
    }
}

impl<R: Read> ObjectInputStream<R> {
    /// Returns a stream whose header has been read from `input`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::StreamHeader`] if something else comes first, [`ErrorKind::UnexpectedEnd`] if
    /// the input ends before, [`ErrorKind::Io`] if reading fails.
    pub fn new(input: R) -> Result<Self> {
        Self::with_limits(input, Limits::default())
    }

    /// As [`new`](Self::new), with limits of the caller's.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_limits(input: R, limits: Limits) -> Result<Self> {
        let mut stream = Self::over(input, Parser::new().with_limits(limits));
        match stream.next_event()? {
            Some(_) => Ok(stream),
            None => Err(stream.ended()),
        }
    }

    /// Returns a stream that is joined after its header.
    pub fn without_header(input: R) -> Self {
        Self::over(input, Parser::without_header())
    }

    fn over(input: R, parser: Parser) -> Self {
        ObjectInputStream {
            input,
            buffer: InputBuffer::default(),
            parser,
            exact: false,
            block: BlockData::default(),
            strings: HashMap::new(),
        }
    }

    /// Makes the stream take from its input only bytes that the object being read must have, at
    /// the price of more and smaller reads, so that the input can be used for something else in
    /// between. Otherwise what came too early is in [`into_parts`](Self::into_parts).
    #[must_use]
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// Returns the input, and the bytes taken from it that were not read.
    pub fn into_parts(self) -> (R, Vec<u8>) {
        (self.input, self.buffer.into_unread())
    }

    /// Returns how many bytes of the stream have been read.
    pub fn offset(&self) -> u64 {
        self.parser.offset()
    }

    /// Returns the next event, or `None` where the input ends between two objects.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>> {
        let (token, consumed) = loop {
            match self.parser.step(self.buffer.unread())? {
                Step::Token {
                    token, consumed, ..
                } => break (token, consumed),
                Step::NeedMore(at_least) => {
                    if !self.fill(at_least)? {
                        if self.parser.end_of_input() {
                            continue;
                        }
                        self.parser.finish(self.buffer.unread().len())?;
                        return Ok(None);
                    }
                }
            }
        };
        let item = self.buffer.consume(consumed);
        if matches!(
            token,
            crate::parser::Token::Plain(Event::Reset | Event::StreamHeader | Event::Exception)
        ) {
            self.strings.clear();
        }
        Ok(Some(token.resolve(item)))
    }

    /// Returns the next object, which must be a `String` or null.
    ///
    /// A reference to a string that this method returned before gives that string.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`] if block data comes next (Java's `OptionalDataException`; it can still
    /// be read) or an object of another class (Java's `ClassCastException`; it is skipped), and
    /// what is wrong with the stream.
    pub fn read_string(&mut self) -> Result<Option<JavaString>> {
        let start = self.parser.offset();
        let not_a_string = |found: String| {
            Err(Error::new(
                start,
                ErrorKind::NotA {
                    expected: "a String",
                    found,
                },
            ))
        };
        if !self.block.unread().is_empty() || self.next_is_block_data()? {
            return not_a_string("block data".to_owned());
        }
        match self.next_event()? {
            None => Err(self.ended()),
            Some(Event::Null) => Ok(None),
            Some(Event::String { handle, value, .. }) => {
                let value = JavaString::from(value);
                self.strings.insert(handle, value.clone());
                Ok(Some(value))
            }
            Some(Event::LongString { handle, .. }) => {
                let value = self.read_chunks()?;
                self.strings.insert(handle, value.clone());
                Ok(Some(value))
            }
            Some(Event::Reference(handle)) => match self.strings.get(&handle) {
                Some(value) => Ok(Some(value.clone())),
                None => not_a_string(format!("a reference to the object {handle}")),
            },
            Some(other) => {
                let found = describe(&other);
                let class = self.skip_object()?;
                not_a_string(match class {
                    Some(class) => format!("{found} of class {class}"),
                    None => found.to_owned(),
                })
            }
        }
    }

    fn read_chunks(&mut self) -> Result<JavaString> {
        let mut value = JavaString::default();
        loop {
            match self.next_event()? {
                Some(Event::StringChunk { text, last }) => {
                    value.push_checked(text.as_bytes());
                    if last {
                        return Ok(value);
                    }
                }
                _ => return Err(self.ended()),
            }
        }
    }

    /// Reads to the end of the object that was begun; its class, if it was described on the way.
    fn skip_object(&mut self) -> Result<Option<JavaString>> {
        let mut class = None;
        while !self.parser.is_at_top_level() {
            match self.next_event()? {
                Some(Event::ClassDesc { name, .. }) if class.is_none() => class = Some(name.into()),
                Some(_) => {}
                None => return Err(self.ended()),
            }
        }
        Ok(class)
    }

    /// Whether block data comes next at top level. Resets on the way to it are read.
    fn next_is_block_data(&mut self) -> Result<bool> {
        loop {
            match self.buffer.unread().first() {
                Some(&TC_RESET) => {
                    self.next_event()?;
                }
                Some(&code) => return Ok(matches!(code, TC_BLOCKDATA | TC_BLOCKDATALONG)),
                None => {
                    if !self.fill(1)? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Reads from the input, once. `false` at its end.
    fn fill(&mut self, at_least: usize) -> Result<bool> {
        let mut space = self.buffer.space();
        if self.exact {
            let most = at_least.min(space.len());
            space = space.get_mut(..most).unwrap_or_default();
        }
        loop {
            match self.input.read(space) {
                Ok(count) => {
                    self.buffer.arrived(count);
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::new(self.parser.offset(), ErrorKind::Io(error))),
            }
        }
    }

    fn ended(&self) -> Error {
        let kind = ErrorKind::UnexpectedEnd {
            reading: "the conversation: an object was awaited",
        };
        Error::new(self.parser.offset(), kind)
    }
}

/// Reads block data. It ends, as if the input did, where the next object begins.
impl<R: Read> Read for ObjectInputStream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.block.unread().is_empty() && !out.is_empty() {
            // Inside a long block there is no type code to look at.
            let inside_block = !self.parser.is_at_top_level();
            if !inside_block && !self.next_is_block_data().map_err(into_io)? {
                return Ok(0);
            }
            let mut block = std::mem::take(&mut self.block);
            let event = self.next_event().map_err(into_io)?;
            match event {
                Some(Event::BlockData { bytes, .. } | Event::BlockChunk { bytes, .. }) => {
                    block.refill(bytes);
                }
                Some(Event::LongBlockData { .. }) => {}
                _ => return Ok(0),
            }
            self.block = block;
        }
        let count = self.block.unread().read(out)?;
        self.block.read = self.block.read.saturating_add(count);
        Ok(count)
    }
}

/// An error of the stream where `std::io` needs one of its own kind.
fn into_io(error: Error) -> io::Error {
    let kind = match error.kind() {
        ErrorKind::UnexpectedEnd { .. } => io::ErrorKind::UnexpectedEof,
        ErrorKind::Io(io) => io.kind(),
        _ => io::ErrorKind::InvalidData,
    };
    io::Error::new(kind, error)
}

/// Names what an event begins, for a message.
pub(crate) fn describe(event: &Event<'_>) -> &'static str {
    match event {
        Event::Null => "null",
        Event::Reference(_) => "a reference",
        Event::Begin(Begin::Object) | Event::Object { .. } => "an object",
        Event::Begin(Begin::Array) | Event::Array { .. } => "an array",
        Event::Begin(Begin::Enum) | Event::Enum { .. } => "an enum constant",
        Event::Begin(Begin::Class) | Event::Class { .. } => "a class object",
        Event::ClassDesc { .. } => "a class descriptor",
        Event::ProxyClassDesc { .. } => "a proxy class descriptor",
        Event::BlockData { .. } | Event::LongBlockData { .. } => "block data",
        Event::Exception => "an exception that the writer met",
        Event::String { .. } | Event::LongString { .. } => "a string",
        _ => "part of an object",
    }
}
