//! [`Encoder`]: the bytes an `ObjectOutputStream` writes, without any I/O.

use crate::codes::{
    BASE_WIRE_HANDLE, MAX_BLOCK_SIZE, MAX_SHORT_STRING, STREAM_HEADER, TC_BLOCKDATA,
    TC_BLOCKDATALONG, TC_LONGSTRING, TC_NULL, TC_REFERENCE, TC_RESET, TC_STRING,
};
use crate::event::Handle;
use crate::java_string::JavaStr;

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
    handles: u32,
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
            handles: 0,
        }
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

    /// Writes `TC_NULL`.
    pub fn null(&mut self) {
        self.flush();
        self.output.push(TC_NULL);
    }

    /// Writes a new string, `TC_STRING` or, above 65,535 encoded bytes,
    /// `TC_LONGSTRING`. Returns its handle.
    pub fn string(&mut self, string: JavaStr<'_>) -> Handle {
        self.flush();
        let bytes = string.as_bytes();
        match u16::try_from(bytes.len()) {
            Ok(length) => {
                self.output.push(TC_STRING);
                self.output.extend_from_slice(&length.to_be_bytes());
            }
            Err(_) => {
                debug_assert!(bytes.len() > MAX_SHORT_STRING);
                self.output.push(TC_LONGSTRING);
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                self.output.extend_from_slice(&length.to_be_bytes());
            }
        }
        self.output.extend_from_slice(bytes);
        self.assign()
    }

    /// Writes `TC_REFERENCE` to what was written under `handle` since the last reset.
    pub fn reference(&mut self, handle: Handle) {
        self.flush();
        self.output.push(TC_REFERENCE);
        self.output.extend_from_slice(&handle.wire().to_be_bytes());
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
        if let Ok(length) = u8::try_from(self.block.len()) {
            self.output.extend_from_slice(&[TC_BLOCKDATA, length]);
        } else {
            self.output.push(TC_BLOCKDATALONG);
            let length = u32::try_from(self.block.len()).unwrap_or(u32::MAX);
            self.output.extend_from_slice(&length.to_be_bytes());
        }
        self.output.append(&mut self.block);
    }

    /// Writes `TC_RESET`: both ends forget their handles.
    pub fn reset(&mut self) {
        self.flush();
        self.output.push(TC_RESET);
        self.handles = 0;
    }

    /// `newHandle`
    fn assign(&mut self) -> Handle {
        let handle = Handle::from_wire(BASE_WIRE_HANDLE.wrapping_add(self.handles));
        self.handles = self.handles.wrapping_add(1);
        handle
    }
}
