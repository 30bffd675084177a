//! Object streams on any `Read` and `Write`, and on tokio: what joins the parser, the graph and
//! the encoder to the world.
//!
//! * [`reader`] has [`EventReader`], what a stream says, item by item
//! * [`object_input`] has [`ObjectInputStream`], objects as a Java program reads them
//! * [`encoder`] has [`Encoder`], the bytes of an `ObjectOutputStream`, without any I/O
//! * [`writer`] has [`ObjectOutputStream`], those bytes to a `Write`
//! * `aio`: objects on tokio (feature `tokio`)
//!
//! Beneath them, without any I/O: `buffer.rs` (bytes that have come and have not been dealt with)
//! and `assembler.rs` (events put together into objects).

#[cfg(feature = "tokio")]
pub mod aio;
pub(crate) mod assembler;
pub(crate) mod buffer;
pub mod encoder;
pub mod object_input;
pub mod reader;
pub mod writer;

pub use self::encoder::Encoder;
pub use self::object_input::ObjectInputStream;
pub use self::reader::EventReader;
pub use self::writer::ObjectOutputStream;
