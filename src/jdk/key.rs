//! Objects as keys: what `equals`, `hashCode` and `compareTo` of the JDK's own
//! values go by.

use super::numbers::Integer;
use super::time_bytes::Temporal;
use crate::graph::{Content, FieldValue, Graph, Node, NodeId, Object, Value};
use crate::text::JavaString;
use crate::wire::primitive::{double_bits, float_bits};

/// An object as a key of a map. Keys are equal where the objects are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Null,
    Boolean(bool),
    Byte(i8),
    Char(u16),
    Short(i16),
    Int(i32),
    Long(i64),
    /// By the bits: `equals` tells 0.0 and −0.0 apart, but not NaNs.
    Float(u32),
    Double(u64),
    String(JavaString),
    Date(i64),
    Uuid {
        most: i64,
        least: i64,
    },
    BigInteger(Integer),
    BigDecimal {
        unscaled: Integer,
        scale: i32,
    },
    Temporal(Temporal),
    /// An object of a class whose methods are not known here: equal to itself alone.
    Other(NodeId),
    /// The same, of an object that is no node: its place among the keys.
    Numbered(u32),
}

impl Key {
    /// The object that `value` refers to, as a key.
    pub(super) fn of(graph: &Graph, value: Value) -> Key {
        let Some(node) = value else { return Key::Null };
        match graph.node(node) {
            Some(Node::String(text)) => Key::String(text.into()),
            Some(Node::Object(object)) => of_object(graph, object).unwrap_or(Key::Other(node)),
            _ => Key::Other(node),
        }
    }
}

fn of_object(graph: &Graph, object: Object<'_>) -> Option<Key> {
    Some(match object.class().name().as_bytes() {
        b"java.lang.Boolean"
        | b"java.lang.Byte"
        | b"java.lang.Character"
        | b"java.lang.Double"
        | b"java.lang.Float"
        | b"java.lang.Integer"
        | b"java.lang.Long"
        | b"java.lang.Short" => match object.field("value")? {
            FieldValue::Boolean(value) => Key::Boolean(value),
            FieldValue::Byte(value) => Key::Byte(value),
            FieldValue::Char(value) => Key::Char(value),
            FieldValue::Double(value) => Key::Double(double_bits(value)),
            FieldValue::Float(value) => Key::Float(float_bits(value)),
            FieldValue::Int(value) => Key::Int(value),
            FieldValue::Long(value) => Key::Long(value),
            FieldValue::Short(value) => Key::Short(value),
            FieldValue::Reference(_) => return None,
        },
        b"java.util.Date" => Key::Date(i64::from_be_bytes(data(object)?.try_into().ok()?)),
        b"java.util.UUID" => Key::Uuid {
            most: long(object, "mostSigBits")?,
            least: long(object, "leastSigBits")?,
        },
        b"java.math.BigInteger" => Key::BigInteger(big_integer(graph, object)?),
        b"java.math.BigDecimal" => {
            let FieldValue::Reference(Some(unscaled)) = object.field("intVal")? else {
                return None;
            };
            let Some(Node::Object(unscaled)) = graph.node(unscaled) else {
                return None;
            };
            Key::BigDecimal {
                unscaled: big_integer(graph, unscaled)?,
                scale: int(object, "scale")?,
            }
        }
        b"java.time.Ser" => Key::Temporal(Temporal::from_bytes(data(object)?)?),
        _ => return None,
    })
}

fn int(object: Object<'_>, field: &str) -> Option<i32> {
    match object.field(field)? {
        FieldValue::Int(value) => Some(value),
        _ => None,
    }
}

fn long(object: Object<'_>, field: &str) -> Option<i64> {
    match object.field(field)? {
        FieldValue::Long(value) => Some(value),
        _ => None,
    }
}

fn big_integer(graph: &Graph, object: Object<'_>) -> Option<Integer> {
    let FieldValue::Reference(Some(magnitude)) = object.field("magnitude")? else {
        return None;
    };
    let Some(Node::Array(magnitude)) = graph.node(magnitude) else {
        return None;
    };
    Some(Integer::new(int(object, "signum")? < 0, magnitude.bytes()))
}

/// The block data that is all an object's own class wrote.
fn data(object: Object<'_>) -> Option<&[u8]> {
    let level = object.levels().last()?;
    let mut contents = level.annotation();
    match (contents.next()?, contents.next()) {
        (Content::Block { bytes, .. }, None) => Some(bytes),
        _ => None,
    }
}
