//! A stream as plain JSON: what its objects mean, for people, `jq` and dashboards.
//!
//! Each object at top level becomes one JSON value. There is no way back; for that there is
//! [lossless JSON](super::json).
//!
//! | in Java | in JSON |
//! |---|---|
//! | a `String`, an enum constant, a `Class` | its text or name; half a surrogate pair is `?`, as [`Live::says_less`] tells |
//! | `Integer`, `Boolean`, `Character` … and primitive values | plain; integers beyond ±(2^53 − 1) are strings, and so are `NaN` and the infinities |
//! | `BigInteger`, `BigDecimal` | a number of up to 15 digits, else a string |
//! | `UUID`, `java.time`, `URI`, `URL`, a `StackTraceElement` | what their `toString` prints |
//! | a `Date`; a `Calendar` | as an `Instant`; as a `ZonedDateTime` |
//! | a `Locale`, a `TimeZone`, a `File`, an `InetAddress` | its tag, its id, its path, `name/address` |
//! | a `List`, `Set` or `Queue`, an array | an array; a `byte[]` in hexadecimal, a `char[]` as a text |
//! | a `BitSet`, a map's entry, a tuple | an array: of the bits that are set, of key and value, of the parts |
//! | a `Map` | an object, or an array of `[key, value]` where keys are not strings or enum constants |
//! | a multimap, a multiset | an object of arrays, an object of numbers |
//! | what wraps one of these: `Collections.unmodifiableList` … | what is wrapped |
//! | any other object | its fields, and `"@class"`; what its `writeObject` wrote besides is `"@data"` |
//! | a class that extends one of these | the same, and `"@elements"`, `"@entries"` or `"@value"` |
//! | a proxy | the same; `"@class"` is an array of its interfaces |
//! | primitive data | `{"@bytes": hex}` |
//! | the exception by which the writer gave up inside a value | `{"@exception": …}` in its place, or `"@exception"` |
//! | an object inside itself | `{"@ref": path}`, from `$`, the value at top level |
//!
//! The classes that are known stand in two tables: those of the JDK, and those of libraries (Guava,
//! commons-collections, Joda-Time, Kotlin, Scala). An object of theirs that is not as they write it
//! is shown by its fields.
//!
//! An object that is shared is shown each time. When that has become more than four times as much
//! as all that was new, what was shown before is `{"@again": class}`: so the time taken depends on
//! the length of the stream. A name of more than 256 bytes is cut short.
//!
//! Brackets stand at most 128 deep. What is deeper is `{"@more": number}`, and stands after the
//! value at top level on its own: `{"@more": number, "value": …}`.
//!
//! All that was whole is shown of a stream that breaks, even of its last object. `"@rest"` stands
//! where it broke, and a key that came without its value has `{"@missing": true}`.
//!
//! ```
//! use javawire::Graph;
//! use javawire::inspect::json::Layout;
//! use javawire::inspect::plain;
//!
//! let mut graph = Graph::new();
//! let list = graph.array_list(["a", "b"])?;
//! let map = graph.hash_map([("list", list)])?;
//! graph.push(map)?;
//! assert_eq!(plain::text(&graph, Layout::Compact), "{\"list\":[\"a\",\"b\"]}\n");
//! # Ok::<(), javawire::Error>(())
//! ```
//!
//! * `live.rs`: [`Live`], the JSON while the stream arrives; `broken.rs`: where it broke
//! * `writer.rs`: [`Plain`], the JSON piece by piece; `items.rs`, `leaves.rs`, `path.rs`: its parts
//! * `line.rs`: a value on one line, for a terminal
//! * `long.rs`: long texts and rows of numbers, which are put piece by piece
//! * `shown.rs`: what has been shown, and whether it may be shown again
//! * `known.rs`, `forms.rs`: how known classes hold what they mean; `source.rs`: where from
//! * `jdk.rs`, `libraries.rs`: the tables
//! * `views.rs`, `parts.rs`, `grouped.rs`, `texts.rs`, `moments.rs`, `calendars.rs`, `joda.rs`,
//!   `scala.rs`: what needs code
//! * `fields.rs`: other objects
//! * `inner.rs`: what is one value to a reader, for who compares objects
//! * `numbers.rs`, `time.rs`: numbers and times as Java prints them

mod broken;
mod calendars;
mod fields;
mod forms;
mod grouped;
#[cfg(feature = "compare")]
mod inner;
mod items;
mod jdk;
mod joda;
mod known;
mod leaves;
mod libraries;
mod line;
mod live;
mod long;
mod moments;
mod numbers;
mod parts;
mod path;
mod scala;
mod shown;
mod source;
mod texts;
mod views;
mod writer;

use std::ops::ControlFlow;

#[cfg(feature = "compare")]
pub(crate) use self::inner::{Inner, inner, leaf_text, one_line, primitive_text};
pub(in crate::inspect) use self::line::Line;

pub use self::live::{Live, Sink};
pub(in crate::inspect) use self::writer::Before;
pub use self::writer::Plain;
use super::json::Layout;
use crate::error::Error;
use crate::graph::Graph;

/// How many wrappers may stand inside each other.
const MOST_WRAPPERS: usize = 16;

/// Returns a graph as plain JSON. [`Plain`] gives the same piece by piece.
pub fn text(graph: &Graph, layout: Layout) -> String {
    let mut plain = Plain::new(graph, layout);
    let mut text = String::new();
    while let Some(piece) = plain.piece() {
        // It is UTF-8: nothing is lost.
        text.push_str(&String::from_utf8_lossy(piece));
    }
    text
}

/// Returns a stream as plain JSON, and what is wrong with it. [`Live`] gives the same while the
/// stream arrives.
pub fn decode(stream: &[u8], layout: Layout) -> (String, Option<Error>) {
    let mut text = String::new();
    let mut live = Live::new(layout);
    let mut sink = |piece: &[u8]| {
        text.push_str(&String::from_utf8_lossy(piece));
        ControlFlow::Continue(())
    };
    let outcome = live.push(stream, &mut sink);
    let outcome = outcome.and_then(|()| live.finish(&mut sink));
    (text, outcome.err())
}
