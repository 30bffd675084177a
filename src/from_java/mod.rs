//! Typed reading: objects of a graph as Rust types, by way of [`jaded`].
//!
//! A type that implements [`jaded::FromJava`], by hand or by its derive, is read
//! with [`Graph::read_as`]. jaded itself never sees what a peer sent: it reads a
//! stream made for it from what our parser has checked. The crate behind both
//! names is the same, so a type written for jaded works here unchanged.
//!
//! # The derive
//!
//! The code it derives names the crate `::jaded`. A crate that uses it has
//! jaded 0.5 among its own dependencies, or says in its root:
//!
//! ```
//! extern crate self as jaded;
//! use javawire::jaded::{ConversionError, ConversionResult, FromJava, Value};
//!
//! #[derive(FromJava)]
//! struct Point {
//!     x: i32,
//! }
//! # fn main() {}
//! ```
//!
//! `#[jaded(class = "...")]` on a struct does not compile with jaded 0.5.0,
//! whose derive names an error that it does not have; on the variants of an
//! enum it does.
//!
//! # What is made right for jaded
//!
//! | in the stream | jaded 0.5 | here |
//! |---|---|---|
//! | text with U+0000 or beyond U+FFFF, overlong forms | error: it reads plain UTF-8 | read |
//! | half of a surrogate pair in a text, name or `char` | error without a place | error with the path |
//! | `boolean` other than 0 and 1 | false | true, as in Java |
//! | class descriptors with flags 0 (`int.class`, interfaces) | error | read |
//! | the same field in class and superclass | one is lost | the subclass's by its name, the other as `a.Superclass.name` |
//! | the same field twice in one class | one is lost | error |
//! | fields that `writeObject` wrote late | misread or error | read |
//! | fields that `writeObject` did not write, but something else | misread or error | not there |
//! | fields in whose place there is nothing | misread or error | error: they may as well have been cut off |
//! | an annotation that begins with an object | the first read passes over it | read, see below |
//! | a primitive over the end of a block | error | read |
//! | an `Externalizable` record | misread or error | read |
//! | a proxy without a superclass | error | an object of `java.lang.reflect.Proxy` |
//! | an object that holds itself, at any distance | `Value::Loop`, or the process aborts | error with the path |
//! | `Throwable.cause` and the `mutex` of synchronized collections that hold their own object | `Value::Loop` | null |
//! | an exception that cut the object off | misread or error | error |
//! | a class descriptor as a value, the class of a proxy | error | error with the path |
//! | annotations of classes | read and dropped | dropped |
//! | nesting, sharing, long annotations | stack overflow, exponential and square time | [`TreeLimits`] |
//!
//! A type made for jaded that counts on one of these, and there is only one it
//! can count on, has to be changed: one that leaves out the object at the
//! beginning of an annotation because jaded does (the comparator of a `TreeSet`).
//!
//! What stays as jaded has it: a `byte` is a `u8`, a `char` is a Rust `char`,
//! text in block data has to be decoded by hand, and its
//! `AnnotationIter::read_char` refuses characters from U+8000 on.
//!
//! * `limits.rs`: [`TreeLimits`]
//! * `parts.rs`: what a node is to be for jaded
//! * `layout.rs`: class descriptors for jaded
//! * `survey.rs`: cycles, depth and size of the tree
//! * `encode.rs`: the stream for jaded
//! * `refusal.rs`: errors and their paths

mod encode;
mod layout;
mod limits;
mod parts;
mod refusal;
mod survey;

use jaded::{FromJava, JavaError};

use self::encode::Encoded;
pub use self::limits::TreeLimits;
use self::refusal::Refusal;
use self::survey::Survey;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, NodeId, Value};

impl Graph {
    /// Returns the object `node` as a `T`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`] if the object is not what a `T` needs or not a tree,
    /// with the path to what is wrong; [`ErrorKind::Limit`] for a tree over the default
    /// [`TreeLimits`].
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{FromJava, Graph};
    ///
    /// #[derive(FromJava)]
    /// struct Point {
    ///     x: i32,
    ///     label: Option<String>,
    /// }
    ///
    /// let bytes = b"\xAC\xED\0\x05\x73\x72\0\x05Point\0\0\0\0\0\0\0\x01\x02\0\x02\
    ///     I\0\x01xL\0\x05label\x74\0\x12Ljava/lang/String;\x78\x70\
    ///     \0\0\0\x07\x74\0\x06\xED\xA0\xBD\xED\xB8\x80";
    /// let graph = Graph::read(bytes)?;
    /// let point: Point = graph.read_as(graph.root().unwrap())?;
    /// assert_eq!(point.x, 7);
    /// assert_eq!(point.label.as_deref(), Some("😀"));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn read_as<T: FromJava>(&self, node: NodeId) -> Result<T> {
        self.read_as_within(node, &TreeLimits::default())
    }

    /// Returns the object `node` as a `T`, with the caller's limits. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// As [`read_as`](Self::read_as).
    pub fn read_as_within<T: FromJava>(&self, node: NodeId, limits: &TreeLimits) -> Result<T> {
        read_value(self, Some(node), limits, None)
    }
}

/// Returns a value of a graph as a `T`, which may be an `Option` where null is
/// expected. An error says that it is at `offset`, if the graph was read from there.
///
/// # Errors
///
/// As [`Graph::read_as`].
pub fn read_value<T: FromJava>(
    graph: &Graph,
    value: Value,
    limits: &TreeLimits,
    offset: Option<u64>,
) -> Result<T> {
    let not_a_t = |found: String| {
        let expected = std::any::type_name::<T>();
        Error::perhaps_at(offset, ErrorKind::NotA { expected, found })
    };
    let Some(root) = value else {
        return T::from_value(&jaded::Value::Null)
            .map_err(|error| not_a_t(format!("null: {error}")));
    };
    let survey =
        Survey::of(graph, root, limits).map_err(|refusal| refusal.into_error::<T>(offset))?;
    let encoded = Encoded::of(graph, root, &survey).map_err(|fault| {
        let path = refusal::path(graph, root, &[]);
        let problem = fault.problem;
        Refusal { path, problem }.into_error::<T>(offset)
    })?;
    drop(survey);
    convert(&encoded).map_err(|error| {
        let class = refusal::path(graph, root, &[]);
        not_a_t(match error {
            JavaError::ConvertError(error) => format!("{class}: {error}"),
            JavaError::ReadError(error) => format!("{class}, which jaded cannot read: {error}"),
        })
    })
}

fn convert<T: FromJava>(encoded: &Encoded) -> std::result::Result<T, JavaError> {
    let mut parser = jaded::Parser::new(encoded.bytes.as_slice())?;
    for _ in 0..encoded.classes {
        parser.read()?;
    }
    parser.read_as()
}
