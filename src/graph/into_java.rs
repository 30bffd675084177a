//! [`IntoJava`]: Rust values as Java values.

use super::{FieldValue, Graph, NodeId, Value};
use crate::error::{ErrorKind, Result};
use crate::text::{JavaStr, JavaString};

/// What can be the value of a Java field or array element.
///
/// | Rust | Java |
/// |---|---|
/// | `bool`, `i8`, `i16`, `i32`, `i64`, `f32`, `f64` | `boolean`, `byte`, `short`, `int`, `long`, `float`, `double` |
/// | `u16`, `char` (of the first plane) | `char` |
/// | `&str`, `String`, [`JavaStr`], [`JavaString`] | a `String`, each time a new one |
/// | [`NodeId`], [`Value`] | that object, which must be [of the graph](NodeId#of-another-graph) |
/// | `Option` | null, or what is in it |
/// | `Vec` | a `java.util.ArrayList` |
/// | `BTreeMap` | a `java.util.TreeMap` |
/// | `std::time::Duration`, `SystemTime` | a `java.time.Duration`, `java.time.Instant` |
/// | [what `jdk` has](crate::jdk) | dates, times and more of `java.time` |
///
/// Where a reference is needed, primitives are boxed as Java boxes them: by `valueOf`.
///
/// # Examples
///
/// ```
/// use javawire::{FieldValue, Graph, IntoJava, Node, Result};
///
/// /// Written as its number.
/// struct UserId(i64);
///
/// impl IntoJava for UserId {
///     fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
///         self.0.into_java(graph)
///     }
/// }
///
/// let mut graph = Graph::new();
/// let boxed = graph.value_of(UserId(7))?.unwrap();
/// let Some(Node::Object(object)) = graph.node(boxed) else { panic!() };
/// assert_eq!(object.class().name(), "java.lang.Long");
/// # Ok::<(), javawire::Error>(())
/// ```
pub trait IntoJava {
    /// Returns the Java value, whose objects are made in `graph`.
    ///
    /// # Errors
    ///
    /// Why there is no such value in Java; or that the graph is full.
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue>;
}

impl IntoJava for FieldValue {
    fn into_java(self, _: &mut Graph) -> Result<FieldValue> {
        Ok(self)
    }
}

impl IntoJava for NodeId {
    fn into_java(self, _: &mut Graph) -> Result<FieldValue> {
        Ok(FieldValue::Reference(Some(self)))
    }
}

impl<T: IntoJava> IntoJava for Option<T> {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        match self {
            Some(value) => value.into_java(graph),
            None => Ok(FieldValue::Reference(None)),
        }
    }
}

macro_rules! primitives {
    ($($rust:ty => $java:ident),+) => {$(
        impl From<$rust> for FieldValue {
            fn from(value: $rust) -> Self {
                FieldValue::$java(value)
            }
        }

        impl IntoJava for $rust {
            fn into_java(self, _: &mut Graph) -> Result<FieldValue> {
                Ok(FieldValue::$java(self))
            }
        }
    )+};
}

primitives!(
    bool => Boolean,
    i8 => Byte,
    i16 => Short,
    i32 => Int,
    i64 => Long,
    f32 => Float,
    f64 => Double,
    u16 => Char
);

impl From<Value> for FieldValue {
    fn from(value: Value) -> Self {
        FieldValue::Reference(value)
    }
}

impl From<NodeId> for FieldValue {
    fn from(node: NodeId) -> Self {
        FieldValue::Reference(Some(node))
    }
}

impl IntoJava for char {
    fn into_java(self, _: &mut Graph) -> Result<FieldValue> {
        match u16::try_from(u32::from(self)) {
            Ok(unit) => Ok(FieldValue::Char(unit)),
            Err(_) => Err(ErrorKind::Unfit {
                class: JavaString::from("char"),
                field: None,
                problem: format!("{self:?} takes two of them"),
            }
            .into()),
        }
    }
}

macro_rules! strings {
    ($($rust:ty),+) => {$(
        impl IntoJava for $rust {
            fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
                graph.new_string(self).map(FieldValue::from)
            }
        }
    )+};
}

strings!(&str, String, JavaStr<'_>, JavaString);

impl IntoJava for &String {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        self.as_str().into_java(graph)
    }
}

impl IntoJava for &JavaString {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        self.as_java_str().into_java(graph)
    }
}
