//! [`Encoder`]: the bytes an `ObjectOutputStream` writes, without any I/O.

use crate::codes::{
    MAX_BLOCK_SIZE, STREAM_HEADER, TC_BLOCKDATALONG, TC_ENDBLOCKDATA, TC_EXCEPTION, TC_LONGSTRING,
    TC_NULL, TC_PROXYCLASSDESC, TC_RESET,
};
use crate::data::utf_length;
use crate::error::Result;
use crate::event::{Begin, BlockForm, Event, Handle};
use crate::graph::{Graph, Value, WireHandles};
use crate::text::JavaStr;
use crate::typed::{self, Peer, Sent, WriteJava};
use crate::wire::items::{
    put_block, put_class_desc, put_field, put_new, put_new_string, put_reference, put_string,
    put_utf, type_code,
};

/// A writer of stream items into memory, with the block-data framing of the JDK.
///
/// Primitive data collects until 1,024 bytes are full or something else is
/// written; nothing is ever written as an empty block.
///
/// # Examples
///
/// ```
/// use javawire::{Encoder, JavaString};
///
/// let mut encoder = Encoder::new();
/// encoder.string(JavaString::from("hola").as_java_str());
/// assert_eq!(encoder.take(), b"\xAC\xED\0\x05\x74\0\x04hola");
/// ```
#[derive(Debug)]
pub struct Encoder {
    output: Vec<u8>,
    block: Vec<u8>,
    handles: WireHandles,
    sent: Sent,
}

impl Default for Encoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Encoder {
    /// Returns an encoder whose output begins with the stream header.
    pub fn new() -> Self {
        let mut encoder = Self::without_header();
        encoder.output.extend_from_slice(&STREAM_HEADER);
        encoder
    }

    /// Returns an encoder for a stream whose header has been written.
    pub fn without_header() -> Self {
        Encoder {
            output: Vec::new(),
            block: Vec::new(),
            handles: WireHandles::default(),
            sent: Sent::default(),
        }
    }

    /// Has classes [sent](Self::send) in the versions of this peer, as far as they are known.
    pub fn set_peer(&mut self, peer: &Peer) {
        self.sent.set_peer(peer);
    }

    /// Returns what has been written since the last call. Block data that may
    /// still grow is not in it before [`flush`](Self::flush).
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// What has been written, for a caller that keeps the memory.
    pub(crate) fn output(&mut self) -> &mut Vec<u8> {
        &mut self.output
    }

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> usize {
        self.output
            .capacity()
            .saturating_add(self.block.capacity())
            .saturating_add(self.handles.memory())
            .saturating_add(self.sent.memory())
    }

    /// Forgets the objects of graphs, and the `Arc`s, that no longer exist: nobody can refer to
    /// them.
    pub(crate) fn forget_gone(&mut self) {
        self.handles.forget_gone();
        self.sent.forget_few_gone();
    }

    /// Writes `TC_NULL`.
    pub fn null(&mut self) {
        self.flush();
        self.output.push(TC_NULL);
    }

    /// Writes a new string, `TC_STRING` or, above 65,535 encoded bytes,
    /// `TC_LONGSTRING`. Returns its handle.
    pub fn string(&mut self, string: JavaStr<'_>) -> Handle {
        self.flush();
        put_new_string(&mut self.output, string);
        self.handles.assign()
    }

    /// Writes `TC_REFERENCE` to what was written under `handle` since the last reset.
    pub fn reference(&mut self, handle: Handle) {
        self.flush();
        put_reference(&mut self.output, handle);
    }

    /// Writes a node of `graph`, or null: anew where it has not been written since the last
    /// reset, with all it refers to, otherwise as a reference. A node of another graph is
    /// [not told apart](crate::NodeId#of-another-graph).
    pub fn object(&mut self, graph: &Graph, value: Value) {
        self.flush();
        self.sent.tell(&mut self.handles);
        self.handles.write(&mut self.output, graph, value, false);
    }

    /// Writes a node of `graph` anew, so that nothing else in the stream refers to it,
    /// as `ObjectOutputStream.writeUnshared` does. What it refers to is shared.
    pub fn unshared(&mut self, graph: &Graph, value: Value) {
        self.flush();
        self.sent.tell(&mut self.handles);
        self.handles.write(&mut self.output, graph, value, true);
    }

