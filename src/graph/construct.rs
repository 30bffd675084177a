//! Nodes made by hand: strings, objects, enum constants, `Class` objects, and the
//! stream at top level.

use smallvec::smallvec;

use super::contents::Contents;
use super::edit::ObjectMut;
use super::{ClassBuilder, ClassId, Graph, IntoJava, NodeId, Slot, Special, Stored, Value, full};
use crate::error::{ErrorKind, Result};
use crate::text::{JavaStr, JavaString};

impl Graph {
    /// Returns a graph of a stream that begins with the stream header and has
    /// nothing more in it yet. [`Graph::default`] has no header either.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// graph.push("hola")?;
    /// assert_eq!(graph.write(), b"\xAC\xED\0\x05\x74\0\x04hola");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn new() -> Self {
        Graph {
            contents: smallvec![Slot::HEADER],
            ..Graph::default()
        }
    }

    /// Returns a new `String`, as Java's `new String(text)`: equal strings are
    /// as many objects, each written in full.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full.
    pub fn new_string(&mut self, text: impl Into<JavaString>) -> Result<NodeId> {
        Ok(self.add_string(text.into().as_java_str())?)
    }

    /// Returns the one `String` of this text, as Java's `String.intern()`, and as
    /// every literal of a Java program: when it comes again it is written as a reference.
    ///
    /// The names of types and of enum constants are such strings too.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// for _ in 0..2 {
    ///     let hola = graph.intern("hola")?;
    ///     graph.push(hola)?;
    /// }
    /// assert_eq!(graph.write(), b"\xAC\xED\0\x05\x74\0\x04hola\x71\0\x7E\0\0");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn intern(&mut self, text: impl Into<JavaString>) -> Result<NodeId> {
        Ok(self.intern_text(text.into().as_java_str())?)
    }

    pub(super) fn intern_text(&mut self, text: JavaStr<'_>) -> Result<NodeId, ErrorKind> {
        if let Some(node) = self.interned(text) {
            return Ok(node);
        }
        let node = self.add_string(text)?;
        self.keep_string(text, node);
        Ok(node)
    }

    /// Returns a new object whose fields are zero and null, to be set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this is the class of enum constants, of an array,
    /// or not serializable.
    pub fn object(&mut self, class: ClassId) -> Result<ObjectMut<'_>> {
        let class = class.0;
        let Some(desc) = self.class_desc(class) else {
            return Err(unknown_class().into());
        };
        let problem = if desc.shape().flags.is_enum() {
            Some("is an enum: it has constants, not objects")
        } else if desc.element().is_some() {
            Some("is the class of arrays, not of objects")
        } else if !(desc.shape().flags.is_serializable() || desc.shape().flags.is_externalizable())
        {
            Some("is neither Serializable nor Externalizable")
        } else {
            None
        };
        if let Some(problem) = problem {
            return Err(self.unfit(Some(class), None, problem.to_owned()).into());
        }
        let slots = self.blank_slots(class)?;
        let count = u32::try_from(slots.len()).map_err(|_| full())?;
        let slots = self.add_slots(&slots)?;
        let node = self.add_node(Stored::Object {
            class,
            slots,
            count,
        })?;
        Ok(self.object_mut(node))
    }

    /// Returns the enum class of this name. Described the first time.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the graph is full.
    pub fn enum_class(&mut self, name: &str) -> Result<ClassId> {
        match self.class_named(JavaString::from(name).as_java_str()) {
            Some(class) => Ok(class),
            None => self.define(ClassBuilder::enumeration(name)),
        }
    }

    /// Returns the one constant `name` of an enum.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if `class` is not an enum.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let unit = graph.enum_class("java.util.concurrent.TimeUnit")?;
    /// let seconds = graph.enum_constant(unit, "SECONDS")?;
    /// assert_eq!(graph.enum_constant(unit, "SECONDS")?, seconds);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn enum_constant(&mut self, class: ClassId, name: impl Into<JavaString>) -> Result<NodeId> {
        let class = class.0;
        let is_enum = self
            .class_desc(class)
            .map(|desc| desc.shape().flags.is_enum());
        if !is_enum.ok_or_else(unknown_class)? {
            return Err(self
                .unfit(Some(class), None, "is no enum".to_owned())
                .into());
        }
        let name = name.into();
        if let Some(constant) = self.constant(class, name.as_java_str()) {
            return Ok(constant);
        }
        let name = self.intern(name)?;
        Ok(self.add_node(Stored::Enum {
            class,
            name: Slot::of(name)?,
            fresh_name: true,
        })?)
    }

    /// Returns the one `Class` object of a class.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if `class` is not a class of this graph.
    pub fn class_object(&mut self, class: ClassId) -> Result<NodeId> {
        self.class_desc(class.0).ok_or_else(unknown_class)?;
        match self.kept_class_object(class.0) {
            Some(node) => Ok(node),
            None => Ok(self.add_node(Stored::Class { class: class.0 })?),
        }
    }

    /// Returns the `ObjectStreamClass` object of a class: its descriptor, as a value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if `class` is not a class of this graph.
    pub fn descriptor(&self, class: ClassId) -> Result<NodeId> {
        Ok(self.class_desc(class.0).ok_or_else(unknown_class)?.key())
    }

    /// Returns a value as a reference to an object, or null: primitives are
    /// boxed as Java boxes them.
    ///
    /// # Errors
    ///
    /// As [`IntoJava::into_java`].
    pub fn value_of(&mut self, value: impl IntoJava) -> Result<Value> {
        let value = value.into_java(self)?;
        self.boxed(value)
    }

    /// Appends an object, or null, to the stream at top level. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if the object is not in this graph.
    pub fn push(&mut self, value: impl IntoJava) -> Result<()> {
        let value = self.value_of(value)?;
        let slot = self.slot(value)?;
        self.contents.push(slot);
        Ok(())
    }

    /// Appends block data and objects to the stream at top level. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if one of the objects is not in this graph.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::graph::{Contents, Graph};
    ///
    /// let mut graph = Graph::new();
    /// graph.push_contents(&Contents::new().int(42).boolean(true))?;
    /// assert_eq!(graph.write(), b"\xAC\xED\0\x05\x77\x05\0\0\0\x2A\x01");
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn push_contents(&mut self, contents: &Contents) -> Result<()> {
        let slots = self.content_slots(contents)?;
        self.contents.extend(slots);
        Ok(())
    }

    /// Appends `TC_RESET` to the stream: what comes after it is written in full again.
    pub fn push_reset(&mut self) {
        self.contents.push(Slot::RESET);
    }

    /// Appends a stream header to the stream, as a writer does who appends a stream of
    /// its own. What comes after it is written in full again.
    pub fn push_header(&mut self) {
        self.contents.push(Slot::HEADER);
    }

    /// Appends `TC_EXCEPTION` to the stream, with the exception that made a
    /// writer fail: a `java.io.IOException` in Java. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if the exception is not in this graph.
    pub fn push_exception(&mut self, exception: NodeId) -> Result<()> {
        let value = self.slot(Some(exception))?;
        let slot = self.add_special(Special::Exception { value })?;
        self.contents.push(slot);
        Ok(())
    }

    fn add_string(&mut self, text: JavaStr<'_>) -> Result<NodeId, ErrorKind> {
        let bytes = text.as_bytes();
        let length = u32::try_from(bytes.len()).map_err(|_| full())?;
        let start = self.add_bytes(bytes)?;
        self.add_node(Stored::String {
            start,
            length,
            long: false,
        })
    }
}

pub(super) fn unknown_class() -> ErrorKind {
    ErrorKind::Caller("a class that is not in this graph")
}
