//! Strings as they stand on the wire.
//!
//! * [`mutf8`]: modified UTF-8, the encoding of `DataOutput.writeUTF`
//! * `conversions.rs`: from and to Rust's strings
//! * [`java_string`] has [`JavaString`] and [`JavaStr`], any UTF-16 that a Java `String` can hold

mod conversions;
pub mod java_string;
pub mod mutf8;

pub use self::java_string::{JavaStr, JavaString};