    /// Writes a value as one object. What in it is one `Arc` is one object until the next reset.
    ///
    /// # Errors
    ///
    /// What cannot be written, with the path to it. Nothing is written then.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Encoder;
    ///
    /// let mut encoder = Encoder::new();
    /// encoder.send("hola")?;
    /// assert_eq!(encoder.take(), b"\xAC\xED\0\x05\x74\0\x04hola");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn send<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.put(value, false)
    }

    /// Writes a value anew, so that nothing else in the stream refers to it, as
    /// `ObjectOutputStream.writeUnshared` does. What it refers to is shared.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_unshared<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.put(value, true)
    }

    fn put<T: WriteJava + ?Sized>(&mut self, value: &T, unshared: bool) -> Result<()> {
        self.flush();
        let Encoder {
            output,
            handles,
            sent,
            ..
        } = self;
        typed::send(output, handles, sent, value, unshared)
    }

    /// Sets whether external contents are written as in protocol version 1,
    /// without block data.
    pub fn use_protocol_1(&mut self, old: bool) {
        self.handles.use_protocol_1(old);
    }

    /// Writes primitive data.
    pub fn block_data(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = MAX_BLOCK_SIZE.saturating_sub(self.block.len());
            let (now, later) = rest.split_at_checked(room).unwrap_or((rest, &[]));
            self.block.extend_from_slice(now);
            rest = later;
            if self.block.len() == MAX_BLOCK_SIZE {
                self.flush();
            }
        }
    }

    /// Closes the block of primitive data that is being filled, if there is one.
    pub fn flush(&mut self) {
        if self.block.is_empty() {
            return;
        }
        let short = self.block.len() <= usize::from(u8::MAX);
        let form = if short {
            BlockForm::Short
        } else {
            BlockForm::Long
        };
        put_block(&mut self.output, &self.block, form);
        self.block.clear();
    }

    /// Writes `TC_RESET`: both ends forget their handles.
    pub fn reset(&mut self) {
        self.flush();
        self.output.push(TC_RESET);
        self.handles.reset();
        self.sent.reset();
    }

    /// Writes an event of a stream that was read, in the very bytes it was read from.
    ///
    /// Little is checked: events in an order other than the one in which a parser gives them do not
    /// make a stream.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UtfTooLong`](crate::ErrorKind::UtfTooLong) for the name of a class, field or
    /// interface of more than 65,535 bytes, which no parser gives; nothing is written then.
    pub fn event(&mut self, event: &Event<'_>) -> Result<()> {
        if let Event::ClassDesc { name, .. }
        | Event::Field { name, .. }
        | Event::ProxyInterface(name) = *event
        {
            utf_length(name)?;
        }
        self.flush();
        let out = &mut self.output;
        match *event {
            Event::StreamHeader => out.extend_from_slice(&STREAM_HEADER),
            Event::Null | Event::Superclass(None) => out.push(TC_NULL),
            Event::Reference(handle) | Event::Superclass(Some(handle)) => {
                put_reference(out, handle);
            }
            Event::String { value, form, .. } => put_string(out, value, form),
            Event::LongString { length, .. } => {
                out.push(TC_LONGSTRING);
                out.extend_from_slice(&length.to_be_bytes());
            }
            Event::StringChunk { text, .. } => out.extend_from_slice(text.as_bytes()),
            Event::Begin(begin) => out.push(type_code(begin)),
            Event::Object { class, desc, .. } => put_new(out, Begin::Object, class, desc),
            Event::Enum { class, desc, .. } => put_new(out, Begin::Enum, class, desc),
            Event::Class { class, desc, .. } => put_new(out, Begin::Class, class, desc),
            Event::Array {
                class,
                desc,
                length,
                ..
            } => {
                put_new(out, Begin::Array, class, desc);
                out.extend_from_slice(&length.to_be_bytes());
            }
            Event::ClassDesc {
                name,
                suid,
                flags,
                fields,
                ..
            } => {
                put_class_desc(out, name, suid, flags, fields);
            }
            Event::ProxyClassDesc { interfaces, .. } => {
                out.push(TC_PROXYCLASSDESC);
                out.extend_from_slice(&interfaces.to_be_bytes());
            }
            Event::Field { code, name } => put_field(out, code, name),
            Event::ProxyInterface(name) => put_utf(out, name),
            Event::Primitives { bytes, .. } | Event::BlockChunk { bytes, .. } => {
                out.extend_from_slice(bytes);
            }
            Event::BlockData { bytes, form } => put_block(out, bytes, form),
            Event::LongBlockData { length } => {
                out.push(TC_BLOCKDATALONG);
                out.extend_from_slice(&length.to_be_bytes());
            }
            Event::Annotation | Event::NoFields { .. } | Event::End => {}
            Event::EndBlockData => out.push(TC_ENDBLOCKDATA),
            Event::Reset => out.push(TC_RESET),
            Event::Exception => out.push(TC_EXCEPTION),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Encoder;

    /// What was sent keeps its address, and so its memory, as long as the program has it.
    #[test]
    fn what_is_gone_takes_no_memory() {
        let text = |_| -> Arc<str> { "text".repeat(250).into() };
        let mut encoder = Encoder::new();
        for number in 0..10_000 {
            encoder.send(&text(number)).unwrap();
            encoder.take();
        }
        assert!(encoder.memory() < 200_000, "{}", encoder.memory());
        let kept: Vec<Arc<str>> = (0..1_000).map(text).collect();
        encoder.send(&kept).unwrap();
        encoder.take();
        assert!(encoder.memory() > 1_000_000, "{}", encoder.memory());
        encoder.send(&kept).unwrap();
        assert!(encoder.take().len() < 10_000);
    }
}
