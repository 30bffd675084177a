//! The nodes of a graph as a program reads them.

use super::{ClassId, ClassIndex, FieldDesc, Graph, NodeId, Slot, Special, Stored};
use crate::event::{BlockForm, ClassFlags, FieldType};
use crate::java_string::JavaStr;

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
    pub(crate) fn from_be_bytes(code: FieldType, bytes: &[u8]) -> Option<Self> {
        Some(match code {
            FieldType::Byte => FieldValue::Byte(i8::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Char => FieldValue::Char(u16::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Double => FieldValue::Double(f64::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Float => FieldValue::Float(f32::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Int => FieldValue::Int(i32::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Long => FieldValue::Long(i64::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Short => FieldValue::Short(i16::from_be_bytes(bytes.try_into().ok()?)),
            FieldType::Boolean => FieldValue::Boolean(*bytes.first()? != 0),
            FieldType::Array | FieldType::Object => return None,
        })
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
    /// Primitive fields that the writer wrote amid the annotation.
    Fields(&'a [u8]),
    /// `TC_RESET`
    Reset,
    /// A stream header.
    StreamHeader,
    /// `TC_EXCEPTION`: nothing follows in whatever it stands in.
    Exception(Value),
}

impl Graph {
    /// Returns what `node` is; `None` for a node of another graph or one whose
    /// class an exception cut off.
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
                element: self.class_desc(class)?.element?,
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
    #[cfg(feature = "fuzzing")]
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

    fn class_view(&self, index: ClassIndex) -> Class<'_> {
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
                Special::List { .. } | Special::Begun { .. } => return None,
            },
        })
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

/// A class descriptor.
#[derive(Clone, Copy)]
pub struct Class<'a> {
    graph: &'a Graph,
    index: ClassIndex,
}

impl std::fmt::Debug for Class<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Class").field(&self.name()).finish()
    }
}

impl<'a> Class<'a> {
    /// Returns its id in the graph.
    pub fn id(self) -> ClassId {
        ClassId(self.index)
    }

    /// Returns its name, as `Class.getName()` spells it; empty for a proxy class.
    pub fn name(self) -> JavaStr<'a> {
        let name = self
            .graph
            .class_desc(self.index)
            .map(|desc| desc.name.as_java_str());
        name.unwrap_or(JavaStr::new_checked(b""))
    }

    /// Returns its `serialVersionUID`.
    pub fn suid(self) -> i64 {
        self.graph
            .class_desc(self.index)
            .map_or(0, |desc| desc.suid)
    }

    /// Returns its `classDescFlags`.
    pub fn flags(self) -> ClassFlags {
        self.graph
            .class_desc(self.index)
            .map_or(ClassFlags(0), |desc| desc.flags)
    }

    /// Returns its fields, in the order of the stream.
    pub fn fields(self) -> impl Iterator<Item = Field<'a>> {
        let fields = self
            .graph
            .class_desc(self.index)
            .map(|desc| desc.fields.as_slice());
        let graph = self.graph;
        fields
            .unwrap_or_default()
            .iter()
            .map(move |desc| Field { graph, desc })
    }

    /// Returns the descriptor of its superclass, if it is serializable.
    pub fn superclass(self) -> Option<Class<'a>> {
        let superclass = self.graph.class_desc(self.index)?.superclass?;
        Some(self.graph.class_view(superclass))
    }

    /// Returns the interfaces of a proxy class; `None` for any other class.
    pub fn interfaces(self) -> Option<impl Iterator<Item = JavaStr<'a>>> {
        let interfaces = self.graph.class_desc(self.index)?.interfaces.as_ref()?;
        Some(interfaces.iter().map(|name| name.as_java_str()))
    }

    /// Returns what the writer's `annotateClass` wrote.
    pub fn annotation(self) -> Annotation<'a> {
        self.graph.annotation(
            self.graph
                .class_desc(self.index)
                .map(|desc| &desc.annotation),
        )
    }
}

/// A field of a class descriptor.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    graph: &'a Graph,
    desc: &'a FieldDesc,
}

impl<'a> Field<'a> {
    /// Returns its name.
    pub fn name(self) -> JavaStr<'a> {
        self.desc.name.as_java_str()
    }

    /// Returns its type.
    pub fn code(self) -> FieldType {
        self.desc.code
    }

    /// Returns the name of its class in the JVM's notation, `Ljava/lang/String;`,
    /// if it holds objects or arrays.
    pub fn type_name(self) -> Option<JavaStr<'a>> {
        match self.graph.node(self.desc.type_name.node()?)? {
            Node::String(name) => Some(name),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field")
            .field("code", &self.code())
            .field("name", &self.name())
            .finish()
    }
}

/// An object.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    class: Class<'a>,
    slots: &'a [Slot],
}

impl<'a> Object<'a> {
    /// Returns its class.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// Returns the field `name` of the class nearest to the object's own that has it.
    pub fn field(self, name: &str) -> Option<FieldValue> {
        let mut found = None;
        for level in self.levels() {
            found = level.field(name).or(found);
        }
        found
    }

