//! An object, or null, as serde asks for it.

use serde_core::de::{Deserializer, Visitor};

use super::leaf::{Leaf, leaf};
use super::parts::{Bytes, Elements, Entries, Fields, Primitives};
use super::variant::{Constant, OneOf};
use super::{node_of, within};
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;
use crate::graph::{Class, Graph, Node, NodeId, Raw, RawNode};
use crate::typed::held::Kind;
use crate::typed::input::In;
use crate::typed::items::items;

/// A reference that is to be read.
pub(super) struct ValueIn<'r, 'g> {
    pub(super) input: &'r mut In<'g>,
    pub(super) value: Raw,
}

/// What a reference refers to.
enum Found<'g> {
    Null,
    Leaf(Leaf<'g>),
    Elements(NodeId),
    Entries(NodeId),
    Primitives { element: FieldType, bytes: &'g [u8] },
    Object(NodeId),
    Constant(&'g [u8]),
    Class(NodeId),
}

impl<'r, 'g> ValueIn<'r, 'g> {
    pub(super) fn new(input: &'r mut In<'g>, value: Raw) -> Self {
        ValueIn { input, value }
    }

    fn found(&mut self) -> Result<Found<'g>> {
        let graph = self.input.graph();
        let Some(node) = node_of(graph, self.value)? else {
            return Ok(Found::Null);
        };
        Ok(match graph.raw(node) {
            Some(RawNode::Enum { name, .. }) => Found::Constant(name),
            Some(RawNode::Primitives { element, bytes }) => Found::Primitives { element, bytes },
            Some(RawNode::Array { .. }) => Found::Elements(node),
            Some(RawNode::Other) | None => Found::Class(node),
            Some(RawNode::String | RawNode::Object { .. }) => {
                if let Some(leaf) = leaf(self.input, self.value, node)? {
                    return Ok(Found::Leaf(leaf));
                }
                let items = items(self.input.memo().groups(), graph, node)?;
                match items.map(|items| items.kind) {
                    Some(Kind::Elements) => Found::Elements(node),
                    Some(Kind::Map) => Found::Entries(node),
                    None => Found::Object(node),
                }
            }
        })
    }

    fn fields<V: Visitor<'g>>(self, node: NodeId, visitor: V) -> Result<V::Value> {
        within(self.input, node, |input| {
            visitor.visit_map(Fields::of(input, node)?)
        })
    }

    fn visit<V: Visitor<'g>>(mut self, visitor: V) -> Result<V::Value> {
        match self.found()? {
            Found::Null => visitor.visit_unit(),
            Found::Leaf(leaf) => leaf.visit(visitor),
            Found::Elements(node) => within(self.input, node, |input| {
                visitor.visit_seq(Elements::of(input, node)?)
            }),
            Found::Entries(node) => within(self.input, node, |input| {
                visitor.visit_map(Entries::of(input, node)?)
            }),
            Found::Primitives { element, bytes } => {
                self.input.spend(bytes.len())?;
                visitor.visit_seq(Primitives::new(element, bytes))
            }
            Found::Object(node) => self.fields(node, visitor),
            Found::Constant(name) => Leaf::text(name, self.input)?.visit(visitor),
            Found::Class(node) => visitor.visit_string(self.input.graph().told(node)),
        }
    }

    /// Refuses objects of another class, if the name that is asked for is that of a class.
    fn check(&self, name: &str) -> Result<()> {
        let node = self.value.node();
        let class = node.and_then(|node| class_of(self.input.graph(), node));
        match class {
            Some(class) if name.contains('.') && class.name() != name => {
                let found = class.name();
                let problem = format!("{found}, but the Rust type is named {name}");
                Err(ErrorKind::Unwanted { problem }.into())
            }
            _ => Ok(()),
        }
    }
}

/// The class of an object or constant.
pub(super) fn class_of(graph: &Graph, node: NodeId) -> Option<Class<'_>> {
    match graph.node(node)? {
        Node::Object(object) => Some(object.class()),
        Node::Enum { class, .. } => Some(class),
        _ => None,
    }
}

/// Numbers, as which a leaf may be asked for in more than one form.
macro_rules! leaves {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'g>>(mut self, visitor: V) -> Result<V::Value> {
            match self.found()? {
                Found::Leaf(leaf) => leaf.visit_number(visitor),
                _ => self.visit(visitor),
            }
        }
    )+};
}

macro_rules! texts {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'g>>(mut self, visitor: V) -> Result<V::Value> {
            match self.found()? {
                Found::Leaf(leaf) => leaf.visit_text(visitor),
                _ => self.visit(visitor),
            }
        }
    )+};
}

macro_rules! as_they_are {
    ($($method:ident($($hint:ident: $ty:ty),*))+) => {$(
        fn $method<V: Visitor<'g>>(self, $($hint: $ty,)* visitor: V) -> Result<V::Value> {
            $(let _ = $hint;)*
            self.visit(visitor)
        }
    )+};
}

macro_rules! bytes {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'g>>(mut self, visitor: V) -> Result<V::Value> {
            match self.found()? {
                Found::Primitives { element: FieldType::Byte, bytes, .. } => {
                    self.input.spend(bytes.len())?;
                    Bytes(bytes).visit(visitor)
                }
                _ => self.visit(visitor),
            }
        }
    )+};
}

impl<'g> Deserializer<'g> for ValueIn<'_, 'g> {
    type Error = crate::Error;

    leaves! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }
    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }
    bytes! { deserialize_bytes deserialize_byte_buf }
    as_they_are! {
        deserialize_any() deserialize_bool() deserialize_f32() deserialize_f64()
        deserialize_unit() deserialize_unit_struct(_name: &'static str)
        deserialize_seq() deserialize_tuple(_length: usize)
        deserialize_tuple_struct(_name: &'static str, _length: usize)
    }

    fn deserialize_option<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        match node_of(self.input.graph(), self.value)? {
            None => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'g>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.check(name)?;
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_map<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        self.visit(visitor)
    }

    fn deserialize_struct<V: Visitor<'g>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.check(name)?;
        self.visit(visitor)
    }

    fn deserialize_enum<V: Visitor<'g>>(
        mut self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.found()? {
            Found::Constant(name) => visitor.visit_enum(Constant::of(self.input, name)?),
            Found::Leaf(Leaf::Text(name)) => visitor.visit_enum(Constant::named(name)),
            Found::Object(node) => {
                let one = OneOf::new(self, node, variants)?;
                visitor.visit_enum(one)
            }
            _ => self.visit(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}
