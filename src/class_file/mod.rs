//! Class files, jars and jmods: what classes look like to a stream, without a JVM.
//!
//! [`Classes`] takes the bytes of any of them, and tells of each class which fields its objects have
//! in a stream, its `serialVersionUID`, declared or computed, and what its `writeObject` writes, read
//! off the bytecode. Nothing is taken for granted: a class file may be cut off or changed, an
//! archive may be made to inflate to more than there is memory for.
//!
//! * `set.rs`: [`Classes`], and what follows from all together; `jdk.rs`: classes that are not there
//! * `class.rs`: [`ClassFile`]; `java_type.rs`: [`JavaType`]; `written.rs`: [`Written`]
//! * `read.rs`, `pool.rs`, `attributes.rs`, `code.rs`: the parts of a class file; `bytes.rs`: a
//!   place in it
//! * `archive.rs`, `inflate.rs`: jars and jmods
//! * `persistent.rs`: `serialPersistentFields`
//! * `listing.rs`: [`Listing`], a `serialver` for all of them
//! * `error.rs`: [`ClassFileError`]

mod archive;
mod attributes;
mod bytes;
mod class;
mod code;
mod error;
mod inflate;
mod java_type;
pub(crate) mod jdk;
mod listing;
mod persistent;
mod pool;
mod read;
mod set;
mod written;

pub use self::class::{ClassFile, Field, Form, Listed};
pub use self::error::ClassFileError;
pub use self::java_type::JavaType;
pub use self::listing::Listing;
pub use self::set::{Classes, Nature, Suid};
pub use self::written::{Datum, Fields, Kind, Written};
