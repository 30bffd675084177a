//! Strings as they stand on the wire.
//!
//! * [`mutf8`]: modified UTF-8, the encoding of `DataOutput.writeUTF`
//! * `utf8.rs`: that from plain UTF-8, and back
//! * `surrogates.rs`: of that, the characters which the two spell otherwise
//! * `conversions.rs`: from and to Rust's strings
//! * `java_string.rs`, `java_str.rs`: [`JavaString`] and [`JavaStr`], any UTF-16 that a Java `String`
//!   can hold

mod conversions;
mod java_str;
mod java_string;
pub mod mutf8;
mod surrogates;
mod utf8;

pub use self::java_str::{JavaStr, LoneSurrogate};
pub use self::java_string::JavaString;
