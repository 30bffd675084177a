//! The Rust end of a Java socket conversation: the Java Object Serialization
//! Stream Protocol and `DataOutput`, read and written without a JVM.
//!
//! # Layout
//!
//! What has no I/O in its signatures, from the bytes upwards:
//!
//! * [`codes`], [`limits`], [`error`]: constants, bounds, what can go wrong
//! * [`mutf8`], [`java_string`]: strings as they stand on the wire
//! * [`event`], [`parser`]: what a stream says, in order; [`filter`]: which classes may come
//! * [`graph`]: objects, read, built by hand, and encoded; [`suid`]: the `serialVersionUID` of a class
//! * [`encoder`]: the bytes of an `ObjectOutputStream`
//! * [`typed`]: objects as Rust types, through jaded's `FromJava`
//! * [`inspect`]: streams made visible
//! * [`swap`]: the two conversations of the four Java classes
//!
//! What joins that to the world:
//!
//! * [`data`]: `DataInput` and `DataOutput` on any `Read` and `Write`
//! * [`reader`], [`object_input`], [`writer`]: events and objects on any `Read` and `Write`
//! * `aio`: objects on tokio; `net`: servers and clients (feature `net`)
//!
//! The `javawire` program (feature `cli`, on by default) is in `main.rs` and `cli`.
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
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod graph;
mod hierarchy;
pub mod inspect;
mod items;
pub mod java_string;
pub mod limits;
pub mod mutf8;
#[cfg(feature = "net")]
pub mod net;
pub mod object_input;
pub mod parser;
pub mod reader;
pub mod suid;
pub mod swap;
pub mod typed;
pub mod writer;

pub use data::{DataInput, DataOutput};
pub use encoder::Encoder;
pub use error::{Blame, Error, ErrorKind, Result};
pub use event::{Event, Handle};
pub use filter::SerialFilter;
pub use graph::{FieldValue, Graph, GraphBuilder, IntoJava, Node, NodeId};
pub use jaded::{self, FromJava};
pub use java_string::{JavaStr, JavaString};
pub use limits::Limits;
pub use object_input::ObjectInputStream;
pub use parser::{Parsed, Parser};
pub use reader::EventReader;
pub use writer::ObjectOutputStream;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
