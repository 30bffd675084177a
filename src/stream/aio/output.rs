//! [`AsyncObjectOutputStream`]: the encoder joined to a `tokio::io::AsyncWrite`.

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::error::{Error, ErrorKind, Result};
use crate::event::Handle;
use crate::graph::{Graph, Value};
use crate::stream::encoder::Encoder;
use crate::text::JavaString;
use crate::typed::{Peer, WriteJava};

/// An async writer of an object stream, after `java.io.ObjectOutputStream`.
///
/// As in Java the header goes out at once, each object as soon as it is written, and block data
/// when 1,024 bytes are full, before the next object, or on [`flush`](Self::flush).
///
/// A future of its methods that is dropped before it is ready loses nothing: what the output has
/// not taken is kept, and goes out first with the next call or `flush`. An object counts as written
/// all the same.
///
/// # Examples
///
/// ```
/// use javawire::stream::aio::{AsyncObjectInputStream, AsyncObjectOutputStream};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), javawire::Error> {
/// let (ours, theirs) = tokio::io::duplex(64);
/// let mut output = AsyncObjectOutputStream::new(ours).await?;
/// output.send(&vec![1, 2, 3]).await?;
/// let mut input = AsyncObjectInputStream::new(theirs).await?;
/// assert_eq!(input.receive::<Vec<i32>>().await?, Some(vec![1, 2, 3]));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct AsyncObjectOutputStream<W> {
    output: W,
    encoder: Encoder,
    /// How many of the bytes that the encoder has ready the output has taken.
    taken: usize,
    /// How many bytes the output has taken in all.
    written: u64,
}

impl<W: AsyncWrite + Unpin> AsyncObjectOutputStream<W> {
    /// Returns a stream whose header has been written to `output`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn new(output: W) -> Result<Self> {
        let mut stream = AsyncObjectOutputStream {
            output,
            encoder: Encoder::new(),
            taken: 0,
            written: 0,
        };
        stream.flush().await?;
        Ok(stream)
    }

    /// Returns the stream with the peer in whose versions classes are [sent](Self::send), as far as
    /// they are known.
    #[must_use]
    pub fn with_peer(mut self, peer: &Peer) -> Self {
        self.encoder.set_peer(peer);
        self
    }

    /// Writes a value as one object. What in it is one `Arc` is one object until the next reset.
    ///
    /// # Errors
    ///
    /// What cannot be written, with the path to it: nothing is written then.
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn send<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.encoder.send(value)?;
        self.send_bytes().await
    }

    /// Writes a value anew, so that nothing else in the stream refers to it. What it refers to is
    /// shared.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_unshared<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.encoder.send_unshared(value)?;
        self.send_bytes().await
    }

    /// Writes a new `String` object. Returns its handle.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_string(&mut self, string: impl Into<JavaString>) -> Result<Handle> {
        let handle = self.encoder.string(string.into().as_java_str());
        self.send_bytes().await?;
        Ok(handle)
    }

    /// Writes a node of `graph` with all it refers to, or null. What has been written since the
    /// last reset is written as a reference.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_object(&mut self, graph: &Graph, value: Value) -> Result<()> {
        self.encoder.object(graph, value);
        self.send_bytes().await
    }

    /// Writes a node of `graph` anew, so that nothing else in the stream refers to it. What it
    /// refers to is shared.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_unshared(&mut self, graph: &Graph, value: Value) -> Result<()> {
        self.encoder.unshared(graph, value);
        self.send_bytes().await
    }

    /// Writes again what was written under `handle`, as Java does with the same object.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_reference(&mut self, handle: Handle) -> Result<()> {
        self.encoder.reference(handle);
        self.send_bytes().await
    }

    /// Writes null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_null(&mut self) -> Result<()> {
        self.encoder.null();
        self.send_bytes().await
    }

    /// Writes block data: what Java writes by `write` and the methods of `DataOutput`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn write_block_data(&mut self, bytes: &[u8]) -> Result<()> {
        self.encoder.block_data(bytes);
        self.send_bytes().await
    }

    /// Makes both ends forget their handles, as `ObjectOutputStream.reset`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn reset(&mut self) -> Result<()> {
        self.encoder.reset();
        self.send_bytes().await
    }

    /// Hands on all block data, and flushes the output.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub async fn flush(&mut self) -> Result<()> {
        self.encoder.flush();
        self.send_bytes().await?;
        let flushed = self.output.flush().await;
        flushed.map_err(|error| Error::new(self.written, ErrorKind::Io(error)))
    }

    /// Returns the output. What was written and not [flushed](Self::flush) has not come to it.
    pub fn get_ref(&self) -> &W {
        &self.output
    }

    /// Returns the output. Whatever is written to it directly stands in the middle of the stream.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.output
    }

    /// Returns the output, with all block data written to it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails. What was not written is lost then.
    pub async fn into_inner(mut self) -> Result<W> {
        self.flush().await?;
        Ok(self.output)
    }

    /// Hands on what the encoder has ready. What the output does not take stays.
    async fn send_bytes(&mut self) -> Result<()> {
        loop {
            let ready = self.encoder.output();
            let left = ready.get(self.taken..).unwrap_or_default();
            if left.is_empty() {
                ready.clear();
                self.taken = 0;
                return Ok(());
            }
            let count = self.output.write(left).await;
            let count = match count {
                Ok(0) => Err(std::io::ErrorKind::WriteZero.into()),
                other => other,
            };
            let count = count.map_err(|error| Error::new(self.written, ErrorKind::Io(error)))?;
            self.taken = self.taken.saturating_add(count);
            let more = u64::try_from(count).unwrap_or(u64::MAX);
            self.written = self.written.saturating_add(more);
        }
    }
}
