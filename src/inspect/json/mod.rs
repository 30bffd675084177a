//! A stream as lossless JSON, and back to the very same bytes.
//!
//! One stream is one JSON value: [`Decoder`] makes it, [`encode`] takes it, and [`SCHEMA`]
//! describes it. It is made to be edited. Handles, lengths and the framing of primitive data are
//! not in it; they are made anew, so that a string may grow and an object come in between.
//!
//! ```
//! use javawire::inspect::json::{self, Decoder, Layout};
//!
//! let stream = b"\xAC\xED\0\x05ur\0\x02[I\x4D\xBA\x60\x26\x76\xEA\xB2\xA5\x02\0\0xp\0\0\0\x01\0\0\0\x2A";
//! let json = json::decode(stream, Layout::Compact).0;
//! assert_eq!(
//!     json.trim_end(),
//!     r#"{"javawire":1,"contents":[{"@array":{"name":"[I","suid":"5600894804908749477","flags":2,"fields":[]},"elements":[42]}]}"#
//! );
//! let edited = json.replace("[42]", "[42,43]");
//! let longer = json::encode(edited.as_bytes())?;
//! assert!(longer.ends_with(b"p\0\0\0\x02\0\0\0\x2A\0\0\0\x2B"));
//! # Ok::<(), json::EncodeError>(())
//! ```
//!
//! # What stands for what
//!
//! | in the stream | in JSON |
//! |---|---|
//! | null | `null` |
//! | a string | `"text"`; `{"@string": …}` with an id or in the long form without need; `{"@mutf8": hex}` for bytes that Java would not write for any text JSON can hold, as of half a surrogate pair |
//! | an object | `{"@object": class, "fields": {…}, "data": […]}`, or with one such object for each class that has data in `"levels"`, the topmost first |
//! | what `writeObject` or `writeExternal` wrote | `"data"`: objects, and `{"@data": hex}` for primitive data |
//! | an array | `{"@array": class, "elements": […]}`; a `byte[]` in hexadecimal, a `char[]` as a text |
//! | an enum constant, a class | `{"@enum": class, "constant": "NAME"}`, `{"@class": class}` |
//! | a class descriptor | where it is new its description, `{"name", "suid", "flags", "fields", "super"}`, later its name |
//! | a reference | `{"@ref": id}` to what has this `"@id"`; only what is referred to has one |
//! | `TC_RESET`, a further header | `{"@reset": true}`, `{"@header": true}` |
//! | `TC_EXCEPTION` | `{"@exception": object}` where it stands; it cuts off what it stands in |
//!
//! Any JSON tool may rewrite it, even one that has only doubles and sorts keys:
//!
//! * Integers beyond ±(2^53 − 1) are strings. A number beyond that is refused, for a tool may have
//!   rounded it. `NaN`, `Infinity`, `-Infinity` and `-0.0` are strings too;
//!   another NaN is `"0x"` and its bits. Half a surrogate pair, as a char, is a number.
//! * No text holds half a surrogate pair, and bytes are hexadecimal.
//! * Brackets stand at most 64 deep. What would be deeper stands in `"more"`, by the number that
//!   `{"@more": number}` gives in its place.
//!
//! # To edit
//!
//! Change a value and the rest follows. The collections of the JDK have as many elements as stand in
//! their `"data"`: their `size`, and the count of a hash table in its `@data`, are made right, or
//! written where a new one lacks them, unless `"mend": false` stands in the object or level, as it
//! does where they were wrong in the stream. A `ConcurrentHashMap` and the like end their elements
//! with null: nothing may stand after it. A `Vector` keeps its elements in an array: it has as many
//! as there are up to the last that is not null. In the array of an `ArrayBlockingQueue` they stand
//! side by side, the first of them first: an array that does not tell their order is refused. The
//! elements of a `TreeMap` or `TreeSet` stay in order.
//!
//! A new object of a class that has been described before names it: `{"@object": "a.Bean", …}`. The
//! JDK's classes, arrays and enums need no description at all: `{"@object": "java.util.Date", …}`,
//! `{"@array": "[I", …}`, `{"@enum": "a.Colour", …}`. An `"@id"` may be any number that no other
//! thing has. No key may stand twice in an object.
//!
//! A fragment (`"header": false`) that is sent after something else, and has `"@ref"` or a class
//! twice, begins with `{"@reset": true}`: its handles start there. [`Encoded::needs_reset`] tells.
//!
//! # What cannot be shown
//!
//! A stream that is broken, or holds an object that the grammar cannot delimit (an
//! `Externalizable` of protocol version 1), is shown up to there. In that place stands
//! `{"@rest": {"bytes": hex, "offset": …, "error": …}}`, and all that was open ends. Nothing is
//! shown of a class descriptor, a string or an enum constant unless it is whole.
//!
//! # What lives where
//!
//! * `decode/`: from a stream to JSON, in two passes over its events
//! * `encode/`: from JSON to a stream
//! * `counted.rs`: collections that tell how many elements they have
//! * `held.rs`: those that keep them in an array in a field
//! * `scalars.rs`: primitive values, text and bytes in JSON
//! * `schema.json`: the JSON Schema

mod counted;
mod decode;
mod encode;
mod held;
pub(in crate::inspect) mod scalars;

pub(in crate::inspect) use self::decode::Out;
pub use self::decode::{Decoder, Layout, decode};
pub use self::encode::{EncodeError, Encoded, Mended, Noted, encode};

/// The JSON Schema (2020-12) of lossless JSON.
pub const SCHEMA: &str = include_str!("schema.json");
