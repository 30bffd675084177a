//! Objects that are one text or number.

use std::borrow::Cow;
use std::fmt::Display;

use serde_core::de::Visitor;

use super::str_of;
use crate::error::Result;
use crate::graph::{Node, NodeId, Raw};
use crate::jdk::time_text::text_of;
use crate::jdk::{Instant, Temporal};
use crate::text::JavaStr;
use crate::typed::input::In;
use crate::typed::times::read_temporal;
use crate::typed::values::{Currency, Date, Locale, Timestamp, Uri, Uuid};
use crate::typed::{Decimal, Integer, ReadJava};

/// What such an object is.
pub(super) enum Leaf<'g> {
    Text(Cow<'g, str>),
    Bool(bool),
    Char(u16),
    Byte(i8),
    Short(i16),
    Int(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    Integer(Integer),
    Date(Date),
}

impl<'g> Leaf<'g> {
    /// A text in modified UTF-8.
    pub(super) fn text(text: &'g [u8], input: &mut In<'_>) -> Result<Self> {
        input.spend(text.len())?;
        Ok(Leaf::Text(str_of(JavaStr::new_checked(text))?))
    }

    /// As it is in itself.
    pub(super) fn visit<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Leaf::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Leaf::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Leaf::Bool(value) => visitor.visit_bool(value),
            Leaf::Char(unit) => match char::from_u32(unit.into()) {
                Some(value) => visitor.visit_char(value),
                None => visitor.visit_u16(unit),
            },
            Leaf::Byte(value) => visitor.visit_i8(value),
            Leaf::Short(value) => visitor.visit_i16(value),
            Leaf::Int(value) => visitor.visit_i32(value),
            Leaf::Long(value) => visitor.visit_i64(value),
            Leaf::Float(value) => visitor.visit_f32(value),
            Leaf::Double(value) => visitor.visit_f64(value),
            Leaf::Integer(_) => self.visit_number(visitor),
            Leaf::Date(_) => self.visit_text(visitor),
        }
    }

    /// Where a number is asked for.
    pub(super) fn visit_number<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Leaf::Char(unit) => visitor.visit_u16(unit),
            Leaf::Date(date) => visitor.visit_i64(date.millis()),
            Leaf::Integer(integer) => match i128::try_from(&integer) {
                Ok(value) => match (i64::try_from(value), u64::try_from(value)) {
                    (Ok(value), _) => visitor.visit_i64(value),
                    (_, Ok(value)) => visitor.visit_u64(value),
                    _ => visitor.visit_i128(value),
                },
                Err(_) => visitor.visit_string(integer.to_string()),
            },
            other => other.visit(visitor),
        }
    }

    /// Where a text is asked for.
    pub(super) fn visit_text<V: Visitor<'g>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Leaf::Integer(integer) => visitor.visit_string(integer.to_string()),
            Leaf::Date(date) => {
                let millis = date.millis();
                visitor.visit_string(instant(millis.div_euclid(1_000), nanos(millis)))
            }
            other => other.visit(visitor),
        }
    }
}

fn nanos(millis: i64) -> u32 {
    let millis = u32::try_from(millis.rem_euclid(1_000)).unwrap_or(0);
    millis.saturating_mul(1_000_000)
}

fn instant(seconds: i64, nano: u32) -> String {
    text_of(&Temporal::Instant(Instant { seconds, nano }))
}

/// Reads an object of one class.
type Read = fn(&mut In<'_>, Raw) -> Result<Leaf<'static>>;

fn shown<T: ReadJava + Display>(input: &mut In<'_>, value: Raw) -> Result<Leaf<'static>> {
    let text = T::read(input, value)?.to_string();
    Ok(Leaf::Text(Cow::Owned(text)))
}

fn time(input: &mut In<'_>, value: Raw) -> Result<Leaf<'static>> {
    let text = text_of(&read_temporal::<Temporal>(input, value)?);
    Ok(Leaf::Text(Cow::Owned(text)))
}

fn timestamp(input: &mut In<'_>, value: Raw) -> Result<Leaf<'static>> {
    let Timestamp { seconds, nanos } = Timestamp::read(input, value)?;
    let nano = u32::try_from(nanos).unwrap_or(0);
    Ok(Leaf::Text(Cow::Owned(instant(seconds, nano))))
}

/// By class.
const LEAVES: [(&str, Read); 17] = [
    ("java.lang.Boolean", |i, v| {
        Ok(Leaf::Bool(bool::read(i, v)?))
    }),
    ("java.lang.Character", |i, v| {
        Ok(Leaf::Char(u16::read(i, v)?))
    }),
    ("java.lang.Byte", |i, v| Ok(Leaf::Byte(i8::read(i, v)?))),
    ("java.lang.Short", |i, v| Ok(Leaf::Short(i16::read(i, v)?))),
    ("java.lang.Integer", |i, v| Ok(Leaf::Int(i32::read(i, v)?))),
    ("java.lang.Long", |i, v| Ok(Leaf::Long(i64::read(i, v)?))),
    ("java.lang.Float", |i, v| Ok(Leaf::Float(f32::read(i, v)?))),
    ("java.lang.Double", |i, v| {
        Ok(Leaf::Double(f64::read(i, v)?))
    }),
    ("java.math.BigInteger", |i, v| {
        Ok(Leaf::Integer(Integer::read(i, v)?))
    }),
    ("java.math.BigDecimal", shown::<Decimal>),
    ("java.time.Ser", time),
    ("java.util.Date", |i, v| Ok(Leaf::Date(Date::read(i, v)?))),
    ("java.sql.Timestamp", timestamp),
    ("java.util.UUID", shown::<Uuid>),
    ("java.net.URI", shown::<Uri>),
    ("java.util.Currency", shown::<Currency>),
    ("java.util.Locale", shown::<Locale>),
];

/// What an object is, if it is one text or number.
pub(super) fn leaf<'g>(input: &mut In<'g>, value: Raw, node: NodeId) -> Result<Option<Leaf<'g>>> {
    let graph = input.graph();
    match graph.node(node) {
        Some(Node::String(text)) => Leaf::text(text.as_bytes(), input).map(Some),
        Some(Node::Object(object)) => {
            let class = object.class().name();
            let known = LEAVES.iter().find(|(name, _)| class == *name);
            known.map(|(_, read)| read(input, value)).transpose()
        }
        _ => Ok(None),
    }
}
