//! A stream as plain JSON: what its objects mean, for people, `jq` and dashboards.
//!
//! Each object at top level becomes one JSON value. There is no way back; for that there is
//! [lossless JSON](super::json).
//!
//! | in Java | in JSON |
//! |---|---|
//! | a `String`, an enum constant, a `Class` | its text or name; half a surrogate pair is `?` |
//! | `Integer`, `Boolean`, `Character` … and primitive values | plain; integers beyond ±(2^53 − 1) are strings, and so are `NaN` and the infinities |
//! | `BigInteger`, `BigDecimal` | a number of up to 15 digits, else a string |
//! | `Date`, `UUID`, `java.time`, `URI` | what their `toString` prints; a `Date` as an `Instant` |
//! | a `List`, `Set` or `Queue` of the JDK, an array | an array; a `byte[]` in hexadecimal, a `char[]` as a text |
//! | a `Map` of the JDK | an object, or an array of `[key, value]` where keys are not strings |
//! | what wraps one of these: `Collections.unmodifiableList` … | what is wrapped |
//! | any other object | its fields, and `"@class"`; what its `writeObject` wrote besides is `"@data"` |
//! | primitive data | `{"@bytes": hex}` |
//! | an object inside itself | `{"@ref": path}`, from `$`, the value at top level |
//!
//! An object that is shared is shown each time. When that has filled 16 MiB and more, what was shown
//! before is `{"@again": class}`, so that no stream blows up. A name of more than 256 bytes is
//! cut short.
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
//! * `live.rs`: [`Live`], the JSON while the stream arrives
//! * `writer.rs`: [`Plain`], the JSON piece by piece
//! * `classes.rs`: what classes of the JDK mean
//! * `fields.rs`: other objects
//! * `numbers.rs`, `time.rs`: numbers and times as Java prints them

mod classes;
mod fields;
mod live;
mod numbers;
mod time;
mod writer;

pub use self::live::{Live, Sink};
pub use self::writer::Plain;
use super::json::Layout;
use crate::error::Error;
use crate::graph::Graph;
use crate::parser::{Parsed, Parser};

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

/// Returns the graph of a stream, and what is wrong with it: then the graph has what is whole
/// at top level before that. It has all if only a JVM
/// [refuses](Parser::with_refusals_noted) it.
pub fn read(stream: &[u8]) -> (Graph, Option<Error>) {
    let error = match Graph::read(stream) {
        Ok(graph) => return (graph, None),
        Err(error) => error,
    };
    let mut parser = Parser::new().with_refusals_noted();
    if let Ok(graph) = Graph::read_from(&mut parser, stream) {
        return (graph, Some(error));
    }
    let mut parser = Parser::new().with_refusals_noted();
    let (mut offset, mut whole) = (0_usize, 0);
    while let Ok(Parsed::Event { consumed, .. }) =
        parser.parse(stream.get(offset..).unwrap_or_default())
    {
        offset = offset.saturating_add(consumed);
        if parser.is_at_top_level() {
            whole = offset;
        }
    }
    let parser = Parser::new().with_refusals_noted();
    let graph = Graph::read_with(parser, stream.get(..whole).unwrap_or_default());
    (graph.unwrap_or_else(|_| Graph::new()), Some(error))
}
