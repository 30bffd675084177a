//! Objects as types that derive serde's `Deserialize`.
//!
//! * `mod.rs`: where it begins, and what can go wrong
//! * `value.rs`: an object, or null; `leaf.rs`: those that are one text or number
//! * `parts.rs`: fields, elements, keys and values
//! * `variant.rs`: constants, and objects of one of several classes

mod leaf;
mod parts;
mod value;
mod variant;

use std::borrow::Cow;
use std::fmt::Display;

use serde_core::de::{self, DeserializeOwned};

use self::value::ValueIn;
use super::ReadLimits;
use super::fault::{cut, not_a};
use super::input::In;
use super::memo::Memo;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, NodeId, Raw, Value};
use crate::text::JavaStr;

impl Graph {
    /// Returns the first object as a type that derives serde's `Deserialize` (feature `serde`).
    ///
    /// | Java | serde |
    /// |---|---|
    /// | null | `None`, `()` |
    /// | `String`, a `char` | a string, `char`; a `char` also `u16` |
    /// | primitives and their wrappers | numbers, `bool` |
    /// | `T[]`, a collection that [`typed`](super) knows | a sequence; `byte[]` also bytes |
    /// | a map that it knows | a map |
    /// | a constant of an enum | a unit variant, a string |
    /// | `BigInteger` | a number that holds it, or its digits |
    /// | `Date` | its milliseconds, or a text as of `Instant` |
    /// | `BigDecimal`, `java.time`, `UUID`, `URI`, `Locale`, `Currency`, `Timestamp` | their text |
    /// | any other object | a struct or map of its fields; of two of one name the lower class's |
    /// | the same as an `enum` | the variant that is renamed to the name of its class |
    ///
    /// A struct that is renamed to a name with a dot, such as
    /// `#[serde(rename = "com.shop.Order")]`, takes objects of that class alone. Versions are not
    /// looked at, nor what a `writeObject` writes after the fields. There is no `Serialize`: serde's
    /// data has no classes, no levels and no references, and Java can do without none of them.
    /// For all of that there is [`class!`](super::class).
    ///
    /// # Errors
    ///
    /// What does not fit, with the path to it; an object within itself; [`ErrorKind::Limit`] where
    /// objects lie too deep, or share so much that their copies are too large.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    /// use javawire::graph::ClassBuilder;
    /// use serde::Deserialize;
    ///
    /// #[derive(Debug, PartialEq, Deserialize)]
    /// #[serde(rename = "com.example.Point")]
    /// struct Point {
    ///     x: i32,
    ///     label: Option<String>,
    /// }
    ///
    /// let mut graph = Graph::new();
    /// let class = ClassBuilder::serializable("com.example.Point", 1)
    ///     .field("x", "int")
    ///     .field("label", "java.lang.String");
    /// let class = graph.define(class)?;
    /// let point = graph.object(class)?.set("x", 7)?.id();
    /// graph.push(point)?;
    /// assert_eq!(graph.deserialize::<Point>()?, Point { x: 7, label: None });
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T> {
        self.deserialize_value(super::root::first(self)?, &ReadLimits::default())
    }

    /// The same of an object, or null, within the caller's limits. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// As [`deserialize`](Self::deserialize).
    pub fn deserialize_value<T: DeserializeOwned>(
        &self,
        value: Value,
        limits: &ReadLimits,
    ) -> Result<T> {
        let Some(raw) = Raw::of(value) else {
            return Err(ErrorKind::Caller("an object that is not in this graph").into());
        };
        let mut memo = Memo::default();
        let mut input = In::new(self, &mut memo, limits.clone());
        let read = T::deserialize(ValueIn::new(&mut input, raw));
        read.map_err(|error| match value {
            Some(node) => error.within(&self.class_told(node)),
            None => error,
        })
    }
}

impl de::Error for Error {
    fn custom<T: Display>(problem: T) -> Self {
        ErrorKind::Unwanted {
            problem: problem.to_string(),
        }
        .into()
    }
}

/// An object that holds others is gone into, and left again.
fn within<'g, T>(
    input: &mut In<'g>,
    node: NodeId,
    read: impl FnOnce(&mut In<'g>) -> Result<T>,
) -> Result<T> {
    if input.is_open(node) {
        let problem = format!(
            "the {} that it is in: serde has no references; leave the field out, or read with a \
             class! table and a Back",
            input.graph().class_told(node)
        );
        return Err(ErrorKind::Unwanted { problem }.into());
    }
    input.enter::<()>(node)?;
    let read = read(input);
    input.leave();
    read
}

/// What a reference refers to; `None` for null.
fn node_of(graph: &Graph, value: Raw) -> Result<Option<NodeId>> {
    match value.node() {
        None => graph
            .exception_raw(value)
            .map_or(Ok(None), |it| Err(cut(it))),
        node => Ok(node),
    }
}

/// A text as Rust has it.
fn str_of(text: JavaStr<'_>) -> Result<Cow<'_, str>> {
    text.to_str()
        .map_err(|lone| not_a::<String>(lone.to_string()))
}
