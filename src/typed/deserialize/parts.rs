//! What objects hold: fields, elements, keys and values.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_core::de::value::BorrowedStrDeserializer;
use serde_core::de::{
    DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;

use super::leaf::Leaf;
use super::str_of;
use super::value::ValueIn;
use crate::Error;
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;
use crate::graph::{FieldValue, Node, NodeId, Raw, RawNode};
use crate::text::JavaStr;
use crate::typed::fault::cut;
use crate::typed::input::In;
use crate::typed::items::{self, Items};

/// The fields of an object, from the topmost class down; of two of one name, that of the lower.
pub(super) struct Fields<'r, 'g> {
    input: &'r mut In<'g>,
    /// The last first.
    fields: Vec<(JavaStr<'g>, FieldValue)>,
    value: Option<(JavaStr<'g>, FieldValue)>,
}

impl<'r, 'g> Fields<'r, 'g> {
    pub(super) fn of(input: &'r mut In<'g>, node: NodeId) -> Result<Self> {
        let graph = input.graph();
        let mut fields = Vec::new();
        if let Some(Node::Object(object)) = graph.node(node) {
            for level in object.levels() {
                if let Some(exception) = level.exception() {
                    return Err(cut(graph.exception_told(exception)));
                }
                fields.extend(level.fields().map(|(field, value)| (field.name(), value)));
            }
        }
        input.spend(fields.len().saturating_mul(size_of::<FieldValue>()))?;
        fields.reverse();
        let mut seen = HashSet::new();
        fields.retain(|(name, _)| seen.insert(name.as_bytes()));
        Ok(Fields {
            input,
            fields,
            value: None,
        })
    }
}

impl<'g> MapAccess<'g> for Fields<'_, 'g> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'g>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.fields.pop() else {
            return Ok(None);
        };
        self.value = Some((name, value));
        let name = str_of(name)?;
        let key = match name {
            Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::<Error>::new(name)),
            Cow::Owned(name) => {
                seed.deserialize(IntoDeserializer::<Error>::into_deserializer(name))
            }
        };
        key.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'g>>(&mut self, seed: V) -> Result<V::Value> {
        let Some((name, value)) = self.value.take() else {
            return Err(value_before_key());
        };
        let read = match value {
            FieldValue::Reference(value) => match Raw::of(value) {
                Some(raw) => seed.deserialize(ValueIn::new(self.input, raw)),
                None => Err(ErrorKind::Caller("an object that is not in this graph").into()),
            },
            primitive => seed.deserialize(PrimitiveIn(primitive)),
        };
        read.map_err(|error| error.within(&format_args!(".{name}")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}

fn value_before_key() -> Error {
    ErrorKind::Caller("a value was asked for before its key").into()
}

/// The elements of an array or collection.
pub(super) struct Elements<'r, 'g> {
    input: &'r mut In<'g>,
    elements: Box<dyn Iterator<Item = Result<Raw>> + 'g>,
    index: usize,
}

impl<'r, 'g> Elements<'r, 'g> {
    pub(super) fn of(input: &'r mut In<'g>, node: NodeId) -> Result<Self> {
        let graph = input.graph();
        let elements: Box<dyn Iterator<Item = Result<Raw>> + 'g> = match graph.raw(node) {
            Some(RawNode::Array { elements }) => Box::new(elements.each_raw().map(Ok)),
            _ => Box::new(items(input, node)?),
        };
        Ok(Elements {
            input,
            elements,
            index: 0,
        })
    }
}

/// What is in a collection that is known to be one.
fn items<'g>(input: &mut In<'g>, node: NodeId) -> Result<Items<'g>> {
    let graph = input.graph();
    let items = items::items(input.memo().groups(), graph, node)?;
    let Some(items) = items else {
        return Err(ErrorKind::Caller("a collection that is none").into());
    };
    input.spend(items.at_most().saturating_mul(size_of::<Raw>()))?;
    Ok(items)
}

