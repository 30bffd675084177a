//! The wrapper classes of the primitives.

use super::{FieldValue, Graph, NodeId, Value};
use crate::error::Result;

impl Graph {
    /// Returns a `java.lang.Integer`, as `Integer.valueOf` gives it and as Java boxes an
    /// `int`: from −128 to 127 equal values are one object, other values are new ones.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// assert_eq!(graph.integer(7)?, graph.integer(7)?);
    /// assert_ne!(graph.integer(700)?, graph.integer(700)?);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn integer(&mut self, value: i32) -> Result<NodeId> {
        self.wrapper(FieldValue::Int(value))
    }

    /// Returns a `java.lang.Long`, as `Long.valueOf` gives it: see [`integer`](Self::integer).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn long(&mut self, value: i64) -> Result<NodeId> {
        self.wrapper(FieldValue::Long(value))
    }

    /// Returns a `java.lang.Short`, as `Short.valueOf` gives it: see [`integer`](Self::integer).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn short(&mut self, value: i16) -> Result<NodeId> {
        self.wrapper(FieldValue::Short(value))
    }

    /// Returns the one `java.lang.Byte` of this value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn byte(&mut self, value: i8) -> Result<NodeId> {
        self.wrapper(FieldValue::Byte(value))
    }

    /// Returns a `java.lang.Character`, as `Character.valueOf` gives it: up to 127
    /// equal values are one object.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn character(&mut self, value: u16) -> Result<NodeId> {
        self.wrapper(FieldValue::Char(value))
    }

    /// Returns `java.lang.Boolean.TRUE` or `FALSE`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn boolean(&mut self, value: bool) -> Result<NodeId> {
        self.wrapper(FieldValue::Boolean(value))
    }

    /// Returns a new `java.lang.Float`; every NaN is Java's one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn float(&mut self, value: f32) -> Result<NodeId> {
        self.wrapper(FieldValue::Float(value))
    }

    /// Returns a new `java.lang.Double`; every NaN is Java's one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn double(&mut self, value: f64) -> Result<NodeId> {
        self.wrapper(FieldValue::Double(value))
    }

    /// A value as a reference.
    pub(super) fn boxed(&mut self, value: FieldValue) -> Result<Value> {
        match value {
            FieldValue::Reference(value) => Ok(value),
            primitive => self.wrapper(primitive).map(Some),
        }
    }

    fn wrapper(&mut self, value: FieldValue) -> Result<NodeId> {
        let class = match value {
            FieldValue::Byte(_) => "java.lang.Byte",
            FieldValue::Char(_) => "java.lang.Character",
            FieldValue::Double(_) => "java.lang.Double",
            FieldValue::Float(_) => "java.lang.Float",
            FieldValue::Int(_) => "java.lang.Integer",
            FieldValue::Long(_) => "java.lang.Long",
            FieldValue::Short(_) => "java.lang.Short",
            FieldValue::Boolean(_) => "java.lang.Boolean",
            FieldValue::Reference(_) => "java.lang.Object",
        };
        let make = |graph: &mut Graph| {
            let class = graph.jdk_class(class)?;
            Ok(graph.object(class)?.set_in(class, "value", value)?.id())
        };
        match kept_by_value_of(value) {
            Some(kept) => self.kept(class, kept, make),
            None => make(self),
        }
    }
}

/// Java Language Specification, section 5.1.7, "Boxing Conversion": these are the same object
/// each time. `Long` and `Short` follow suit in every JDK.
fn kept_by_value_of(value: FieldValue) -> Option<i64> {
    let value = match value {
        FieldValue::Byte(value) => value.into(),
        FieldValue::Short(value) => value.into(),
        FieldValue::Int(value) => value.into(),
        FieldValue::Long(value) => value,
        FieldValue::Char(value) => value.into(),
        FieldValue::Boolean(value) => value.into(),
        FieldValue::Double(_) | FieldValue::Float(_) | FieldValue::Reference(_) => return None,
    };
    (-128..=127).contains(&value).then_some(value)
}
