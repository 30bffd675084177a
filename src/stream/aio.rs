//! [`AsyncObjectInputStream`]: the same objects from a `tokio::io::AsyncRead`; in `output.rs`
//! [`AsyncObjectOutputStream`].

mod output;

#[cfg(feature = "jaded")]
use jaded::FromJava;
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "jaded")]
use crate::from_java::{self, TreeLimits};
use crate::graph::{Graph, Value};
use crate::parser::Parser;
use crate::stream::assembler::{Assembler, Progress};
use crate::text::JavaString;
use crate::typed::{Peer, ReadJava, ReadLimits};

pub use self::output::AsyncObjectOutputStream;

/// An async reader of objects and block data, after `java.io.ObjectInputStream`.
///
/// A future of its methods that is dropped before it is ready loses nothing:
/// what was read stays, and the next call goes on from there.
///
/// # Examples
///
/// ```
/// use javawire::stream::aio::AsyncObjectInputStream;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), javawire::Error> {
/// let bytes = b"\xAC\xED\0\x05\x74\0\x04hola";
/// let mut stream = AsyncObjectInputStream::new(&bytes[..]).await?;
/// assert_eq!(stream.read_string().await?.unwrap(), "hola");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct AsyncObjectInputStream<R> {
    input: R,
    assembler: Assembler,
    read_limits: ReadLimits,
}

impl<R: AsyncRead + Unpin> AsyncObjectInputStream<R> {
    /// Returns a stream whose header has been read from `input`.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::new`](crate::ObjectInputStream::new).
    pub async fn new(input: R) -> Result<Self> {
        Self::with_parser(input, Parser::new()).await
    }

    /// Returns a stream read by the caller's parser: with other limits, or
    /// without a header to begin with.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), if the parser expects a header.
    pub async fn with_parser(input: R, parser: Parser) -> Result<Self> {
        let has_header = !parser.is_at_top_level();
        let mut stream = AsyncObjectInputStream {
            input,
            assembler: Assembler::new(parser),
            read_limits: ReadLimits::default(),
        };
        if has_header {
            stream.drive(Assembler::header).await?;
        }
        Ok(stream)
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

    /// Returns the objects read since the peer last reset the stream.
    pub fn graph(&self) -> &Graph {
        self.assembler.graph()
    }

    /// Returns the next object: null, or a node of the [graph](Self::graph).
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::read_object`](crate::ObjectInputStream::read_object).
    pub async fn read_object(&mut self) -> Result<Value> {
        self.drive(Assembler::object).await
    }

    /// Returns the next object, which must be a `String` or null.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::read_string`](crate::ObjectInputStream::read_string).
    pub async fn read_string(&mut self) -> Result<Option<JavaString>> {
        let value = self.read_object().await?;
        self.assembler.expect_string(value)
    }

    /// Returns the next object as a `T` that was written for jaded.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::read_as`](crate::ObjectInputStream::read_as).
    #[cfg(feature = "jaded")]
    pub async fn read_as<T: FromJava>(&mut self) -> Result<T> {
        let value = self.read_object().await?;
        from_java::read_value(
            self.graph(),
            value,
            &TreeLimits::default(),
            Some(self.assembler.begun()),
        )
    }

    /// Returns the next object as a `T`; `None` where the input has ended, also behind resets.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::receive`](crate::ObjectInputStream::receive).
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::stream::aio::AsyncObjectInputStream;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), javawire::Error> {
    /// let bytes = javawire::typed::to_vec("hola")?;
    /// let mut stream = AsyncObjectInputStream::new(bytes.as_slice()).await?;
    /// assert_eq!(stream.receive::<String>().await?.as_deref(), Some("hola"));
    /// assert_eq!(stream.receive::<String>().await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn receive<T: ReadJava>(&mut self) -> Result<Option<T>> {
        self.assembler.expect::<T>();
        if self.is_at_end().await? {
            return Ok(None);
        }
        let value = self.read_object().await?;
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
    pub async fn next_object(&mut self) -> Result<Option<Value>> {
        if self.is_at_end().await? {
            return Ok(None);
        }
        self.read_object().await.map(Some)
    }

    /// Returns the next bytes of block data, as many as have come; `None` where an object begins.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`] at the end of the input, and what is wrong with the stream.
    pub async fn read_block_data(&mut self) -> Result<Option<Vec<u8>>> {
        if !self.drive(Assembler::more_block_data).await? {
            return Ok(None);
        }
        let bytes = self.assembler.block().to_vec();
        self.assembler.consume_block(bytes.len());
        Ok(Some(bytes))
    }

    /// Returns whether the input has ended where a stream may end.
    ///
    /// # Errors
    ///
    /// As [`ObjectInputStream::is_at_end`](crate::ObjectInputStream::is_at_end).
    pub async fn is_at_end(&mut self) -> Result<bool> {
        loop {
            match self.assembler.anything_more()? {
                Progress::Ready(()) => return Ok(false),
                Progress::NeedMore(_) => {
                    if !self.fill().await? {
                        return Ok(true);
                    }
                }
            }
        }
    }

    /// Runs `step` until it has a result, and reads what it needs.
    async fn drive<T>(&mut self, step: fn(&mut Assembler) -> Result<Progress<T>>) -> Result<T> {
        loop {
            match step(&mut self.assembler)? {
                Progress::Ready(result) => return Ok(result),
                Progress::NeedMore(_) => {
                    if !self.fill().await? {
                        return Err(self.assembler.abandoned());
                    }
                }
            }
        }
    }

    /// Reads from the input, once. `false` at its end.
    async fn fill(&mut self) -> Result<bool> {
        let read = self.input.read(self.assembler.buffer.space()).await;
        let count =
            read.map_err(|error| Error::new(self.assembler.offset(), ErrorKind::Io(error)))?;
        self.assembler.buffer.arrived(count);
        Ok(count > 0)
    }
}
