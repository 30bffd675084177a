//! What a contender written in Rust does.

use std::fmt::Display;

/// A reader, and perhaps a writer, of streams.
pub(crate) trait Codec {
    /// What it reads a stream into.
    type Graph;

    /// Why it could not.
    type Error: Display;

    /// Whether it has a writer.
    const WRITES: bool;

    /// Whether it writes the bytes that it has read. What knows nothing of shared texts writes each
    /// anew.
    const KEEPS_BYTES: bool = true;

    /// Reads a whole stream that lies in memory.
    fn read(stream: &[u8]) -> Result<Self::Graph, Self::Error>;

    /// Writes a stream into `out`, which is empty and has room for it.
    fn write(_graph: &Self::Graph, _out: &mut Vec<u8>) -> Result<(), String> {
        Err("it has no writer".to_owned())
    }
}
