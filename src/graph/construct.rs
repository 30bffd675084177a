//! Nodes made by hand: strings, objects, arrays, enum constants, `Class`
//! objects, and the stream at top level.

use super::contents::Contents;
use super::edit::ObjectMut;
use super::fit::primitive_bytes;
use super::type_name::TypeName;
use super::{
    ClassBuilder, ClassId, ClassIndex, FieldValue, Graph, IntoJava, NodeId, Slot, Special, Stored,
    Value, full,
};
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;
use crate::java_string::{JavaStr, JavaString};

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
            contents: vec![Slot::HEADER],
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
    /// every literal of a Java program: where it comes again it is written as a reference.
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
        let text = text.into();
        let text = text.as_java_str();
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
        let problem = if desc.flags.is_enum() {
            Some("is an enum: it has constants, not objects")
        } else if desc.element.is_some() {
            Some("is the class of arrays, not of objects")
        } else if !(desc.flags.is_serializable() || desc.flags.is_externalizable()) {
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

    /// Returns a new array of primitives: `int[]` of `&[i32]`, `byte[]` of
    /// `&[i8]` or `&[u8]`, `char[]` of `&[u16]`.
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
    /// let numbers = graph.array(&[1, 2, 3])?;
    /// graph.push(numbers)?;
    /// assert!(graph.write().ends_with(b"\0\0\0\x01\0\0\0\x02\0\0\0\x03"));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn array<T: Primitive>(&mut self, elements: &[T]) -> Result<NodeId> {
        let class = self.array_class(T::NAME)?.0;
        let length = array_length(elements.len())?;
        let start = self.add_bytes(&T::bytes(elements))?;
        Ok(self.add_node(Stored::Array {
            class,
            start,
            length,
        })?)
    }

    /// Returns a new array of objects whose type is spelled as in Java:
    /// `object_array("java.lang.String", …)` is a `String[]`, and
    /// `object_array("int[]", …)` an `int[][]`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if an element does not fit, or if this is no type of objects.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{Graph, Node};
    ///
    /// let mut graph = Graph::new();
    /// let names = graph.object_array("java.lang.String", [Some("Ada"), None])?;
    /// let Some(Node::Array(array)) = graph.node(names) else { panic!() };
    /// assert_eq!(array.class().name(), "[Ljava.lang.String;");
    /// assert_eq!(array.len(), 2);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn object_array<T: IntoJava>(
        &mut self,
        element: &str,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let class = self.array_class(element)?;
        self.array_of(class, elements)
    }

    /// Returns a new array of this class, which [`ClassBuilder::array`] described.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if an element does not fit, or if this is no class of arrays of objects.
    pub fn array_of<T: IntoJava>(
        &mut self,
        class: ClassId,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let class = class.0;
        let element = self.element_type(class)?;
        let mut slots = Vec::new();
        for (index, value) in elements.into_iter().enumerate() {
            let value = value.into_java(self)?;
            slots.push(self.fit_element(class, &element, index, value)?);
        }
        let length = array_length(slots.len())?;
        let start = self.add_slots(&slots)?;
        Ok(self.add_node(Stored::Array {
            class,
            start,
            length,
        })?)
    }

    /// Sets an element of an array.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if the array has no such element or if the value
    /// does not fit; [`ErrorKind::Caller`] if `array` is no array of this graph.
    ///
    /// # Examples
    ///
    /// An array that holds itself:
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let array = graph.object_array("java.lang.Object", [None::<i32>])?;
    /// graph.set_element(array, 0, array)?;
    /// graph.push(array)?;
    /// assert!(graph.write().ends_with(b"\0\0\0\x01\x71\0\x7E\0\x01"));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn set_element(&mut self, array: NodeId, index: usize, value: impl IntoJava) -> Result<()> {
        let Some(Stored::Array {
            class,
            start,
            length,
        }) = self.stored(array)
        else {
            return Err(ErrorKind::Caller("what is to be set is no array of this graph").into());
        };
        let length = self.element_count(array, length);
        let place = u32::try_from(index).ok().filter(|index| *index < length);
        let Some(place) = place else {
            let problem = format!("there is none: the array has {length}");
            return Err(self.misplaced(class, index, &problem).into());
        };
        let value = value.into_java(self)?;
        let code = self.class_desc(class).and_then(|desc| desc.element);
        match code.and_then(|code| Some((code, code.width()?))) {
            Some((code, width)) => {
                let (bytes, width_in_bytes) = self
                    .fit_primitive(code, value)
                    .map_err(|problem| self.misplaced(class, index, &problem))?;
                let at = place.saturating_mul(u32::from(width)).saturating_add(start);
                self.set_bytes(at, bytes.get(..width_in_bytes).unwrap_or_default());
            }
            None => {
                let element = self.element_type(class)?;
                let slot = self.fit_element(class, &element, index, value)?;
                self.set_slot(start.saturating_add(place), slot);
            }
        }
        Ok(())
    }

    /// Returns the class of arrays of this type, which is spelled as in Java. Described
    /// at the first time, as the class of arrays of a public type.
    ///
    /// For arrays of a type that is not public see [`ClassBuilder::array`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this is no name of a type.
    pub fn array_class(&mut self, element: &str) -> Result<ClassId> {
        let name = TypeName::parse(JavaString::from(element).as_java_str())?.array_class();
        match self.class_named(name.as_java_str()) {
            Some(class) => Ok(class),
            None => self.define(ClassBuilder::array(element)?),
        }
    }

    /// Returns the enum class of this name. Described at the first time.
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
    /// [`ErrorKind::Unfit`] if `class` is no enum.
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
        let is_enum = self.class_desc(class).map(|desc| desc.flags.is_enum());
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
    /// [`ErrorKind::Caller`] if `class` is no class of this graph.
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
    /// [`ErrorKind::Caller`] if `class` is no class of this graph.
    pub fn descriptor(&self, class: ClassId) -> Result<NodeId> {
        Ok(self.class_desc(class.0).ok_or_else(unknown_class)?.node)
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

    /// Appends an object, or null, to the stream at top level.
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

    /// Appends block data and objects to the stream at top level.
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
    /// writer fail: a `java.io.IOException` in Java.
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

    /// The descriptor of an array's elements, which are objects.
    fn element_type(&self, class: ClassIndex) -> Result<JavaString, ErrorKind> {
        let desc = self.class_desc(class).ok_or_else(unknown_class)?;
        let name = desc.name.as_java_str().as_bytes();
        match (desc.element, name.split_first()) {
            (Some(FieldType::Array | FieldType::Object), Some((b'[', element))) => {
                let slashed = element.iter().map(|byte| match byte {
                    b'.' => b'/',
                    other => *other,
                });
                Ok(JavaString::from_checked(slashed.collect()))
            }
            _ => {
                let problem = "is no class of arrays of objects".to_owned();
                Err(self.unfit(Some(class), None, problem))
            }
        }
    }

    fn fit_element(
        &mut self,
        class: ClassIndex,
        element: &JavaString,
        index: usize,
        value: FieldValue,
    ) -> Result<Slot> {
        let value = self
            .fit_reference(element.as_java_str(), value)
            .map_err(|problem| self.misplaced(class, index, &problem))?;
        let value = self.boxed(value)?;
        Ok(self.slot(value)?)
    }
}

