//! What the tests of hostile streams share.
//!
//! - `wire`: streams put together by hand
//! - `shapes`: what nests, and what comes in great numbers
//! - `ordeal`: a stream put through all the library does, on a small stack, with its memory counted
//! - `walk`: all nodes of a graph
//!
//! And tests of one kind of harm each: `handles`, `lengths`, `text`.

// A helper that cannot do its work ends the test.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]
#![allow(unreachable_pub)]

mod handles;
mod lengths;
pub mod ordeal;
pub mod shapes;
mod text;
pub mod walk;
pub mod wire;
