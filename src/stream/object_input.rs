//! [`ObjectInputStream`]: objects and block data from a `std::io::Read`.

use std::io::{self, Read};

#[cfg(feature = "jaded")]
use jaded::FromJava;

use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "jaded")]
use crate::from_java::{self, TreeLimits};
use crate::graph::{Graph, Value};
use crate::parser::Parser;
use crate::stream::assembler::{Assembler, Progress};
use crate::stream::reader::read_some;
use crate::text::JavaString;
use crate::typed::{Peer, ReadJava, ReadLimits};

/// A blocking reader of objects, after `java.io.ObjectInputStream`.
///
/// Objects become nodes of its [graph](Self::graph), where references between
/// them lead, even to objects read before. As in a JVM they are kept until the
/// peer resets the stream: ids from before a reset mean nothing after the next read.
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
    exact: bool,
    assembler: Assembler,
    read_limits: ReadLimits,
}

impl<R: Read> ObjectInputStream<R> {
    /// Returns a stream whose header has been read from `input`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::StreamHeader`] if something else comes first, [`ErrorKind::UnexpectedEnd`] if
    /// the input ends before, [`ErrorKind::Io`] if reading fails.
    pub fn new(input: R) -> Result<Self> {
        Self::with_parser(input, Parser::new())
    }

    /// Returns a stream read by the caller's parser: with other limits, or
    /// without a header to begin with.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), if the parser expects a header.
    pub fn with_parser(input: R, parser: Parser) -> Result<Self> {
        let has_header = !parser.is_at_top_level();
        let mut stream = ObjectInputStream {
            input,
            exact: false,
            assembler: Assembler::new(parser),
            read_limits: ReadLimits::default(),
        };
        if has_header {
            stream.drive(Assembler::header)?;
        }
        Ok(stream)
    }

    /// Returns the stream taking from its input only bytes that the object being read must have, at
    /// the price of more and smaller reads, so that the input can be used for something else in
    /// between. Otherwise what came too early is in [`into_parts`](Self::into_parts).
    ///
    /// To be exact from the header on, build on [`Parser::without_header`] and read the header yourself.
    #[must_use]
    pub fn with_exact_reads(mut self) -> Self {
        self.exact = true;
        self
    }

    /// Returns the stream with a peer whose versions of classes are learnt from what
    /// [`receive`](Self::receive) reads, and taken whatever they are.
    #[must_use]
    pub fn with_peer(mut self, peer: &Peer) -> Self {
        self.assembler.set_peer(peer);
        self
    }

    /// Returns the stream with these limits on what [`receive`](Self::receive) reads.
    #[must_use]
    pub fn with_read_limits(mut self, limits: ReadLimits) -> Self {
        self.read_limits = limits;
        self
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
        (self.input, self.assembler.buffer.into_unread())
    }

    /// Returns how many bytes of the stream have been read.
    pub fn offset(&self) -> u64 {
        self.assembler.offset()
    }

    /// Returns the objects read since the peer last reset the stream.
    pub fn graph(&self) -> &Graph {
        self.assembler.graph()
    }

    /// Returns the next object: null, or a node of the [graph](Self::graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`] if block data comes next (Java's `OptionalDataException`; it can still
    /// be read), [`ErrorKind::WriteAborted`] if the writer failed, [`ErrorKind::UnexpectedEnd`] at
    /// the end of the input, and what is wrong with the stream.
    pub fn read_object(&mut self) -> Result<Value> {
        self.drive(Assembler::object)
    }

    /// Returns the next object, which must be a `String` or null.
    ///
    /// # Errors
    ///
    /// As [`read_object`](Self::read_object), and [`ErrorKind::NotA`] if it is
    /// an object of another class (Java's `ClassCastException`).
    pub fn read_string(&mut self) -> Result<Option<JavaString>> {
        let value = self.read_object()?;
        self.assembler.expect_string(value)
    }

    /// Returns the next object as a `T` that was written for jaded.
    ///
    /// # Errors
    ///
    /// As [`read_object`](Self::read_object), and what
    /// [`from_java::read_value`] refuses.
    #[cfg(feature = "jaded")]
    pub fn read_as<T: FromJava>(&mut self) -> Result<T> {
        let value = self.read_object()?;
        from_java::read_value(
            self.graph(),
            value,
            &TreeLimits::default(),
            Some(self.assembler.begun()),
        )
    }

