//! The library on strings, null and block data: beside a JVM that makes the same
//! calls, in pieces of every size, and cut off anywhere.
//!
//! - `written`: the bytes of `ObjectOutputStream`, `Encoder` and `DataOutput` are Java's
//! - `parts`: objects of graphs that a stream is written from
//! - `retried`: an output that takes its time, or fails
//! - `read`: `ObjectInputStream`, `EventReader` and `Parser` on those bytes
//! - `steps`: what `ObjectInputStream` leaves for the next call
//! - `fields`: the fields of classes with a `writeObject`
//! - `missing_fields`: where they are not there
//! - `jdk`: what is known of the JDK's classes is what a JVM has
//! - `data`: `DataInput` and `DataOutput` on plain bytes
//! - `conversations`: the swap without sockets

mod conversations;
mod data;
mod fields;
mod import;
mod jdk;
mod missing_fields;
mod parts;
mod read;
mod retried;
mod steps;
mod written;

use std::io::{self, Read};
use std::sync::OnceLock;

use crate::support::streams::java_streams;

/// Sizes around the edges of blocks, buffers and chunks.
const SIZES: [usize; 9] = [1, 2, 3, 7, 1023, 1024, 1025, 65_536, usize::MAX];

/// Lengths of block data around those at which its framing changes.
const LENGTHS: [usize; 10] = [0, 1, 255, 256, 1023, 1024, 1025, 1279, 1280, 5000];

/// What the JVM wrote, call by call as `written` does.
struct JavaStreams {
    blocks: Vec<u8>,
    bytes: Vec<u8>,
    primitives: Vec<u8>,
    strings: Vec<u8>,
}

/// So often every method of `DataOutput` is called.
const TIMES: i32 = 200;

fn java() -> &'static JavaStreams {
    static STREAMS: OnceLock<JavaStreams> = OnceLock::new();
    STREAMS.get_or_init(|| {
        let lengths = LENGTHS.map(|length| length.to_string()).join(" ");
        let [blocks, bytes, primitives, strings] = java_streams([
            &format!("blocks {lengths}"),
            &format!("bytes {lengths}"),
            &format!("primitives {TIMES}"),
            "strings",
        ]);
        JavaStreams {
            blocks,
            bytes,
            primitives,
            strings,
        }
    })
}

/// Bytes that come in pieces of a size.
struct Pieces<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = out.len().min(self.size);
        self.bytes.read(&mut out[..most])
    }
}

/// The bytes 0, 1, 2 ... 255, 0, 1 ...
fn numbered(length: usize) -> Vec<u8> {
    (0..=255).cycle().take(length).collect()
}

/// Fails where the two begin to differ.
#[track_caller]
fn assert_bytes(what: &str, found: &[u8], expected: &[u8]) {
    use crate::support::lines::{first_difference, shortened_bytes};

    if let Some(at) = first_difference(found, expected) {
        let after = |bytes: &[u8]| shortened_bytes(bytes.get(at..).unwrap_or_default());
        panic!(
            "{what}: differs from byte {at} on\n  found:    {}\n  expected: {}",
            after(found),
            after(expected)
        );
    }
}