impl<'g> SeqAccess<'g> for Elements<'_, 'g> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'g>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(element) = self.elements.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index = index.saturating_add(1);
        let read = element.and_then(|it| seed.deserialize(ValueIn::new(self.input, it)));
        let read = read.map_err(|error| error.within(&format_args!("[{index}]")));
        read.map(Some)
    }
}

/// The keys and values of a map.
pub(super) struct Entries<'r, 'g> {
    input: &'r mut In<'g>,
    items: Items<'g>,
    value: Option<Raw>,
    index: usize,
}

impl<'r, 'g> Entries<'r, 'g> {
    pub(super) fn of(input: &'r mut In<'g>, node: NodeId) -> Result<Self> {
        let items = items(input, node)?;
        Ok(Entries {
            input,
            items,
            value: None,
            index: 0,
        })
    }
}

impl<'g> MapAccess<'g> for Entries<'_, 'g> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'g>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((key, value)) = self.items.entry().transpose()? else {
            return Ok(None);
        };
        self.value = Some(value);
        let index = self.index;
        let read = seed.deserialize(ValueIn::new(self.input, key));
        let read = read.map_err(|error| error.within(&format_args!("[{index}].key")));
        read.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'g>>(&mut self, seed: V) -> Result<V::Value> {
        let index = self.index;
        self.index = index.saturating_add(1);
        let Some(value) = self.value.take() else {
            return Err(value_before_key());
        };
        let read = seed.deserialize(ValueIn::new(self.input, value));
        read.map_err(|error| error.within(&format_args!("[{index}].value")))
    }
}

/// The elements of an array of primitives.
pub(super) struct Primitives<'g> {
    element: FieldType,
    bytes: &'g [u8],
    index: usize,
}

impl<'g> Primitives<'g> {
    pub(super) fn new(element: FieldType, bytes: &'g [u8]) -> Self {
        Primitives {
            element,
            bytes,
            index: 0,
        }
    }
}

impl<'g> SeqAccess<'g> for Primitives<'g> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'g>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let width = self.element.width().map_or(0, usize::from);
        let Some((value, rest)) = self.bytes.split_at_checked(width) else {
            return Ok(None);
        };
        let Some(value) = FieldValue::from_be_bytes(self.element, value) else {
            return Ok(None);
        };
        self.bytes = rest;
        let index = self.index;
        self.index = index.saturating_add(1);
        let read = seed.deserialize(PrimitiveIn(value));
        let read = read.map_err(|error| error.within(&format_args!("[{index}]")));
        read.map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        let width = usize::from(self.element.width()?);
        self.bytes.len().checked_div(width)
    }
}

/// A `byte[]`, as bytes.
pub(super) struct Bytes<'g>(pub(super) &'g [u8]);

impl<'g> Bytes<'g> {
    pub(super) fn visit<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_bytes(self.0)
    }
}

/// A primitive value.
struct PrimitiveIn(FieldValue);

impl PrimitiveIn {
    fn leaf<'g>(self) -> Result<Leaf<'g>> {
        Ok(match self.0 {
            FieldValue::Byte(value) => Leaf::Byte(value),
            FieldValue::Short(value) => Leaf::Short(value),
            FieldValue::Int(value) => Leaf::Int(value),
            FieldValue::Long(value) => Leaf::Long(value),
            FieldValue::Float(value) => Leaf::Float(value),
            FieldValue::Double(value) => Leaf::Double(value),
            FieldValue::Char(value) => Leaf::Char(value),
            FieldValue::Boolean(value) => Leaf::Bool(value),
            _ => return Err(ErrorKind::Caller("a reference, where a number stands").into()),
        })
    }
}

macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.leaf()?.visit_number(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for PrimitiveIn {
    type Error = Error;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.leaf()?.visit(visitor)
    }

    /// A `byte` has a sign in Java; where none is asked for, its eight bits are meant.
    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            FieldValue::Byte(value) => visitor.visit_u8(value.cast_unsigned()),
            _ => self.leaf()?.visit_number(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct enum identifier ignored_any
    }
}
