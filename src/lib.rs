//! The Rust end of a Java socket conversation.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::panic
    )
)]

#[cfg(feature = "net")]
pub mod aio;
mod assembler;
mod buffer;
pub mod codes;
pub mod data;
pub mod encoder;
pub mod error;
pub mod event;
pub mod filter;
pub mod graph;
mod hierarchy;
mod items;
pub mod java_string;
pub mod limits;
pub mod mutf8;
#[cfg(feature = "net")]
pub mod net;
pub mod object_input;
pub mod parser;
pub mod reader;
pub mod swap;
pub mod writer;

pub use data::{DataInput, DataOutput};
pub use encoder::Encoder;
pub use error::{Blame, Error, ErrorKind, Result};
pub use event::{Event, Handle};
pub use filter::SerialFilter;
pub use graph::{Graph, GraphBuilder, Node, NodeId};
pub use java_string::{JavaStr, JavaString};
pub use limits::Limits;
pub use object_input::ObjectInputStream;
pub use parser::{Parsed, Parser};
pub use reader::EventReader;
pub use writer::ObjectOutputStream;