    /// Returns the next object as a `T`; `None` where the input has ended, also behind resets.
    ///
    /// Null is an error unless `T` is an `Option`. What is one object at the peer is one `Arc`
    /// until the peer resets the stream.
    ///
    /// # Errors
    ///
    /// As [`read_object`](Self::read_object), and what of the object is no `T`, with the path to
    /// it: what comes after it can still be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{ObjectInputStream, ObjectOutputStream};
    ///
    /// let mut output = ObjectOutputStream::new(Vec::new())?;
    /// output.send("one")?;
    /// output.reset()?;
    /// output.send("two")?;
    /// output.reset()?;
    ///
    /// let bytes = output.into_inner()?;
    /// let mut input = ObjectInputStream::new(bytes.as_slice())?;
    /// let mut texts = Vec::new();
    /// while let Some(text) = input.receive::<String>()? {
    ///     texts.push(text);
    /// }
    /// assert_eq!(texts, ["one", "two"]);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn receive<T: ReadJava>(&mut self) -> Result<Option<T>> {
        self.assembler.expect::<T>();
        if self.is_at_end()? {
            return Ok(None);
        }
        let value = self.read_object()?;
        let read = self.assembler.typed(value, &self.read_limits);
        read.map(Some)
            .map_err(|error| error.found_at(self.assembler.begun()))
    }

    /// Returns the next object, null or a node of the [graph](Self::graph); `None` where the input
    /// has ended, also behind resets.
    ///
    /// # Errors
    ///
    /// As [`read_object`](Self::read_object).
    pub fn next_object(&mut self) -> Result<Option<Value>> {
        if self.is_at_end()? {
            return Ok(None);
        }
        self.read_object().map(Some)
    }

    /// Returns whether the input has ended where a stream may end. It waits until something
    /// comes, or the end.
    ///
    /// A `TC_RESET` is not something that could be read: a peer that resets its stream after each
    /// message may end it after the last. What was read before it stays in the
    /// [graph](Self::graph) until something else is read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if reading fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::ObjectInputStream;
    ///
    /// let mut stream = ObjectInputStream::new(&b"\xAC\xED\0\x05\x74\0\x04hola\x79"[..])?;
    /// while !stream.is_at_end()? {
    ///     assert_eq!(stream.read_string()?.unwrap(), "hola");
    /// }
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn is_at_end(&mut self) -> Result<bool> {
        loop {
            match self.assembler.anything_more()? {
                Progress::Ready(()) => return Ok(false),
                Progress::NeedMore(at_least) => {
                    if !self.fill(at_least)? {
                        return Ok(true);
                    }
                }
            }
        }
    }

    /// Runs `step` until it has a result, and reads what it needs.
    fn drive<T>(&mut self, step: fn(&mut Assembler) -> Result<Progress<T>>) -> Result<T> {
        loop {
            match step(&mut self.assembler)? {
                Progress::Ready(result) => return Ok(result),
                Progress::NeedMore(at_least) => {
                    if !self.fill(at_least)? {
                        return Err(self.assembler.abandoned());
                    }
                }
            }
        }
    }

    /// Reads from the input, once. `false` at its end.
    fn fill(&mut self, at_least: usize) -> Result<bool> {
        let mut space = self.assembler.buffer.space();
        if self.exact {
            let most = at_least.min(space.len());
            space = space.get_mut(..most).unwrap_or_default();
        }
        let count = read_some(&mut self.input, space)
            .map_err(|error| Error::new(self.assembler.offset(), ErrorKind::Io(error)))?;
        self.assembler.buffer.arrived(count);
        Ok(count > 0)
    }
}

/// Reads block data. It ends, as if the input did, where the next object begins.
impl<R: Read> Read for ObjectInputStream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.assembler.block().is_empty() && !out.is_empty() {
            match self.assembler.more_block_data().map_err(into_io)? {
                Progress::Ready(true) => {}
                Progress::Ready(false) => return Ok(0),
                Progress::NeedMore(at_least) => {
                    if !self.fill(at_least).map_err(into_io)? {
                        if self.assembler.is_at_end() {
                            return Ok(0);
                        }
                        return Err(into_io(self.assembler.abandoned()));
                    }
                }
            }
        }
        let count = self.assembler.block().read(out)?;
        self.assembler.consume_block(count);
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
