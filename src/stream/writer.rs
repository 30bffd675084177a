//! [`ObjectOutputStream`]: the encoder joined to a `std::io::Write`.

use std::io::{self, Write};

use crate::error::{Error, ErrorKind, Result};
use crate::event::Handle;
use crate::graph::{Graph, Value};
use crate::stream::encoder::Encoder;
use crate::text::JavaString;
use crate::typed::{Peer, WriteJava};

/// A blocking writer of an object stream, after `java.io.ObjectOutputStream`.
///
/// As in Java the header goes out at once, each object as soon as it is
/// written, and block data (through [`Write`], and so through
/// [`DataOutput`](crate::DataOutput)) when 1,024 bytes are full, before the
/// next object, or on `flush`. Nothing is flushed by dropping it.
///
/// # When the output fails
///
/// No byte is lost and none is sent twice: what the output has not taken is kept, and goes
/// out first with the next call or [`flush`](Write::flush). So an output that does not
/// block, or that has a timeout, is served by calling `flush` until it succeeds. An
/// object counts as written though the call that wrote it has failed; primitive data and
/// bytes do not, so that call is made again.
///
/// # Examples
///
/// ```
/// use javawire::{DataOutput, ObjectOutputStream};
///
/// let mut stream = ObjectOutputStream::new(Vec::new())?;
/// let hola = stream.write_string("hola")?;
/// stream.write_int(42)?;
/// stream.write_reference(hola)?;
/// assert_eq!(
///     stream.into_inner()?,
///     b"\xAC\xED\0\x05\x74\0\x04hola\x77\x04\0\0\0\x2A\x71\0\x7E\0\0"
/// );
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct ObjectOutputStream<W> {
    output: W,
    /// What the output has not taken yet is in it.
    encoder: Encoder,
    /// How many bytes the output has taken.
    written: u64,
}

impl<W: Write> ObjectOutputStream<W> {
    /// Returns a stream whose header has been written to `output`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn new(output: W) -> Result<Self> {
        let mut stream = ObjectOutputStream {
            output,
            encoder: Encoder::new(),
            written: 0,
        };
        stream.flush().map_err(from_io)?;
        Ok(stream)
    }

    /// Returns the stream with the peer in whose versions classes are [sent](Self::send), as far as
    /// they are known.
    #[must_use]
    pub fn with_peer(mut self, peer: &Peer) -> Self {
        self.encoder.set_peer(peer);
        self
    }

    /// Writes a new `String` object. Returns its handle.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn write_string(&mut self, string: impl Into<JavaString>) -> Result<Handle> {
        let handle = self.encoder.string(string.into().as_java_str());
        self.send_bytes()?;
        Ok(handle)
    }

    /// Writes a node of `graph` with all it refers to, or null. What has been written since the
    /// last reset is written as a reference.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn write_object(&mut self, graph: &Graph, value: Value) -> Result<()> {
        self.encoder.object(graph, value);
        self.send_bytes()
    }

    /// Writes a node of `graph` anew, so that nothing else in the stream refers to it. What it
    /// refers to is shared.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn write_unshared(&mut self, graph: &Graph, value: Value) -> Result<()> {
        self.encoder.unshared(graph, value);
        self.send_bytes()
    }

    /// Writes a value as one object. What in it is one `Arc` is one object until the next reset.
    ///
    /// # Errors
    ///
    /// What cannot be written, with the path to it: nothing is written then.
    /// [`ErrorKind::Io`] if writing fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::ObjectOutputStream;
    /// use javawire::typed::class;
    ///
    /// struct Point {
    ///     x: i32,
    /// }
    /// class! { Point { "com.example.Point" = 1 { x; } } }
    ///
    /// let mut output = ObjectOutputStream::new(Vec::new())?;
    /// output.send(&Point { x: 7 })?;
    /// assert!(output.into_inner()?.ends_with(b"\0\0\0\x07"));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn send<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.encoder.send(value)?;
        self.send_bytes()
    }

    /// Writes a value anew, so that nothing else in the stream refers to it. What it refers to is
    /// shared.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_unshared<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.encoder.send_unshared(value)?;
        self.send_bytes()
    }

    /// Sets the protocol version: 2, as a stream begins with, or 1, in which the
    /// contents of an `Externalizable` are not in block data.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] for any other version.
    pub fn use_protocol_version(&mut self, version: u32) -> Result<()> {
        match version {
            1 | 2 => {
                self.encoder.use_protocol_1(version == 1);
                Ok(())
            }
            _ => Err(Error::new(
                self.written,
                ErrorKind::Caller("unknown protocol version"),
            )),
        }
    }

    /// Writes null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn write_null(&mut self) -> Result<()> {
        self.encoder.null();
        self.send_bytes()
    }

    /// Writes again what was written under `handle`, as Java does with the same object.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn write_reference(&mut self, handle: Handle) -> Result<()> {
        self.encoder.reference(handle);
        self.send_bytes()
    }

    /// Makes both ends forget their handles, as `ObjectOutputStream.reset`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] if writing fails.
    pub fn reset(&mut self) -> Result<()> {
        self.encoder.reset();
        self.send_bytes()
    }

    /// Returns the output. What was written and not [flushed](Write::flush) has not come to it.
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
    /// [`ErrorKind::Io`] if writing fails. What was not written is lost then, so on an output
    /// that can be tried again call [`flush`](Write::flush) before.
    pub fn into_inner(mut self) -> Result<W> {
        self.flush().map_err(from_io)?;
        Ok(self.output)
    }

    /// Hands on what the encoder has ready, in one write where the output takes it so. What it
    /// does not take stays.
    fn send_bytes(&mut self) -> Result<()> {
        let ready = self.encoder.output();
        let mut sent = 0_usize;
        let result = loop {
            let left = ready.get(sent..).unwrap_or_default();
            if left.is_empty() {
                break Ok(());
            }
            match self.output.write(left) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => sent = sent.saturating_add(count.min(left.len())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        ready.drain(..sent);
        let more = u64::try_from(sent).unwrap_or(u64::MAX);
        self.written = self.written.saturating_add(more);
        result.map_err(|error| Error::new(self.written, ErrorKind::Io(error)))
    }
}

/// Writes block data. Of a call that fails nothing counts as written.
impl<W: Write> Write for ObjectOutputStream<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.send_bytes().map_err(into_io)?;
        self.encoder.block_data(bytes);
        // They count from here on; why they are not sent the next call learns.
        let _ = self.send_bytes();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.encoder.flush();
        self.send_bytes().map_err(into_io)?;
        self.output.flush().map_err(|error| {
            let error = Error::new(self.written, ErrorKind::Io(error));
            into_io(error)
        })
    }
}

/// An error of the output where `std::io` needs one of its own kind: it keeps its offset.
fn into_io(error: Error) -> io::Error {
    let kind = match error.kind() {
        ErrorKind::Io(cause) => cause.kind(),
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

/// The inverse of [`into_io`].
fn from_io(error: io::Error) -> Error {
    error
        .downcast()
        .unwrap_or_else(|error| Error::new(0, ErrorKind::Io(error)))
}
