//! What the tests of the committed streams share.
//!
//! - `committed`: the streams of `tests/streams`, with what MANIFEST.tsv says of them
//! - `reading`: a stream as the parser reads it whole, to compare other ways of reading with
//! - `conversation`: a stream as a program reads it that takes data and objects as they come
//! - `each`: one check for every stream, on all processors

// Every test file is a crate of its own and uses its own part of this module.
#![allow(dead_code, unreachable_pub)]
// A helper that cannot do its work ends the test.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod committed;
pub mod conversation;
pub mod each;
pub mod reading;
