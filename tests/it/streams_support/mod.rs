//! What the tests of the committed streams share.
//!
//! - `committed`: the streams of `tests/streams`, with what MANIFEST.tsv says of them
//! - `reading`: a stream as the parser reads it whole, to compare other ways of reading with
//! - `conversation`: a stream as a program reads it that takes data and objects as they come
//! - `each`: one check for every stream, on all processors

pub mod committed;
pub mod conversation;
pub mod each;
pub mod reading;
