//! Arrays made by hand.

use super::construct::unknown_class;
use super::{ClassBuilder, ClassId, ClassIndex, FieldValue, Graph, IntoJava, NodeId, Slot, Stored};
use crate::class::type_name::TypeName;
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;
use crate::text::JavaString;

impl Graph {
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
        let class = self.array_class(T::TYPE.keyword().unwrap_or_default())?.0;
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
    /// [`ErrorKind::Unfit`] if an element does not fit, or if this is not a type of objects.
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
    /// [`ErrorKind::Unfit`] if an element does not fit, or if this is not a class of arrays of
    /// objects.
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

    /// Sets an element of an array. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if the array has no such element or if the value
    /// does not fit; [`ErrorKind::Caller`] if no array of this graph has the number of `array`.
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
        let code = self.class_desc(class).and_then(|desc| desc.element());
        match code.and_then(|code| Some((code, code.width()?))) {
            Some((code, width)) => {
                let (bytes, width_in_bytes) = self
                    .fit_primitive(code, value)
                    .map_err(|problem| self.misplaced(class, index, &problem))?
                    .bytes();
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
    /// the first time, as the class of arrays of a public type.
    ///
    /// For arrays of a type that is not public see [`ClassBuilder::array`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this is not the name of a type.
    pub fn array_class(&mut self, element: &str) -> Result<ClassId> {
        let name = TypeName::parse(JavaString::from(element).as_java_str())?.array_class();
        match self.class_named(name.as_java_str()) {
            Some(class) => Ok(class),
            None => self.define(ClassBuilder::array(element)?),
        }
    }

    /// The descriptor of an array's elements, which are objects.
    fn element_type(&self, class: ClassIndex) -> Result<JavaString, ErrorKind> {
        let desc = self.class_desc(class).ok_or_else(unknown_class)?;
        let name = desc.name.as_java_str().as_bytes();
        match (desc.element(), name.split_first()) {
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
    const TYPE: FieldType;

    /// Returns the elements as they stand on the wire, big-endian.
    fn bytes(elements: &[Self]) -> Vec<u8>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! primitive_elements {
    ($($rust:ty => $java:ident),+) => {$(
        impl sealed::Sealed for $rust {}

        impl Primitive for $rust {
            const TYPE: FieldType = FieldType::$java;

            fn bytes(elements: &[Self]) -> Vec<u8> {
                let mut all = Vec::with_capacity(std::mem::size_of_val(elements));
                for &element in elements {
                    if let Some(value) = FieldValue::$java(element).primitive() {
                        value.canonical().put(&mut all);
                    }
                }
                all
            }
        }
    )+};
}

primitive_elements!(
    bool => Boolean,
    i8 => Byte,
    i16 => Short,
    i32 => Int,
    i64 => Long,
    f32 => Float,
    f64 => Double,
    u16 => Char
);

impl sealed::Sealed for u8 {}

/// The bits of a Java `byte`.
impl Primitive for u8 {
    const TYPE: FieldType = FieldType::Byte;

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
