//! The Rust end of a Java socket conversation: the Java Object Serialization
//! Stream Protocol and `DataOutput`, read and written without a JVM.
//!
//! # Layout
//!
//! What has no I/O in its signatures, from the bytes upwards:
//!
//! * [`codes`], [`text`], [`limits`], [`error`]: constants, strings, bounds, what can go wrong
//! * `wire`: handles, types, and the bytes of single items
//! * [`event`], [`parser`]: what a stream says, in order; [`filter`]: which classes may come
//! * [`class`]: classes as a stream describes them, and their `serialVersionUID`
//! * [`class_file`]: classes as class files, jars and jmods describe them (feature `types`)
//! * [`graph`]: objects, read, built by hand, and encoded; [`jdk`]: ready-made ones of the JDK's classes
//! * [`typed`]: objects as types of your own, both ways
//! * [`types`]: Rust types for the classes of a jar (feature `types`)
//! * [`from_java`]: objects as Rust types, through jaded's `FromJava`
//! * [`inspect`]: streams made visible
//! * [`java_text`]: what Java does with text
//! * [`conversation`]: one end of a conversation, and handlers of requests
//! * [`compare`]: two streams, object by object (feature `compare`)
//! * [`swap`]: the two conversations of the four Java classes
//! * [`record`]: recordings and captures of TCP (feature `record`)
//!
//! What joins that to the world:
//!
//! * [`data`]: `DataInput` and `DataOutput` on any `Read` and `Write`
//! * [`stream`]: events and objects on any `Read` and `Write`, and on tokio
//! * `net`: servers and clients (feature `server`)
//!
//! The `javawire` program (feature `cli`, on by default) is in `main.rs` and `cli`.
//!
#![doc = include_str!("words.md")]
// What a feature needs from another module stands there without one: all of it is checked with all
// features.
#![cfg_attr(
    not(all(
        feature = "compare",
        feature = "jaded",
        feature = "json",
        feature = "server",
        feature = "types"
    )),
    allow(dead_code, unused_imports)
)]
#![cfg_attr(
    test,
    expect(clippy::arithmetic_side_effects, reason = "a test may panic")
)]

pub mod class;
#[cfg(feature = "types")]
pub mod class_file;
pub mod codes;
#[cfg(feature = "compare")]
pub mod compare;
pub mod conversation;
pub mod data;
pub mod error;
pub mod event;
pub mod filter;
#[cfg(feature = "jaded")]
pub mod from_java;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod graph;
pub mod inspect;
pub mod java_text;
pub mod jdk;
pub mod limits;
#[cfg(feature = "server")]
pub mod net;
pub mod parser;
#[cfg(feature = "record")]
pub mod record;
pub mod stream;
pub mod swap;
pub mod text;
pub mod typed;
#[cfg(feature = "types")]
pub mod types;
mod wire;

pub use data::{DataInput, DataOutput};
pub use error::{Blame, Error, ErrorKind, Result};
pub use event::{Event, Handle};
pub use filter::SerialFilter;
pub use graph::{FieldValue, Graph, GraphBuilder, IntoJava, Node, NodeId};
#[cfg(feature = "jaded")]
pub use jaded::{self, FromJava};
pub use limits::Limits;
pub use parser::{Parsed, Parser};
pub use stream::{Encoder, EventReader, ObjectInputStream, ObjectOutputStream};
pub use text::{JavaStr, JavaString};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
