//! The nodes of a graph as a program reads them.
//!
//! * `mod.rs`: nodes and values
//! * `class.rs`: class descriptors and their fields
//! * `object.rs`: objects, level by level
//! * `place.rs`: where the values of objects stand
//! * `array.rs`: arrays, and the contents of annotations

mod array;
mod class;
mod object;
mod place;

pub use self::array::{Annotation, Array};
pub use self::class::{Class, Field};
pub use self::object::{Level, Object};
pub(crate) use self::place::{PlacedLevel, ValuePlace};

use super::{ClassId, ClassIndex, Graph, NodeId, Slot, Special, Stored};
use crate::class::type_name::in_java;
use crate::event::{BlockForm, FieldType};
use crate::text::JavaStr;
use crate::wire::primitive::Primitive;

/// What a node is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Node<'a> {
    /// A `String`.
    String(JavaStr<'a>),
    /// An object.
    Object(Object<'a>),
    /// An array.
    Array(Array<'a>),
    /// An enum constant.
    Enum {
        /// Its class.
        class: Class<'a>,
        /// Its name.
        name: JavaStr<'a>,
    },
    /// A `Class` object.
    Class(Class<'a>),
    /// A class descriptor: an `ObjectStreamClass` object where it is a value.
    ClassDesc(Class<'a>),
}

impl Node<'_> {
    /// How much there is of a node itself, apart from what it refers to: bytes, fields, elements.
    pub(crate) fn weight(&self) -> u64 {
        self.weight_up_to(u64::MAX)
    }

    /// The same, or something more than `most` if it is more: it takes no longer to tell.
    pub(crate) fn weight_up_to(&self, most: u64) -> u64 {
        let length = |length| u64::try_from(length).unwrap_or(u64::MAX);
        match self {
            Node::String(text) => length(text.as_bytes().len()),
            Node::Array(array) => {
                let width = array.element().width().unwrap_or(1);
                length(array.len()).saturating_mul(u64::from(width))
            }
            Node::Object(object) => {
                let mut weight = 0_u64;
                for level in object.levels() {
                    let left = most.saturating_sub(weight);
                    weight = weight.saturating_add(level.weight_up_to(left));
                }
                weight
            }
            Node::Enum { .. } | Node::Class(_) | Node::ClassDesc(_) => 1,
        }
    }
}

/// A reference to an object: null, or a node.
pub type Value = Option<NodeId>;

/// The value of a field or of an array's element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldValue {
    /// `byte`
    Byte(i8),
    /// `char`, a UTF-16 code unit
    Char(u16),
    /// `double`
    Double(f64),
    /// `float`
    Float(f32),
    /// `int`
    Int(i32),
    /// `long`
    Long(i64),
    /// `short`
    Short(i16),
    /// `boolean`
    Boolean(bool),
    /// An object or array.
    Reference(Value),
}

impl FieldValue {
    /// The value of a primitive type whose bytes on the wire these are.
    pub(crate) fn from_be_bytes(code: FieldType, mut bytes: &[u8]) -> Option<Self> {
        let value = Primitive::take(code, &mut bytes)?;
        bytes.is_empty().then(|| value.into())
    }

    /// The value of a primitive type.
    pub(crate) fn primitive(self) -> Option<Primitive> {
        Some(match self {
            FieldValue::Byte(value) => Primitive::Byte(value),
            FieldValue::Char(value) => Primitive::Char(value),
            FieldValue::Double(value) => Primitive::Double(value),
            FieldValue::Float(value) => Primitive::Float(value),
            FieldValue::Int(value) => Primitive::Int(value),
            FieldValue::Long(value) => Primitive::Long(value),
            FieldValue::Short(value) => Primitive::Short(value),
            FieldValue::Boolean(value) => Primitive::Boolean(u8::from(value)),
            FieldValue::Reference(_) => return None,
        })
    }
}

impl From<Primitive> for FieldValue {
    fn from(value: Primitive) -> Self {
        match value {
            Primitive::Byte(value) => FieldValue::Byte(value),
            Primitive::Char(value) => FieldValue::Char(value),
            Primitive::Double(value) => FieldValue::Double(value),
            Primitive::Float(value) => FieldValue::Float(value),
            Primitive::Int(value) => FieldValue::Int(value),
            Primitive::Long(value) => FieldValue::Long(value),
            Primitive::Short(value) => FieldValue::Short(value),
            Primitive::Boolean(value) => FieldValue::Boolean(value != 0),
        }
    }
}

/// One item of the stream at top level, or of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// An object or null.
    Object(Value),
    /// Block data.
    Block {
        /// The bytes in it.
        bytes: &'a [u8],
        /// Which of the two forms it came in.
        form: BlockForm,
    },
    /// Primitive fields that the writer wrote inside the annotation.
    Fields(&'a [u8]),
    /// `TC_RESET`
    Reset,
    /// A stream header.
    StreamHeader,
    /// `TC_EXCEPTION`: nothing follows in whatever it stands in. One that came inside the class of
    /// an object stands in place of the object.
    Exception(Value),
}

impl Graph {
    /// Returns what `node` is; `None` if there is no such node, or if an exception cut off its
    /// class. A node of another graph is [not told apart](NodeId#of-another-graph).
    pub fn node(&self, node: NodeId) -> Option<Node<'_>> {
        Some(match self.stored(node)? {
            Stored::String { start, length, .. } => Node::String(JavaStr::new_checked(
                self.byte_range(start, usize::try_from(length).ok()?),
            )),
            Stored::Object {
                class,
                slots,
                count,
            } => Node::Object(Object {
                class: self.class_view(class),
                slots: self.slot_range(slots, count),
            }),
            Stored::Array {
                class,
                start,
                length,
            } => Node::Array(Array {
                class: self.class_view(class),
                element: self.class_desc(class)?.element()?,
                start,
                length: self.element_count(node, length),
            }),
            Stored::Enum { class, name, .. } => {
                let Some(Node::String(name)) = self.node(name.node()?) else {
                    return None;
                };
                Node::Enum {
                    class: self.class_view(class),
                    name,
                }
            }
            Stored::Class { class } => Node::Class(self.class_view(class)),
            Stored::Desc { class } => Node::ClassDesc(self.class_view(class)),
        })
    }

    /// What a node is, for messages: `an object of class com.example.Point`.
    pub(crate) fn told(&self, node: NodeId) -> String {
        match self.node(node) {
            Some(Node::String(_)) => "a String".to_owned(),
            Some(Node::Object(object)) => format!("an object of class {}", object.class().name()),
            Some(Node::Array(array)) => format!("an array of class {}", array.class().name()),
            Some(Node::Enum { class, name }) => {
                format!("the enum constant {}.{name}", class.name())
            }
            Some(Node::Class(class)) => format!("the class {}", class.name()),
            Some(Node::ClassDesc(class)) => format!("the descriptor of class {}", class.name()),
            None => "something else".to_owned(),
        }
    }

    /// The name of a node's class, for messages.
    pub(crate) fn class_told(&self, node: NodeId) -> String {
        match self.node(node) {
            Some(Node::Object(object)) => object.class().name().to_string(),
            Some(Node::Array(array)) => in_java(array.class().name()),
            Some(Node::Enum { class, .. }) => class.name().to_string(),
            Some(Node::String(_)) => "java.lang.String".to_owned(),
            Some(Node::Class(_)) => "java.lang.Class".to_owned(),
            Some(Node::ClassDesc(_)) => "java.io.ObjectStreamClass".to_owned(),
            None => String::new(),
        }
    }

    /// Returns the text of a field or element that holds a `String`.
    pub fn string(&self, value: FieldValue) -> Option<JavaStr<'_>> {
        let FieldValue::Reference(Some(node)) = value else {
            return None;
        };
        match self.node(node)? {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the first object at top level.
    pub fn root(&self) -> Option<NodeId> {
        self.contents.iter().find_map(|slot| slot.node())
    }

    /// Returns the stream at top level, in order.
    pub fn contents(&self) -> impl Iterator<Item = Content<'_>> {
        self.contents.iter().filter_map(|&slot| self.content(slot))
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node with this index.
    pub(crate) fn node_at(&self, index: usize) -> Option<NodeId> {
        u32::try_from(index).ok().map(NodeId)
    }

    /// Returns whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the class descriptor with this id.
    pub fn class(&self, class: ClassId) -> Option<Class<'_>> {
        self.class_desc(class.0).map(|_| self.class_view(class.0))
    }

    pub(crate) fn class_view(&self, index: ClassIndex) -> Class<'_> {
        Class { graph: self, index }
    }

    fn content(&self, slot: Slot) -> Option<Content<'_>> {
        if let Some(node) = slot.node() {
            return Some(Content::Object(Some(node)));
        }
        let bytes = |start, length| self.byte_range(start, usize::try_from(length).unwrap_or(0));
        Some(match slot {
            Slot::NULL => Content::Object(None),
            Slot::RESET => Content::Reset,
            Slot::HEADER => Content::StreamHeader,
            other => match self.special(other)? {
                Special::Block {
                    start,
                    length,
                    form,
                } => Content::Block {
                    bytes: bytes(start, length),
                    form,
                },
                Special::Bytes { start, length } => Content::Fields(bytes(start, length)),
                Special::Exception { value } => Content::Exception(value.node()),
                Special::Begun { class, .. } => self.exception_in(class).map(Content::Exception)?,
                Special::List { .. } => return None,
            },
        })
    }

    /// The exception that stands in a slot, or ends the contents there.
    pub(super) fn exception_at(&self, slot: Slot) -> Option<Value> {
        let slot = match self.special(slot)? {
            Special::List { start, count } => *self.slot_range(start, count).last()?,
            _ => slot,
        };
        match self.content(slot)? {
            Content::Exception(value) => Some(value),
            _ => None,
        }
    }

    /// The exception inside the description of a class, or of one that it extends: there, or inside
    /// what stands last in its annotation.
    fn exception_in(&self, class: ClassIndex) -> Option<Value> {
        let mut class = Some(class);
        while let Some(described) = class.and_then(|class| self.class_desc(class)) {
            let last = match self.special(described.annotation) {
                Some(Special::List { start, count }) => self.slot_range(start, count).last(),
                _ => None,
            };
            class = match last.and_then(|last| self.special(*last)) {
                Some(Special::Exception { value }) => return Some(value.node()),
                Some(Special::Begun { class, .. }) => Some(class),
                _ => described.superclass(),
            };
        }
        None
    }

    fn annotation(&self, slot: Option<&Slot>) -> Annotation<'_> {
        let slots = match slot.and_then(|slot| self.special(*slot)) {
            Some(Special::List { start, count }) => self.slot_range(start, count),
            _ => &[],
        };
        Annotation {
            graph: self,
            slots: slots.iter(),
        }
    }

    fn primitive(&self, code: FieldType, place: usize) -> Option<FieldValue> {
        let width = usize::from(code.width()?);
        let bytes = self.bytes.get(place..place.checked_add(width)?)?;
        FieldValue::from_be_bytes(code, bytes)
    }
}

/// What a slot refers to; `None` if an exception stands in its place.
fn reference(slot: Slot) -> Option<Value> {
    (slot == Slot::NULL || slot.node().is_some()).then(|| slot.node())
}