    /// Returns what each of its classes that has data wrote, from the topmost class down.
    pub fn levels(self) -> impl Iterator<Item = Level<'a>> {
        let graph = self.class.graph;
        let leaf = self.class.index;
        let external = graph
            .hierarchy
            .shape(leaf)
            .is_some_and(|shape| shape.is_external());
        let last = if external {
            1
        } else {
            graph.hierarchy.levels(leaf)
        };
        let mut rest = self.slots;
        (1..=last).map_while(move |number| {
            if external {
                return Some(Level {
                    class: self.class,
                    fields: None,
                    annotation: rest.first(),
                    graph,
                });
            }
            let index = graph.hierarchy.level(leaf, number)?;
            let shape = graph.hierarchy.shape(index)?;
            let class = graph.class_view(index);
            if rest.first() == Some(&Slot::NO_FIELDS) {
                let annotation = rest.get(1);
                rest = rest.get(2..).unwrap_or_default();
                return Some(Level {
                    class,
                    fields: None,
                    annotation,
                    graph,
                });
            }
            let all = usize::try_from(shape.slots()).ok()?;
            let (own, below) = rest.split_at_checked(all).unwrap_or((rest, &[]));
            rest = below;
            let annotation = if shape.has_annotation() {
                own.get(all.checked_sub(1)?)
            } else {
                None
            };
            Some(Level {
                class,
                fields: Some(own),
                annotation,
                graph,
            })
        })
    }

    /// Returns what the class named `class` in the object's hierarchy wrote as its annotation.
    pub fn annotation(self, class: &str) -> Option<Annotation<'a>> {
        self.levels()
            .find(|level| level.class.name() == class)
            .map(Level::annotation)
    }
}

/// What one class of an object's hierarchy wrote.
#[derive(Clone, Copy)]
pub struct Level<'a> {
    graph: &'a Graph,
    class: Class<'a>,
    /// Its slots; `None` if its fields are not where the descriptor says.
    fields: Option<&'a [Slot]>,
    annotation: Option<&'a Slot>,
}

impl<'a> Level<'a> {
    /// Returns the class.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// Returns what follows the fields: what its `writeObject` or `writeExternal` wrote.
    pub fn annotation(self) -> Annotation<'a> {
        self.graph.annotation(self.annotation)
    }

    /// Returns the field `name`.
    pub fn field(self, name: &str) -> Option<FieldValue> {
        self.fields()
            .find(|(field, _)| field.name() == name)
            .map(|(_, value)| value)
    }

    /// Returns its fields with their values: none, if its `writeObject` did not
    /// write them where the descriptor says.
    pub fn fields(self) -> impl Iterator<Item = (Field<'a>, FieldValue)> {
        let slots = self.fields;
        // Where an exception cut the object off before this level, there is no place.
        let primitives = slots
            .and_then(|slots| slots.first())
            .map_or(u32::MAX, |slot| slot.0);
        let mut place = usize::try_from(primitives).unwrap_or(usize::MAX);
        let shape = self.graph.hierarchy.shape(self.class.index);
        let has_primitives = shape.is_some_and(|shape| shape.primitive_bytes > 0);
        let mut objects = slots
            .unwrap_or_default()
            .iter()
            .skip(usize::from(has_primitives));
        let fields = slots.map(|_| self.class.fields());
        fields.into_iter().flatten().map_while(move |field| {
            let value = match field.code().width() {
                Some(width) => {
                    let value = self.graph.primitive(field.code(), place)?;
                    place = place.checked_add(usize::from(width))?;
                    value
                }
                None => FieldValue::Reference(reference(*objects.next()?)?),
            };
            Some((field, value))
        })
    }
}

/// What a slot refers to; `None` if an exception stands in its place.
fn reference(slot: Slot) -> Option<Value> {
    (slot == Slot::NULL || slot.node().is_some()).then(|| slot.node())
}

/// The contents of an annotation, in order.
#[derive(Clone)]
pub struct Annotation<'a> {
    graph: &'a Graph,
    slots: std::slice::Iter<'a, Slot>,
}

impl<'a> Iterator for Annotation<'a> {
    type Item = Content<'a>;

    fn next(&mut self) -> Option<Content<'a>> {
        let graph = self.graph;
        self.slots.find_map(|slot| graph.content(*slot))
    }
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct Array<'a> {
    class: Class<'a>,
    element: FieldType,
    start: u32,
    length: u32,
}

impl<'a> Array<'a> {
    /// Returns its class, `[I` for an `int[]`.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// Returns the type of its elements.
    pub fn element(self) -> FieldType {
        self.element
    }

    /// Returns how many elements it has.
    pub fn len(self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }

    /// Returns whether it has no elements.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Returns the elements as they stand on the wire, big-endian; empty for
    /// an array of objects.
    pub fn bytes(self) -> &'a [u8] {
        match self.element.width() {
            Some(width) => {
                let length = self.len().saturating_mul(usize::from(width));
                self.class.graph.byte_range(self.start, length)
            }
            None => &[],
        }
    }

    /// Returns the elements.
    pub fn elements(self) -> impl Iterator<Item = FieldValue> + 'a {
        let width = self.element.width().map_or(1, usize::from);
        let primitives = self.bytes().chunks_exact(width);
        let slots = match self.element.width() {
            Some(_) => &[],
            None => self.class.graph.slot_range(self.start, self.length),
        };
        let element = self.element;
        primitives
            .filter_map(move |bytes| FieldValue::from_be_bytes(element, bytes))
            .chain(
                slots
                    .iter()
                    .map_while(|slot| reference(*slot))
                    .map(FieldValue::Reference),
            )
    }
}