/// A Rust type of the elements of a primitive array.
pub trait Primitive: Copy + sealed::Sealed {
    /// The name of the Java type.
    const NAME: &'static str;

    /// Returns the elements as they stand on the wire, big-endian.
    fn bytes(elements: &[Self]) -> Vec<u8>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! primitive_elements {
    ($($rust:ty => $java:ident, $name:literal),+) => {$(
        impl sealed::Sealed for $rust {}

        impl Primitive for $rust {
            const NAME: &'static str = $name;

            fn bytes(elements: &[Self]) -> Vec<u8> {
                let mut all = Vec::with_capacity(std::mem::size_of_val(elements));
                for &element in elements {
                    let (bytes, width) = primitive_bytes(FieldValue::$java(element));
                    all.extend_from_slice(bytes.get(..width).unwrap_or_default());
                }
                all
            }
        }
    )+};
}

primitive_elements!(
    bool => Boolean, "boolean",
    i8 => Byte, "byte",
    i16 => Short, "short",
    i32 => Int, "int",
    i64 => Long, "long",
    f32 => Float, "float",
    f64 => Double, "double",
    u16 => Char, "char"
);

impl sealed::Sealed for u8 {}

/// The bits of a Java `byte`.
impl Primitive for u8 {
    const NAME: &'static str = "byte";

    fn bytes(elements: &[Self]) -> Vec<u8> {
        elements.to_vec()
    }
}

/// Java's arrays have up to 2^31 − 1 elements.
fn array_length(length: usize) -> Result<u32, ErrorKind> {
    match i32::try_from(length) {
        Ok(length) => Ok(length.unsigned_abs()),
        Err(_) => Err(ErrorKind::Caller("an array of 2^31 elements or more")),
    }
}

fn unknown_class() -> ErrorKind {
    ErrorKind::Caller("a class that is not in this graph")
}
